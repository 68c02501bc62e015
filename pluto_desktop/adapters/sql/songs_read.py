"""Reading songs: ordered ids, rows for lists, whole songs."""

from __future__ import annotations

import datetime as dt
import json
import os
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.sql.kept import IS_PINNED
from pluto_desktop.domain.dates import DatePrecision, ReleaseDate
from pluto_desktop.domain.ids import AlbumId, ArtistId, LyricsId, MediaHash, SongId
from pluto_desktop.domain.songs import AlbumRef, ArtistCredit, MediaKind, Medium, Song, SongRow

# 0: its file is gone from where it was. 1: it is here. 2: it never was: a shared library brings it when it is wanted.
_HERE = """coalesce((
  SELECT max(l.reachable) FROM songs s JOIN locations l ON l.sha256 = s.media_sha256 WHERE s.id = m.song_id), 2)"""

ROWS = f"""
SELECT m.id, m.song_name, m.romanised, m.artist_credit, coalesce(al.title, ''), m.album_id,
  CAST(substr(m.release_date, 1, 4) AS INTEGER), m.genre, m.duration_ms, coalesce(ly.languages, ''),
  m.bgm_id IS NOT NULL, m.song_id IS NOT NULL, {_HERE}, f.song_id IS NOT NULL, coalesce(p.plays, 0),
  m.popularity, m.created_at, c.media_sha256, m.disc, m.track, {IS_PINNED},
  EXISTS (SELECT 1 FROM device.pending_edits e WHERE e.entity_id = m.id)
    OR EXISTS (SELECT 1 FROM device.pending_songs e WHERE e.song_id = m.id)
FROM metadata m
LEFT JOIN albums al ON al.id = m.album_id
LEFT JOIN lyrics ly ON ly.id = m.lyrics_id
LEFT JOIN covers c ON c.id = m.cover_id
LEFT JOIN device.favourites f ON f.song_id = m.id
LEFT JOIN device.play_counts p ON p.song_id = m.id
WHERE m.deleted_at IS NULL AND """  # noqa: S608 - constant parts only

_WHOLE = f"""
SELECT m.id, m.song_name, m.romanised, m.disc, m.track, m.release_date, m.release_precision, m.tags, m.notes,
  m.language, m.popularity, m.duration_ms, m.lyrics_id, m.created_at, m.version, {_HERE},
  al.id, al.title, al.album_artist, c.media_sha256,
  sm.sha256, sm.size, sm.format, sm.duration_ms, sm.sound_hash, sm.gain_db, sm.peak,
  bm.sha256, bm.size, bm.format, bm.duration_ms, bm.sound_hash, bm.gain_db, bm.peak,
  (SELECT json_group_array(json_array(artist_id, name)) FROM
    (SELECT artist_id, name FROM artist_credits WHERE song_rid = m.rid ORDER BY position)),
  (SELECT json_group_array(name) FROM
    (SELECT g.name FROM song_genres sg JOIN genres g ON g.id = sg.genre_id
     WHERE sg.song_rid = m.rid ORDER BY sg.position))
FROM metadata m
LEFT JOIN albums al ON al.id = m.album_id
LEFT JOIN covers c ON c.id = m.cover_id
LEFT JOIN songs s ON s.id = m.song_id LEFT JOIN media sm ON sm.sha256 = s.media_sha256
LEFT JOIN bgm b ON b.id = m.bgm_id LEFT JOIN media bm ON bm.sha256 = b.media_sha256
WHERE """  # noqa: S608 - constant parts only

_NOT_GONE = " AND m.deleted_at IS NULL"
_IN_IDS = "m.id IN (SELECT value FROM json_each(:ids))"
_SONG, _SONGS = f"{_WHOLE}m.id = :id", _WHOLE + _IN_IDS


