"""What belongs to this person: ``device.db`` read and written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.keys import clean
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId, new_id
from pluto_desktop.domain.playlists import Playlist, Rule
from pluto_desktop.domain.views import Sort

_PLAYLISTS = """
SELECT p.id, p.name, sp.playlist_id IS NOT NULL, iif(sp.playlist_id IS NOT NULL, NULL, (SELECT count(*)
  FROM device.playlist_songs ps CROSS JOIN metadata m ON m.id = ps.song_id
  WHERE ps.playlist_id = p.id AND m.deleted_at IS NULL))
FROM device.playlists p LEFT JOIN device.smart_playlists sp ON sp.playlist_id = p.id
ORDER BY p.position, p.created_at, p.id"""


class SqlPersonal:
    """Playlists, favourites, plays, state and offsets; fulfils Playlists, Favourites, Plays, DeviceState, Offsets."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list_playlists(self) -> list[Playlist]:
        """Return all playlists in the person's order; a song taken out of the library is not counted."""
        with self._connections.reading() as connection:
            rows = connection.execute(_PLAYLISTS).fetchall()
        return [Playlist(PlaylistId(key), name, songs, bool(smart)) for key, name, smart, songs in rows]

    def create_playlist(self, name: str, songs: Sequence[SongId] = ()) -> Playlist:
        """Make a playlist at the end."""
        with self._connections.writing(DEVICE) as connection:
            playlist_id, unique = _made(connection, name, PlaylistId(new_id()))
            connection.executemany(
                "INSERT INTO playlist_songs (playlist_id, position, song_id) VALUES (?, ?, ?)",
                [(playlist_id, position, song_id) for position, song_id in enumerate(songs)],
            )
        return Playlist(playlist_id, unique, len(songs))

    def create_smart_playlist(self, name: str, rule: Rule, playlist_id: PlaylistId | None = None) -> Playlist:
        """Make a smart playlist at the end."""
        with self._connections.writing(DEVICE) as connection:
            playlist_id, unique = _made(connection, name, playlist_id or PlaylistId(new_id()))
            connection.execute(
                "INSERT INTO smart_playlists (playlist_id, words, sort, descending, songs_at_most)"
                " VALUES (?, ?, ?, ?, ?)",
                (playlist_id, *_rule_row(rule)),
            )
        return Playlist(playlist_id, unique, None, smart=True)

    def find_rule(self, playlist_id: PlaylistId) -> Rule | None:
        """Return a playlist's rule, or None."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT p.name, sp.words, sp.sort, sp.descending, sp.songs_at_most FROM device.playlists p"
                " LEFT JOIN device.smart_playlists sp ON sp.playlist_id = p.id WHERE p.id = ?",
                (playlist_id,),
            ).fetchone()
        _found(int(row is not None), playlist_id)
        name, words, sort, descending, limit = row
        if words is None:
            return None
        try:
            return Rule(words, Sort(sort), bool(descending), limit)
        except ValueError as error:
            raise Invalid("rule_newer", name=name) from error

    def change_smart_playlist(self, playlist_id: PlaylistId, name: str, rule: Rule) -> Changes:
        """Give a smart playlist a name and a rule, in one transaction."""
        with self._connections.writing(DEVICE) as connection:
            done = connection.execute(
                "UPDATE smart_playlists SET words = ?, sort = ?, descending = ?, songs_at_most = ?"
                " WHERE playlist_id = ?",
                (*_rule_row(rule), playlist_id),
            )
            _found(done.rowcount, playlist_id)
            return self.rename_playlist(playlist_id, name)

    def rename_playlist(self, playlist_id: PlaylistId, name: str) -> Changes:
        """Give a playlist another name; one already taken gets a number behind it."""
        with self._connections.writing(DEVICE) as connection:
            others = connection.execute("SELECT name FROM playlists WHERE id <> ?", (playlist_id,))
            unique = _unique(_named(name), {row[0].casefold() for row in others})
            done = connection.execute(
                "UPDATE playlists SET name = ?, updated_at = ? WHERE id = ?", (unique, now_ms(), playlist_id)
            )
            _found(done.rowcount, playlist_id)
        return Changes(playlists=True)

    def delete_playlist(self, playlist_id: PlaylistId) -> Changes:
        """Delete a playlist."""
        with self._connections.writing(DEVICE) as connection:
            _found(connection.execute("DELETE FROM playlists WHERE id = ?", (playlist_id,)).rowcount, playlist_id)
        return Changes(playlists=True)

    def list_playlist_songs(self, playlist_id: PlaylistId) -> list[SongId]:
        """Return the songs in order, those taken out of the library left out."""
        with self._connections.reading() as connection:
            there = connection.execute("SELECT 1 FROM device.playlists WHERE id = ?", (playlist_id,)).fetchone()
            _found(int(there is not None), playlist_id)
            rows = connection.execute(
                "SELECT ps.song_id FROM device.playlist_songs ps CROSS JOIN metadata m ON m.id = ps.song_id"
                " WHERE ps.playlist_id = ? AND m.deleted_at IS NULL ORDER BY ps.position",
                (playlist_id,),
            ).fetchall()
        return [SongId(row[0]) for row in rows]

    def set_playlist_songs(self, playlist_id: PlaylistId, songs: Sequence[SongId]) -> Changes:
        """Replace the songs of a playlist."""
        with self._connections.writing(DEVICE) as connection:
            done = connection.execute("UPDATE playlists SET updated_at = ? WHERE id = ?", (now_ms(), playlist_id))
            _found(done.rowcount, playlist_id)
            if connection.execute("SELECT 1 FROM smart_playlists WHERE playlist_id = ?", (playlist_id,)).fetchone():
                raise Invalid("playlist_smart")
            connection.execute("DELETE FROM playlist_songs WHERE playlist_id = ?", (playlist_id,))
            connection.executemany(
                "INSERT INTO playlist_songs (playlist_id, position, song_id) VALUES (?, ?, ?)",
                [(playlist_id, position, song_id) for position, song_id in enumerate(songs)],
            )
        return Changes(playlists=True)

    def move_playlist(self, playlist_id: PlaylistId, position: int) -> Changes:
        """Move a playlist to another place in the list."""
        with self._connections.writing(DEVICE) as connection:
            rows = connection.execute("SELECT id FROM playlists ORDER BY position, created_at, id").fetchall()
            ids = [row[0] for row in rows if row[0] != playlist_id]
            _found(len(rows) - len(ids), playlist_id)
            ids.insert(max(position, 0), playlist_id)
            connection.executemany(
                "UPDATE playlists SET position = ? WHERE id = ?", [(place, row_id) for place, row_id in enumerate(ids)]
            )
        return Changes(playlists=True)

    def set_favourite(self, songs: Sequence[SongId], favourite: bool) -> Changes:
        """Give songs a heart or take it; those given together keep their order."""
        at = now_ms()
        with self._connections.writing(DEVICE) as connection:
            if favourite:
                connection.executemany(
                    "INSERT INTO favourites (song_id, at) VALUES (?, ?) ON CONFLICT (song_id) DO NOTHING",
                    [(song_id, at) for song_id in songs],
                )
            else:
                connection.executemany("DELETE FROM favourites WHERE song_id = ?", [(song_id,) for song_id in songs])
        return Changes(songs=frozenset(songs), favourites=True)

    def record_play(self, song_id: SongId, at_ms: int, listened_ms: int) -> Changes:
        """Record one listening."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT INTO plays (song_id, at, listened_ms) VALUES (?, ?, ?)", (song_id, at_ms, listened_ms)
            )
        return Changes(songs=frozenset({song_id}), plays=True)

    def load_state(self, name: str) -> object:
        """Return a stored value, or None."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT value FROM device.state WHERE name = ?", (name,)).fetchone()
        return None if row is None else json.loads(row[0])

    def save_state(self, name: str, value: object) -> None:
        """Store a value."""
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT INTO state (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (name, text),
            )

    def song_offset_ms(self, song_id: SongId) -> int:
        """Return the offset of a song."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT offset_ms FROM device.song_offsets WHERE song_id = ?", (song_id,)
            ).fetchone()
        return 0 if row is None else int(row[0])

    def set_song_offset_ms(self, song_id: SongId, offset_ms: int) -> None:
        """Remember the offset of a song."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO song_offsets (song_id, offset_ms) VALUES (?, ?)", (song_id, offset_ms)
            )

    def output_offsets_ms(self) -> Mapping[str, int]:
        """Return the offset of each output device."""
        with self._connections.reading() as connection:
            return dict(connection.execute("SELECT device, offset_ms FROM device.output_offsets").fetchall())

    def set_output_offset_ms(self, device: str, offset_ms: int) -> None:
        """Remember the offset of an output device."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO output_offsets (device, offset_ms) VALUES (?, ?)", (device, offset_ms)
            )


