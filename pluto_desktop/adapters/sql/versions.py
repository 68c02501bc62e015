"""Which schema a file has, and what this Pluto may do with it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE, uri_of
from pluto_desktop.adapters.sql.schema_catalogue import CATALOGUE_DDL
from pluto_desktop.adapters.sql.schema_device import BATCH_DDL, BGM_DDL, DEVICE_DDL, SMART_DDL
from pluto_desktop.adapters.sql.schema_seen import SEEN_DDL
from pluto_desktop.adapters.sql.schema_words_end import WORDS_END_DDL
from pluto_desktop.adapters.sql.search_schema import SEARCH_DDL
from pluto_desktop.domain.ids import new_id

HEAD = {CATALOGUE: "0003", DEVICE: "0004"}
"""The newest migration of each file that this Pluto knows. Numbers, so that newer and older can be told."""

BUILDING = ".new"
CHUNKS = {CATALOGUE: "catalogue", DEVICE: "device"}
_DDL = {
    CATALOGUE: (*CATALOGUE_DDL, *SEARCH_DDL, *WORDS_END_DDL, *SEEN_DDL),
    DEVICE: (*DEVICE_DDL, *BGM_DDL, *BATCH_DDL, *SMART_DDL),
}


def create(path: Path, file: str, library_id: str) -> None:
    """Make a new file whole, or none: it is built beside its place and moved there when it is on the disk.

    The caller holds the exclusive lock, so what an earlier attempt left can be cleared away.

    The statements are those of the migrations up to :data:`HEAD` (a test compares the two), so that making a library
    needs neither SQLAlchemy nor Alembic. Raises sqlite3.Error and OSError.
    """
    building = path.with_name(path.name + BUILDING)
    _clear(building)
    try:
        connection = sqlite3.connect(uri_of(building, "rwc"), uri=True, isolation_level=None)
        try:
            # Nobody sees the file before it is whole: it goes to the disk once, not with every step of its making.
            connection.execute("PRAGMA journal_mode = OFF")
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("BEGIN")
            for statement in _DDL[file]:
                connection.execute(statement)
            stamp(connection, file, library_id)
            connection.execute("COMMIT")
            connection.execute("PRAGMA journal_mode = WAL")
        finally:
            connection.close()
        with building.open("rb+") as whole:
            os.fsync(whole.fileno())
        building.replace(path)
    finally:
        _clear(building)


def _clear(building: Path) -> None:
    for suffix in ("", "-wal", "-shm", "-journal"):
        building.with_name(building.name + suffix).unlink(missing_ok=True)


def stamp(connection: sqlite3.Connection, file: str, library_id: str) -> None:
    """Write down the schema's version, as Alembic does, and what older programs may do with it."""
    connection.execute("CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)")
    connection.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (HEAD[file],))
    connection.executemany("INSERT OR IGNORE INTO library (key, value) VALUES (?, ?)", library_rows(library_id))


def library_rows(library_id: str) -> list[tuple[str, str]]:
    """Return what a file says of itself: whose library it is, and the oldest schema number one must know for it."""
    return [("library_id", library_id or new_id()), ("min_reader_version", "1"), ("min_writer_version", "1")]


def is_empty(path: Path) -> bool:
    """Return whether nothing was ever written to a catalogue."""
    connection = sqlite3.connect(uri_of(path, "ro"), uri=True)
    try:
        return bool(connection.execute("SELECT seq = 0 FROM feed_head").fetchone()[0])
    finally:
        connection.close()


def version_of(connection: sqlite3.Connection) -> str:
    """Return the version of an opened file: "0000" before the first migration, "" for what is no library of ours."""
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_ERROR:
            raise
        return ""
    return "0000" if row is None else str(row[0])


def minimum(connection: sqlite3.Connection, who: str) -> int:
    """Return the oldest schema number a program must know to read (``reader``) or write (``writer``) a file."""
    row = connection.execute("SELECT value FROM library WHERE key = ?", (f"min_{who}_version",)).fetchone()
    return int(row[0]) if row is not None and str(row[0]).isdigit() else 1