def song_row(row: Sequence[Any]) -> SongRow:
    """Build the value of one row of :data:`ROWS`."""
    return SongRow(
        id=SongId(row[0]),
        title=row[1],
        romanised=row[2],
        artist=row[3],
        album=row[4],
        album_id=AlbumId(row[5]) if row[5] else None,
        year=row[6],
        genre=row[7],
        duration_ms=row[8],
        lyrics_languages=tuple(row[9].split()),
        has_bgm=bool(row[10]),
        has_audio=bool(row[11]),
        reachable=row[12] != 0,
        favourite=bool(row[13]),
        plays=row[14],
        popularity=row[15],
        added_at_ms=row[16],
        cover=MediaHash(row[17]) if row[17] else None,
        on_device=row[12] == 1,
        disc=row[18],
        track=row[19],
        kept=bool(row[20]),
        waiting=bool(row[21]),
    )


def list_rows(connection: sqlite3.Connection, ids: Sequence[SongId]) -> list[SongRow]:
    """Return the rows of songs in the order of ``ids``, those that are gone left out."""
    wanted = json.dumps(list(dict.fromkeys(ids)))
    found = connection.execute(ROWS + _IN_IDS, {"ids": wanted}).fetchall()
    rows = {row[0]: song_row(row) for row in found}
    return [rows[song_id] for song_id in ids if song_id in rows]


def find_song(connection: sqlite3.Connection, song_id: SongId, *, gone: bool = False) -> Song | None:
    """Return a song whole, by one statement, or None; with ``gone`` also one that is marked as gone."""
    row = connection.execute(_SONG if gone else _SONG + _NOT_GONE, {"id": song_id}).fetchone()
    return None if row is None else _song(row)


def list_songs(connection: sqlite3.Connection, ids: Sequence[SongId], *, gone: bool = False) -> list[Song]:
    """Return songs whole, in the order of ``ids`` and by one statement; with ``gone`` also those marked as gone."""
    wanted = json.dumps(list(dict.fromkeys(ids)))
    found = connection.execute(_SONGS if gone else _SONGS + _NOT_GONE, {"ids": wanted}).fetchall()
    songs = {row[0]: _song(row) for row in found}
    return [songs[song_id] for song_id in ids if song_id in songs]


def _song(row: Sequence[Any]) -> Song:
    return Song(
        id=SongId(row[0]),
        title=row[1],
        romanised=row[2],
        disc=row[3],
        track=row[4],
        release_date=release_date(row[5], row[6]),
        tags=tuple(json.loads(row[7])),
        notes=row[8],
        language=row[9],
        popularity=row[10],
        duration_ms=row[11],
        lyrics_id=LyricsId(row[12]) if row[12] else None,
        added_at_ms=row[13],
        version=row[14],
        reachable=row[15] != 0,
        album=AlbumRef(AlbumId(row[16]), row[17], row[18]) if row[16] else None,
        cover=MediaHash(row[19]) if row[19] else None,
        song=_medium(row[20:27], MediaKind.SONG),
        bgm=_medium(row[27:34], MediaKind.BGM),
        artists=tuple(ArtistCredit(ArtistId(artist), name) for artist, name in json.loads(row[34])),
        genres=tuple(json.loads(row[35])),
    )


def release_date(first_day: str | None, precision: str | None) -> ReleaseDate | None:
    """Return the value of the two stored columns."""
    if first_day is None:
        return None
    return ReleaseDate.of(dt.date.fromisoformat(first_day), DatePrecision(precision or "day"))


def path_bytes(path: Path) -> bytes:
    """Return a path as it is stored: its bytes, whatever encoding they are in."""
    return os.fsencode(path)


def path_of(stored: bytes) -> Path:
    """Return the path that :func:`path_bytes` stored."""
    return Path(os.fsdecode(stored))


def _medium(row: Sequence[Any], kind: MediaKind) -> Medium | None:
    if row[0] is None:
        return None
    return Medium(MediaHash(row[0]), row[1], row[2], kind, row[3], row[4], row[5], row[6])
