"""Bytes that several want at once: songs with the same medium, writers beside the sweeper, leases that run out."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.shared import CommandKind, SharedSong, SongCommand, SongFields
from pluto_desktop.services.shared.keep import Sweep, Swept
from tests.shared_edits import Edit, Makers
from tests.shared_steps import Addresses, Device, Others, Port, Steps, send, send_surely, taken

WRITERS, ROUNDS = 3, 8


def added(device: Device, others: Others, edit: Edit) -> SharedSong:
    send_surely(device, edit)
    song = others.find(edit.song_id)
    assert song is not None
    return song


def again(makers: Makers, edit: Edit) -> Edit:
    """Another song that has the same media."""
    fields = replace(edit.fields, title=f"{edit.fields.title} again")
    return replace(makers.add(), fields=fields, media=edit.media)


def sweep(others: Others) -> Swept:
    return Sweep(others.catalogue, others.media, grace_s=0).run_once(CancelToken())


def test_of_two_songs_with_the_same_bytes_one_is_deleted_and_the_other_keeps_them(
    device: Device, others: Others, makers: Makers
) -> None:
    one = makers.add()
    first = added(device, others, one)
    other = again(makers, one)
    second = added(device, others, other)
    files = {file_id for file_id, _ in others.media.list_files()}
    send_surely(device, makers.delete(first))
    sweep(others)
    assert others.check_state(other)
    assert {file_id for file_id, _ in others.media.list_files()} == files
    send_surely(device, makers.delete(second))
    assert sweep(others).media == len(one.media)
    assert files.isdisjoint(file_id for file_id, _ in others.media.list_files())
    others.check_all()


def test_one_song_is_deleted_and_swept_while_another_with_its_bytes_is_added(
    device: Device, others: Others, makers: Makers
) -> None:
    """The deletion and the sweeper come at each step of adding; either the bytes stay or they are sent again."""
    with device.steps.counting():
        assert send(device, makers.add()) is None
    for at in taken(list(device.steps.names), 0, every=8):
        one = makers.add()
        first = added(device, others, one)
        late = again(makers, one)
        delete = SongCommand(OperationId(new_id()), CommandKind.DELETE, one.song_id, first.song.version, SongFields())
        with device.steps.counting(at, lambda delete=delete: (others.catalogue.commit(delete), sweep(others))):
            error = send(device, late)
        if error is not None:
            device.recover()
        assert others.check_state(late), (at, error)
    others.check_all()


class Killed(BaseException):
    """Ends a sweep as a kill does: between two calls nothing more is done."""


def test_a_sweeper_killed_at_any_step_breaks_nothing_and_the_next_one_ends_its_work(
    device: Device, others: Others, makers: Makers
) -> None:
    """It has an upload to take, the bytes of a deleted song, and those of a song that is there to leave alone."""
    steps = Steps()
    sweep = Sweep(Port(others.catalogue, "catalogue", steps), Port(others.media, "media", steps), grace_s=0)

    def kill() -> None:
        raise Killed

    def prepare() -> tuple[Edit, Edit]:
        stays, goes = makers.add(), makers.add()
        send_surely(device, stays)
        send_surely(device, makers.delete(added(device, others, goes)))
        upload = others.catalogue.begin_upload(OperationId(new_id()), makers.add().media[0].medium.sha256)
        others.media._chunks.insert_one({"files_id": upload.file_id, "n": 0, "data": b"half"})
        others.catalogue.drop_upload(upload)
        return stays, goes

    prepare()
    with steps.counting():
        sweep.run_once(CancelToken())
    names = list(steps.names)
    for at in taken(names, 3, every=6):
        stays, goes = prepare()
        told = f"{at} ({names[at]})"
        with steps.counting(at, kill), suppress(Killed):
            sweep.run_once(CancelToken())
        assert others.check_state(stays), told
        assert [one for one in others.verify() if one.what == "broken"] == [], told
        late = again(makers, goes)
        send_surely(device, late)
        assert others.check_state(late), told
        sweep.run_once(CancelToken())
        assert others.verify() == [], told


def test_writers_and_the_sweeper_side_by_side_lose_no_bytes(
    addresses: Addresses, others: Others, makers: Makers, tmp_path: Path
) -> None:
    """All songs have the same few media, each is deleted again soon, and the sweeper waits for nothing."""
    both = [makers.add() for _ in range(2)]
    edits = [[again(makers, both[(writer + turn) % 2]) for turn in range(ROUNDS)] for writer in range(WRITERS)]
    wrong: list[BaseException] = []
    done = threading.Event()

    def guarded(work: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                work()
            except BaseException as error:
                wrong.append(error)

        return run

    def write(writer: int) -> None:
        device = Device(tmp_path / f"device {writer}", addresses)
        try:
            for turn, edit in enumerate(edits[writer]):
                send_surely(device, edit)
                song = others.find(edit.song_id)
                assert song is not None
                if turn < ROUNDS - 1:
                    send_surely(device, makers.delete(song))
        finally:
            device.close()

    def sweep_on() -> None:
        while not done.is_set():
            sweep(others)

    sweeper = threading.Thread(target=guarded(sweep_on))
    writers = [threading.Thread(target=guarded(lambda writer=writer: write(writer))) for writer in range(WRITERS)]
    for thread in (sweeper, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    sweeper.join()
    assert wrong == []
    for mine in edits:
        assert others.check_state(mine[-1])
    others.check_all()


def test_an_upload_slower_than_its_lease_is_swept_and_sent_again(
    device: Device, others: Others, makers: Makers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lease runs out once the first medium is sent whole: a device that slept then goes on."""
    expired: list[int] = []
    put = GridMedia.put

    def sleep_after(self: GridMedia, *given) -> str:
        sha256 = put(self, *given)
        if not expired:
            with others.catalogue.engine.begin() as connection:
                connection.exec_driver_sql("UPDATE uploads SET lease_until = now() - interval '1 hour'")
            expired.append(sweep(others).uploads)
        return sha256

    monkeypatch.setattr(GridMedia, "put", sleep_after)
    edit = makers.add()
    assert send(device, edit) is None
    assert expired == [1]
    assert others.check_state(edit)
    assert device.outbox.list_edits() == []
    others.check_all()


def test_what_a_dead_sender_and_a_dead_sweeper_left_of_a_file_is_an_orphan_and_swept(
    device: Device, others: Others, makers: Makers
) -> None:
    """The sweeper dies between taking the upload and deleting its file, of which only chunks had been sent."""
    whole = makers.add()
    send_surely(device, whole)
    upload = others.catalogue.begin_upload(OperationId(new_id()), makers.add().media[0].medium.sha256)
    others.media._chunks.insert_one({"files_id": upload.file_id, "n": 0, "data": b"half"})
    assert [(one.what, one.of) for one in others.verify() if one.what != "waiting"] == []
    others.catalogue.drop_upload(upload)
    assert [one.file_id for one in others.catalogue.list_expired_uploads(9)] == [upload.file_id]
    assert [(one.what, one.of) for one in others.verify()] == [("orphan", upload.file_id)]
    assert sweep(others).orphans == 1
    assert others.verify() == []
    assert others.check_state(whole)
