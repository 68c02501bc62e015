"""Keeping the search tables what the catalogue is. Called by the writer inside its transaction, with row numbers.

Everything is read from the catalogue itself, so the two cannot disagree: after any change of a song, call
:func:`index_songs` with it; after songs are marked as gone, :func:`unindex_songs`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from pluto_desktop.adapters.sql.search_lyrics import index_lyrics, unindex_lyrics
from pluto_desktop.adapters.sql.search_names import count_songs
from pluto_desktop.adapters.sql.search_places import RID_MASK, place_of
from pluto_desktop.adapters.sql.search_schema import SEARCH_DDL
from pluto_desktop.search.folding import joined_keys, skeleton

__all__ = ["RID_MASK", "SEARCH_DDL", "index_songs", "place_of", "unindex_songs"]

_BATCH = 16384
_MANY = 1024
"""Songs in one go from which on the full-text tables are put in order at once rather than little by little."""

_SONGS = """SELECT m.rid, m.popularity, m.skeleton, m.romanised, m.artist_credit, coalesce(al.skeleton, ''),
  (SELECT json_group_array(DISTINCT ar.rid) FROM artist_credits ac JOIN artists ar ON ar.id = ac.artist_id
   WHERE ac.song_rid = m.rid),
  iif(al.rid IS NULL, '[]', json_array(al.rid))
FROM metadata m LEFT JOIN albums al ON al.id = m.album_id
WHERE m.rid IN (SELECT value FROM json_each(?)) AND m.deleted_at IS NULL"""
_OLD = """SELECT rid, place, title, roman, artist, album, artists, albums FROM search_songs
WHERE rid IN (SELECT value FROM json_each(?))"""

Row = tuple[Any, ...]


def index_songs(
    connection: sqlite3.Connection, rids: Iterable[int], ready: Mapping[int, tuple[str, str]] | None = None
) -> None:
    """Make the songs with these row numbers, their words, artists and albums found as they now are.

    ``ready`` is what :func:`~pluto_desktop.adapters.sql.search_lyrics.lines_of` says of the words of some of them.
    Songs that are marked as gone are found no longer, nor artists and albums that only they had.
    """
    ordered = sorted(set(rids))
    for start in range(0, len(ordered), _BATCH):
        _index_batch(connection, ordered[start : start + _BATCH], ready or {})
    if len(ordered) >= _MANY:
        for table in ("songs", "lyrics", "artists", "albums"):
            _put_in_order(connection, f"search_{table}", len(ordered))


def unindex_songs(connection: sqlite3.Connection, rids: Iterable[int]) -> None:
    """Make songs that are marked as gone no longer found."""
    index_songs(connection, rids)


def _index_batch(connection: sqlite3.Connection, rids: Sequence[int], ready: Mapping[int, tuple[str, str]]) -> None:
    wanted = json.dumps(rids)
    places: dict[int, int] = {}
    rows: dict[int, Row] = {}
    folded = lru_cache(_BATCH)(skeleton)  # many songs of a batch have the same artist
    for rid, popularity, title, romanised, artist, album, *names in connection.execute(_SONGS, (wanted,)):
        place = places[rid] = place_of(rid, popularity)
        roman = skeleton(romanised) if romanised else ""
        rows[rid] = (rid, place, title, "" if roman == title else roman, folded(artist), album, *names)
    old = {row[0]: row for row in connection.execute(_OLD, (wanted,))}
    leaving = [row for rid, row in old.items() if rows.get(rid) != row]
    coming = [row for rid, row in rows.items() if old.get(rid) != row]
    _take_out(connection, leaving)
    _put_in(connection, coming)
    for kind, column in (("artists", -2), ("albums", -1)):
        count_songs(connection, kind, [row[column] for row in leaving if row], [row[column] for row in coming if row])
    unindex_lyrics(connection, [rid for rid in rids if rid not in places])
    index_lyrics(connection, places, ready)


def _put_in_order(connection: sqlite3.Connection, table: str, changed: int) -> None:
    """Merge what a large change wrote in pieces: all of it, or a part where the table is far larger than the change."""
    (rows,) = connection.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    if rows and changed * 4 >= rows:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts) VALUES ('optimize')")  # noqa: S608
    elif rows:
        connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('merge', ?)", (changed,))  # noqa: S608


def _put_in(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    # The full-text tables write a new segment whenever row numbers go down, so they are given in order.
    rows = sorted(rows, key=lambda row: row[1])
    connection.executemany("INSERT INTO search_songs VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    connection.executemany(
        "INSERT INTO search_songs_fts (rowid, title, artist, album) VALUES (?, ?, ?, ?)", map(_full_text, rows)
    )
    connection.executemany("INSERT OR IGNORE INTO search_keys (key, place) VALUES (?, ?)", sorted(_keys(rows)))


def _take_out(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    rows = sorted(rows, key=lambda row: row[1])
    connection.executemany("DELETE FROM search_songs WHERE rid = ?", [row[:1] for row in rows])
    connection.executemany(
        "INSERT INTO search_songs_fts (search_songs_fts, rowid, title, artist, album) VALUES ('delete', ?, ?, ?, ?)",
        map(_full_text, rows),
    )
    connection.executemany("DELETE FROM search_keys WHERE key = ? AND place = ?", sorted(_keys(rows)))


def _full_text(row: Row) -> Row:
    _, place, title, roman, artist, album, *_ = row
    return place, f"{title} {roman}" if roman else title, artist, album


def _keys(rows: Iterable[Row]) -> Iterable[tuple[str, int]]:
    for _, place, title, roman, *_ in rows:
        for key in {*joined_keys(title), *joined_keys(roman)}:
            yield key, place
