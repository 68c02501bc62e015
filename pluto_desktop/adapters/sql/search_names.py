"""Keeping artists and albums findable, with their numbers of songs: the more songs, the earlier they are found."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from pluto_desktop.adapters.sql.search_places import place_of
from pluto_desktop.search.folding import skeleton

_NAMES = {
    "artists": "SELECT rid, artist_name FROM artists WHERE rid IN (SELECT value FROM json_each(?))",
    "albums": "SELECT rid, title FROM albums WHERE rid IN (SELECT value FROM json_each(?))",
}

Row = tuple[Any, ...]


def count_songs(connection: sqlite3.Connection, kind: str, leaving: Iterable[str], coming: Iterable[str]) -> None:
    """Count songs out and in. ``kind`` is ``artists`` or ``albums``; for each song a JSON list of their row numbers.

    Who has no song left is found no longer.
    """
    change: Counter[int] = Counter()
    for lists, by in ((leaving, -1), (coming, 1)):
        for listed, songs in Counter(lists).items():
            for rid in json.loads(listed):
                change[rid] += by * songs
    if not change:
        return
    wanted = json.dumps(list(change))
    old = {
        row[0]: row
        for row in connection.execute(
            f"SELECT rid, place, songs, words FROM search_{kind}"  # noqa: S608 - one of two constants
            " WHERE rid IN (SELECT value FROM json_each(?))",
            (wanted,),
        )
    }
    new: dict[int, Row] = {}
    for rid, name in connection.execute(_NAMES[kind], (wanted,)):
        songs = change[rid] + (old[rid][2] if rid in old else 0)
        if songs > 0:
            new[rid] = (rid, place_of(rid, songs), songs, skeleton(name))
    _replace(connection, f"search_{kind}", old, new)


def respell(connection: sqlite3.Connection, kind: str, rids: Iterable[int]) -> None:
    """Make artists or albums with these row numbers, whose songs stay, found under the names they now have."""
    listed = [json.dumps(list(rids))]
    count_songs(connection, kind, listed, listed)


def _replace(connection: sqlite3.Connection, table: str, old: Mapping[int, Row], new: Mapping[int, Row]) -> None:
    leaving = sorted((row for rid, row in old.items() if new.get(rid) != row), key=lambda row: row[1])
    coming = sorted((row for rid, row in new.items() if old.get(rid) != row), key=lambda row: row[1])
    connection.executemany(f"DELETE FROM {table} WHERE rid = ?", [row[:1] for row in leaving])  # noqa: S608
    connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?, ?)", coming)  # noqa: S608
    # Only the count may have changed; the full text knows the place and the words.
    staying = {row[1::2] for row in leaving} & {row[1::2] for row in coming}
    connection.executemany(
        f"INSERT INTO {table}_fts ({table}_fts, rowid, words) VALUES ('delete', ?, ?)",  # noqa: S608
        [row[1::2] for row in leaving if row[1::2] not in staying],
    )
    connection.executemany(
        f"INSERT INTO {table}_fts (rowid, words) VALUES (?, ?)",  # noqa: S608
        [row[1::2] for row in coming if row[1::2] not in staying],
    )
