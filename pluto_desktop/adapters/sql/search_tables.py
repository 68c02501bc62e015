"""Keeping the search tables what the catalogue is. Called by the writer inside its transaction, with row numbers.

Everything is read from the catalogue itself, so the two cannot disagree: after any change of a song, call
:func:`index_songs` with it; after songs are marked as gone, :func:`unindex_songs`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from pluto_desktop.adapters.sql.search_lyrics import index_lyrics, unindex_lyrics
from pluto_desktop.adapters.sql.search_schema import SEARCH_DDL
from pluto_desktop.search.folding import joined_keys, skeleton

__all__ = ["RID_MASK", "SEARCH_DDL", "index_songs", "place_of", "unindex_songs"]

RID_MASK = (1 << 40) - 1
"""What of a place is the row number."""

_BATCH = 4096
_KINDS = ("artists", "albums")

_SONGS = """SELECT m.rid, m.popularity, m.song_name, m.romanised, m.artist_credit, coalesce(al.title, '')
FROM metadata m LEFT JOIN albums al ON al.id = m.album_id
WHERE m.rid IN (SELECT value FROM json_each(?)) AND m.deleted_at IS NULL"""
_OLD = """SELECT rid, place, title, roman, artist, album FROM search_songs
WHERE rid IN (SELECT value FROM json_each(?))"""
_ARTISTS_OF = """SELECT ar.rid, ar.artist_name,
  (SELECT count(*) FROM artist_credits c JOIN metadata s ON s.rid = c.song_rid AND s.deleted_at IS NULL
   WHERE c.artist_id = ar.id)
FROM artists ar WHERE ar.deleted_at IS NULL AND ar.id IN (
  SELECT artist_id FROM artist_credits WHERE song_rid IN (SELECT value FROM json_each(?)))"""
_ALBUMS_OF = """SELECT al.rid, al.title,
  (SELECT count(*) FROM metadata s WHERE s.album_id = al.id AND s.deleted_at IS NULL)
FROM albums al WHERE al.deleted_at IS NULL AND al.id IN (
  SELECT album_id FROM metadata WHERE rid IN (SELECT value FROM json_each(?)))"""

Row = tuple[Any, ...]


def place_of(rid: int, popularity: int) -> int:
    """Return the row number in the full-text tables: what is more popular has a smaller one.

    Popularity counts by powers of two, so that a play more seldom moves a song.
    """
    return ((40 - min(max(popularity, 0).bit_length(), 40)) << 40) | rid


def index_songs(connection: sqlite3.Connection, rids: Iterable[int]) -> None:
    """Make the songs with these row numbers, their words, artists and albums found as they now are."""
    ordered = sorted(set(rids))
    for start in range(0, len(ordered), _BATCH):
        batch = ordered[start : start + _BATCH]
        wanted = json.dumps(batch)
        places: dict[int, int] = {}
        rows: dict[int, Row] = {}
        for rid, popularity, title, romanised, artist, album in connection.execute(_SONGS, (wanted,)):
            place = place_of(rid, popularity)
            folded, roman = skeleton(title), skeleton(romanised) if romanised else ""
            places[rid] = place
            rows[rid] = (rid, place, folded, "" if roman == folded else roman, skeleton(artist), skeleton(album))
        old = {row[0]: row for row in connection.execute(_OLD, (wanted,))}
        _take_out(connection, [row for rid, row in old.items() if rows.get(rid) != row])
        _put_in(connection, [row for rid, row in rows.items() if old.get(rid) != row])
        gone = [rid for rid in batch if rid not in places]
        unindex_lyrics(connection, gone)
        index_lyrics(connection, places)
        _index_names(connection, wanted)


def unindex_songs(connection: sqlite3.Connection, rids: Iterable[int]) -> None:
    """Make songs that are marked as gone no longer found, nor artists and albums that only they had."""
    index_songs(connection, rids)


def _put_in(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    # The full-text tables write a new segment whenever row numbers go down, so they are given in order.
    rows = sorted(rows, key=lambda row: row[1])
    connection.executemany("INSERT INTO search_songs VALUES (?, ?, ?, ?, ?, ?)", rows)
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
    _, place, title, roman, artist, album = row
    return place, f"{title} {roman}" if roman else title, artist, album


def _keys(rows: Iterable[Row]) -> Iterable[tuple[str, int]]:
    for _, place, title, roman, _, _ in rows:
        for key in {*joined_keys(title), *joined_keys(roman)}:
            yield key, place


def _index_names(connection: sqlite3.Connection, songs: str) -> None:
    """Put the artists and albums of the songs where their number of songs says; those without songs come out."""
    for kind, statement in zip(_KINDS, (_ARTISTS_OF, _ALBUMS_OF), strict=True):
        new = {
            rid: (rid, place_of(rid, count), skeleton(name)) if count else None
            for rid, name, count in connection.execute(statement, (songs,))
        }
        old = {
            row[0]: row
            for row in connection.execute(
                f"SELECT rid, place, words FROM search_{kind} WHERE rid IN (SELECT value FROM json_each(?))",  # noqa: S608
                (json.dumps(list(new)),),
            )
        }
        changed = [rid for rid, row in new.items() if old.get(rid) != row]
        leaving = sorted((old[rid] for rid in changed if rid in old), key=lambda row: row[1])
        coming = sorted((row for rid in changed if (row := new[rid]) is not None), key=lambda row: row[1])
        table = f"search_{kind}"
        connection.executemany(f"DELETE FROM {table} WHERE rid = ?", [row[:1] for row in leaving])  # noqa: S608
        connection.executemany(
            f"INSERT INTO {table}_fts ({table}_fts, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608
            [row[1:] for row in leaving],
        )
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", coming)  # noqa: S608
        connection.executemany(
            f"INSERT INTO {table}_fts (rowid, words) VALUES (?, ?)",  # noqa: S608
            [row[1:] for row in coming],
        )
