"""Turning what SQLite raises into errors the program can explain."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pluto_desktop.domain.errors import Cancelled, Conflict, Denied, Invalid

_PRIMARY = 0xFF


def translated(error: sqlite3.Error, where: Path) -> Exception:
    """Return the domain error for an SQLite error, or the error itself where it can only be a bug of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    primary = code & _PRIMARY if code is not None else None
    path = str(where)
    match primary:
        case sqlite3.SQLITE_FULL:
            return Denied("disk_full", path=path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM | sqlite3.SQLITE_AUTH:
            return Denied("library_read_only", path=path)
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return Invalid("library_damaged", path=path)
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return Conflict("library_busy", path=path)
        case sqlite3.SQLITE_CANTOPEN:
            return Denied("library_unreachable", path=path)
        case sqlite3.SQLITE_IOERR:
            return Denied("disk_error", path=path)
        case sqlite3.SQLITE_INTERRUPT:
            return Cancelled()
        case _:
            return error


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
