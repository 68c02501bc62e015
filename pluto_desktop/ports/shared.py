"""The shared library's catalogue. Implemented by PostgreSQL.

All methods are synchronous and may be called from any worker thread. Besides what they name they raise Offline where
no server answers, Timeout where one is too slow, Denied where the person's rights do not allow it. Whatever is raised,
the library is in its old state or its new one; only a commit may have been done all the same, and is to be given again
with the same ``op_id``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.shared import (
    FeedPosition,
    Pulled,
    SharedLibrary,
    SharedSong,
    SongPage,
    Upload,
)
from pluto_desktop.ports.batches import BatchWriter
from pluto_desktop.ports.song_edits import SongWriter


class SharedReader(Protocol):
    """Reading the shared library."""

    def identify(self) -> SharedLibrary:
        """Return which library this is and what may be done with it. Raises NotFound("no_shared_library")."""
        ...

    def head(self) -> FeedPosition:
        """Return the position of the newest change."""
        ...

    def pull(self, since: FeedPosition) -> Pulled:
        """Return everything that changed after a position, in one snapshot.

        Raises Conflict("feed_lost") where the server does not have that position: restored from a backup, another
        library, or older than what it keeps.
        """
        ...

    def list_songs(self, after: SongId | None, limit: int) -> SongPage:
        """Return songs in the order of their ids, those after one, in one snapshot."""
        ...

    def get_song(self, song_id: SongId) -> SharedSong:
        """Return a song with its artist, album and words in one statement; a deleted one is returned as such.

        Raises NotFound("song_not_found").
        """
        ...

    def find_file_ids(self, media: Sequence[MediaHash]) -> dict[MediaHash, str]:
        """Return under which id the bytes of published media lie in the media store."""
        ...

    def wait_for_news(self, timeout_s: float) -> bool:
        """Wait for a hint that something changed; True where one came. Only a hint: polling is the truth."""
        ...


class SharedWriter(SongWriter, BatchWriter, Protocol):
    """Writing the shared library; for curators."""

    def begin_upload(self, op_id: OperationId, sha256: MediaHash) -> Upload:
        """Announce bytes on their way, or learn that they are published already."""
        ...

    def extend_upload(self, upload: Upload) -> None:
        """Extend the lease. Raises Conflict("upload_expired") where the sweeper took it."""
        ...

    def drop_upload(self, upload: Upload) -> None:
        """Say that an upload will not be used; its file is then nobody's and may be deleted."""
        ...


class SharedKeeper(Protocol):
    """The administrator's work."""

    def initialise(self) -> SharedLibrary:
        """Make the schema, its roles and indexes, or bring them up to date; what is there already stays."""
        ...

    def list_expired_uploads(self, limit: int) -> list[Upload]:
        """Return uploads whose lease has passed, deleting their rows; their files are then to be deleted."""
        ...

    def condemn_unreferenced(self, grace_s: float, limit: int) -> list[tuple[MediaHash, str]]:
        """Mark media that nothing has referred to for the grace period; return hash and file id of each.

        Those that were condemned before and never forgotten (a sweeper was killed) are returned again.
        """
        ...

    def forget_medium(self, sha256: MediaHash) -> None:
        """Delete the row of a condemned medium whose file is gone."""
        ...

    def forget_changes(self, keep_s: float, limit: int) -> int:
        """Delete changes of the feed that are older, the oldest first; return how many.

        A client that stands before them compares everything: see :meth:`SharedReader.pull`. The newest is kept.
        """
        ...

    def list_media(self, after: MediaHash | None, limit: int) -> list[tuple[MediaHash, str, int, tuple[SongId, ...]]]:
        """Return published media by hash: hash, file id, bytes, and the songs that refer to each."""
        ...

    def list_upload_files(self) -> list[str]:
        """Return the file ids of all uploads under way."""
        ...
