"""Writing songs by commands, and what was done to them. Implemented by SQLite (solo) and by PostgreSQL (shared).

The same command does the same in both. All methods are synchronous and may be called from any worker thread.
"""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import Committed, Revision, SharedSong, SongCommand


class SongWriter(Protocol):
    """Does commands."""

    def commit(self, command: SongCommand) -> Committed:
        """Do a command in one transaction, once, however often it is given.

        Raises Conflict("song_changed") with ``mine``, ``theirs`` and ``base`` (SharedSong, SharedSong, mapping of
        fields) where the same fields were changed since ``base_version``; Conflict("media_condemned") with ``media``
        (a tuple of hashes) where bytes that the song is to have are not there, or are being swept;
        NotFound("song_not_found").
        """
        ...


class SongHistory(Protocol):
    """What songs are and were."""

    def get_song(self, song_id: SongId) -> SharedSong:
        """Return a song with its artist, album and words; a deleted one is returned as such.

        Raises NotFound("song_not_found").
        """
        ...

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        """Return the edits of a song, the newest first; the last is its adding, where that is known."""
        ...
