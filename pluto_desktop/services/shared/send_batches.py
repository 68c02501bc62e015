"""Sending batches that wait: what clashes is split off and waits on, the rest is committed as one operation."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from pluto_desktop.domain.batches import BatchDone, Left, OperationLine
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.batches import BatchWriter
from pluto_desktop.ports.outbox import Outbox, PendingEdit, split_off


def _silent(_progress: Progress) -> None:
    pass


@dataclass(frozen=True, slots=True)
class LeftAlone:
    """A batch that was sent and what of it was let be, as others had changed that; the rest of it is done.

    Only undoing, redoing and reverting let anything be. ``operation`` is the batch in the history.
    """

    operation: OperationLine
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True)
class SentBatch:
    """What came of sending a batch, the edits that were split off it, and what looks different on this device."""

    done: BatchDone
    off: tuple[OperationId, ...]
    changes: Changes
    left: LeftAlone | None = None
    """What it left alone for good; what was split off still waits."""
    blocked: frozenset[SongId] = frozenset()
    """Songs of which something waits on."""


class SendBatches:
    """Sends one batch at a time. Any worker thread.

    It may be stopped at any step: the batch is committed under its operation once, which knows what it left alone,
    and what is split off has an operation that follows from the batch's.
    """

    def __init__(self, writer: BatchWriter, outbox: Outbox) -> None:
        self._writer, self._outbox = writer, outbox

    def send(
        self,
        op_id: OperationId,
        stuck: Collection[SongId],
        cancel: CancelToken,
        report: ReportProgress = _silent,
    ) -> SentBatch:
        """Commit a batch; songs that are ``stuck``, as an earlier edit of them waits on, are split off before.

        Raises what a commit raises, and Cancelled, and then it waits on.
        """
        edit = self._find(op_id)
        off, changes = self._split(edit, stuck)
        if off:
            edit = self._find(op_id)
        assert edit.batch is not None
        done = self._writer.commit_batch(edit.batch, cancel, report)
        left = None
        if edit.batch.lets_be and done.left:
            left = LeftAlone(_line_of(edit, done), done.left)
        elif done.left:
            clashing, split = self._split(edit, [left.song_id for left in done.left])
            off, changes = (*off, *clashing), changes | split
        changes |= self._outbox.done(op_id, done.position.seq)
        return SentBatch(done, off, changes, left)

    def _find(self, op_id: OperationId) -> PendingEdit:
        edit = self._outbox.find_edit(op_id)
        if edit is None:
            raise NotFound("edit_not_found", edit=op_id)
        return edit

    def _split(self, edit: PendingEdit, songs: Collection[SongId]) -> tuple[tuple[OperationId, ...], Changes]:
        if edit.batch is None or not songs:
            return (), Changes()
        wanted = set(songs)
        off = [split_off(edit, one).command.op_id for one in edit.batch.edits if one.song_id in wanted]
        return tuple(off), self._outbox.split(edit.command.op_id, wanted)


def _line_of(edit: PendingEdit, done: BatchDone) -> OperationLine:
    assert edit.batch is not None
    return OperationLine(done.op_id, "", edit.created_at_ms, str(edit.batch.kind), edit.batch.title, done.songs)
