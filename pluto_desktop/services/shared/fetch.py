"""Bringing media of the shared library to this device when they are wanted."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location, Medium
from pluto_desktop.ports.catalogue import CatalogueWriter
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.ports.shared import SharedReader
from pluto_desktop.ports.shared_media import SharedMedia
from pluto_desktop.services.shared.arriving import ArrivingMedium


class FetchMedia:
    """Brings media whole into the library's folder, verified by their hash. Any worker thread."""

    def __init__(
        self, reader: SharedReader, store: SharedMedia, folder: MediaFolder, catalogue: CatalogueWriter
    ) -> None:
        self._reader, self._store, self._folder, self._catalogue = reader, store, folder, catalogue

    def arrive(self, medium: Medium) -> tuple[Path, ArrivingMedium | None]:
        """Return where a medium will be, and what it can be played from until :meth:`fill` has brought it there.

        None where it is there already. Raises what finding its file raises: then nothing of it can be had.
        """
        part = self._folder.begin(medium.sha256, _extension(medium))
        if part.target.exists():  # brought before a crash could be noted
            part.abandon()
            found = part.target.stat()
            place = Location(part.target, found.st_size, found.st_mtime_ns, medium.sha256)
            self._catalogue.set_locations([place])
            return part.target, None
        try:
            file_id = self._file_id(medium.sha256)
        except BaseException:
            part.abandon()
            raise
        return part.target, ArrivingMedium(medium.size, part, partial(self._store.read, file_id))

    def fill(self, arriving: ArrivingMedium, cancel: CancelToken) -> Changes:
        """Bring a medium that plays already, and note it in the catalogue.

        Raises NotFound("medium_lost") where the shared library no longer has its bytes, Invalid("medium_changed")
        where they are others, Denied("disk_full"), Cancelled, and what the ports raise.
        """
        return self._catalogue.set_locations([arriving.fill(cancel)])

    def _file_id(self, sha256: MediaHash) -> str:
        file_id = self._reader.find_file_ids([sha256]).get(sha256)
        if file_id is None:
            raise NotFound("medium_lost", medium=sha256)
        return file_id


def _extension(medium: Medium) -> str:
    return f".{medium.format}" if medium.format else ""
