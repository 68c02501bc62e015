"""Artists and albums of the shared library put into the mirror, with what follows from a name that changed."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from pluto_desktop.adapters.sql.search_names import respell

Row = tuple[Any, ...]

_IDS = "id IN (SELECT value FROM json_each(:ids))"
_DELETED = "deleted_at = iif(excluded.deleted_at IS NULL, NULL, coalesce(deleted_at, excluded.deleted_at))"

# The columns in the order in which rows are made ready; the last ones are when a row came and when it was deleted.
_ARTIST = ("id", "artist_name", "folded", "skeleton", "sort_key", "merged_into", "version")
_ALBUM = (
    "id", "title", "album_artist", "folded", "folded_artist", "skeleton", "sort_key", "artist_key", "merged_into",
    "version",
)  # fmt: skip

# Whatever is in the way of the names that come has lost its name in the shared library: it is told of later.
# Looked up row by row: given two ways to be meant, SQLite would go through the whole table.
_GIVE_WAY = {
    "artists": "UPDATE artists SET deleted_at = ? WHERE folded = ? AND deleted_at IS NULL",
    "albums": "UPDATE albums SET deleted_at = ? WHERE folded = ? AND folded_artist = ? AND deleted_at IS NULL",
}
_STAND_IN = {
    "artists": "INSERT OR IGNORE INTO artists (id, artist_name, folded, version, created_at, updated_at, deleted_at)"
    " VALUES (:id, '', '', 0, :at, :at, :at)",
    "albums": "INSERT OR IGNORE INTO albums (id, title, folded, version, created_at, updated_at, deleted_at)"
    " VALUES (:id, '', '', 0, :at, :at, :at)",
    "metadata": "INSERT OR IGNORE INTO metadata (id, song_name, folded, version, created_at, updated_at, deleted_at)"
    " VALUES (:id, '', '', 0, :at, :at, :at)",
}

# Songs whose place in a list follows from the name: of an artist those that it is named first of.
_FIRST_OF = """UPDATE metadata SET artist_key = (SELECT sort_key FROM artists WHERE id = artist_id)
WHERE artist_id IN (SELECT value FROM json_each(:ids)) AND rid IN (
  SELECT song_rid FROM artist_credits WHERE artist_id IN (SELECT value FROM json_each(:ids)))
  AND artist_key <> (SELECT sort_key FROM artists WHERE id = artist_id) RETURNING rid, id, deleted_at IS NULL"""
_ON_ALBUM = """UPDATE metadata SET album_key = (SELECT sort_key FROM albums WHERE id = album_id)
WHERE deleted_at IS NULL AND album_id IN (SELECT value FROM json_each(:ids)) RETURNING rid, id, 1"""


@dataclass(slots=True)
class Named:
    """What came of names, and the songs (row number to id) that they changed."""

    artists_changed: bool = False
    albums_changed: bool = False
    songs: dict[int, str] = field(default_factory=dict)


def put_names(connection: sqlite3.Connection, at: int, artists: Sequence[Row], albums: Sequence[Row]) -> Named:
    """Put artists and albums as they now are; those that are here just so are not touched."""
    named = Named()
    changed = _put(connection, at, "artists", _ARTIST, slice(2, 3), artists)
    if changed:
        named.artists_changed = True
        _follow(connection, _FIRST_OF, changed, named.songs)
        respell(connection, "artists", changed.values())
    changed = _put(connection, at, "albums", _ALBUM, slice(3, 5), albums)
    if changed:
        named.albums_changed = True
        _follow(connection, _ON_ALBUM, changed, named.songs)
        respell(connection, "albums", changed.values())
    return named


def stand_in(connection: sqlite3.Connection, at: int, table: str, ids: Iterable[str]) -> None:
    """Make rows, gone from the first, for what is merged into and has not come yet; what is here already stays."""
    connection.executemany(_STAND_IN[table], [{"id": row_id, "at": at} for row_id in ids])


def _put(
    connection: sqlite3.Connection, at: int, table: str, columns: Sequence[str], keys: slice, rows: Sequence[Row]
) -> dict[str, int]:
    """Put rows (their columns, then whether deleted) and return those that were here otherwise: id to row number.

    ``keys`` are the columns that no two of them may have alike.
    """
    ids = json.dumps([row[0] for row in rows])
    have = {
        row[1]: row
        for row in connection.execute(
            f"SELECT rid, {', '.join(columns)}, deleted_at IS NOT NULL FROM {table} WHERE {_IDS}",  # noqa: S608
            {"ids": ids},
        )
    }
    coming = [row for row in rows if row[0] not in have or have[row[0]][1:] != row]
    if not coming:
        return {}
    connection.executemany(
        f"UPDATE {table} SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL",  # noqa: S608 - our own names
        [(at, row[0]) for row in coming if row[0] in have],
    )
    connection.executemany(_GIVE_WAY[table], [(at, *row[keys]) for row in coming if not row[-1]])
    merged = columns.index("merged_into")
    stand_in(connection, at, table, [row[merged] for row in coming if row[merged] is not None])
    updates = ", ".join(f"{name} = excluded.{name}" for name in (*columns[1:], "updated_at"))
    places = ", ".join("?" * (len(columns) + 3))
    connection.executemany(
        f"INSERT INTO {table} ({', '.join(columns)}, created_at, updated_at, deleted_at) VALUES ({places})"  # noqa: S608
        f" ON CONFLICT (id) DO UPDATE SET {updates}, {_DELETED}",
        [(*row[:-1], at, at, at if row[-1] else None) for row in coming],
    )
    return {row[0]: have[row[0]][0] for row in coming if row[0] in have}


def _follow(connection: sqlite3.Connection, statement: str, changed: Iterable[str], songs: dict[int, str]) -> None:
    rows = connection.execute(statement, {"ids": json.dumps(list(changed))}).fetchall()
    songs.update((rid, song_id) for rid, song_id, live in rows if live)
