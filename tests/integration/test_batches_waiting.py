"""Batches of a shared library on a device: kept, seen over the mirror, sent, split where they clash, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.outbox import SqlOutbox
from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import make_edits, make_keep_edits
from pluto_desktop.bootstrap.shared_batches import make_edit_many
from pluto_desktop.domain.batches import BatchCommand, Left, SongEdit, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import Choices, EditState, Side
from pluto_desktop.domain.errors import Invalid, Offline
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.jobs import Job
from pluto_desktop.domain.shared import CommandKind, Credits, SongFields
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.ports.outbox import PendingEdit
from pluto_desktop.services.edit_many import Noted
from pluto_desktop.services.shared.publish import Publish
from pluto_desktop.services.shared.sync import Sync
from pluto_desktop.services.shared.uploads import Uploader
from pluto_desktop.services.undo import Undo
from tests.contract.shared_library import add, change
from tests.fakes.shared import FakeShared
from tests.fakes.shared_media import FakeSharedMedia
from tests.fakes.shared_world import World

OFFLINE = Offline("server_lost", server="nowhere")


class Desk:
    """A curator's device with a mirror of a library, and the library."""

    def __init__(self, folder: Path, world: World) -> None:
        self.world, self.server, self._folder = world, FakeShared(world), folder
        self.open()

    def open(self) -> None:
        self._opened = open_services(self._folder)
        self.services = self._opened.__enter__()
        connections = self.services.library.connections
        self.outbox, self.edits = SqlOutbox(connections), make_edits(self.services)
        uploader = Uploader(self.server, FakeSharedMedia())
        self.publish = Publish(self.server, uploader, self.outbox, make_keep_edits(self.services))
        self.many = make_edit_many(self.services, self.publish.send_batch, lambda: self.server)
        self.undo = Undo(self.services.own_operations, self.many)
        self._sync = Sync(self.server, SqlMirror(connections), lambda _: None)

    def close(self) -> None:
        self._opened.__exit__(None, None, None)

    def sync(self) -> None:
        self._sync.run_once(CancelToken())

    def send(self):
        self.sync()
        sending = self.publish.run_once(CancelToken())
        self.sync()
        return sending

    @property
    def titles(self) -> list[str]:
        return [row.title for row in self.rows]

    @property
    def rows(self):
        browse = self.services.browse
        return browse.list_song_rows(browse.list_song_ids(SongQuery()))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(tmp_path / "device", World())
    yield desk
    desk.close()


@pytest.fixture
def ids(desk: Desk) -> list[SongId]:
    made = [add(desk.server, SongFields(title=title, credits=Credits(("Balu",)))).song_id for title in "abc"]
    desk.sync()
    return made


def titled(ids: list[SongId], *titles: str) -> list[SongEdit]:
    return [
        SongEdit(song_id, SongFields(title=title, given=frozenset({"title"})), 1)
        for song_id, title in zip(ids, titles, strict=False)
    ]


def test_a_batch_is_seen_at_once_waits_as_one_and_goes_out_as_one(desk: Desk, ids: list[SongId]) -> None:
    desk.world.fails = OFFLINE
    batch = desk.many.apply(titled(ids, "A", "B", "C"), title="Three songs")
    assert (batch.songs, batch.waits, batch.changes.songs) == (3, True, frozenset(ids))
    assert desk.titles == ["A", "B", "C"]
    assert all(row.waiting for row in desk.rows)
    (line,) = desk.edits.list_edits()
    assert (line.title, line.songs, line.kind) == ("Three songs", 3, CommandKind.BATCH)
    desk.close()
    desk.open()
    assert desk.titles == ["A", "B", "C"]
    desk.world.fails = None
    desk.send()
    assert [desk.server.get_song(song_id).song.title for song_id in ids] == ["A", "B", "C"]
    assert len({desk.server.list_revisions(song_id)[0].op_id for song_id in ids}) == 1
    assert desk.titles == ["A", "B", "C"]
    assert not any(row.waiting for row in desk.rows)
    assert desk.edits.list_edits() == []


