"""Pictures of covers on this device."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from pluto_desktop.adapters.sql.insert import picture_format, save_cover
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.ports.outbox import PendingMedium


class DiskCovers:
    """Keeps pictures under ``folder`` by their hash; fulfils Covers and CoverCache. Any worker thread."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, data: bytes) -> PendingMedium:
        """Keep a picture and return it as a medium with its place."""
        sha256 = save_cover(self._folder, data)
        medium = Medium(sha256, len(data), picture_format(data), MediaKind.COVER)
        return PendingMedium(medium, self.place_of(sha256))

    def trim(self, limit: int, spared: Collection[MediaHash]) -> int:
        """Delete the pictures that came first until all take ``limit`` bytes, but none that is spared."""
        found: list[tuple[float, Path, int]] = []
        for picture in self._folder.glob("??/*"):
            with suppress(OSError):
                status = picture.stat()
                found.append((status.st_mtime, picture, status.st_size))
        over, deleted = sum(size for _, _, size in found) - limit, 0
        for _, picture, size in sorted(found):
            if over <= 0:
                break
            if picture.name not in spared:
                with suppress(OSError):
                    picture.unlink()
                    over, deleted = over - size, deleted + 1
        return deleted

    def place_of(self, cover: MediaHash) -> Path:
        """Return where a picture lies once it is kept."""
        return self._folder / cover[:2] / cover
