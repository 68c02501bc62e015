"""A shared library in bad company: many writers at once, wrong clocks, full disks. Real servers."""

from __future__ import annotations

import errno
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE, Connections
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Denied
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import CommandKind, Committed, SharedSong, SongCommand, SongFields
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.shared.keep import Sweep, Swept
from pluto_desktop.services.shared.sync import Sync
from tests.shared_edits import Makers
from tests.shared_steps import Addresses, Device, Others, send, send_surely

WRITERS, ROUNDS = 16, 6
TEN_YEARS_S = 10 * 365 * 24 * 3600.0


def test_of_sixteen_writers_none_loses_an_update_and_a_reader_skips_nothing(
    addresses: Addresses, others: Others, tmp_path: Path
) -> None:
    """A third of the writes are on the same four songs: each writes its name behind those in the notes."""
    with closing(PostgresShared(addresses.catalogue)) as first:
        signed = [_commit(first, CommandKind.ADD, None, None, f"signed {n}", "").song_id for n in range(4)]
    wrong: list[BaseException] = []
    done = threading.Event()

    def write(number: int) -> None:
        try:
            with closing(PostgresShared(addresses.catalogue)) as mine:
                for turn in range(ROUNDS):
                    if turn % 3 == 0:
                        _sign(mine, signed[(number + turn) % len(signed)], f"{number}.{turn}")
                    else:
                        added = _commit(mine, CommandKind.ADD, None, None, f"{number} {turn}", "")
                        _commit(mine, CommandKind.UPDATE, added.song_id, added.version, f"{number} {turn} again", "x")
        except BaseException as error:
            wrong.append(error)

    def follow() -> None:
        try:
            while not done.is_set():
                others.sync()
        except BaseException as error:
            wrong.append(error)

    reader = threading.Thread(target=follow)
    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in (reader, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    done.set()
    reader.join()
    assert wrong == []
    others.sync()
    songs = {song.song.id: song.song for song in _all(others)}
    names = [name for one in signed for name in songs[one].notes.split()]
    assert sorted(names) == sorted(f"{number}.{turn}" for number in range(WRITERS) for turn in range(0, ROUNDS, 3))
    assert len(songs) == len(signed) + WRITERS * (ROUNDS - len(range(0, ROUNDS, 3)))
    seen = {one: others.library.reader.get_song(one) for one in others.library.reader.list_song_ids(SongQuery())}
    assert {one: (song.title, song.notes, song.version) for one, song in seen.items()} == {
        one: (song.title, song.notes, song.version) for one, song in songs.items()
    }
    others.check_all()


def _commit(
    shared: PostgresShared, kind: CommandKind, song_id: SongId | None, version: int | None, title: str, notes: str
) -> Committed:
    fields = SongFields(title=title, notes=notes, given=frozenset({"title", "notes"}))
    return shared.commit(SongCommand(OperationId(new_id()), kind, song_id or SongId(new_id()), version, fields))


def _sign(shared: PostgresShared, song_id: SongId, name: str) -> None:
    while True:
        song = shared.get_song(song_id).song
        try:
            _commit(shared, CommandKind.UPDATE, song_id, song.version, song.title, f"{song.notes} {name}")
        except Conflict:
            continue
        return


def _all(others: Others) -> list[SharedSong]:
    return list(others.catalogue.list_songs(None, 10_000).songs)


@pytest.mark.parametrize("wrong_by_s", [TEN_YEARS_S, -TEN_YEARS_S])
def test_a_device_whose_clock_is_wrong_takes_nothing_from_anybody_and_loses_nothing(
    device: Device, others: Others, makers: Makers, monkeypatch: pytest.MonkeyPatch, wrong_by_s: float
) -> None:
    before = makers.add()
    send_surely(device, before)
    on_its_way = others.catalogue.begin_upload(OperationId(new_id()), makers.add().media[0].medium.sha256)
    now, now_ns = time.time, time.time_ns
    monkeypatch.setattr(time, "time", lambda: now() + wrong_by_s)
    monkeypatch.setattr(time, "time_ns", lambda: now_ns() + int(wrong_by_s * 1e9))
    swept = Sweep(others.catalogue, others.media).run_once(CancelToken())
    assert swept == Swept()
    assert others.catalogue.list_upload_files() == [on_its_way.file_id]
    edit = makers.add()
    send_surely(device, edit)
    assert others.check_state(before)
    assert others.check_state(edit)
    others.check_mirror(edit, new=True)


def test_a_full_disk_keeps_no_half_edit(device: Device, others: Others, makers: Makers, monkeypatch) -> None:
    edit = makers.add()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        error = send(device, edit)
    assert isinstance(error, Denied)
    assert error.code == "disk_full"
    assert device.outbox.list_edits() == []
    assert [path for path in (device.folder / "media").rglob("*") if path.is_file()] == []
    assert not others.check_state(edit)
    send_surely(device, edit)
    assert others.check_state(edit)


def test_a_full_disk_stops_the_mirror_as_it_was_and_it_goes_on_later(
    device: Device, others: Others, makers: Makers
) -> None:
    known = makers.add()
    send_surely(device, known)
    others.check_mirror(known, new=True)
    long = [
        SongCommand(
            OperationId(new_id()), CommandKind.ADD, SongId(new_id()), None,
            SongFields(title=f"long {n}", notes="x" * 4_000, given=frozenset({"title", "notes"})),
        )
        for n in range(20)
    ]  # fmt: skip
    for command in long:
        others.catalogue.commit(command)
    with full(others.library.connections, CATALOGUE), pytest.raises(Denied, match="disk_full") as caught:
        others.sync()
    assert sentence(caught.value)
    assert others.library.reader.list_song_ids(SongQuery()) == [known.song_id]
    others.sync()
    assert len(others.library.reader.list_song_ids(SongQuery())) == 1 + len(long)


@contextmanager
def full(connections: Connections, file: str) -> Iterator[None]:
    """Let one of a library's two files grow no more."""
    with connections.writing(file) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {pages}")
    try:
        yield
    finally:
        with connections.writing(file) as connection:
            connection.execute("PRAGMA max_page_count = 1000000")


def test_where_what_waits_finds_no_room_nothing_of_an_edit_is_kept(
    device: Device, others: Others, makers: Makers
) -> None:
    edit = makers.add()
    long = replace(edit, fields=replace(edit.fields, notes="x" * 200_000))
    with full(device.connections, DEVICE):
        error = send(device, long)
    assert isinstance(error, Denied)
    assert error.code == "disk_full"
    assert device.outbox.list_edits() == []
    assert [path for path in (device.folder / "media").rglob("*") if path.is_file()] == []
    assert not others.check_state(long)
    send_surely(device, long)
    assert others.check_state(long)


def test_where_the_mirror_finds_no_room_an_edit_is_kept_and_sent_all_the_same(
    device: Device, others: Others, makers: Makers
) -> None:
    """The mirror shows it later: it can be had again, an edit cannot."""
    edit = makers.add()
    long = replace(edit, fields=replace(edit.fields, notes="x" * 200_000))
    Sync(others.catalogue, SqlMirror(device.connections), lambda _: None).run_once(CancelToken())
    with full(device.connections, CATALOGUE):
        kept = long.keep(device.publish)
        assert [one.command.op_id for one in device.outbox.list_edits()] == [kept.command.op_id]
        device.recover()
    assert others.check_state(long)
    assert device.outbox.list_edits() == []
