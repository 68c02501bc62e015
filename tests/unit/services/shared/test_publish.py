"""Edits are kept, sent and committed; whatever fails, old or new."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import UNKNOWN_VERSION, EditCounts, EditState
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.domain.song_fields import plain_song
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import PendingMedium
from pluto_desktop.services.shared.edits import Edits
from pluto_desktop.services.shared.keep import Sweep, Verify
from pluto_desktop.services.shared.keep_edits import KeepEdits
from pluto_desktop.services.shared.publish import Publish
from pluto_desktop.services.shared.uploads import Uploader
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.outbox import FakeOutbox
from tests.fakes.shared import FakeShared
from tests.fakes.shared_media import FakeSharedMedia

SOUND = b"sound" * 1000


class Desk:
    def __init__(self, tmp_path: Path) -> None:
        self.admin = FakeShared()
        self.admin.initialise()
        self.media, self.outbox = FakeSharedMedia(), FakeOutbox()
        self.folder = DiskMediaFolder(tmp_path / "media")
        self.writer = self.admin
        self.kept = KeepEdits(self.outbox, self.folder)
        self.publish = Publish(self.admin, Uploader(self.admin, self.media), self.outbox, self.kept)
        self.edits = Edits(self.outbox, FakeCatalogue())
        self.path = tmp_path / "song.mp3"
        self.path.write_bytes(SOUND)
        self.cancel = CancelToken()

    def medium(self, data: bytes = SOUND, kind: MediaKind = MediaKind.SONG) -> PendingMedium:
        path = self.path.with_name(f"{kind.value}.mp3")
        path.write_bytes(data)
        sha256 = MediaHash(hashlib.sha256(data).hexdigest())
        return PendingMedium(Medium(sha256, len(data), "mp3", kind, 1000), path)

    def add(self, title: str = "a song", data: bytes = SOUND):
        medium = self.medium(data)
        fields = SongFields(title=title, song=medium.medium.sha256, given=frozenset({"title", "song"}))
        return self.publish.keep(CommandKind.ADD, fields, [medium])

    def findings(self) -> list[str]:
        return sorted(one.what for one in Verify(self.admin, self.media).run(self.cancel, deep=True))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_an_added_song_is_there_with_its_bytes_and_waits_no_more(desk: Desk) -> None:
    edit = desk.add()
    done = desk.publish.send(edit, desk.cancel)
    song = desk.admin.get_song(done.song_id).song
    assert (song.title, song.song.sha256 if song.song else None) == ("a song", edit.media[0].medium.sha256)
    assert list(desk.media.files.values()) == [SOUND]
    assert desk.outbox.list_edits() == []
    assert desk.findings() == []


def test_the_bytes_of_an_edit_are_its_own_once_it_is_kept(desk: Desk) -> None:
    edit = desk.add()
    desk.path.with_name("song.mp3").write_bytes(b"something else")
    desk.publish.send(edit, desk.cancel)
    assert list(desk.media.files.values()) == [SOUND]


def test_a_medium_is_sent_once_however_many_songs_have_it(desk: Desk) -> None:
    for title in ("a", "b"):
        desk.publish.send(desk.add(title), desk.cancel)
    assert len(desk.media.files) == 1


def test_a_song_without_a_title_is_not_kept(desk: Desk) -> None:
    with pytest.raises(Invalid, match="title_empty"):
        desk.publish.keep(CommandKind.ADD, SongFields(title="  ", given=frozenset({"title"})))
    assert desk.outbox.list_edits() == []


def test_without_a_server_edits_wait_in_order_and_go_out_later(desk: Desk) -> None:
    for title in ("a", "b"):
        desk.add(title, title.encode())
    desk.media.error = Offline("server_refused", server="x")
    sent = desk.publish.run_once(desk.cancel)
    assert isinstance(sent.stopped, Offline)
    assert (sent.done, len(desk.outbox.list_edits())) == ((), 2)
    desk.media.error = None
    sent = desk.publish.run_once(desk.cancel)
    assert [desk.admin.get_song(done.song_id).song.title for done in sent.done] == ["a", "b"]
    assert desk.outbox.list_edits() == []


def test_a_lost_answer_is_not_a_second_song(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = desk.admin.commit

    def lost(command):
        commit(command)
        raise Timeout("server_timeout", server="x")

    edit = desk.add()
    monkeypatch.setattr(desk.admin, "commit", lost)
    with pytest.raises(Timeout):
        desk.publish.send(edit, desk.cancel)
    monkeypatch.setattr(desk.admin, "commit", commit)
    assert len(desk.publish.run_once(desk.cancel).done) == 1
    assert len(desk.admin.list_songs(None, 10).songs) == 1
    assert desk.findings() == []


def test_a_clash_waits_for_the_person_and_holds_back_its_own_song_only(desk: Desk) -> None:
    first = desk.publish.send(desk.add("a"), desk.cancel)

    def rename(title: str, base: int):
        fields = SongFields(title=title, given=frozenset({"title"}))
        return desk.publish.keep(CommandKind.UPDATE, fields, song_id=first.song_id, base_version=base)

    desk.publish.send(rename("theirs", 1), desk.cancel)
    mine, after, other = rename("mine", 1), rename("later", 1), desk.add("b", b"b")
    sent = desk.publish.run_once(desk.cancel)
    assert sent.conflicts == (mine.command.op_id,)
    assert [done.op_id for done in sent.done] == [other.command.op_id]
    states = {edit.command.op_id: edit.state for edit in desk.outbox.list_edits()}
    assert states == {mine.command.op_id: EditState.CONFLICT, after.command.op_id: EditState.WAITING}
    assert desk.admin.get_song(first.song_id).song.title == "theirs"
    desk.edits.discard(mine.command.op_id)
    assert [edit.command.op_id for edit in desk.outbox.list_edits()] == [after.command.op_id]


def test_bytes_condemned_in_the_moment_they_are_referred_to_are_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = desk.publish.send(desk.add("a"), desk.cancel)
    delete = desk.publish.keep(CommandKind.DELETE, SongFields(), song_id=first.song_id, base_version=1)
    desk.publish.send(delete, desk.cancel)
    edit, commit = desk.add("b"), desk.admin.commit

    def swept_before(command):
        monkeypatch.setattr(desk.admin, "commit", commit)
        raise Conflict("media_condemned", media=(edit.media[0].medium.sha256,))

    monkeypatch.setattr(desk.admin, "commit", swept_before)
    done = desk.publish.send(edit, desk.cancel)
    assert desk.admin.get_song(done.song_id).song.title == "b"
    assert desk.findings() == []


def test_held_edits_wait_until_a_person_agrees(desk: Desk) -> None:
    desk.add()
    assert desk.publish.hold_all() == 1
    assert desk.publish.run_once(desk.cancel).done == ()
    desk.edits.release()
    assert len(desk.publish.run_once(desk.cancel).done) == 1


@pytest.mark.parametrize("break_file", [lambda path: path.unlink(), lambda path: path.write_bytes(b"other")])
def test_a_pinned_file_that_is_gone_or_changed_stops_its_song_only(
    desk: Desk, break_file: Callable[[Path], object]
) -> None:
    broken, other = desk.add("a"), desk.add("b", b"b")
    break_file(broken.media[0].path)
    sent = desk.publish.run_once(desk.cancel)
    assert [op_id for op_id, _ in sent.failed] == [broken.command.op_id]
    assert isinstance(sent.failed[0][1], NotFound | Invalid)
    assert [done.op_id for done in sent.done] == [other.command.op_id]
    Sweep(desk.admin, desk.media, 0).run_once(desk.cancel)
    assert len(desk.admin.list_songs(None, 10).songs) == 1


def test_a_slow_upload_keeps_its_lease(desk: Desk) -> None:
    now = [0.0]

    def clock() -> float:
        now[0] += 15
        return now[0]

    extended: list[str] = []
    extend = desk.admin.extend_upload
    desk.admin.extend_upload = lambda upload: (extended.append(upload.upload_id), extend(upload))[1]  # type: ignore[method-assign]
    edit = desk.add(data=bytes(900_000))
    Uploader(desk.admin, desk.media, clock).send(edit.command.op_id, edit.media[0], lambda _n: None, desk.cancel)
    assert len(extended) > 3


def test_an_edit_that_is_done_but_cannot_be_noted_waits_and_is_done_once(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = desk.add()

    def is_full(*_given: object) -> None:
        raise Denied("disk_full", path="device.db")

    with monkeypatch.context() as patch:
        patch.setattr(desk.outbox, "done", is_full)
        with pytest.raises(Denied, match="disk_full"):
            desk.publish.send(edit, desk.cancel)
        assert [error.code for _, error in desk.publish.run_once(desk.cancel).failed] == ["disk_full"]
    assert [one.state for one in desk.outbox.list_edits()] == [EditState.WAITING]
    assert len(desk.publish.run_once(desk.cancel).done) == 1
    assert desk.outbox.list_edits() == []
    assert len(desk.admin.list_songs(None, 10).songs) == 1


@pytest.mark.parametrize("fails", ["begin_upload", "extend_upload", "commit", "put"])
@pytest.mark.parametrize("error", [Offline("server_lost", server="x"), Timeout("server_timeout", server="x")])
def test_whatever_step_fails_nothing_is_half_there_and_a_retry_completes_it(
    desk: Desk, fails: str, error: KnownError, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit = desk.add()
    if fails == "put":
        desk.media.error = error
    else:
        real = getattr(desk.admin, fails)
        count = [0]

        def once(*args):
            count[0] += 1
            if count[0] == 1:
                raise error
            return real(*args)

        monkeypatch.setattr(desk.admin, fails, once)
    with pytest.raises(type(error)):
        desk.publish.send(edit, desk.cancel)
    desk.media.error = None
    assert desk.admin.list_songs(None, 10).songs == ()
    assert "broken" not in desk.findings()
    assert len(desk.publish.run_once(desk.cancel).done) == 1
    assert "broken" not in desk.findings()
    assert desk.outbox.list_edits() == []


def test_what_failed_is_said_and_is_not_tried_again_before_a_person_wants_it(desk: Desk) -> None:
    broken = desk.add()
    path, data = broken.media[0].path, broken.media[0].path.read_bytes()
    path.unlink()
    desk.publish.run_once(desk.cancel)
    (line,) = desk.edits.list_edits()
    assert (line.state, line.error and line.error.code) == (EditState.FAILED, "file_missing")
    path.write_bytes(data)
    assert desk.publish.run_once(desk.cancel).done == ()
    assert desk.edits.count() == EditCounts(1, 1, 0)
    desk.edits.retry(line.op_id)
    assert len(desk.publish.run_once(desk.cancel).done) == 1
    with pytest.raises(NotFound, match="edit_not_found"):
        desk.edits.retry(line.op_id)


def test_earlier_edits_of_a_song_go_first_and_a_stuck_one_holds_back_the_later(desk: Desk) -> None:
    first, second = desk.add("a"), desk.add("b", b"b")
    later = [
        desk.publish.keep(
            CommandKind.UPDATE,
            SongFields(title=title, given=frozenset({"title"})),
            song_id=first.command.song_id,
            base_version=1,
            base={"title": before},
        )
        for title, before in (("a2", "a"), ("a3", "a2"))
    ]
    done = desk.publish.send(later[1], desk.cancel)
    assert (done.version, desk.admin.get_song(done.song_id).song.title) == (3, "a3")
    assert [edit.command for edit in desk.outbox.list_edits()] == [second.command]

    second.media[0].path.unlink()
    desk.publish.run_once(desk.cancel)
    said = SongFields(notes="n", given=frozenset({"notes"}))
    behind = desk.publish.keep(CommandKind.UPDATE, said, song_id=second.command.song_id, base_version=1)
    with pytest.raises(Conflict, match="edit_behind"):
        desk.publish.send(behind, desk.cancel)
    desk.edits.discard(second.command.op_id)
    assert desk.outbox.list_edits() == []


def test_nothing_is_sent_where_another_library_answers(desk: Desk) -> None:
    def check() -> None:
        raise Conflict("other_library", here="a", there="b")

    desk.publish = Publish(desk.admin, Uploader(desk.admin, desk.media), desk.outbox, desk.kept, check=check)
    edit = desk.add()
    for send in (lambda: desk.publish.send(edit, desk.cancel), lambda: desk.publish.run_once(desk.cancel)):
        with pytest.raises(Conflict, match="other_library"):
            send()
    assert desk.media.files == {}


def test_a_deletion_goes_out_where_the_song_is_what_the_person_saw(desk: Desk) -> None:
    song = desk.publish.send(desk.add("a"), desk.cancel).song_id
    seen = plain_song(desk.admin.get_song(song))
    keep = partial(desk.publish.keep, CommandKind.DELETE, SongFields(), song_id=song, base_version=UNKNOWN_VERSION)
    keep(base={**seen, "notes": "another"})
    assert len(desk.publish.run_once(desk.cancel).conflicts) == 1
    desk.edits.discard(desk.edits.list_edits()[0].op_id)
    keep(base=seen)
    assert len(desk.publish.run_once(desk.cancel).done) == 1
    assert desk.admin.get_song(song).deleted
