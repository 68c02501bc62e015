"""Giving up edits that wait on this device, with those that make no sense without them."""

from __future__ import annotations

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.ports.outbox import Outbox, PendingEdit


def give_up(outbox: Outbox, edit: PendingEdit) -> Changes:
    """Forget an edit that will not be sent.

    Of a song that only this device has all edits go with the one that added it. What was to take it back, or do it
    again, goes too: where somebody else did the same it would be theirs that is taken back.
    """
    op_id, added = edit.command.op_id, _added(edit)
    changes = Changes(songs=outbox.list_songs(op_id))  # also where it was not shown: what can be undone is other now
    changes |= outbox.remove(op_id)
    for other in outbox.list_edits():
        if other.batch is not None and other.batch.turns == op_id:
            changes |= give_up(outbox, other)
        elif other.command.song_id in added:
            changes |= outbox.remove(other.command.op_id)
    return changes


def _added(edit: PendingEdit) -> set[SongId]:
    """Return the songs that an edit adds."""
    if edit.batch is not None:
        return {one.song_id for one in edit.batch.edits if one.kind is CommandKind.ADD}
    return {edit.command.song_id} if edit.command.kind is CommandKind.ADD else set()