def test_an_answer_that_was_lost_does_nothing_twice(desk: Desk, ids: list[SongId]) -> None:
    batch = desk.many.apply(titled(ids, "A", "B"), title="t")
    desk.server.commit(change(ids[0], 1, title="theirs"))
    desk.world.loses_answer = True
    with pytest.raises(Offline):
        desk.many.send(batch, CancelToken())
    assert desk.many.send(batch, CancelToken()).left == (Left(ids[0], ("title",)),)
    desk.sync()
    assert desk.server.get_song(ids[1]).song.version == 2
    assert [line.state for line in desk.edits.list_edits()] == [EditState.CONFLICT]


def test_songs_that_clash_wait_on_their_own_and_the_rest_is_done(desk: Desk, ids: list[SongId]) -> None:
    desk.many.apply(titled(ids, "A", "B", "C"), title="t")
    desk.server.commit(change(ids[1], 1, title="theirs"))
    sending = desk.send()
    assert len(sending.conflicts) == 1
    (line,) = desk.edits.list_edits()
    assert (line.song_id, line.state, line.kind, line.songs) == (ids[1], EditState.CONFLICT, CommandKind.UPDATE, 1)
    assert line.clash is not None
    assert (line.clash.theirs["title"], line.mine["title"]) == ("theirs", "B")
    assert [desk.server.get_song(song_id).song.title for song_id in ids] == ["A", "theirs", "C"]
    desk.edits.resolve(line.op_id, Choices(rest=Side.MINE))
    desk.send()
    assert desk.server.get_song(ids[1]).song.title == "B"


def test_an_edit_that_is_stuck_holds_back_its_own_song_of_a_batch_only(desk: Desk, ids: list[SongId]) -> None:
    keep = make_keep_edits(desk.services)
    fields = SongFields(notes="mine", given=frozenset({"notes"}))
    stuck = keep.keep(CommandKind.UPDATE, fields, song_id=ids[0], base_version=1, base={"notes": ""})
    desk.server.commit(change(ids[0], 1, notes="theirs"))
    desk.many.apply(titled(ids, "A", "B"), title="t")
    later = keep.keep(
        CommandKind.UPDATE,
        SongFields(title="AA", given=frozenset({"title"})),
        song_id=ids[0],
        base_version=1,
        base={"title": "A"},
    )
    desk.send()
    assert desk.server.get_song(ids[1]).song.title == "B"
    lines = desk.edits.list_edits()
    assert [line.song_id for line in lines] == [ids[0]] * 3
    assert (lines[0].op_id, lines[2].op_id) == (stuck.command.op_id, later.command.op_id)
    desk.edits.resolve(stuck.command.op_id, Choices(rest=Side.MINE))
    desk.send()
    found = desk.server.get_song(ids[0]).song
    assert (found.title, found.notes) == ("AA", "mine")
    assert desk.edits.list_edits() == []


def test_a_batch_that_is_given_up_leaves_everything_as_it_was(desk: Desk, ids: list[SongId]) -> None:
    desk.world.fails = OFFLINE
    batch = desk.many.apply(titled(ids, "A", "B"), title="t")
    assert desk.undo.peek().undo is not None
    desk.edits.discard(batch.op_id)
    assert desk.titles == ["a", "b", "c"]
    assert not any(row.waiting for row in desk.rows)
    assert desk.undo.peek().undo is None


def test_a_batch_that_fails_is_tried_again_as_one(desk: Desk, ids: list[SongId]) -> None:
    desk.many.apply(titled(ids, "A", "B"), title="t")
    listener = desk.server._role
    desk.server._role = "nobody"
    sending = desk.publish.run_once(CancelToken())
    desk.server._role = listener
    assert len(sending.failed) == 1
    (line,) = desk.edits.list_edits()
    assert (line.state, line.songs) == (EditState.FAILED, 2)
    desk.edits.retry(line.op_id)
    desk.send()
    assert desk.server.get_song(ids[0]).song.title == "A"


def test_a_held_batch_is_compared_by_what_was_seen(desk: Desk, ids: list[SongId]) -> None:
    desk.many.apply(titled(ids, "A", "B"), title="t")
    assert desk.outbox.hold_all() == 1
    desk.server.commit(change(ids[0], 1, title="theirs"))
    assert desk.send().done == ()
    desk.edits.release()
    desk.send()
    assert [desk.server.get_song(song_id).song.title for song_id in ids[:2]] == ["theirs", "B"]
    assert [line.state for line in desk.edits.list_edits()] == [EditState.CONFLICT]


