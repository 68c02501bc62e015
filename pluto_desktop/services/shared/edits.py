"""The edits that wait on this device, for whoever shows them, and what a person may do about each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import Choices, Clash, EditCounts, EditState
from pluto_desktop.domain.errors import Conflict, KnownError, NotFound
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.outbox import Outbox, PendingEdit
from pluto_desktop.services.resolving import mine_of, resolved
from pluto_desktop.services.shared.giving_up import give_up


@dataclass(frozen=True, slots=True)
class EditLine:
    """What is told of an edit, or of a batch of so many ``songs``, which has one line and says its ``batch_kind``.

    ``mine`` is what it says by field, in plain form; ``base`` what the person saw before.
    ``created_at_ms`` is when it was made (ms since 1970). ``error`` says why it failed, ``clash`` what it clashes with.
    """

    op_id: OperationId
    song_id: SongId
    title: str
    kind: CommandKind
    state: EditState
    created_at_ms: int
    mine: Plain
    base: Plain
    error: KnownError | None = None
    clash: Clash | None = None
    songs: int = 1
    batch_kind: str = ""


class Edits:
    """Lists edits and carries out what a person wants done with them. Any worker thread; no server is asked.

    An edit is named by the id of its operation. Each action raises NotFound("edit_not_found") where it is done or gone.
    """

    def __init__(self, outbox: Outbox, catalogue: CatalogueReader) -> None:
        self._outbox, self._catalogue = outbox, catalogue

    def list_edits(self) -> list[EditLine]:
        """Return all edits in the order in which they were made."""
        edits = self._outbox.list_edits()
        titles = {row.id: row.title for row in self._catalogue.list_song_rows([e.command.song_id for e in edits])}
        return [line_of(edit, titles.get(edit.command.song_id, "")) for edit in edits]

    def count(self) -> EditCounts:
        """Return how many there are."""
        return count_edits(self._outbox.list_edits())

    def retry(self, op_id: OperationId | None = None) -> Changes:
        """Let edits that failed go out again: one, or all of them. Raises Conflict("edit_not_failed") for another."""
        edits = [self._get(op_id)] if op_id is not None else self._outbox.list_edits()
        changes = Changes()
        for edit in edits:
            if edit.state is EditState.FAILED:
                changes |= self._outbox.change(_waiting(edit))
            elif op_id is not None and edit.state is not EditState.WAITING:
                raise Conflict("edit_not_failed", edit=op_id)
        return changes

    def discard(self, op_id: OperationId) -> Changes:
        """Give an edit up, with what rests on it: see :func:`give_up`."""
        return give_up(self._outbox, self._get(op_id))

    def resolve(self, op_id: OperationId, choices: Choices, seen: Clash | None = None) -> Changes:
        """Let an edit that clashes go out as a person chose; where nothing of it is left it is given up.

        ``seen`` is the clash that was chosen about. Raises Conflict("edit_no_clash"); Conflict("clash_changed") where
        the edit clashes with something else by now; what :func:`~pluto_desktop.services.resolving.resolved` raises.
        Then nothing was changed. What they change after that is a clash of its own when the edit is sent.
        """
        edit, clash = self._clashing(op_id)
        if seen is not None and seen != clash:
            raise Conflict("clash_changed", edit=op_id)
        left = resolved(edit, clash, choices)
        return give_up(self._outbox, edit) if left is None else self._outbox.change(left)

    def release(self) -> Changes:
        """Let the held edits go out: the person agrees. What clashes with what is there now will be said."""
        changes = Changes()
        for edit in self._outbox.list_edits():
            if edit.state is EditState.HELD:
                changes |= self._outbox.change(_waiting(edit))
        return changes

    def discard_held(self) -> Changes:
        """Give up every held edit."""
        changes = Changes()
        for edit in self._outbox.list_edits():
            if edit.state is EditState.HELD:
                changes |= self._outbox.remove(edit.command.op_id)
        return changes

    def _get(self, op_id: OperationId) -> PendingEdit:
        edit = self._outbox.find_edit(op_id)
        if edit is None:
            raise NotFound("edit_not_found", edit=op_id)
        return edit

    def _clashing(self, op_id: OperationId) -> tuple[PendingEdit, Clash]:
        edit = self._get(op_id)
        if edit.clash is None:
            raise Conflict("edit_no_clash", edit=op_id)
        return edit, edit.clash


def count_edits(edits: Sequence[PendingEdit]) -> EditCounts:
    """Return how many edits there are, and how many of them a person must see to."""
    states = [edit.state for edit in edits]
    stuck = states.count(EditState.CONFLICT) + states.count(EditState.FAILED)
    return EditCounts(len(states), stuck, states.count(EditState.HELD))


def _waiting(edit: PendingEdit) -> PendingEdit:
    return replace(edit, state=EditState.WAITING, error=None)


def line_of(edit: PendingEdit, title: str) -> EditLine:
    """Return what is told of an edit; ``title`` is what the library calls its song, "" where that is not known."""
    command = edit.command
    base = dict(edit.base or {})
    fields = command.fields
    known = fields.title if "title" in fields.given else title or str(base.get("title", ""))
    return EditLine(
        command.op_id,
        command.song_id,
        edit.batch.title if edit.batch is not None else known or command.song_id,
        command.kind,
        edit.state,
        edit.created_at_ms,
        mine_of(edit),
        base,
        edit.error,
        edit.clash,
        edit.count,
        "" if edit.batch is None else str(edit.batch.kind),
    )
