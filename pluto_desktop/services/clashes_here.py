"""Edits of a library of this device alone that clash: two windows, or a window and a command line, changed the same."""

from __future__ import annotations

from dataclasses import replace

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import Choices, Clash, EditState
from pluto_desktop.domain.errors import Conflict, KnownError, NotFound
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.ports.outbox import PendingEdit
from pluto_desktop.services.edit_songs import EditSongs
from pluto_desktop.services.resolving import resolved
from pluto_desktop.services.shared.clashes import clash_of
from pluto_desktop.services.shared.edits import EditLine, line_of


class ClashesHere:
    """Holds such edits in memory until a person has chosen: nothing waits in such a library. Any worker thread.

    What was typed is kept elsewhere: a form's draft stays until its edit is done.
    """

    def __init__(self, edits: EditSongs) -> None:
        self._edits = edits
        self._held: dict[OperationId, tuple[PendingEdit, Clash]] = {}

    def take(self, error: KnownError) -> EditLine | None:
        """Return what is told of the edit that an error is about; None where it is about none."""
        edit = error.params.get("edit")
        if not isinstance(error, Conflict) or not isinstance(edit, PendingEdit):
            return None
        clash = clash_of(edit, error)
        edit = replace(edit, state=EditState.CONFLICT, clash=clash)
        self._held[edit.command.op_id] = edit, clash
        return line_of(edit, str(error.params.get("name", "")))

    def resolve(self, op_id: OperationId, choices: Choices) -> Changes:
        """Do an edit as a person chose; where nothing of it is left nothing is done.

        Raises Conflict("song_changed") where it clashes with something else by now, to be given to :meth:`take`;
        NotFound("edit_not_found"), and what :func:`~pluto_desktop.services.resolving.resolved` raises.
        """
        if op_id not in self._held:
            raise NotFound("edit_not_found", edit=op_id)
        edit, clash = self._held[op_id]
        left = resolved(edit, clash, choices)
        if left is not None:
            self._edits.send_chosen(left, CancelToken())
        del self._held[op_id]
        song = frozenset({edit.command.song_id})
        return Changes() if left is None else Changes(songs=song, albums=True, artists=True, lyrics=True)
