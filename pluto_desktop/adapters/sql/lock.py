"""A lock on the library's folder: shared by everyone who has it open, exclusive for migration and repair.

The system lets go of it when its process ends, however that ends.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from pluto_desktop.domain.errors import Conflict

NAME = "library.lock"
_LOOK_AGAIN_S = 0.05


class FolderLock:
    """Holds the lock of a folder until :meth:`release`; also a context manager."""

    def __init__(self, folder: Path, *, exclusive: bool, wait_s: float = 0.0, name: str = NAME) -> None:
        """Take the lock; ``name`` is its file's.

        Raises Conflict("library_locked") where others keep it for longer than ``wait_s``. A folder that cannot be
        written needs no lock, for nobody can change what is in it.
        """
        self._handle = _open(folder / name)
        if self._handle is None:
            return
        until = time.monotonic() + wait_s
        while not _try(self._handle, exclusive=exclusive):
            if time.monotonic() >= until:
                os.close(self._handle)
                self._handle = None
                raise Conflict("library_locked", path=str(folder))
            time.sleep(_LOOK_AGAIN_S)

    def release(self) -> None:
        """Let go."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> FolderLock:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def _open(path: Path) -> int | None:
    for flags in (os.O_RDWR | os.O_CREAT, os.O_RDONLY):
        try:
            return os.open(path, flags, 0o644)
        except OSError:
            continue
    return None


if sys.platform == "win32":
    import msvcrt

    def _try(handle: int, *, exclusive: bool) -> bool:
        # Windows locks bytes, never shared: readers take none and rely on SQLite's own locks.
        if not exclusive:
            return True
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try(handle: int, *, exclusive: bool) -> bool:
        try:
            fcntl.flock(handle, (fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH) | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