def test_undo_and_redo_need_no_server_and_survive_a_restart(desk: Desk, ids: list[SongId]) -> None:
    desk.many.apply(titled(ids, "A", "B"), title="Two songs")
    desk.send()
    desk.server.commit(change(ids[1], 2, title="theirs"))
    desk.sync()
    desk.world.fails = OFFLINE
    desk.close()
    desk.open()
    peek = desk.undo.peek()
    assert peek.undo is not None
    assert (peek.undo.title, peek.undo.songs, peek.redo) == ("Two songs", 2, None)
    undone = desk.undo.undo(CancelToken())
    assert (undone.songs, undone.waits, undone.left) == (1, True, (Left(ids[1], ("title",)),))
    assert desk.titles == ["a", "c", "theirs"]
    with pytest.raises(Invalid, match="nothing_to_undo"):
        desk.undo.undo(CancelToken())
    desk.close()
    desk.open()
    desk.undo.redo(CancelToken())
    assert desk.titles == ["A", "c", "theirs"]
    with pytest.raises(Invalid, match="nothing_to_redo"):
        desk.undo.redo(CancelToken())
    desk.world.fails = None
    desk.send()
    assert [desk.server.get_song(song_id).song.title for song_id in ids] == ["A", "theirs", "c"]


def test_undo_takes_back_nothing_else_than_it_says(desk: Desk, ids: list[SongId]) -> None:
    desk.many.apply(titled(ids[:1], "A"), title="older")
    newer = desk.many.apply(titled(ids[1:], "B"), title="newer")
    unnoted = Noted(lambda: None, lambda: None)
    desk.many.do_fresh(inverse_of_own(desk, newer.op_id), CancelToken(), lambda _: None, unnoted)
    assert desk.titles == ["A", "b", "c"]
    with pytest.raises(Invalid, match="undone_already"):
        desk.undo.undo(CancelToken())
    assert desk.titles == ["A", "b", "c"]
    peek = desk.undo.peek()
    assert peek.undo is not None
    assert peek.redo is not None
    assert (peek.undo.title, peek.redo.title) == ("older", "newer")
    desk.undo.redo(CancelToken())
    assert desk.titles == ["A", "B", "c"]


def test_one_operation_is_taken_back_out_of_turn_and_once(desk: Desk, ids: list[SongId]) -> None:
    older = desk.many.apply(titled(ids[:1], "A"), title="older")
    desk.many.apply(titled(ids[1:], "B"), title="newer")
    desk.undo.undo_one(older.op_id, CancelToken())
    assert desk.titles == ["a", "B", "c"]
    with pytest.raises(Invalid, match="nothing_to_undo"):
        desk.undo.undo_one(older.op_id, CancelToken())
    peek = desk.undo.peek()
    assert peek.undo is not None
    assert peek.undo.title == "newer"


def test_what_an_undoing_let_be_when_it_was_sent_is_told_with_its_operation(desk: Desk, ids: list[SongId]) -> None:
    done = desk.many.apply(titled(ids, "A", "B", "C"), title="Three songs")
    desk.send()
    # Of one song an edit clashes, which holds it back; another one somebody changes meanwhile.
    desk.outbox.change(replace(other_edit(desk, ids[2]), state=EditState.CONFLICT))
    undone = desk.undo.undo_one(done.op_id, CancelToken())
    assert undone.left == ()
    desk.server.commit(change(ids[1], 2, title="theirs"))
    (left,) = desk.send().left
    assert (left.operation.op_id, left.operation.title, left.operation.songs) == (undone.op_id, "Three songs", 1)
    assert left.left == (Left(ids[1], ("title",)),)
    assert desk.publish.take_left() == ()


def other_edit(desk: Desk, song: SongId) -> PendingEdit:
    fields = SongFields(notes="mine", given=frozenset({"notes"}))
    keep = make_keep_edits(desk.services)
    return keep.keep(CommandKind.UPDATE, fields, song_id=song, base_version=2, base={"notes": ""})


