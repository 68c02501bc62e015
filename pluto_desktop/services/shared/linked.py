"""The ports of a shared library by way of its link: spared where a server is dead, asked again where that is safe."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import BinaryIO

from pluto_desktop.domain.batches import BatchCommand, BatchDone, OperationLine
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.errors import Offline, Timeout
from pluto_desktop.domain.ids import MediaHash, OperationId, SongId
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.shared import (
    Committed,
    FeedPosition,
    Pulled,
    Revision,
    SharedLibrary,
    SharedSong,
    SongCommand,
    SongPage,
    Upload,
)
from pluto_desktop.services.shared.link import Catalogue, Line, Media


class LinkedReader:
    """Fulfils SharedReader, SongHistory and OperationHistory."""

    def __init__(self, line: Line[Catalogue]) -> None:
        self._line = line

    def identify(self) -> SharedLibrary:
        """Return which library this is."""
        return self._line.repeatedly(lambda server: server.identify())

    def head(self) -> FeedPosition:
        """Return the position of the newest change."""
        return self._line.repeatedly(lambda server: server.head())

    def pull(self, since: FeedPosition) -> Pulled:
        """Return everything that changed after a position."""
        return self._line.repeatedly(lambda server: server.pull(since))

    def list_songs(self, after: SongId | None, limit: int) -> SongPage:
        """Return songs in the order of their ids."""
        return self._line.repeatedly(lambda server: server.list_songs(after, limit))

    def get_song(self, song_id: SongId) -> SharedSong:
        """Return a song."""
        return self._line.repeatedly(lambda server: server.get_song(song_id))

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        """Return the edits of a song."""
        return self._line.repeatedly(lambda server: server.list_revisions(song_id))

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations, the newest first."""
        return self._line.repeatedly(lambda server: server.list_operations(limit, before))

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """Return what an operation did."""
        return self._line.repeatedly(lambda server: server.get_operation(op_id))

    def find_file_ids(self, media: Sequence[MediaHash]) -> dict[MediaHash, str]:
        """Return under which ids the bytes of media lie."""
        return self._line.repeatedly(lambda server: server.find_file_ids(media))

    def wait_for_news(self, timeout_s: float) -> bool:
        """Wait for a hint that something changed."""
        return self._line.once(lambda server: server.wait_for_news(timeout_s), patient=True)


class LinkedWriter:
    """Fulfils SharedWriter. Only a commit is given again, as it is done once however often it is given."""

    def __init__(self, line: Line[Catalogue]) -> None:
        self._line = line

    def begin_upload(self, op_id: OperationId, sha256: MediaHash) -> Upload:
        """Announce bytes on their way."""
        return self._line.once(lambda server: server.begin_upload(op_id, sha256))

    def extend_upload(self, upload: Upload) -> None:
        """Extend the lease."""
        self._line.once(lambda server: server.extend_upload(upload))

    def drop_upload(self, upload: Upload) -> None:
        """Say that an upload will not be used."""
        self._line.once(lambda server: server.drop_upload(upload))

    def commit(self, command: SongCommand) -> Committed:
        """Do a command once."""
        return self._line.repeatedly(lambda server: server.commit(command))

    def commit_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        """Do a batch once."""
        return self._line.repeatedly(lambda server: server.commit_batch(command, cancel, report))


class LinkedEditors:
    """Fulfils Editors. Nothing is asked again: the next heart-beat comes soon."""

    def __init__(self, line: Line[Catalogue]) -> None:
        self._line = line

    def hold_editing(self, seat: str, work: Work, songs: Collection[SongId]) -> None:
        """Say what a seat edits."""
        self._line.once(lambda server: server.hold_editing(seat, work, songs))

    def renew_editing(self, seat: str) -> frozenset[Work]:
        """Renew what a seat holds."""
        return self._line.once(lambda server: server.renew_editing(seat))

    def list_editors(self, seat: str, songs: Collection[SongId]) -> list[Editor]:
        """Return who else edits songs."""
        return self._line.once(lambda server: server.list_editors(seat, songs))


class LinkedMedia:
    """Fulfils SharedMedia."""

    def __init__(self, line: Line[Media]) -> None:
        self._line = line

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        """Store a file; not again under the same id, as part of it may be there."""
        return self._line.once(lambda server: server.put(file_id, source, sent, cancel), patient=True)

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield the bytes of a file; where the connection breaks, reading goes on at the byte it had come to."""
        reading: Iterator[bytes] | None = None
        at = first

        def draw(server: Media) -> bytes | None:
            nonlocal reading
            cancel.raise_if_cancelled()
            if reading is None:
                reading = server.read(file_id, at, cancel)
            try:
                return next(reading, None)
            except (Offline, Timeout):
                reading = None  # an iterator that raised is finished
                raise

        while (piece := self._line.repeatedly(draw)) is not None:
            at += len(piece)
            yield piece

    def find_size(self, file_id: str) -> int | None:
        """Return how many bytes a file has."""
        return self._line.repeatedly(lambda server: server.find_size(file_id))

    def delete(self, file_id: str) -> None:
        """Delete a file; doing so twice is doing so once."""
        self._line.repeatedly(lambda server: server.delete(file_id))

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield the id and age of every file."""
        files = self._line.once(lambda server: server.list_files())
        while (file := self._line.once(lambda _: next(files, None), patient=True)) is not None:
            yield file

    def list_broken_off(self) -> list[str]:
        """Return the ids of which only parts are there."""
        return self._line.once(lambda server: server.list_broken_off(), patient=True)
