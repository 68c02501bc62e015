"""Files as their readers see them, and memory that looks like one."""

from __future__ import annotations

import errno
import os
from typing import Protocol


class File(Protocol):
    """What is asked of a file here and by mutagen."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes."""
        ...

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""
        ...

    def tell(self) -> int:
        """Return the place."""
        ...


class View:
    """Bytes in memory as a file, not one of them copied before it is asked for."""

    __slots__ = ("_at", "_data")

    def __init__(self, data: memoryview) -> None:
        self._data = data
        self._at = 0

    def read(self, size: int = -1, /) -> bytes:
        """Return a copy of the next bytes."""
        at = self._at
        read = bytes(self._data[at : at + size] if size >= 0 else self._data[at:])
        self._at = at + len(read)
        return read

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place, at most as far back as the start."""
        base = (0, self._at, len(self._data))[whence]
        if whence == os.SEEK_SET and offset < 0:
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
        self._at = max(0, base + offset)
        return self._at

    def tell(self) -> int:
        """Return the place."""
        return self._at
