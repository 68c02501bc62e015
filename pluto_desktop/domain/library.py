"""What state a library on this device is in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pluto_desktop.domain.errors import KnownError


class Health(StrEnum):
    """How a library was found before it is opened."""

    NEW = "new"
    """There is none yet; opening makes it."""
    GOOD = "good"
    OLDER = "older"
    """An older Pluto made it; opening backs it up and brings it up to date."""
    NEWER = "newer"
    """A newer Pluto made it; it opens for reading only."""
    READ_ONLY = "read_only"
    """Its disk or its rights allow reading only."""
    TOO_NEW = "too_new"
    """A newer Pluto made it and this one cannot read it."""
    DAMAGED = "damaged"
    MISSING = "missing"
    """One of its two files is gone, or both while there are backups."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: a folder of whole, checked copies of the library's files. ``made_at_ms`` counts from 1970 (UTC)."""

    folder: Path
    made_at_ms: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LibraryState:
    """What was found. ``files`` are the files concerned; ``error`` is the sentence, None where all is well.

    ``backup`` is the newest backup that holds every file concerned; None where nothing needs one or there is none.
    """

    folder: Path
    health: Health
    files: tuple[Path, ...] = ()
    error: KnownError | None = None
    backup: Backup | None = None

    @property
    def opens(self) -> bool:
        """Whether the library can be opened, be it for reading only."""
        return self.health not in {Health.TOO_NEW, Health.DAMAGED, Health.MISSING}

    @property
    def writable(self) -> bool:
        """Whether the library can be changed."""
        return self.health in {Health.NEW, Health.GOOD, Health.OLDER}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something a thorough check found in a file of the library."""

    file: Path
    detail: str
