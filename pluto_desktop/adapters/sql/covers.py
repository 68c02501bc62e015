"""Pictures of covers on this device."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.sql.insert import picture_format, save_cover
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import PendingMedium


class DiskCovers:
    """Keeps pictures under ``folder`` by their hash; fulfils Covers. Any worker thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> PendingMedium:
        """Keep a picture and return it as a medium with its place."""
        sha256 = save_cover(self._folder, data)
        medium = Medium(sha256, len(data), picture_format(data), MediaKind.COVER)
        return PendingMedium(medium, self.place_of(sha256))

    def place_of(self, cover: MediaHash) -> Path:
        """Return where a picture lies once it is kept."""
        return self._folder / cover[:2] / cover
