"""Undo and redo: this person's own operations, one by one, the newest first; they survive a restart."""

from __future__ import annotations

from pluto_desktop.domain.batches import Batch, BatchCommand, again, inverse_batch
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.batches import OwnOperations, Undoable
from pluto_desktop.services.edit_many import EditMany


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
        """Take the newest operation back that is not. Raises Invalid("nothing_to_undo"), Cancelled."""
        while (line := self.peek().undo) is not None:
            done = self._turn(line.op_id, undone=True, cancel=cancel, progress=progress)
            if done is not None:
                return done
        raise Invalid("nothing_to_undo")

    def redo(self, cancel: CancelToken, progress: ReportProgress = _silent) -> Batch:
        """Do again what was taken back last. Raises Invalid("nothing_to_redo"), Cancelled."""
        while (line := self.peek().redo) is not None:
            done = self._turn(line.op_id, undone=False, cancel=cancel, progress=progress)
            if done is not None:
                return done
        raise Invalid("nothing_to_redo")

    def _turn(self, op_id: OperationId, *, undone: bool, cancel: CancelToken, progress: ReportProgress) -> Batch | None:
        """Turn an operation round; None where the library is so already, as after a kill between the two writes."""
        own = self._own.find(op_id)
        if own is None:
            return None
        try:
            batch = self._many.do_fresh(_turned(own.command, undone=undone), cancel, progress, remember=False)
        except Invalid as error:
            if error.code != "nothing_to_change":
                raise
            batch = None
        self._own.set_undone(op_id, undone)
        return batch


def _turned(command: BatchCommand, *, undone: bool) -> BatchCommand:
    op_id = OperationId(new_id())
    return inverse_batch(command, op_id) if undone else again(command, op_id)
