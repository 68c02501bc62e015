"""Splits of a shared library that failed, or are to be done again: nothing that somebody else did is taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import SongFields
from tests.contract.shared_library import change
from tests.factories import sha256
from tests.integration.test_batches_waiting import Desk
from tests.integration.test_splitting_waiting import desk, old, split  # noqa: F401 - fixtures among them

NEVER = CancelToken()


def split_by_another(desk: Desk, old: SongId, folder: Path) -> SongId:  # noqa: F811
    """Let somebody else split the song on another device, and return the song they made."""
    other = Desk(folder, desk.world)
    other.sync()
    theirs = split(other, old, "Theirs")
    other.send()
    other.close()
    return theirs


def has_failed(desk: Desk) -> OperationId:  # noqa: F811
    """Send what waits; return the split that failed, which is the first."""
    desk.send()
    first = desk.outbox.list_edits()[0]
    assert (first.state, first.error and first.error.code) == (EditState.FAILED, "split_clashes")
    return first.command.op_id


def is_as_they_made_it(desk: Desk, old: SongId, theirs: SongId) -> None:  # noqa: F811
    """See that nothing waits any more and that the other person's split is whole."""
    desk.send()
    assert desk.outbox.list_edits() == []
    assert desk.titles == ["Old", "Theirs"]
    made = desk.server.get_song(theirs)
    assert (desk.server.get_song(old).song.bgm, made.deleted) == (None, False)


@pytest.mark.parametrize("from_history", [False, True])
def test_undoing_a_split_that_failed_gives_it_up(
    desk: Desk,  # noqa: F811
    old: SongId,  # noqa: F811
    tmp_path: Path,
    from_history: bool,
) -> None:
    split(desk, old)
    theirs = split_by_another(desk, old, tmp_path / "other")
    failed = has_failed(desk)
    batch = desk.many.revert(failed) if from_history else desk.undo.undo(NEVER)
    assert (batch.songs, batch.waits, batch.left) == (2, False, ())
    assert old in batch.changes.songs, "so that it is seen what can be undone now"
    assert desk.outbox.list_edits() == []
    assert (desk.undo.peek().undo, desk.undo.peek().redo) == (None, None)
    is_as_they_made_it(desk, old, theirs)


@pytest.mark.parametrize("from_history", [False, True])
def test_with_a_split_that_is_given_up_goes_what_was_to_take_it_back(
    desk: Desk,  # noqa: F811
    old: SongId,  # noqa: F811
    tmp_path: Path,
    from_history: bool,
) -> None:
    split(desk, old)
    waits = desk.outbox.list_edits()[0].command.op_id
    if from_history:
        desk.many.revert(waits)
    else:
        desk.undo.undo(NEVER)
        desk.undo.redo(NEVER)
        desk.undo.undo(NEVER)
    theirs = split_by_another(desk, old, tmp_path / "other")
    assert has_failed(desk) == waits
    assert {edit.count for edit in desk.outbox.list_edits()} == {2}, "what takes it back is not parted from it"
    desk.edits.discard(waits)
    assert desk.outbox.list_edits() == []
    is_as_they_made_it(desk, old, theirs)


def test_doing_a_split_again_that_fails_is_not_done_and_undone_as_such(
    desk: Desk,  # noqa: F811
    old: SongId,  # noqa: F811
    tmp_path: Path,
) -> None:
    split(desk, old)
    desk.send()
    desk.undo.undo(NEVER)
    desk.send()
    desk.undo.redo(NEVER)
    theirs = split_by_another(desk, old, tmp_path / "other")
    has_failed(desk)
    desk.undo.undo(NEVER)
    assert desk.undo.peek().undo is None
    assert desk.undo.peek().redo is not None
    is_as_they_made_it(desk, old, theirs)


def test_a_split_is_done_again_whole_or_not_at_all(
    desk: Desk,  # noqa: F811
    old: SongId,  # noqa: F811
    tmp_path: Path,
) -> None:
    new = split(desk, old)
    desk.send()
    desk.undo.undo(NEVER)
    desk.send()
    theirs = split_by_another(desk, old, tmp_path / "other")
    desk.sync()
    with pytest.raises(Conflict, match="not_done_whole"):
        desk.undo.redo(NEVER)
    is_as_they_made_it(desk, old, theirs)
    assert desk.server.get_song(new).deleted


def test_a_song_is_split_again_after_that_failed(desk: Desk, old: SongId) -> None:  # noqa: F811
    split(desk, old)
    desk.server.commit(change(old, 1, bgm=sha256("sound")))
    has_failed(desk)
    new = split(desk, old, "Second")
    assert [edit.state for edit in desk.outbox.list_edits()] == [EditState.WAITING]
    sending = desk.send()
    assert (len(sending.done), sending.failed, desk.outbox.list_edits()) == (1, (), [])
    made = desk.server.get_song(new).song.song
    assert made is not None
    assert (desk.titles, made.sha256) == (["Old", "Second"], sha256("sound"))


def test_an_undo_that_is_given_up_did_not_happen(desk: Desk, old: SongId) -> None:  # noqa: F811
    desk.many.apply([SongEdit(old, SongFields(language="te", given=frozenset({"language"})))], title="Language")
    desk.send()
    undone = desk.undo.undo(NEVER)
    assert desk.undo.peek().undo is None
    desk.edits.discard(undone.op_id)
    assert desk.undo.peek().undo is not None
    assert desk.undo.peek().redo is None
