"""The files of a library on this device: looked at, checked, backed up and repaired while they are closed."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.library import Backup, LibraryState, Problem


class LibraryFiles(Protocol):
    """Care for the files of one library. Everything that replaces a file needs the library closed everywhere.

    Raises Conflict("library_locked") where it is open, Denied for what the disk does not allow.
    """

    def inspect(self) -> LibraryState:
        """Look at the files, quickly and without changing anything."""
        ...

    def check(self) -> list[Problem]:
        """Read every page of every file; return what is wrong with them. Takes seconds for a big library."""
        ...

    def list_backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        ...

    def back_up(self, reason: str, cancel: CancelToken | None = None) -> Backup:
        """Copy the files while they are in use and check the copies; only then the backup appears.

        Raises Invalid("library_damaged") where a copy does not pass: a bad state never becomes a backup.
        """
        ...

    def copy_to(self, folder: Path, cancel: CancelToken | None = None) -> tuple[Path, ...]:
        """Copy the files while they are in use into another folder, check the copies and return them.

        Works where the library can only be read. Raises as :meth:`back_up`, which is for what stays with the library.
        """
        ...

    def rotate(self, keep: int) -> list[Path]:
        """Delete old backups beyond ``keep``, but never the fullest one; return the deleted ones."""
        ...

    def set_aside(self, file: Path) -> Path:
        """Rename a file with the date, so that it is out of the way but not lost; return its new path."""
        ...

    def restore(self, backup: Backup, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """Put files back from a backup, checked first; what is in their place is set aside and returned."""
        ...

    def start_anew(self, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """Make files new and empty; what is in their place is set aside and returned."""
        ...
