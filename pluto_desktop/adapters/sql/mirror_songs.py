"""Songs of the shared library put into the mirror, many with one statement a table."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.mirror_names import put_names, stand_in
from pluto_desktop.adapters.sql.mirror_ready import Names, ReadyRows, ReadySong, ready_rows
from pluto_desktop.adapters.sql.mirror_rows import COLUMNS, MirrorRow, Present, find_present, news_of_media
from pluto_desktop.adapters.sql.search_tables import index_songs, unindex_songs
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SharedAlbum, SharedArtist, SharedSong

_MEDIA = """INSERT INTO media (sha256, size, format, kind, duration_ms, sound_hash, gain_db, peak, created_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET size = excluded.size, format = excluded.format,
duration_ms = coalesce(excluded.duration_ms, duration_ms),
sound_hash = iif(excluded.sound_hash = '', sound_hash, excluded.sound_hash),
gain_db = coalesce(excluded.gain_db, gain_db), peak = coalesce(excluded.peak, peak)"""
_PARTS = {"song_id": "songs", "bgm_id": "bgm", "cover_id": "covers"}
# The search tables know words by their row and version, so other words under the same id count as an edit here.
_LYRICS = """INSERT INTO lyrics (id, document, english_lyrics, telugu_lyrics, languages, timing, created_at, updated_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET document = excluded.document,
english_lyrics = excluded.english_lyrics, telugu_lyrics = excluded.telugu_lyrics, languages = excluded.languages,
timing = excluded.timing, version = version + 1, updated_at = excluded.updated_at, deleted_at = NULL"""
_METADATA = f"""INSERT INTO metadata (rid, {", ".join(COLUMNS)}, updated_at, deleted_at)
VALUES ({", ".join("?" * (len(COLUMNS) + 3))}) ON CONFLICT (id) DO UPDATE SET
{", ".join(f"{name} = excluded.{name}" for name in (*COLUMNS[1:], "updated_at"))},
deleted_at = iif(excluded.deleted_at IS NULL, NULL, coalesce(deleted_at, excluded.deleted_at))"""  # noqa: S608
_UNUSED = """DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM metadata WHERE {column} = {table}.id)"""
_UNUSED_MEDIA = """DELETE FROM media WHERE sha256 IN (SELECT value FROM json_each(?))
AND NOT EXISTS (SELECT 1 FROM songs WHERE media_sha256 = sha256)
AND NOT EXISTS (SELECT 1 FROM bgm WHERE media_sha256 = sha256)
AND NOT EXISTS (SELECT 1 FROM covers WHERE media_sha256 = sha256)
AND NOT EXISTS (SELECT 1 FROM locations WHERE locations.sha256 = media.sha256)"""
_GONE = """UPDATE metadata SET deleted_at = :at, updated_at = :at
WHERE deleted_at IS NULL AND rid NOT IN (SELECT rid FROM mirror_came) RETURNING id, rid"""

_PAGE = 500
"""Songs that are made ready at a time."""
_ALBUM_FIELDS = ("album_id", "release_date", "release_precision", "cover_id", "created_at")

Row = tuple[Any, ...]
Pair = tuple[MirrorRow, Present | None]
Numbered = tuple[int, MirrorRow, Present | None]


def put_songs(
    connection: sqlite3.Connection,
    at: int,
    artists: Sequence[SharedArtist],
    albums: Sequence[SharedAlbum],
    songs: Sequence[SharedSong],
) -> Changes:
    """Put songs and the names they refer to as they now are, and return what was otherwise before."""
    known: Names = {}
    changes = put_ready(connection, at, ready_rows(artists, albums, songs[:_PAGE], known, lined=False))
    for start in range(_PAGE, len(songs), _PAGE):
        page = ready_rows((), (), songs[start : start + _PAGE], known, lined=False)
        changes |= put_ready(connection, at, page)
    return changes


def put_ready(connection: sqlite3.Connection, at: int, ready: ReadyRows) -> Changes:
    """Put songs and names that were made ready, and return what was otherwise before."""
    named = put_names(connection, at, ready.artists, ready.albums)
    present = find_present(connection, [each.row.fields["id"] for each in ready.songs])
    news = news_of_media(connection, [medium for each in ready.songs for medium in each.media])
    changed: list[tuple[ReadySong, Present | None]] = []
    told: set[str] = set()
    for each in ready.songs:
        before = present.get(each.row.fields["id"])
        if before is None or not each.row.same(before.row):
            changed.append((each, before))
        elif any(medium[0] in news for medium in each.media):
            told.add(each.row.fields["id"])
    _put_media(connection, at, news)
    pairs = [(each.row, before) for each, before in changed]
    rids = _put_rows(connection, at, pairs)
    lines = {rid: each.lines for rid, (each, _) in zip(rids, changed, strict=True) if each.lines is not None}
    index_songs(connection, {*rids, *named.songs}, lines)
    _sweep(connection, pairs)
    changes = _changes([pair for pair in pairs if _seen(pair)])
    songs_told = frozenset(SongId(song_id) for song_id in (*told, *named.songs.values()))
    return changes | Changes(songs=songs_told, albums=named.albums_changed, artists=named.artists_changed)


def remember_came(connection: sqlite3.Connection, ids: Sequence[SongId]) -> None:
    """Note that songs came in the pull that is running."""
    connection.execute(
        "INSERT OR IGNORE INTO mirror_came (rid) SELECT rid FROM metadata WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(ids)),),
    )


def take_out_others(connection: sqlite3.Connection, at: int) -> Changes:
    """Mark every song as gone that did not come in the pull that is running."""
    gone = connection.execute(_GONE, {"at": at}).fetchall()
    unindex_songs(connection, [rid for _, rid in gone])
    songs = frozenset(SongId(song_id) for song_id, _ in gone)
    return Changes(songs=songs, albums=True, artists=True) if songs else Changes()


def _put_media(connection: sqlite3.Connection, at: int, media: Mapping[str, Row]) -> None:
    # In the order of the hashes, which is that of the tables: neighbours are put next to each other.
    connection.executemany(_MEDIA, [(*media[sha256], at) for sha256 in sorted(media)])


def _put_rows(connection: sqlite3.Connection, at: int, pairs: Sequence[Pair]) -> list[int]:
    """Write songs with what hangs on them and return their row numbers."""
    if not pairs:
        return []
    fields = [row.fields for row, _ in pairs]
    stand_in(connection, at, "metadata", [each["merged_into"] for each in fields if each["merged_into"] is not None])
    _put_parts(connection, fields)
    connection.executemany(
        _LYRICS,
        [
            (row.fields["lyrics_id"], *row.words, at, at)
            for row, before in pairs
            if row.words is not None and not _has_words(row, before)
        ],
    )
    rids = _row_numbers(connection, pairs)
    numbered = [(rid, row, before) for rid, (row, before) in zip(rids, pairs, strict=True)]
    connection.executemany(
        _METADATA,
        [
            (rid, *row.fields.values(), at, at if row.deleted else None)
            for rid, row, before in numbered
            if before is None
        ],
    )
    _change_rows(connection, at, [(row, before) for row, before in pairs if before is not None])
    _put_credits(
        connection, [(rid, row, was) for rid, row, was in numbered if not was or row.credits != was.row.credits]
    )
    _put_genres(
        connection,
        [(rid, row, was) for rid, row, was in numbered if not was or row.folded_genres != was.row.folded_genres],
    )
    return rids


def _change_rows(connection: sqlite3.Connection, at: int, pairs: Sequence[tuple[MirrorRow, Present]]) -> None:
    """Change rows that are here, in those columns only in which one of them is otherwise: each costs its indexes."""
    if not pairs:
        return
    names = [name for name in COLUMNS[1:] if any(row.fields[name] != there.row.fields[name] for row, there in pairs)]
    changes = [f"{name} = ?" for name in (*names, "updated_at")]
    marked = any(row.deleted != there.row.deleted for row, there in pairs)
    if marked:
        changes.append("deleted_at = iif(?, coalesce(deleted_at, ?), NULL)")
    connection.executemany(
        f"UPDATE metadata SET {', '.join(changes)} WHERE rid = ?",  # noqa: S608 - our own names
        [
            (*(row.fields[name] for name in names), at, *((row.deleted, at) if marked else ()), there.rid)
            for row, there in pairs
        ],
    )


def _row_numbers(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> list[int]:
    """Return the row numbers songs have, or the next ones; a stand-in made just now has one too."""
    ids = json.dumps([row.fields["id"] for row, before in pairs if before is None])
    known = dict(
        connection.execute("SELECT id, rid FROM metadata WHERE id IN (SELECT value FROM json_each(?))", (ids,))
    )
    (last,) = connection.execute("SELECT coalesce(max(rid), 0) FROM metadata").fetchone()
    rids = []
    for row, before in pairs:
        rid = before.rid if before else known.get(row.fields["id"])
        if rid is None:
            last += 1
            rid = last
        rids.append(rid)
    return rids


def _put_parts(connection: sqlite3.Connection, fields: Sequence[Mapping[str, Any]]) -> None:
    for column, table in _PARTS.items():
        connection.executemany(
            f"INSERT OR IGNORE INTO {table} (id, media_sha256, file_format)"  # noqa: S608 - our own names
            " SELECT sha256, sha256, format FROM media WHERE sha256 = ?",
            [(sha256,) for sha256 in sorted({each[column] for each in fields if each[column] is not None})],
        )


def _put_credits(connection: sqlite3.Connection, songs: Sequence[Numbered]) -> None:
    _take_off(connection, "artist_credits", songs)
    connection.executemany(
        "INSERT INTO artist_credits (song_rid, position, artist_id, name) VALUES (?, ?, ?, ?)",
        [(rid, place, artist_id, name) for rid, row, _ in songs for place, (artist_id, name) in enumerate(row.credits)],
    )


def _put_genres(connection: sqlite3.Connection, songs: Sequence[Numbered]) -> None:
    _take_off(connection, "song_genres", songs)
    genres = {fold(name): name for _, row, _ in reversed(songs) for name in reversed(row.genres)}
    connection.executemany(
        "INSERT INTO genres (name, folded) VALUES (?, ?) ON CONFLICT (folded) DO NOTHING",
        [(name, folded) for folded, name in genres.items()],
    )
    connection.executemany(
        "INSERT INTO song_genres (song_rid, position, genre_id) SELECT ?, ?, id FROM genres WHERE folded = ?",
        [(rid, place, folded) for rid, row, _ in songs for place, folded in enumerate(row.folded_genres)],
    )


def _take_off(connection: sqlite3.Connection, table: str, songs: Sequence[Numbered]) -> None:
    known = [(rid,) for rid, _, before in songs if before is not None]
    connection.executemany(f"DELETE FROM {table} WHERE song_rid = ?", known)  # noqa: S608 - our own names


def _sweep(connection: sqlite3.Connection, pairs: Sequence[Pair]) -> None:
    """Delete what changed songs referred to before and nothing refers to now. A file on this device stays known."""
    left: dict[str, set[str]] = {"lyrics_id": set(), **{column: set() for column in _PARTS}}
    for row, before in pairs:
        if before is None:
            continue
        for column, ids in left.items():
            old = before.row.fields[column]
            if old is not None and old != row.fields[column]:
                ids.add(old)
    media: set[str] = set()
    for column, ids in left.items():
        if not ids:
            continue
        wanted, table = json.dumps(sorted(ids)), _PARTS.get(column, "lyrics")
        if column in _PARTS:
            media |= {
                sha256
                for (sha256,) in connection.execute(
                    f"SELECT media_sha256 FROM {table} WHERE id IN (SELECT value FROM json_each(?))",  # noqa: S608
                    (wanted,),
                )
            }
        connection.execute(_UNUSED.format(table=table, column=column), (wanted,))
    if media:
        connection.execute(_UNUSED_MEDIA, (json.dumps(sorted(media)),))


def _has_words(row: MirrorRow, before: Present | None) -> bool:
    return (
        before is not None
        and before.row.fields["lyrics_id"] == row.fields["lyrics_id"]
        and before.row.document == row.document
    )


def _seen(pair: Pair) -> bool:
    """Whether anyone sees the change: what was gone and is gone is no news."""
    row, before = pair
    return not (row.deleted and (before is None or before.row.deleted))


def _changes(pairs: Sequence[Pair]) -> Changes:
    """Return what these changes of songs are to the views."""
    albums = artists = lyrics = False
    for row, before in pairs:
        if before is None or row.deleted != before.row.deleted:
            albums = artists = True
            lyrics = lyrics or (row.words is not None and not row.deleted)
            continue
        old, new = before.row.fields, row.fields
        albums = albums or any(old[name] != new[name] for name in _ALBUM_FIELDS)
        artists = artists or row.credits != before.row.credits or old["album_id"] != new["album_id"]
        lyrics = lyrics or row.document != before.row.document
    return Changes(frozenset(SongId(row.fields["id"]) for row, _ in pairs), albums, artists, lyrics=lyrics)
