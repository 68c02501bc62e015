"""Many songs changed by one operation, and what was done to the library. Implemented by SQLite and by PostgreSQL.

All methods are synchronous and may be called from any worker thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from pluto_desktop.domain.batches import BatchCommand, BatchDone, OperationLine, PlainSong
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.shared import FIELDS


class BatchWriter(Protocol):
    """Does operations on many songs."""

    def commit_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        """Do a batch in one transaction, once, however often it is given.

        Songs that clash, that are not there or whose media are no longer kept are left and told of; see
        :class:`BatchCommand`. Raises Cancelled before the commit, and then nothing was done; of a batch that is to be
        done whole Conflict("split_clashes") and Conflict("split_media_gone"), and then nothing was done either.
        """
        ...


class OperationHistory(Protocol):
    """What was done to the library, by everybody."""

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations, the newest first, those ``before`` one; such that changed no song are left out."""
        ...

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """Return what an operation did, be it a batch or the edit of one song: as if it were to be done again.

        Raises NotFound("operation_not_found").
        """
        ...


class PlainSongs(Protocol):
    """Songs of this device by field, many at once."""

    def list_plain(self, ids: Sequence[SongId], names: Iterable[str] = FIELDS) -> dict[SongId, PlainSong]:
        """Return songs, deleted ones too, with their fields of these names; those that are not here are left out."""
        ...

    def list_merged(self, song_id: SongId) -> list[SongId]:
        """Return the songs that were merged into one and are deleted since, as far as this device knows of them."""
        ...


@dataclass(frozen=True, slots=True)
class OwnOperation:
    """What this person did on this device: an operation that can be undone, or ``undone`` that can be done again.

    ``by`` is the operation that undid it, or did it again, last.
    """

    command: BatchCommand
    at_ms: int = 0
    undone: bool = False
    by: OperationId | None = None


@dataclass(frozen=True, slots=True)
class Undoable:
    """What would be undone and what would be done again next, without the songs' fields; None where nothing."""

    undo: OperationLine | None = None
    redo: OperationLine | None = None


class OwnOperations(Protocol):
    """This person's operations in the order they were made, kept on this device. The oldest are forgotten in time."""

    def add(self, command: BatchCommand) -> None:
        """Remember an operation as the newest; what was undone before it can no longer be done again.

        In a library of this device alone it is offered from when it is done.
        """
        ...

    def remove(self, op_id: OperationId) -> None:
        """Forget an operation that came to nothing."""
        ...

    def find(self, op_id: OperationId) -> OwnOperation | None:
        """Return an operation of this person."""
        ...

    def find_merge(self, song_id: SongId) -> BatchCommand | None:
        """Return the newest operation by which this person merged a song into another, if it is not undone."""
        ...

    def peek(self) -> Undoable:
        """Return what would be undone and what would be done again."""
        ...

    def set_undone(self, op_id: OperationId, undone: bool, by: OperationId | None = None) -> None:
        """Note that an operation was undone, or done again, ``by`` another one that is about to be done.

        In a library of this device alone what was never done counts for nothing, be it the operation or what was to
        undo it: a kill between this note and the deed leaves the list true.
        """
        ...
