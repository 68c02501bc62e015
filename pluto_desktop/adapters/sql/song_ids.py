"""The ids of a list of songs, in its order, and how many there are."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import cast
from zlib import crc32

from pluto_desktop.adapters.sql.column import read_column
from pluto_desktop.adapters.sql.song_query import BY_HAND, counting, order_of, statements
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery, Sort, Source


def list_ids(connection: sqlite3.Connection, query: SongQuery, limit: int | None = None) -> list[SongId]:
    """Return the ids of all songs of a query, in order, or the first ``limit`` ones."""
    texts, values = statements(query, _chosen(connection, query))
    sort, descending = order_of(query)
    if sort not in BY_HAND:
        ids: list[SongId] = []
        for text in texts:
            ids += _read(connection, text, values, None if limit is None else limit - len(ids))
        return ids
    ids = [song_id for text in texts for song_id in _read(connection, text, values)]
    if sort is Sort.RANDOM:
        return _shuffled(ids, query.key, descending=descending)[:limit]
    return _by_plays(connection, ids, sort, descending=descending)[:limit]


def count_ids(connection: sqlite3.Connection, query: SongQuery) -> int:
    """Return how many songs a query has."""
    text, values = counting(query, _chosen(connection, query))
    return int(connection.execute(text, values).fetchone()[0])


def _chosen(connection: sqlite3.Connection, query: SongQuery) -> list[SongId]:
    """Return the songs of a smart playlist that has only so many."""
    rule = query.selection
    if query.source is not Source.SMART or rule is None or rule.limit is None:
        return []
    whole = SongQuery(key=query.key, filter=rule.filter, sort=rule.sort, descending=rule.descending)
    return list_ids(connection, whole, rule.limit)


def _read(
    connection: sqlite3.Connection, text: str, values: dict[str, object], limit: int | None = None
) -> list[SongId]:
    if limit is not None:
        text, values = f"{text} LIMIT :limit", {**values, "limit": limit}
    return cast("list[SongId]", read_column(connection, text, values))


def _by_plays(connection: sqlite3.Connection, ids: Sequence[SongId], sort: Sort, *, descending: bool) -> list[SongId]:
    # Few songs of a large catalogue were ever played: putting those in order here beats a join with all the others.
    column = "plays" if sort is Sort.PLAYS else "last_at"
    known = dict(connection.execute(f"SELECT song_id, {column} FROM device.play_counts").fetchall())  # noqa: S608
    played = sorted((song for song in ids if song in known), key=known.__getitem__, reverse=descending)
    unplayed = [song for song in ids if song not in known]
    return played + unplayed if descending else unplayed + played


def _shuffled(ids: Sequence[SongId], key: str, *, descending: bool) -> list[SongId]:
    """Return songs in an order that hangs on their ids and the list's key alone: a new song moves none of the others.

    CRC-32 spreads ids evenly, and there is nothing to be kept from anyone.
    """
    seed = crc32(key.encode())
    return sorted(ids, key=lambda song: (crc32(song.encode(), seed), song), reverse=descending)
