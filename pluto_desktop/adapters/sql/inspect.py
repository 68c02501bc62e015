"""A quick look at a file of the library before it is opened; and a thorough one."""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.adapters.sql.connections import CATALOGUE, connect, readable_mode
from pluto_desktop.adapters.sql.translate import primary_code
from pluto_desktop.adapters.sql.versions import HEAD, minimum, version_of
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.library import Health

_DAMAGE = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}

_STEPS_BETWEEN_LOOKS = 20_000


@dataclass(frozen=True, slots=True)
class FileState:
    """One file: its health (MISSING, DAMAGED, TOO_NEW, NEWER, OLDER or GOOD)."""

    path: Path
    health: Health


def look_at(path: Path, file: str) -> FileState:
    """Say what a file is; nothing is changed. Raises sqlite3.Error for what is not the file's fault."""
    if not path.exists():
        return FileState(path, Health.MISSING)
    try:
        return FileState(path, _version_health(path, file))
    except sqlite3.DatabaseError as error:
        if primary_code(error) in _DAMAGE:
            return FileState(path, Health.DAMAGED)
        raise


def problems_of(path: Path, cancel: CancelToken | None = None) -> list[str]:
    """Read a whole file; return what is wrong with it, in SQLite's words. Raises Cancelled soon after a cancel."""
    try:
        connection = connect(path, readable_mode(path))
        if cancel is not None:
            token = cancel
            connection.set_progress_handler(lambda: token.cancelled, _STEPS_BETWEEN_LOOKS)
        try:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [
                f"{table}: a row refers to {parent}, which is not there"
                for table, parent in dict.fromkeys(
                    (row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check")
                )
            ]
        finally:
            connection.close()
    except sqlite3.DatabaseError as error:
        if primary_code(error) == sqlite3.SQLITE_INTERRUPT:
            raise Cancelled from error
        return [str(error)]
    return found


def writable(folder: Path) -> bool:
    """Return whether the folder and the library's files in it can be written."""
    paths = [folder, *(folder / file for file in HEAD if (folder / file).exists())]
    return all(os.access(path, os.W_OK) for path in paths)


def _version_health(path: Path, file: str) -> Health:
    connection = connect(path, readable_mode(path))
    try:
        version = version_of(connection)
        if not version.isdigit():
            # An empty file is a sound database to SQLite; and some other program's database is none of ours.
            return Health.DAMAGED
        number, known = int(version), int(HEAD[file])
        if number > known:
            return Health.TOO_NEW if minimum(connection, "reader") > known else Health.NEWER
        if number < known:
            return Health.OLDER
        table = "metadata" if file == CATALOGUE else "playlists"
        for end in ("ASC", "DESC"):
            connection.execute(f"SELECT * FROM {table} ORDER BY rowid {end} LIMIT 1").fetchone()  # noqa: S608 - constants
        return Health.GOOD
    finally:
        connection.close()
