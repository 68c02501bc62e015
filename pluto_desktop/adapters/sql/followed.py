"""What is this person's own follows a song that was merged into another, and goes back when the song does.

By what the catalogue says, whoever merged them and wherever: an edit here, or the feed of a shared library.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from typing import Any

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.followed_playlists import move_in_playlists, put_back_in_playlists
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId

_MERGED = """SELECT id, merged_into FROM metadata
WHERE merged_into IS NOT NULL AND deleted_at IS NOT NULL"""
_KNOWN = "SELECT song_id, into_id FROM device.merged_songs"
_IN = "IN (SELECT value FROM json_each(?))"
_ONE_EACH = (
    ("favourites", "song_id", "at", ""),
    ("song_offsets", "song_id", "offset_ms", ""),
    ("song_voices", "song_id", "voice", ""),
    ("pins", "entity_id", "at", " AND entity = 'song'"),
)
"""Tables with at most one row a song: the table, its key, what the row says, and what else tells it is a song's."""


def follow_merges(connections: Connections, ids: Iterable[SongId] | None = None) -> Changes:
    """Let this person's own follow the merging of songs, and of those that are no longer merged go back.

    Looks at songs of ``ids``, or at all of them. Done twice it is done once.
    """
    wanted = None if ids is None else json.dumps(list(ids))
    only, only_known = ("", "") if wanted is None else (f" AND id {_IN}", f" WHERE song_id {_IN}")
    values = () if wanted is None else (wanted,)
    with connections.reading() as connection:
        merged = dict(connection.execute(_MERGED + only, values).fetchall())
        known = dict(connection.execute(_KNOWN + only_known, values).fetchall())
    back = [song_id for song_id, into in known.items() if merged.get(song_id) != into]
    away = [song_id for song_id, into in merged.items() if known.get(song_id) != into]
    if not back and not away:
        return Changes()
    with connections.writing(DEVICE) as connection:
        for song_id in back:
            _put_back(connection, song_id)
        for song_id in away:
            _move(connection, song_id, merged[song_id])
    touched = {*back, *away, *(merged[song_id] for song_id in away), *(known[song_id] for song_id in back)}
    return Changes(songs=frozenset(map(SongId, touched)), playlists=True, favourites=True, plays=True)


def _move(connection: sqlite3.Connection, song_id: str, into: str) -> None:
    plays = connection.execute("UPDATE plays SET song_id = ? WHERE song_id = ? RETURNING rid", (into, song_id))
    moved: dict[str, Any] = {"plays": [rid for (rid,) in plays.fetchall()]}
    counted = connection.execute("DELETE FROM play_counts WHERE song_id = ? RETURNING plays, last_at", (song_id,))
    moved["counts"] = counted.fetchone()
    if moved["counts"] is not None:
        connection.execute(
            "INSERT INTO play_counts (song_id, plays, last_at) VALUES (?, ?, ?) ON CONFLICT (song_id) DO UPDATE SET"
            " plays = plays + excluded.plays, last_at = max(last_at, excluded.last_at)",
            (into, *moved["counts"]),
        )
    for table, key, says, where in _ONE_EACH:
        row = connection.execute(
            f"DELETE FROM {table} WHERE {key} = ?{where} RETURNING {says}",  # noqa: S608 - our own names
            (song_id,),
        ).fetchone()
        if row is not None:
            moved[table] = [row[0], _give(connection, table, into, row[0])]
    moved["playlists"] = move_in_playlists(connection, song_id, into)
    connection.execute(
        "INSERT INTO merged_songs (song_id, into_id, moved) VALUES (?, ?, ?)", (song_id, into, json.dumps(moved))
    )


def _put_back(connection: sqlite3.Connection, song_id: str) -> None:
    into, text = connection.execute(
        "DELETE FROM merged_songs WHERE song_id = ? RETURNING into_id, moved", (song_id,)
    ).fetchone()
    moved = json.loads(text)
    connection.executemany(
        "UPDATE plays SET song_id = ? WHERE rid = ? AND song_id = ?", [(song_id, rid, into) for rid in moved["plays"]]
    )
    if moved["counts"] is not None:
        plays, last_at = moved["counts"]
        connection.execute(
            "INSERT OR REPLACE INTO play_counts (song_id, plays, last_at) VALUES (?, ?, ?)", (song_id, plays, last_at)
        )
        connection.execute(
            "UPDATE play_counts SET plays = plays - :plays,"
            " last_at = coalesce((SELECT max(at) FROM plays WHERE song_id = :into), last_at) WHERE song_id = :into",
            {"plays": plays, "into": into},
        )
        connection.execute("DELETE FROM play_counts WHERE song_id = ? AND plays <= 0", (into,))
    for table, key, says, where in _ONE_EACH:
        if table not in moved:
            continue
        said, given = moved[table]
        _give(connection, table, song_id, said)
        if given:
            connection.execute(
                f"DELETE FROM {table} WHERE {key} = ? AND {says} = ?{where}",  # noqa: S608 - our own names
                (into, said),
            )
    put_back_in_playlists(connection, song_id, into, moved["playlists"])


def _give(connection: sqlite3.Connection, table: str, song_id: str, said: object) -> bool:
    """Give a song a row that it has not, and return whether it had none."""
    if table == "pins":
        statement = "INSERT OR IGNORE INTO pins (entity, entity_id, at) VALUES ('song', ?, ?)"
    else:
        says = next(one[2] for one in _ONE_EACH if one[0] == table)
        statement = f"INSERT OR IGNORE INTO {table} (song_id, {says}) VALUES (?, ?)"  # noqa: S608 - our own names
    return connection.execute(statement, (song_id, said)).rowcount > 0
