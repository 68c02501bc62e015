"""Bringing media of the shared library to this device when they are wanted."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location, Medium
from pluto_desktop.ports.catalogue import CatalogueWriter
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.shared import SharedReader
from pluto_desktop.ports.shared_media import SharedMedia
from pluto_desktop.services.shared.arriving import ArrivingMedium

Arrived = Callable[[int], None]
"""Is told the bytes that are here so far."""


def _silent(_count: int) -> None:
    pass


class FetchMedia:
    """Fetches media whole into the library's folder, verified by their hash. Any worker thread.

    A medium that two ask for at once is fetched once.
    """

    def __init__(
        self, reader: SharedReader, store: SharedMedia, folder: MediaFolder, catalogue: CatalogueWriter
    ) -> None:
        self._reader, self._store, self._folder, self._catalogue = reader, store, folder, catalogue
        self._guard = threading.Lock()
        self._running: dict[MediaHash, threading.Lock] = {}

    def fetch(self, medium: Medium, cancel: CancelToken, arrived: Arrived = _silent) -> Location:
        """Return where a medium lies on this device, after bringing it there and noting it in the catalogue.

        Raises NotFound("medium_lost") where the shared library no longer has its bytes, Invalid("medium_changed")
        where they are others, Denied("disk_full"), Cancelled, and what the ports raise.
        """
        with self._guard:
            running = self._running.setdefault(medium.sha256, threading.Lock())
        extension = _extension(medium)
        try:
            with running:
                location = self._folder.receive(self._pieces(medium, cancel, arrived), medium.sha256, extension)
        finally:
            with self._guard:
                self._running.pop(medium.sha256, None)
        self._catalogue.set_locations([location])
        return location

    def arrive(self, medium: Medium) -> tuple[Path, ArrivingMedium | None]:
        """Return where a medium will be, and what it can be played from until :meth:`fill` has brought it there.

        None where it is there already. Raises what finding its file raises: then nothing of it can be had.
        """
        part = self._folder.begin(medium.sha256, _extension(medium))
        if part.target.exists():
            part.abandon()
            return part.target, None
        try:
            file_id = self._file_id(medium.sha256)
        except BaseException:
            part.abandon()
            raise
        return part.target, ArrivingMedium(medium.size, part, partial(self._store.read, file_id))

    def fill(self, arriving: ArrivingMedium, cancel: CancelToken) -> Changes:
        """Bring a medium that plays already, and note it in the catalogue. Raises like :meth:`fetch`."""
        return self._catalogue.set_locations([arriving.fill(cancel)])

    def fetch_cover(self, sha256: MediaHash, cancel: CancelToken) -> bytes:
        """Return a picture's bytes, verified. Raises like :meth:`fetch`."""
        data = b"".join(self._stored(sha256, cancel))
        if hashlib.sha256(data).hexdigest() != sha256:
            raise Invalid("medium_changed", medium=sha256)
        return data

    def _pieces(self, medium: Medium, cancel: CancelToken, arrived: Arrived) -> Iterator[bytes]:
        count = 0
        for piece in self._stored(medium.sha256, cancel):
            count += len(piece)
            arrived(count)
            yield piece

    def _stored(self, sha256: MediaHash, cancel: CancelToken) -> Iterator[bytes]:
        for piece in self._store.read(self._file_id(sha256), 0, cancel):
            cancel.raise_if_cancelled()
            yield piece

    def _file_id(self, sha256: MediaHash) -> str:
        file_id = self._reader.find_file_ids([sha256]).get(sha256)
        if file_id is None:
            raise NotFound("medium_lost", medium=sha256)
        return file_id


def _extension(medium: Medium) -> str:
    return f".{medium.format}" if medium.format else ""
