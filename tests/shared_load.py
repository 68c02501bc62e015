"""Many songs put into a shared library's catalogue quickly, as if they had been pushed one by one long ago."""

from __future__ import annotations

import io
import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg2
from psycopg2 import extensions

from pluto_desktop.adapters.sql.keys import clean, fold
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.search.folding import skeleton

_SEED = uuid.UUID("8f3f9d52-6a55-4a53-8a9e-0d1b8f2d5a11")


def load(address: str, songs: Iterable[NewSong]) -> int:
    """Copy songs into the catalogue, without their bytes, as one change of its feed; return their number."""
    tables = _Tables()
    count = 0
    for song in songs:
        tables.add(song)
        count += 1
    # Our waiting, which the driver has for all of a process, knows no COPY.
    waiting = extensions.get_wait_callback()
    extensions.set_wait_callback(None)
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            # Neither triggers nor foreign keys: what they would say of a hundred thousand rows is known.
            cursor.execute("SET session_replication_role = replica")
            for name, columns in _COLUMNS.items():
                cursor.copy_expert(f"COPY {name} ({', '.join(columns)}) FROM STDIN", tables.text(name))
            op_id, change_id, any_song = (str(uuid.uuid4()) for _ in range(3))
            cursor.execute("INSERT INTO operations (op_id, kind, result) VALUES (%s, 'add_song', '{}')", [op_id])
            cursor.execute(
                "INSERT INTO changes (seq, change_id, op_id, entity, id, kind)"
                " VALUES (1, %s, %s, 'metadata', %s, 'insert')",
                [change_id, op_id, any_song],
            )
            cursor.execute("UPDATE feed_head SET seq = 1, change_id = %s", [change_id])
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    finally:
        connection.close()
        extensions.set_wait_callback(waiting)
    return count


_COLUMNS = {
    "artists": ("id", "artist_name", "folded", "skeleton"),
    "albums": ("id", "title", "album_artist", "folded", "folded_artist", "skeleton"),
    "media": ("sha256", "file_id", "size", "format", "kind", "duration_ms"),
    "songs": ("id", "media_sha256", "file_format"),
    "lyrics": ("id", "document"),
    "metadata": (
        "id", "song_name", "romanised", "folded", "skeleton", "artist_id", "album_id", "track", "release_date",
        "release_precision", "genres", "language", "popularity", "song_id", "lyrics_id",
    ),
    "artist_credits": ("song_id", "position", "artist_id", "name"),
}  # fmt: skip


@dataclass
class _Tables:
    rows: dict[str, list[str]] = field(default_factory=lambda: {name: [] for name in _COLUMNS})
    artists: dict[str, str] = field(default_factory=dict)
    albums: dict[tuple[str, str], str] = field(default_factory=dict)

    def add(self, song: NewSong) -> None:
        number = len(self.rows["metadata"])
        song_id = str(uuid.uuid5(_SEED, str(number)))
        artist_ids = [self._artist(name) for name in song.artists]
        lyrics_id = sound_id = None
        if song.lyrics is not None:
            lyrics_id = str(uuid.uuid5(_SEED, f"lyrics {number}"))
            self._put("lyrics", lyrics_id, json.dumps(song.lyrics, ensure_ascii=False))
        if song.song is not None:
            sound_id = str(uuid.uuid5(_SEED, f"sound {number}"))
            medium = song.song
            self._put(
                "media", medium.sha256, f"file {number}", medium.size, medium.format, medium.kind.value,
                medium.duration_ms,
            )  # fmt: skip
            self._put("songs", sound_id, medium.sha256, medium.format)
        date = song.release_date
        title = clean(song.title)
        self._put(
            "metadata", song_id, title, song.romanised, fold(title), skeleton(title),
            artist_ids[0] if artist_ids else None, self._album(song), song.track,
            date.first_day.isoformat() if date else None, date.precision.value if date else None,
            "{" + ",".join(f'"{genre}"' for genre in song.genres) + "}", song.language, song.popularity, sound_id,
            lyrics_id,
        )  # fmt: skip
        for place, (artist_id, name) in enumerate(zip(artist_ids, song.artists, strict=True)):
            self._put("artist_credits", song_id, place, artist_id, name)

    def text(self, table: str) -> io.StringIO:
        return io.StringIO("".join(self.rows[table]))

    def _artist(self, name: str) -> str:
        folded = fold(name)
        if folded not in self.artists:
            self.artists[folded] = str(uuid.uuid5(_SEED, f"artist {folded}"))
            self._put("artists", self.artists[folded], name, folded, skeleton(name))
        return self.artists[folded]

    def _album(self, song: NewSong) -> str | None:
        if not song.album:
            return None
        key = fold(song.album), fold(song.album_artist)
        if key not in self.albums:
            self.albums[key] = str(uuid.uuid5(_SEED, f"album {key}"))
            self._put("albums", self.albums[key], song.album, song.album_artist, *key, skeleton(song.album))
        return self.albums[key]

    def _put(self, table: str, *values: Any) -> None:
        self.rows[table].append("\t".join(map(_copied, values)) + "\n")


def _copied(value: Any) -> str:
    if value is None:
        return "\\N"
    return str(value).replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")
