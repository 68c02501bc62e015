"""Bringing media of the shared library to this device when they are wanted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location, Medium
from pluto_desktop.ports.catalogue import LocationWriter
from pluto_desktop.ports.files import BeginsMedia
from pluto_desktop.ports.outbox import Covers
from pluto_desktop.ports.shared import SharedReader
from pluto_desktop.ports.shared_media import SharedMedia
from pluto_desktop.services.shared.arriving import ArrivingMedium

LARGEST_COVER = 16 * 1024 * 1024
"""Bytes; what is larger was never taken as a cover."""


def _tell_nobody(_bytes: int) -> None:
    pass


class FetchMedia:
    """Brings media whole to where they are kept or played from, verified by their hash. Any worker thread."""

    def __init__(
        self, reader: SharedReader, store: SharedMedia, folder: BeginsMedia, catalogue: LocationWriter
    ) -> None:
        self._reader, self._store, self._folder, self._catalogue = reader, store, folder, catalogue

    def arrive(self, medium: Medium) -> tuple[Path, ArrivingMedium | None]:
        """Return where a medium will be, and what it can be played from until :meth:`fill` has brought it there.

        None where it is there already. Raises what finding its file raises: then nothing of it can be had.
        """
        part = self._folder.begin(medium.sha256, _extension(medium))
        if part.target.exists():  # brought before a crash could be noted
            part.leave()
            found = part.target.stat()
            place = Location(part.target, found.st_size, found.st_mtime_ns, medium.sha256)
            self._catalogue.set_locations([place])
            return part.target, None
        try:
            file_id = self._file_id(medium.sha256)
        except BaseException:
            part.leave()
            raise
        return part.target, ArrivingMedium(medium.size, part, partial(self._store.read, file_id))

    def fill(
        self, arriving: ArrivingMedium, cancel: CancelToken, tell: Callable[[int], None] = _tell_nobody
    ) -> Changes:
        """Bring a medium that plays already, and note it in the catalogue; ``tell`` hears how many bytes are here.

        Raises NotFound("medium_lost") where the shared library no longer has its bytes, Invalid("medium_changed")
        where they are others, Denied("disk_full"), Cancelled, and what the ports raise.
        """
        return self._catalogue.set_locations([arriving.fill(cancel, tell)])

    def bring(
        self, medium: Medium, cancel: CancelToken, tell: Callable[[int], None] = _tell_nobody
    ) -> tuple[Path, Changes]:
        """Bring a medium and return where it is. Raises what :meth:`arrive` and :meth:`fill` raise."""
        path, arriving = self.arrive(medium)
        return path, Changes() if arriving is None else self.fill(arriving, cancel, tell)

    def _file_id(self, sha256: MediaHash) -> str:
        file_id = self._reader.find_file_ids([sha256]).get(sha256)
        if file_id is None:
            raise NotFound("medium_lost", medium=sha256)
        return file_id


class FetchCovers:
    """Brings covers into the cache of covers on this device. Any worker thread."""

    def __init__(self, reader: SharedReader, store: SharedMedia, covers: Covers) -> None:
        self._reader, self._store, self._covers = reader, store, covers

    def bring(self, wanted: Sequence[MediaHash], cancel: CancelToken) -> Iterator[MediaHash]:
        """Yield each cover that is here now; those that the shared library lost or damaged are left out.

        Raises Cancelled, Denied("disk_full"), and what the ports raise.
        """
        file_ids = self._reader.find_file_ids(wanted)
        for cover in wanted:
            cancel.raise_if_cancelled()
            try:
                if cover in file_ids:
                    self._covers.put(self._read(cover, file_ids[cover], cancel))
                    yield cover
            except (NotFound, Invalid):
                continue

    def _read(self, cover: MediaHash, file_id: str, cancel: CancelToken) -> bytes:
        data = bytearray()
        for piece in self._store.read(file_id, 0, cancel):
            data += piece
            if len(data) > LARGEST_COVER:
                break
        if hashlib.sha256(data).hexdigest() != cover:
            raise Invalid("medium_changed", medium=cover)
        return bytes(data)


def _extension(medium: Medium) -> str:
    return f".{medium.format}" if medium.format else ""
