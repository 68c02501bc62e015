"""Turning what SQLite raises into errors the program can explain."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid

# What SQLite needs for its -shm and a page or two of the journal.
_ROOM_BYTES = 64 * 1024

_KNOWN = {
    sqlite3.SQLITE_FULL: (Denied, "disk_full"),
    sqlite3.SQLITE_READONLY: (Denied, "library_read_only"),
    sqlite3.SQLITE_PERM: (Denied, "library_read_only"),
    sqlite3.SQLITE_CORRUPT: (Invalid, "library_damaged"),
    sqlite3.SQLITE_NOTADB: (Invalid, "library_damaged"),
    sqlite3.SQLITE_BUSY: (Conflict, "library_busy"),
    sqlite3.SQLITE_LOCKED: (Conflict, "library_busy"),
    sqlite3.SQLITE_CANTOPEN: (Denied, "library_unreachable"),
    sqlite3.SQLITE_IOERR: (Denied, "disk_error"),
}


def primary_code(error: sqlite3.Error) -> int:
    """Return SQLite's primary code of an error, -1 where the error is not SQLite's own."""
    code: int | None = getattr(error, "sqlite_errorcode", None)
    return -1 if code is None else code & 0xFF


def translated(error: sqlite3.Error, where: Path) -> Exception:
    """Return the domain error for an SQLite error, or the error itself where it can only be a bug of ours."""
    code = primary_code(error)
    if code == sqlite3.SQLITE_INTERRUPT:
        return Cancelled()
    if code not in _KNOWN:
        return error
    if code == sqlite3.SQLITE_IOERR and not _has_room(where):
        # Not even the few pages that readers share could be made: SQLite has no name of its own for that.
        code = sqlite3.SQLITE_FULL
    kind, sentence = _KNOWN[code]
    return kind(sentence, path=str(where))


def _has_room(where: Path) -> bool:
    place = where if where.is_dir() else where.parent
    try:
        return shutil.disk_usage(place).free > _ROOM_BYTES
    except OSError:
        return True


@contextmanager
def translating(where: Path) -> Iterator[None]:
    """Translate what is raised inside; ``where`` is the library's folder or file, for the sentence."""
    try:
        yield
    except sqlite3.Error as error:
        known = translated(error, where)
        if known is error:
            raise
        raise known from error