def _made(connection: sqlite3.Connection, name: str, playlist_id: PlaylistId) -> tuple[PlaylistId, str]:
    """Make a playlist at the end; return its id and the name it got."""
    at = now_ms()
    taken = {row[0].casefold() for row in connection.execute("SELECT name FROM playlists")}
    unique = _unique(_named(name), taken)
    connection.execute(
        "INSERT INTO playlists (id, name, position, created_at, updated_at)"
        " VALUES (?, ?, (SELECT coalesce(max(position), -1) + 1 FROM playlists), ?, ?)",
        (playlist_id, unique, at, at),
    )
    return playlist_id, unique


def _rule_row(rule: Rule) -> tuple[str, str, bool, int | None]:
    return rule.words.encode("utf-8", "replace").decode("utf-8"), rule.sort.value, rule.descending, rule.limit


def _named(name: str) -> str:
    cleaned = " ".join(clean(name).split())
    if not cleaned:
        raise Invalid("playlist_unnamed")
    return cleaned


def _unique(name: str, taken: set[str]) -> str:
    unique, number = name, 2
    while unique.casefold() in taken:
        unique, number = f"{name} {number}", number + 1
    return unique


def _found(rows: int, playlist_id: PlaylistId) -> None:
    if rows == 0:
        raise NotFound("playlist_not_found", name=playlist_id)
