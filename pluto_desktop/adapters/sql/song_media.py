"""The media that a command brings or refers to, on this device."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.adapters.sql import insert
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.songs_read import path_of
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import MediaHash, new_id
from pluto_desktop.domain.shared import Published
from pluto_desktop.domain.songs import Location, MediaKind, Medium

_TABLES = {"song": "songs", "bgm": "bgm", "cover": "covers"}
COLUMNS = {"song": "song_id", "bgm": "bgm_id", "cover": "cover_id"}
"""The columns of ``metadata`` that refer to a song's media, by field."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A medium whose bytes lie on this device; ``location`` says where."""

    medium: Medium
    location: Location


def place_media(media: Iterable[Published]) -> Mapping[str, Placed]:
    """Return, by hash, the media whose files are there; outside of any transaction."""
    placed: dict[str, Placed] = {}
    for published in media:
        path, sha256 = Path(published.file_id), published.medium.sha256
        try:
            found = path.stat()
        except OSError:
            continue
        placed[sha256] = Placed(published.medium, Location(path, found.st_size, found.st_mtime_ns, sha256))
    return placed


def take_media(running: Operation, placed: Mapping[str, Placed], changes: Mapping[str, object]) -> None:
    """Make a command's media known, and see that the others it refers to are still here.

    Raises Conflict("media_condemned") with the hashes of those that are not.
    """
    connection = running.connection
    missing = []
    for sha256 in sorted({str(changes[name]) for name in _TABLES if changes.get(name) is not None}):
        new = placed.get(sha256)
        if new is None:
            if not _is_here(connection, sha256):
                missing.append(sha256)
            continue
        insert.put_media(connection, [insert.media_row(new.medium, running.at)])
        if new.medium.kind is not MediaKind.COVER:
            insert.put_locations(connection, [new.location])
    if missing:
        raise Conflict("media_condemned", media=tuple(missing))


def list_missing(connection: sqlite3.Connection, media: Iterable[str]) -> set[str]:
    """Return those of some media that are not known or whose bytes are gone."""
    return {sha256 for sha256 in media if not _is_here(connection, sha256)}


def attach(connection: sqlite3.Connection, name: str, sha256: str | None) -> str | None:
    """Return the row that a song refers to for a medium that is known, made where it is needed."""
    if sha256 is None:
        return None
    table = _TABLES[name]
    if name == "cover":  # one row for all songs of an album
        found = connection.execute("SELECT id FROM covers WHERE media_sha256 = ?", (sha256,)).fetchone()
        if found is not None:
            return str(found[0])
    row_id = new_id()
    connection.execute(
        f"INSERT INTO {table} (id, media_sha256, file_format) SELECT ?, sha256, format FROM media WHERE sha256 = ?",  # noqa: S608 - our own names
        (row_id, sha256),
    )
    return row_id


def duration_of(connection: sqlite3.Connection, sha256: str | None) -> int | None:
    """Return how long a medium lasts in milliseconds, None where that is not known."""
    row = connection.execute("SELECT duration_ms FROM media WHERE sha256 = ?", (sha256,)).fetchone()
    return None if row is None else row[0]


def find_cover_medium(connection: sqlite3.Connection, cover: MediaHash | None) -> Medium | None:
    """Return what is known of a cover."""
    row = connection.execute(
        "SELECT sha256, size, format, duration_ms, sound_hash, gain_db, peak FROM media WHERE sha256 = ?", (cover,)
    ).fetchone()
    if row is None:
        return None
    return Medium(MediaHash(row[0]), row[1], row[2], MediaKind.COVER, row[3], row[4], row[5], row[6])


def _is_here(connection: sqlite3.Connection, sha256: str) -> bool:
    """Whether a medium is known and its bytes, where a place of them was noted, are still there."""
    row = connection.execute(
        "SELECT md.kind, l.path, l.size FROM media md LEFT JOIN locations l ON l.sha256 = md.sha256"
        " WHERE md.sha256 = ?",
        (sha256,),
    ).fetchone()
    if row is None:
        return False
    kind, path, size = row
    if kind == MediaKind.COVER.value:  # pictures are never taken away
        return True
    try:
        return path is not None and path_of(path).stat().st_size == size
    except OSError:
        return False
