"""Batches of a shared library: kept on this device first, seen at once, and sent when the servers can be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pluto_desktop.domain.batches import Batch, BatchCommand, Left
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.edits import EditState
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.outbox import Outbox, PendingEdit, kept_batch
from pluto_desktop.services.batches_here import changes_of
from pluto_desktop.services.shared.giving_up import give_up
from pluto_desktop.services.shared.send_batches import SentBatch


def _nothing() -> None:
    pass


class KeepBatches:
    """Fulfils DoesBatches. Any worker thread, beside other processes; no server is asked but by :meth:`send`."""

    def __init__(
        self,
        outbox: Outbox,
        send: Callable[[OperationId, CancelToken], SentBatch],
        kept: Callable[[], None] = _nothing,
    ) -> None:
        """``send`` commits a batch; ``kept`` is called when one is kept or given up, so that who sends looks soon."""
        self._outbox, self._send, self._kept = outbox, send, kept

    def do(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress, note: Callable[[], None]) -> Batch:
        """Keep a batch on this device; from here on it survives whatever happens.

        One that is to be done whole takes the place of such that failed and would hold its songs back: a person who
        splits a song looked at it as it is now.
        """
        cancel.raise_if_cancelled()
        songs = len(command.edits)
        report(Progress(songs, songs, final=True))
        replaced = self._list_replaced(command) if command.whole else []
        changes = self._outbox.add(kept_batch(command), note=note) | changes_of(command)
        for edit in replaced:
            changes |= give_up(self._outbox, edit)
        self._kept()
        return Batch(command.op_id, command.title, songs, changes, waits=True)

    def give_up_failed(self, op_id: OperationId) -> Changes | None:
        """Give a batch up that failed, with what rests on it."""
        edit = self._outbox.find_edit(op_id)
        if edit is None or edit.state is not EditState.FAILED:
            return None
        changes = give_up(self._outbox, edit)
        self._kept()
        return changes

    def _list_replaced(self, command: BatchCommand) -> list[PendingEdit]:
        """Return what failed whole of the same songs, but what the batch is to do again."""
        songs = {edit.song_id for edit in command.edits}
        return [
            edit
            for listed in self._outbox.list_edits()
            if listed.state is EditState.FAILED and listed.batch is not None and listed.batch.whole
            if command.turns != listed.command.op_id and songs & self._outbox.list_songs(listed.command.op_id)
            if (edit := self._outbox.find_edit(listed.command.op_id)) is not None
        ]

    def send(self, batch: Batch, cancel: CancelToken) -> Batch:
        """Commit a batch that waits. What clashes waits on, as edits of their own, and is told of as left."""
        sent = self._send(batch.op_id, cancel)
        left: tuple[Left, ...] = (*batch.left, *sent.done.left)
        return replace(batch, songs=sent.done.songs, changes=batch.changes | sent.changes, waits=False, left=left)
