"""A merged song's places in playlists: taken by the song it became, and taken back."""

from __future__ import annotations

import sqlite3
from typing import Any


def move_in_playlists(connection: sqlite3.Connection, song_id: str, into: str) -> list[Any]:
    """Put another song in a song's places and return, of each playlist, its id and its songs before and after.

    A playlist that has the other one already loses the song.
    """
    moved = []
    for (playlist,) in connection.execute(
        "SELECT DISTINCT playlist_id FROM playlist_songs WHERE song_id = ?", (song_id,)
    ).fetchall():
        before = _songs_of(connection, playlist)
        if into in before:
            after = [one for one in before if one != song_id]
        else:
            after = [into if one == song_id else one for one in before]
        _put(connection, playlist, after)
        moved.append([playlist, before, after])
    return moved


def put_back_in_playlists(connection: sqlite3.Connection, song_id: str, into: str, moved: list[Any]) -> None:
    """Give a song its places back, as far as the person let them be since."""
    for playlist, before, after in moved:
        present = _songs_of(connection, playlist)
        if present == after:
            _put(connection, playlist, before)
        elif into in present:
            place = present.index(into)
            both = [into, song_id] if into in before else [song_id]
            _put(connection, playlist, [*present[:place], *both, *present[place + 1 :]])


def _songs_of(connection: sqlite3.Connection, playlist: str) -> list[str]:
    rows = connection.execute("SELECT song_id FROM playlist_songs WHERE playlist_id = ? ORDER BY position", (playlist,))
    return [song_id for (song_id,) in rows.fetchall()]


def _put(connection: sqlite3.Connection, playlist: str, songs: list[str]) -> None:
    connection.execute("DELETE FROM playlist_songs WHERE playlist_id = ?", (playlist,))
    connection.executemany(
        "INSERT INTO playlist_songs (playlist_id, position, song_id) SELECT id, ?, ? FROM playlists WHERE id = ?",
        [(place, song_id, playlist) for place, song_id in enumerate(songs)],
    )
