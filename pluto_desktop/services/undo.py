"""Undo and redo: this person's own operations, one by one, the newest first; they survive a restart."""

from __future__ import annotations

from pluto_desktop.domain.batches import Batch, BatchCommand, again, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.batches import OwnOperations, Undoable
from pluto_desktop.services.edit_many import EditMany, Noted

__all__ = ["Undo", "Undoable"]


def _silent(_progress: Progress) -> None:
    pass


class Undo:
    """Takes back what this person did on this device, and does it again. Any worker thread, one at a time.

    What others changed since is left alone and told of in the answer. No server is needed: in a shared library the
    undoing waits like any other edit.
    """

    def __init__(self, own: OwnOperations, many: EditMany) -> None:
        self._own, self._many = own, many

    def peek(self) -> Undoable:
        """Return what would be undone and what would be done again."""
        return self._own.peek()

    def undo(self, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Take the newest operation back that is not. Raises as :meth:`undo_one`."""
        line = self.peek().undo
        if line is None:
            raise Invalid("nothing_to_undo")
        return self.undo_one(line.op_id, cancel, progress)

    def undo_one(self, op_id: OperationId, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Take one operation back, so that it is no longer offered to be undone.

        Raises Invalid("nothing_to_undo") where it is undone or forgotten, Cancelled, and Invalid("undone_already")
        where nothing of it is left in the library: then it counts as undone, and nothing else was. One that failed is
        given up: nothing of it was done.
        """
        return self._turn(op_id, undone=True, cancel=cancel, progress=progress)

    def redo(self, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Do again what was taken back last.

        Raises Invalid("nothing_to_redo"), Cancelled, Conflict("not_done_whole"), and Invalid("redone_already") where
        all of it is so already: then it counts as done, and nothing else was.
        """
        line = self.peek().redo
        if line is None:
            raise Invalid("nothing_to_redo")
        return self._turn(line.op_id, undone=False, cancel=cancel, progress=progress)

    def _turn(self, op_id: OperationId, *, undone: bool, cancel: CancelToken, progress: ReportProgress) -> Batch:
        own = self._own.find(op_id)
        if own is None or own.undone == undone:
            raise Invalid("nothing_to_undo" if undone else "nothing_to_redo")
        given_up = self._many.give_up_failed(own.command, own.by or op_id)
        if given_up is not None:
            return given_up
        turned = _turned(own.command, undone=undone)
        noted = Noted(
            lambda: self._own.set_undone(op_id, undone, turned.op_id),
            lambda: self._own.set_undone(op_id, not undone),
        )
        try:
            batch = self._many.do_fresh(turned, cancel, progress, noted)
        except Invalid as error:
            if error.code != "nothing_to_change":
                raise
            # Only this one is settled, never another in its place: the person agreed to what the menu said.
            self._own.set_undone(op_id, undone)
            raise Invalid("undone_already" if undone else "redone_already") from error
        if not batch.songs:  # nothing of it was to be done: others changed all of it since
            self._own.set_undone(op_id, undone)
        return batch


def _turned(command: BatchCommand, *, undone: bool) -> BatchCommand:
    op_id = OperationId(new_id())
    return inverse_batch(command, op_id) if undone else again(command, op_id)
