"""Batches of a shared library: kept on this device first, seen at once, and sent when the servers can be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from pluto_desktop.domain.batches import Batch, BatchCommand, Left
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.outbox import Outbox, kept_batch
from pluto_desktop.services.batches_here import changes_of
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
        """``send`` commits a batch; ``kept`` is called when one is kept, so that whoever sends looks soon."""
        self._outbox, self._send, self._kept = outbox, send, kept

    def do(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress, note: Callable[[], None]) -> Batch:
        """Keep a batch on this device; from here on it survives whatever happens."""
        cancel.raise_if_cancelled()
        songs = len(command.edits)
        report(Progress(songs, songs, final=True))
        changes = self._outbox.add(kept_batch(command), note=note) | changes_of(command)
        self._kept()
        return Batch(command.op_id, command.title, songs, changes, waits=True)

    def send(self, batch: Batch, cancel: CancelToken) -> Batch:
        """Commit a batch that waits. What clashes waits on, as edits of their own, and is told of as left."""
        sent = self._send(batch.op_id, cancel)
        left: tuple[Left, ...] = (*batch.left, *sent.done.left)
        return replace(batch, songs=sent.done.songs, changes=batch.changes | sent.changes, waits=False, left=left)
