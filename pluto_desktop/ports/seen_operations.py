"""What this device has seen of a shared library's history, for when no server answers. Implemented by SQLite.

All methods are synchronous and may be called from any worker thread.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Protocol

from pluto_desktop.domain.batches import BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.ids import OperationId, SongId


class SeenOperations(Protocol):
    """Operations as they were told, and what those did that were opened or fetched. Done operations never change."""

    def keep_lines(self, lines: Sequence[OperationLine], before: OperationId | None = None) -> None:
        """Keep a page of the library's operations as it was asked for; the oldest of thousands are forgotten.

        A newest page that no line of connects with those that were kept is the only one that is listed from then on:
        what lies between is not known. What the others did is kept. Nor is an older page listed where what it lies
        ``before`` is not.
        """
        ...

    def keep_operation(self, command: BatchCommand) -> bool:
        """Keep what an operation did; returns whether there was room for it.

        Room is made by forgetting what older ones did; one that no line was kept of counts as the oldest.
        """
        ...

    def keep_song(self, song_id: SongId, done: Sequence[tuple[OperationLine, SongEdit]]) -> None:
        """Keep the history of one song: of each operation what it did to that song alone."""
        ...

    def list_lines(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations of the library, the newest first, those ``before`` one."""
        ...

    def list_song(self, song_id: SongId) -> list[OperationLine]:
        """Return what is known to have been done to one song and when, the newest first, each told for it alone."""
        ...

    def seen_at_ms(self, song_id: SongId | None = None) -> int:
        """Return when the newest of the library's operations were last told, or all of a song's (ms since 1970).

        0 is never; for a song also where some of what was told had to make room.
        """
        ...

    def find_operation(self, op_id: OperationId) -> BatchCommand | None:
        """Return what an operation did, if all of it is kept."""
        ...

    def find_edit(self, op_id: OperationId, song_id: SongId) -> SongEdit | None:
        """Return what an operation did to one song, if that is kept."""
        ...

    def list_lacking(self, ids: Collection[OperationId]) -> list[OperationId]:
        """Return those of some operations whose doings are not kept whole, in their order."""
        ...
