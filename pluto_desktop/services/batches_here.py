"""Batches of a library of this device alone: they are done at once."""

from __future__ import annotations

from collections.abc import Callable

from pluto_desktop.domain.batches import Batch, BatchCommand
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import OperationId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.ports.batches import BatchWriter


class BatchesHere:
    """Fulfils DoesBatches with the library's own catalogue. Any worker thread."""

    def __init__(self, writer: BatchWriter) -> None:
        self._writer = writer

    def do(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress, note: Callable[[], None]) -> Batch:
        """Do a batch in one transaction."""
        note()  # first: what was done and cannot be undone would be worse than the other way round
        done = self._writer.commit_batch(command, cancel, report)
        return Batch(command.op_id, command.title, done.songs, changes_of(command), left=done.left)

    def give_up_failed(self, op_id: OperationId) -> Changes | None:  # noqa: ARG002 - nothing waits here
        """Nothing waits here."""
        return None

    def send(self, batch: Batch, cancel: CancelToken) -> Batch:
        """Nothing waits here."""
        cancel.raise_if_cancelled()
        return batch


def changes_of(command: BatchCommand) -> Changes:
    """Return what looks different once a batch is done."""
    merges = any(edit.merged_into is not None for edit in command.edits)
    songs = {edit.song_id for edit in command.edits} | {
        edit.merged_into for edit in command.edits if edit.merged_into is not None
    }
    words = any("lyrics" in edit.fields.given for edit in command.edits)
    return Changes(
        frozenset(songs), albums=True, artists=True, playlists=merges, favourites=merges, plays=merges, lyrics=words
    )