def test_a_batch_whose_sending_is_cancelled_waits_and_what_follows_it_waits_behind_it(
    desk: Desk, ids: list[SongId]
) -> None:
    first = desk.many.apply(titled(ids, "A", "B"), title="first")
    second = desk.many.apply(titled(ids[1:], "BB"), title="second")
    other = desk.many.apply(titled(ids[2:], "C"), title="other")
    begun: list[Job] = []

    def cancelled(job: Job) -> None:
        begun.append(job)
        if job.title == "first":
            job.cancel.cancel()

    done = desk.publish.run_once(CancelToken(), cancelled).done
    assert [one.op_id for one in done] == [other.op_id]
    assert [(job.title, job.songs, job.ended, job.stopped) for job in begun] == [
        ("first", 2, True, True),
        ("other", 1, True, False),
    ]
    # It is not tried by itself, and is whole when it is.
    assert desk.publish.run_once(CancelToken(), begun.append).done == ()
    assert [desk.server.get_song(song_id).song.title for song_id in ids] == ["a", "b", "C"]
    desk.publish.take_up()
    assert [one.op_id for one in desk.publish.run_once(CancelToken()).done] == [first.op_id, second.op_id]
    assert [desk.server.get_song(song_id).song.title for song_id in ids] == ["A", "BB", "C"]


def inverse_of_own(desk: Desk, op_id: OperationId) -> BatchCommand:
    own = desk.services.own_operations.find(op_id)
    assert own is not None
    return inverse_batch(own.command, OperationId(new_id()))


def test_a_batch_of_somebody_else_is_reverted_whole(desk: Desk, ids: list[SongId], tmp_path: Path) -> None:
    batch = desk.many.apply(titled(ids, "A", "B"), title="t")
    desk.send()
    other = Desk(tmp_path / "other", desk.world)
    other.sync()
    assert other.titles == ["A", "B", "c"]
    other.many.revert(batch.op_id)
    other.send()
    desk.sync()
    assert desk.titles == ["a", "b", "c"]
    other.close()


def test_what_is_this_persons_own_follows_a_merge_on_every_device(
    desk: Desk, ids: list[SongId], tmp_path: Path
) -> None:
    keep, gone, third = ids
    other = Desk(tmp_path / "other", desk.world)
    other.sync()
    for one in (desk, other):
        personal = one.services.personal
        personal.create_playlist("first", [third, gone])
        personal.create_playlist("both", [gone, keep])
        personal.set_favourite([gone], True)
        one.services.library.personal.record_play(gone, 5, 100)
        one.services.library.personal.set_song_offset_ms(gone, 40)
    desk.world.fails = OFFLINE
    desk.many.merge(keep, [gone])
    assert lists_of(desk) == {"first": [third, keep], "both": [keep]}
    desk.world.fails = None
    desk.send()
    assert desk.server.get_song(gone).merged_into == keep
    assert lists_of(other) == {"first": [third, gone], "both": [gone, keep]}
    other.sync()
    for one in (desk, other):
        assert lists_of(one) == {"first": [third, keep], "both": [keep]}
        rows = {row.id: row for row in one.rows}
        assert (rows[keep].favourite, rows[keep].plays) == (True, 1)
        assert one.services.library.personal.song_offset_ms(keep) == 40
    desk.undo.undo(CancelToken())
    assert lists_of(desk) == {"first": [third, gone], "both": [gone, keep]}
    desk.send()
    other.sync()
    for one in (desk, other):
        assert lists_of(one) == {"first": [third, gone], "both": [gone, keep]}
        rows = {row.id: row for row in one.rows}
        assert [(rows[song].favourite, rows[song].plays) for song in (keep, gone)] == [(False, 0), (True, 1)]
    other.close()


def lists_of(desk: Desk) -> dict[str, list[SongId]]:
    personal = desk.services.personal
    return {one.name: list(personal.list_playlist_songs(one.id)) for one in personal.list_playlists()}


def test_an_artist_renamed_here_is_renamed_everywhere(desk: Desk, ids: list[SongId], tmp_path: Path) -> None:
    (artist,) = desk.services.browse.list_artists()
    desk.many.rename_artist(artist.id, "S. P. Balu")
    assert {row.artist for row in desk.rows} == {"S. P. Balu"}
    desk.send()
    other = Desk(tmp_path / "other", desk.world)
    other.sync()
    for one in (desk, other):
        assert [(row.id, row.name, row.songs) for row in one.services.browse.list_artists()] == [
            (artist.id, "S. P. Balu", 3)
        ]
    desk.undo.undo(CancelToken())
    desk.send()
    other.sync()
    for one in (desk, other):
        assert [(row.id, row.name) for row in one.services.browse.list_artists()] == [(artist.id, "Balu")]
    other.close()
