"""Artists, albums and genres found by folded name, or made; for a batch of songs at once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pluto_desktop.adapters.sql.keys import fold, roman_key
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.domain.ids import new_id
from pluto_desktop.search.folding import skeleton


@dataclass(frozen=True, slots=True)
class Name:
    """An artist or an album as songs refer to it."""

    id: str
    sort_key: str


AlbumKey = tuple[str, str]


class Names:
    """What names stand for, within one operation."""

    def __init__(self, operation: Operation) -> None:
        self._operation = operation
        self._artists: dict[str, Name] = {}
        self._albums: dict[AlbumKey, Name] = {}
        self._genres: dict[str, int] = {}

    def artist(self, name: str) -> Name:
        """Return an artist that :meth:`prepare` was told of."""
        return self._artists[fold(name)]

    def album(self, title: str, album_artist: str) -> Name:
        """Return an album that :meth:`prepare` was told of."""
        return self._albums[fold(title), fold(album_artist)]

    def genre(self, name: str) -> int:
        """Return the number of a genre that :meth:`prepare` was told of."""
        return self._genres[fold(name)]

    def prepare(self, artists: Iterable[str], albums: Iterable[AlbumKey], genres: Iterable[str]) -> None:
        """Find or make every name of a batch with a few statements."""
        # Where a batch spells a name in several ways, the first one is kept.
        wanted_artists: dict[str, str] = {}
        for name in artists:
            if (folded := fold(name)) not in self._artists:
                wanted_artists.setdefault(folded, name)
        self._prepare_artists(wanted_artists)
        wanted_albums: dict[AlbumKey, AlbumKey] = {}
        for title, artist in albums:
            if (key := (fold(title), fold(artist))) not in self._albums:
                wanted_albums.setdefault(key, (title, artist))
        self._prepare_albums(wanted_albums)
        wanted_genres: dict[str, str] = {}
        for name in genres:
            if (folded := fold(name)) not in self._genres:
                wanted_genres.setdefault(folded, name)
        self._prepare_genres(wanted_genres)

    def _prepare_artists(self, wanted: dict[str, str]) -> None:
        if not wanted:
            return
        connection, at = self._operation.connection, self._operation.at
        rows = connection.execute(
            "SELECT folded, id, sort_key FROM artists WHERE deleted_at IS NULL"
            " AND folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
        self._artists.update((folded, Name(row_id, key)) for folded, row_id, key in rows)
        made = [
            (new_id(), name, folded, skeleton(name), roman_key(name, ""), at, at)
            for folded, name in wanted.items()
            if folded not in self._artists
        ]
        connection.executemany(
            "INSERT INTO artists (id, artist_name, folded, skeleton, sort_key, created_at, updated_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            made,
        )
        self._artists.update((row[2], Name(row[0], row[4])) for row in made)
        self._operation.changed("artists", [row[0] for row in made], "insert")

    def _prepare_albums(self, wanted: dict[AlbumKey, AlbumKey]) -> None:
        if not wanted:
            return
        connection, at = self._operation.connection, self._operation.at
        rows = connection.execute(
            "SELECT folded, folded_artist, id, sort_key FROM albums WHERE deleted_at IS NULL"
            " AND folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list({title for title, _ in wanted})),),
        )
        self._albums.update(((folded, artist), Name(row_id, key)) for folded, artist, row_id, key in rows)
        made = [
            (
                new_id(), title, artist, key[0], key[1], skeleton(title), roman_key(title, ""),
                roman_key(artist, "") if artist else "", at, at,
            )
            for key, (title, artist) in wanted.items()
            if key not in self._albums
        ]  # fmt: skip
        connection.executemany(
            "INSERT INTO albums (id, title, album_artist, folded, folded_artist, skeleton, sort_key, artist_key,"
            " created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            made,
        )
        self._albums.update(((row[3], row[4]), Name(row[0], row[6])) for row in made)
        self._operation.changed("albums", [row[0] for row in made], "insert")

    def _prepare_genres(self, wanted: dict[str, str]) -> None:
        if not wanted:
            return
        connection = self._operation.connection
        connection.executemany(
            "INSERT INTO genres (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO NOTHING",
            [(name, folded) for folded, name in wanted.items()],
        )
        rows = connection.execute(
            "SELECT folded, id FROM genres WHERE folded IN (SELECT value FROM json_each(?))",
            (json.dumps(list(wanted)),),
        )
        self._genres.update(dict(rows))
