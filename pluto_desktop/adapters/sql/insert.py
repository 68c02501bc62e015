"""Putting new songs into the tables: a batch with one statement a table."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.sql.keys import clean, fold, roman_key, title_key
from pluto_desktop.adapters.sql.names import Name, Names
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.songs_read import path_bytes
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import MediaHash, SongId, new_id
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.ports.catalogue import ReadyWords
from pluto_desktop.search.folding import skeleton

Row = tuple[Any, ...]

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode
_MEDIA = """INSERT INTO media (sha256, size, format, kind, duration_ms, sound_hash, gain_db, peak, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET
gain_db = coalesce(gain_db, excluded.gain_db), peak = coalesce(peak, excluded.peak)"""
# What a song is said to be, in the order of described(); then what hangs on it.
DESCRIBED = (
    "song_name", "romanised", "folded", "skeleton", "artist_id", "artist_credit", "album_id", "disc", "track",
    "release_date", "release_precision", "genre", "tags", "notes", "language", "popularity", "title_key", "roman_key",
    "artist_key", "album_key", "genre_key",
)  # fmt: skip
_METADATA = (
    "rid", "id", *DESCRIBED, "duration_ms", "song_id", "bgm_id", "lyrics_id", "cover_id", "created_at", "updated_at",
)  # fmt: skip
_INSERT_METADATA = f"INSERT INTO metadata ({', '.join(_METADATA)}) VALUES ({', '.join('?' * len(_METADATA))})"  # noqa: S608
_INSERT_LYRICS = """INSERT INTO lyrics (id, document, english_lyrics, telugu_lyrics, languages, timing, created_at,
updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"""


@dataclass(slots=True)
class _Batch:
    """The rows of a batch of songs, table by table."""

    at: int
    names: Names
    media: list[Row] = field(default_factory=list)
    songs: list[Row] = field(default_factory=list)
    bgm: list[Row] = field(default_factory=list)
    covers: list[Row] = field(default_factory=list)
    lyrics: list[Row] = field(default_factory=list)
    metadata: list[Row] = field(default_factory=list)
    credits: list[Row] = field(default_factory=list)
    genres: list[Row] = field(default_factory=list)
    locations: list[Location] = field(default_factory=list)
    cover_ids: dict[str, str] = field(default_factory=dict)

    def add(self, rid: int, song: NewSong, cover: MediaHash | None, words: ReadyWords | None) -> SongId:
        """Take in one song and return its id."""
        row_id = song.id or SongId(new_id())
        lyrics_id = None
        if words is not None:
            lyrics_id = new_id()
            self.lyrics.append(ready_row(lyrics_id, words, self.at))
        elif song.lyrics is not None:
            lyrics_id = new_id()
            self.lyrics.append(lyrics_row(lyrics_id, song.lyrics, self.at))
        song_id = self._medium(self.songs, song.song)
        bgm_id = self._medium(self.bgm, song.bgm)
        self.locations += [place for place in (song.song_location, song.bgm_location) if place is not None]
        cover_id = self._cover(cover, song.cover_bytes) if cover is not None and song.cover_bytes is not None else None
        fields = described(self.names, song)
        duration = song.song.duration_ms if song.song is not None else None
        self.metadata.append(
            (rid, row_id, *fields.values(), duration, song_id, bgm_id, lyrics_id, cover_id, self.at, self.at)
        )
        for place, name in enumerate(credited(song.artists)):
            self.credits.append((rid, place, self.names.artist(name).id, name))
        for place, name in enumerate(credited(song.genres)):
            self.genres.append((rid, place, self.names.genre(name)))
        return row_id

    def _medium(self, table: list[Row], medium: Medium | None) -> str | None:
        if medium is None:
            return None
        row_id = new_id()
        self.media.append(media_row(medium, self.at))
        table.append((row_id, medium.sha256, medium.format))
        return row_id

    def _cover(self, cover: MediaHash, data: bytes) -> str:
        cover_id = self.cover_ids.get(cover)
        if cover_id is None:
            cover_id = self.cover_ids[cover] = new_id()
            kind = picture_format(data)
            self.media.append((cover, len(data), kind, MediaKind.COVER.value, None, "", None, None, self.at))
            self.covers.append((cover_id, cover, kind))
        return cover_id


def album_artist_of(song: NewSong) -> str:
    """Return whose album a song's album is: what is said, else the first artist."""
    return clean(song.album_artist) or (clean(song.artists[0]) if song.artists else "")


def prepare_names(names: Names, songs: Iterable[NewSong]) -> None:
    """Tell ``names`` of everything a batch of songs refers to."""
    artists: dict[str, None] = {}
    albums: dict[tuple[str, str], None] = {}
    genres: dict[str, None] = {}
    for song in songs:
        artists.update(dict.fromkeys(credited(song.artists)))
        if title := clean(song.album):
            albums[title, album_artist_of(song)] = None
        genres.update(dict.fromkeys(credited(song.genres)))
    names.prepare(artists, albums, genres)


def credited(names: Sequence[str]) -> list[str]:
    """Return names as they are kept, empty ones left out."""
    if not names:
        return []
    return [name for name in map(clean, names) if name]


def insert_songs(
    operation: Operation,
    names: Names,
    songs: Sequence[NewSong],
    covers: Sequence[MediaHash | None],
    words: Sequence[ReadyWords | None] | None = None,
) -> tuple[list[SongId], range]:
    """Insert songs whole. Returns ids and rids.

    ``covers`` are the hashes of their pictures, written already; ``words`` go before the lyrics of the songs.
    """
    connection = operation.connection
    prepare_names(names, songs)
    (last,) = connection.execute("SELECT coalesce(max(rid), 0) FROM metadata").fetchone()
    rids = range(last + 1, last + 1 + len(songs))
    batch = _Batch(operation.at, names, cover_ids=_cover_ids(connection, {cover for cover in covers if cover}))
    ready = words or [None] * len(songs)
    ids = [batch.add(*each) for each in zip(rids, songs, covers, ready, strict=True)]
    connection.executemany(_MEDIA, batch.media)
    connection.executemany("INSERT INTO songs (id, media_sha256, file_format) VALUES (?, ?, ?)", batch.songs)
    connection.executemany("INSERT INTO bgm (id, media_sha256, file_format) VALUES (?, ?, ?)", batch.bgm)
    connection.executemany("INSERT INTO covers (id, media_sha256, file_format) VALUES (?, ?, ?)", batch.covers)
    connection.executemany(_INSERT_LYRICS, batch.lyrics)
    connection.executemany(_INSERT_METADATA, batch.metadata)
    connection.executemany(
        "INSERT INTO artist_credits (song_rid, position, artist_id, name) VALUES (?, ?, ?, ?)", batch.credits
    )
    connection.executemany("INSERT INTO song_genres (song_rid, position, genre_id) VALUES (?, ?, ?)", batch.genres)
    put_locations(connection, batch.locations)
    operation.changed("metadata", ids, "insert")
    return ids, rids


def put_locations(connection: sqlite3.Connection, locations: Iterable[Location]) -> None:
    """Record where media lie; a medium's older places, and what else was said to lie there, are forgotten."""
    rows = [(path_bytes(at.path), path_bytes(at.path.parent), at.sha256, at.size, at.mtime_ns) for at in locations]
    connection.executemany("DELETE FROM locations WHERE sha256 = ?", [(row[2],) for row in rows])
    connection.executemany(
        "INSERT OR REPLACE INTO locations (path, folder, sha256, size, mtime_ns) VALUES (?, ?, ?, ?, ?)", rows
    )


def media_row(medium: Medium, at: int) -> Row:
    """Return the row of a medium for :func:`put_media`."""
    return (
        medium.sha256, medium.size, medium.format, medium.kind.value, medium.duration_ms, medium.sound_hash,
        medium.gain_db, medium.peak, at,
    )  # fmt: skip


def put_media(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Make media known; what is known of them already stays."""
    connection.executemany(_MEDIA, rows)


def lyrics_row(lyrics_id: str, document: Mapping[str, Any], at: int) -> Row:
    """Return the row of a lyrics document, with the texts derived from it."""
    return (lyrics_id, *stored_words(document), at, at)


def ready_row(lyrics_id: str, words: ReadyWords, at: int) -> Row:
    """Return the row of words that are ready."""
    return (lyrics_id, *words[:5], at, at)


def stored_words(document: Mapping[str, Any]) -> tuple[str, str, str, str, str]:
    """Return a document as it is stored: its JSON, its English and its Telugu, its languages, its timing."""
    texts: dict[str, list[str]] = {}
    for line in document.get("lines", ()):
        for language, text in line.get("texts", {}).items():
            texts.setdefault(language, []).append(text)
    return (
        _JSON(document), "\n".join(texts.get("en", ())),
        "\n".join(texts.get("te", ())), " ".join(sorted(texts)), document.get("timing", "none"),
    )  # fmt: skip


def put_lyrics(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Insert lyrics rows."""
    connection.executemany(_INSERT_LYRICS, rows)


def save_cover(folder: Path, data: bytes) -> MediaHash:
    """Keep a picture under its hash and return the hash. Raises Denied where the disk does not take it."""
    sha256 = MediaHash(hashlib.sha256(data).hexdigest())
    target = folder / sha256[:2] / sha256
    try:
        if target.exists() and target.stat().st_size == len(data):
            return sha256
        target.parent.mkdir(parents=True, exist_ok=True)
        temporary = target.with_name(f".new-{new_id()}")
        try:
            temporary.write_bytes(data)
            temporary.replace(target)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
    except OSError as error:
        code = "disk_full" if error.errno in {28, 122} else "library_read_only"
        raise Denied(code, path=str(folder)) from error
    return sha256


def picture_format(data: bytes) -> str:
    """Return what kind of picture bytes are, by how they begin."""
    if data.startswith(b"\x89PNG"):
        return "png"
    if data.startswith(b"\xff\xd8"):
        return "jpeg"
    return "webp" if data[8:12] == b"WEBP" else "unknown"


def _cover_ids(connection: sqlite3.Connection, covers: set[MediaHash]) -> dict[str, str]:
    if not covers:
        return {}
    rows = connection.execute(
        "SELECT media_sha256, id FROM covers WHERE media_sha256 IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(covers)),),
    )
    return dict(rows)


def described(names: Names, song: NewSong) -> dict[str, Any]:
    """Return the columns of ``metadata`` that say what a song is, from names prepared before."""
    artists = credited(song.artists)
    title = clean(song.album)
    return described_as(
        song,
        names.artist(artists[0]) if artists else None,
        names.album(title, album_artist_of(song)) if title else None,
    )


def described_as(song: NewSong, first: Name | None, album: Name | None) -> dict[str, Any]:
    """Return the columns of ``metadata`` that say what a song by that first artist on that album is."""
    title = clean(song.title)
    romanised = clean(song.romanised) or romanise_title(title)
    genres = credited(song.genres)
    date = song.release_date
    return {
        "song_name": title,
        "romanised": romanised,
        "folded": fold(title),
        "skeleton": skeleton(title),
        "artist_id": first.id if first else None,
        "artist_credit": ", ".join(credited(song.artists)),
        "album_id": album.id if album else None,
        "disc": song.disc,
        "track": song.track,
        "release_date": date.first_day.isoformat() if date else None,
        "release_precision": date.precision.value if date else None,
        "genre": ", ".join(genres),
        "tags": json.dumps(list(song.tags), ensure_ascii=False) if song.tags else "[]",
        "notes": clean(song.notes),
        "language": song.language,
        "popularity": song.popularity,
        "title_key": title_key(title),
        "roman_key": roman_key(title, romanised),
        "artist_key": first.sort_key if first else "",
        "album_key": album.sort_key if album else "",
        "genre_key": fold(genres[0]) if genres else "",
    }
