"""The catalogue written. Each call is one operation in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.sql import insert
from pluto_desktop.adapters.sql.by_person import as_person_said
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.merged_away import list_left
from pluto_desktop.adapters.sql.names import Names
from pluto_desktop.adapters.sql.operation import Operation, operation
from pluto_desktop.adapters.sql.reader import NO_COVER, NO_WORDS, WORDS_AT
from pluto_desktop.adapters.sql.search_tables import index_songs
from pluto_desktop.adapters.sql.song_rows import describe_again, put_document, update_song
from pluto_desktop.adapters.sql.songs_read import path_bytes
from pluto_desktop.adapters.sql.stored_fields import keep_marked, last_revision, stored_fields
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId, new_id
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.catalogue import Beside

_SONGS_OF = """
SELECT m.id FROM metadata m JOIN songs s ON s.id = m.song_id
WHERE s.media_sha256 IN (SELECT value FROM json_each(:media)) AND m.deleted_at IS NULL
UNION
SELECT m.id FROM metadata m JOIN bgm b ON b.id = m.bgm_id
WHERE b.media_sha256 IN (SELECT value FROM json_each(:media)) AND m.deleted_at IS NULL"""

# Of several removed songs with the same sound, the one removed last. What was merged into another is no such song.
_REMOVED = """
SELECT s.media_sha256, m.id, m.rid FROM songs s JOIN metadata m ON m.song_id = s.id
WHERE m.deleted_at IS NOT NULL AND m.merged_into IS NULL AND s.media_sha256 IN (SELECT value FROM json_each(?))
ORDER BY m.deleted_at, m.rid"""


class SqlWriter:
    """Writes songs; fulfils CatalogueWriter. Safe from any thread: writes of one file come one after the other."""

    def __init__(self, connections: Connections, covers: Path) -> None:
        self._connections = connections
        self._covers = covers

    def add_songs(self, songs: Sequence[NewSong]) -> list[SongId]:
        """Add songs whole, in order. A song whose very bytes were in the library before comes back under its old id.

        Where that one was merged, nothing is added: the song it was merged into is told instead.
        """
        if not songs:
            return []
        if self._connections.read_only:
            raise Denied("library_read_only", path=str(self._connections.folder))
        covers = [insert.save_cover(self._covers, song.cover_bytes) if song.cover_bytes else None for song in songs]
        with operation(self._connections, "add_songs") as running:
            back = _removed_before(running.connection, songs)
            merged = _merged_before(running.connection, songs)
            places = [place for place in range(len(songs)) if place not in back and place not in merged]
            added, rids = insert.insert_songs(
                running, Names(running), [songs[place] for place in places], [covers[place] for place in places]
            )
            for place, (_, rid) in back.items():
                _bring_back(running, rid, songs[place])
            running.changed("metadata", [song_id for song_id, _ in back.values()], "insert")
            index_songs(running.connection, [*rids, *(rid for _, rid in back.values())])
        ids = merged | {place: song_id for place, (song_id, _) in back.items()} | dict(zip(places, added, strict=True))
        return [ids[place] for place in range(len(songs))]

    def replace_medium(self, song_id: SongId, medium: Medium, location: Location, song: NewSong | None) -> Changes:
        """Give a song new bytes, and what their tags say."""
        cover = insert.save_cover(self._covers, song.cover_bytes) if song and song.cover_bytes else None
        with operation(self._connections, "replace_medium") as running:
            rid = _rid(running.connection, song_id)
            was = stored_fields(running.connection, rid)
            fields = self._attach(running, medium, location)
            if song is not None:
                song = as_person_said(running.connection, rid, song)
                fields |= describe_again(running, rid, song)
                if cover is not None and song.cover_bytes is not None:
                    fields["cover_id"] = _put_cover(running, cover, song.cover_bytes)
            update_song(running, rid, fields, was)
            worded = song is not None and song.lyrics is not None and _wants_words(running.connection, rid)
            if worded and song is not None and song.lyrics is not None:
                put_document(running, rid, Document.from_json(song.lyrics))
            running.changed("metadata", [song_id], "update")
            index_songs(running.connection, [rid])
        return Changes(songs=frozenset({song_id}), albums=song is not None, artists=song is not None, lyrics=worded)

    def attach_bgm(self, song_id: SongId, medium: Medium, location: Location) -> Changes:
        """Make a medium the bgm of a song."""
        with operation(self._connections, "attach_bgm") as running:
            rid = _rid(running.connection, song_id)
            update_song(running, rid, self._attach(running, medium, location))
            running.changed("metadata", [song_id], "update")
            index_songs(running.connection, [rid])
        return Changes(songs=frozenset({song_id}))

    def add_beside(self, found: Sequence[Beside]) -> Changes:
        """Give songs words and covers that they have none of, and the newest words of their files."""
        covers = [insert.save_cover(self._covers, each.cover_bytes) if each.cover_bytes else None for each in found]
        given: dict[SongId, int] = {}
        worded = covered = False
        with operation(self._connections, "add_beside") as running:
            for each, cover in zip(found, covers, strict=True):
                rid = _find_rid(running.connection, each.song_id)
                if rid is None:
                    continue
                if each.lyrics is not None and _takes_words(running.connection, rid, each.lyrics):
                    put_document(running, rid, Document.from_json(each.lyrics))
                    worded, given[each.song_id] = True, rid
                if cover is not None and each.cover_bytes is not None and not _wants_no_cover(running.connection, rid):
                    update_song(running, rid, {"cover_id": _put_cover(running, cover, each.cover_bytes)})
                    covered, given[each.song_id] = True, rid
            running.changed("metadata", given, "update")
            index_songs(running.connection, given.values())
        return Changes(songs=frozenset(given), albums=covered, lyrics=worded)

    def set_locations(self, locations: Iterable[Location]) -> Changes:
        """Record that media lie at new paths."""
        found = list(locations)
        with operation(self._connections, "set_locations") as running:
            insert.put_locations(running.connection, found)
            songs = _songs_of(running.connection, [location.sha256 for location in found])
        return Changes(songs=songs)

    def set_reachable(self, reachable: Mapping[Path, bool]) -> Changes:
        """Record which of the known files are there."""
        rows = [(int(there), path_bytes(path), int(there)) for path, there in reachable.items()]
        with operation(self._connections, "set_reachable") as running:
            touched: list[str] = []
            for row in rows:
                touched += [
                    sha256
                    for (sha256,) in running.connection.execute(
                        "UPDATE locations SET reachable = ? WHERE path = ? AND reachable <> ? RETURNING sha256", row
                    ).fetchall()
                ]
            songs = _songs_of(running.connection, touched)
        return Changes(songs=songs)

    def set_lyrics(self, song_id: SongId, document: Document | None) -> Changes:
        """Replace or remove the words of a song."""
        with operation(self._connections, "set_lyrics") as running:
            rid = _rid(running.connection, song_id)
            put_document(running, rid, document)
            running.changed("metadata", [song_id], "update")
            index_songs(running.connection, [rid])
        return Changes(songs=frozenset({song_id}), lyrics=True)

    def set_gain(self, medium: MediaHash, gain_db: float, peak: float) -> Changes:
        """Store a measured loudness."""
        with operation(self._connections, "set_gain") as running:
            running.connection.execute(
                "UPDATE media SET gain_db = ?, peak = ? WHERE sha256 = ?", (gain_db, peak, medium)
            )
            songs = _songs_of(running.connection, [medium])
        return Changes(songs=songs)

    def remove_songs(self, ids: Sequence[SongId]) -> Changes:
        """Mark songs as gone; their files are not touched."""
        return self._mark("remove_songs", "deleted_at IS NULL", ids)

    def restore_songs(self, ids: Sequence[SongId]) -> Changes:
        """Take the mark off songs again."""
        return self._mark("restore_songs", "deleted_at IS NOT NULL", ids)

    def _mark(self, kind: str, where: str, ids: Sequence[SongId]) -> Changes:
        """Mark songs as gone, or no longer, those of them that are as ``where`` says."""
        with operation(self._connections, kind) as running:
            last = last_revision(running.connection)
            marked = running.connection.execute(
                "UPDATE metadata SET deleted_at = iif(deleted_at IS NULL, :at, NULL), updated_at = :at,"  # noqa: S608
                f" version = version + 1 WHERE {where} AND id IN (SELECT value FROM json_each(:ids)) RETURNING id, rid",
                {"at": running.at, "ids": json.dumps(list(ids))},
            ).fetchall()
            keep_marked(running.connection, running.op_id, last)
            index_songs(running.connection, [rid for _, rid in marked])
            done = "delete" if kind == "remove_songs" else "update"
            running.changed("metadata", [song_id for song_id, _ in marked], done)
        songs = frozenset(SongId(song_id) for song_id, _ in marked)
        return Changes(songs=songs, albums=True, artists=True) if songs else Changes()

    def _attach(self, running: Operation, medium: Medium, location: Location) -> dict[str, Any]:
        """Make a medium known and return the columns of ``metadata`` that refer to it."""
        if medium.kind is MediaKind.COVER:
            raise Invalid("not_audio", path=str(location.path))
        connection = running.connection
        insert.put_media(connection, [insert.media_row(medium, running.at)])
        insert.put_locations(connection, [location])
        table = "songs" if medium.kind is MediaKind.SONG else "bgm"
        row_id = new_id()
        connection.execute(
            f"INSERT INTO {table} (id, media_sha256, file_format) VALUES (?, ?, ?)",  # noqa: S608 - two constants
            (row_id, medium.sha256, medium.format),
        )
        if medium.kind is MediaKind.BGM:
            return {"bgm_id": row_id}
        return {"song_id": row_id, "duration_ms": medium.duration_ms}


def _removed_before(connection: sqlite3.Connection, songs: Sequence[NewSong]) -> dict[int, tuple[SongId, int]]:
    """Return, by their place among ``songs``, those that were in the library once and were taken out of it."""
    places = _places_of_sounds(songs)
    rows = connection.execute(_REMOVED, (json.dumps(list(places)),)) if places else ()
    return {places[sha256]: (SongId(song_id), rid) for sha256, song_id, rid in rows}


def _merged_before(connection: sqlite3.Connection, songs: Sequence[NewSong]) -> dict[int, SongId]:
    """Return, by their place among ``songs``, into which songs those were merged that were in the library once."""
    places = _places_of_sounds(songs)
    return {places[sha256]: song_id for sha256, song_id in list_left(connection, places).items()} if places else {}


def _places_of_sounds(songs: Sequence[NewSong]) -> dict[MediaHash, int]:
    return {song.song.sha256: place for place, song in enumerate(songs) if song.song is not None and song.id is None}


def _bring_back(running: Operation, rid: int, song: NewSong) -> None:
    """Make a removed song visible again under its old id, so that hearts and playlists find it.

    Its words stay, and what a person said of it.
    """
    song = as_person_said(running.connection, rid, song)
    if song.song_location is not None:
        insert.put_locations(running.connection, [song.song_location])
    was = stored_fields(running.connection, rid)
    update_song(running, rid, {**describe_again(running, rid, song), "deleted_at": None}, was)


def _rid(connection: sqlite3.Connection, song_id: SongId) -> int:
    rid = _find_rid(connection, song_id)
    if rid is None:
        raise NotFound("song_not_found", name=song_id)
    return rid


def _find_rid(connection: sqlite3.Connection, song_id: SongId) -> int | None:
    row = connection.execute("SELECT rid FROM metadata WHERE id = ? AND deleted_at IS NULL", (song_id,)).fetchone()
    return None if row is None else int(row[0])


def _wants_words(connection: sqlite3.Connection, rid: int) -> bool:
    row = connection.execute(f"SELECT 1 FROM metadata m WHERE m.rid = ? AND {NO_WORDS}", (rid,)).fetchone()  # noqa: S608
    return row is not None


def _takes_words(connection: sqlite3.Connection, rid: int, words: Mapping[str, Any]) -> bool:
    """Return whether a song has no words and wants some, or has other ones that an import brought."""
    (wants, words_at_ms, document) = connection.execute(
        f"SELECT {NO_WORDS}, {WORDS_AT}, (SELECT document FROM lyrics WHERE id = m.lyrics_id)"  # noqa: S608
        " FROM metadata m WHERE m.rid = ?",
        (rid,),
    ).fetchone()
    return bool(wants) or (words_at_ms is not None and document != insert.stored_words(words)[0])


def _wants_no_cover(connection: sqlite3.Connection, rid: int) -> bool:
    row = connection.execute(f"SELECT 1 FROM metadata m WHERE m.rid = ? AND {NO_COVER}", (rid,)).fetchone()  # noqa: S608
    return row is None


def _songs_of(connection: sqlite3.Connection, media: Sequence[str]) -> frozenset[SongId]:
    if not media:
        return frozenset()
    rows = connection.execute(_SONGS_OF, {"media": json.dumps(list(media))})
    return frozenset(SongId(song_id) for (song_id,) in rows)


def _put_cover(running: Operation, cover: MediaHash, data: bytes) -> str:
    connection = running.connection
    row = connection.execute("SELECT id FROM covers WHERE media_sha256 = ?", (cover,)).fetchone()
    if row is not None:
        return str(row[0])
    cover_id, kind = new_id(), insert.picture_format(data)
    insert.put_media(connection, [(cover, len(data), kind, "cover", None, "", None, None, running.at)])
    connection.execute("INSERT INTO covers (id, media_sha256, file_format) VALUES (?, ?, ?)", (cover_id, cover, kind))
    return cover_id
