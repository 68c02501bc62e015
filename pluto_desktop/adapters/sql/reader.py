"""The catalogue read: what the window and the command line show."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.adapters.sql import song_ids, songs_read
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.filters import filter_conditions
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.merged_away import list_left
from pluto_desktop.adapters.sql.person_kinds import BY_PERSON
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.songs import AlbumRow, ArtistRow, Location, MediaKind, Medium, Song, SongRow
from pluto_desktop.domain.views import AlbumSort, SongFilter, SongQuery
from pluto_desktop.ports.catalogue import Counts, KnownFile
from pluto_desktop.search.folding import skeleton

# The window's first list waits for no words.
if TYPE_CHECKING:
    from pluto_desktop.lyrics.document import Document

_SEPARATOR = os.sep.encode()

_ALBUMS = """
SELECT al.id, al.title, al.album_artist, CAST(substr(g.oldest, 1, 4) AS INTEGER), g.songs, c.media_sha256
FROM (SELECT m.album_id, count(*) AS songs, min(m.release_date) AS oldest, max(m.created_at) AS newest,
    max(m.cover_id) AS cover_id
  FROM metadata m WHERE m.album_id IS NOT NULL AND {where} GROUP BY m.album_id) g
JOIN albums al ON al.id = g.album_id
LEFT JOIN covers c ON c.id = g.cover_id
{order}"""

_ALBUM_ORDERS = {
    AlbumSort.RECENTLY_ADDED: "ORDER BY g.newest DESC, al.sort_key, al.id",
    AlbumSort.TITLE: "ORDER BY al.sort_key, al.artist_key, al.id",
    AlbumSort.ARTIST: "ORDER BY al.artist_key = '', al.artist_key, g.oldest IS NULL, g.oldest, al.sort_key, al.id",
    AlbumSort.YEAR: "ORDER BY g.oldest IS NULL, g.oldest DESC, al.sort_key, al.id",
}

_ARTISTS = """
SELECT ar.id, ar.artist_name, count(DISTINCT m.rid), count(DISTINCT m.album_id)
FROM artists ar CROSS JOIN artist_credits ac ON ac.artist_id = ar.id
CROSS JOIN metadata m INDEXED BY metadata_live ON m.rid = ac.song_rid AND m.deleted_at IS NULL
WHERE ar.deleted_at IS NULL {where} GROUP BY ar.id ORDER BY ar.sort_key, ar.id"""

_WITH_MEDIUM = """
SELECT m.id FROM songs s CROSS JOIN metadata m ON m.song_id = s.id
WHERE s.media_sha256 = :medium AND m.deleted_at IS NULL
UNION ALL SELECT m.id FROM bgm b CROSS JOIN metadata m ON m.bgm_id = b.id
WHERE b.media_sha256 = :medium AND m.deleted_at IS NULL
LIMIT 1"""

# Words and covers that a person took away are in the song's history.
NO_COVER = """m.cover_id IS NULL AND NOT EXISTS (SELECT 1 FROM revisions r
  WHERE r.entity_id = m.id AND json_extract(r.before, '$.cover_id') IS NOT NULL)"""
NO_WORDS = """m.lyrics_id IS NULL AND NOT EXISTS (SELECT 1 FROM revisions r
  WHERE r.entity_id = m.id AND json_extract(r.before, '$.lyrics_id') IS NOT NULL)"""

# When an import brought the words a song has. The first revision asked for tells who wrote them last, the second who
# gave the song its first ones; where there is neither, they came with the song.
WORDS_AT = f"""(SELECT ly.updated_at FROM lyrics ly WHERE ly.id = m.lyrics_id AND coalesce(
  (SELECT o.kind FROM revisions r JOIN operations o ON o.op_id = r.op_id WHERE r.entity_id = ly.id
    ORDER BY r.version DESC LIMIT 1),
  (SELECT o.kind FROM revisions r JOIN operations o ON o.op_id = r.op_id WHERE r.entity_id = m.id
    AND json_extract(r.before, '$.lyrics_id') IS NULL ORDER BY r.version DESC LIMIT 1),
  'add_songs') NOT IN ({BY_PERSON}))"""  # noqa: S608 - constant parts only

_KNOWN = f"""
SELECT l.path, l.size, l.mtime_ns, l.sha256, m.id, 'song', md.sound_hash, l.reachable, md.duration_ms,
  {NO_WORDS}, {NO_COVER}, {WORDS_AT}
FROM locations l JOIN media md ON md.sha256 = l.sha256 JOIN songs s ON s.media_sha256 = l.sha256
JOIN metadata m ON m.song_id = s.id WHERE m.deleted_at IS NULL AND {{where}}
UNION ALL
SELECT l.path, l.size, l.mtime_ns, l.sha256, m.id, 'bgm', md.sound_hash, l.reachable, NULL, 0, 0, NULL
FROM locations l JOIN media md ON md.sha256 = l.sha256 JOIN bgm b ON b.media_sha256 = l.sha256
JOIN metadata m ON m.bgm_id = b.id WHERE m.deleted_at IS NULL AND {{where}}"""  # noqa: S608 - constant parts only


_WAS_REMOVED = """SELECT 1 FROM media md JOIN songs s ON s.media_sha256 = md.sha256 JOIN metadata m ON m.song_id = s.id
WHERE (md.sha256 = :sha256 OR md.sound_hash = :sound AND md.sound_hash <> '') AND m.deleted_at IS NOT NULL LIMIT 1"""


class SqlReader:
    """Reads songs, albums and artists; fulfils CatalogueReader, KnownFiles and ArtistNames."""

    def __init__(self, connections: Connections, covers: Path) -> None:
        self._connections = connections
        self._covers = covers

    def counts(self) -> Counts:
        """Return how much there is to be seen."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT (SELECT count(*) FROM metadata WHERE deleted_at IS NULL),"
                # The search tables hold just the albums and artists that have songs.
                " (SELECT count(*) FROM search_albums), (SELECT count(*) FROM search_artists),"
                " (SELECT count(*) FROM device.favourites f CROSS JOIN metadata m ON m.id = f.song_id"
                "  WHERE m.deleted_at IS NULL)"
            ).fetchone()
        return Counts(*row)

    def list_song_ids(self, query: SongQuery, limit: int | None = None) -> list[SongId]:
        """Return the ids of all songs of a query, in order, or the first ``limit`` ones."""
        with self._connections.reading() as connection:
            return song_ids.list_ids(connection, query, limit)

    def count_songs(self, query: SongQuery) -> int:
        """Return how many songs a query has."""
        with self._connections.reading() as connection:
            return song_ids.count_ids(connection, query)

    def list_song_rows(self, ids: Sequence[SongId]) -> list[SongRow]:
        """Return rows in the order of ``ids``, songs that are gone left out."""
        with self._connections.reading() as connection:
            return songs_read.list_rows(connection, ids)

    def get_song(self, song_id: SongId) -> Song:
        """Return a song whole."""
        with self._connections.reading() as connection:
            song = songs_read.find_song(connection, song_id)
        if song is None:
            raise NotFound("song_not_found", name=song_id)
        return song

    def list_songs(self, ids: Sequence[SongId]) -> list[Song]:
        """Return songs whole, in the given order."""
        with self._connections.reading() as connection:
            return songs_read.list_songs(connection, ids)

    def list_songs_named(self, name: str) -> list[SongRow]:
        """Return the song of that id, else the songs of that title, else those whose title sounds the same."""
        conditions = (
            ("m.id = :name", name.strip()),
            ("m.folded = :name", fold(name)),
            ("m.skeleton = :name AND m.skeleton <> ''", skeleton(name)),
        )
        with self._connections.reading() as connection:
            for condition, value in conditions:
                text = f"{songs_read.ROWS} {condition} ORDER BY m.popularity DESC, m.roman_key, m.id"
                rows = connection.execute(text, {"name": value}).fetchall()
                if rows:
                    return [songs_read.song_row(row) for row in rows]
        return []

    def find_lyrics(self, song_id: SongId) -> Document | None:
        """Return the words of a song."""
        from pluto_desktop.lyrics.document import Document  # noqa: PLC0415 - see above

        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT ly.document FROM metadata m JOIN lyrics ly ON ly.id = m.lyrics_id"
                " WHERE m.id = ? AND m.deleted_at IS NULL",
                (song_id,),
            ).fetchone()
        return None if row is None else Document.from_json(json.loads(row[0]))

    def list_albums(self, order: AlbumSort, wanted: SongFilter) -> list[AlbumRow]:
        """Return the albums with a song the filter lets through."""
        values: dict[str, object] = {}
        where = " AND ".join(["m.deleted_at IS NULL", *filter_conditions(wanted, values)])
        text = _ALBUMS.format(where=where, order=_ALBUM_ORDERS[order])
        return self._albums(text, values)

    def list_artists(self) -> list[ArtistRow]:
        """Return the artists by name."""
        return self._artists(_ARTISTS.format(where=""), {})

    def get_artist(self, artist_id: ArtistId) -> ArtistRow:
        """Return an artist who has a song."""
        rows = self._artists(_ARTISTS.format(where="AND ar.id = :id"), {"id": artist_id})
        if not rows:
            raise NotFound("artist_not_found", name=artist_id)
        return rows[0]

    def get_album(self, album_id: AlbumId) -> AlbumRow:
        """Return an album that has a song."""
        rows = self._albums(
            _ALBUMS.format(where="m.deleted_at IS NULL AND m.album_id = :id", order=""), {"id": album_id}
        )
        if not rows:
            raise NotFound("album_not_found", name=album_id)
        return rows[0]

    def list_genres(self) -> list[tuple[str, int]]:
        """Return the genres by name."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT g.name, count(DISTINCT m.rid) FROM genres g JOIN song_genres sg ON sg.genre_id = g.id"
                " JOIN metadata m ON m.rid = sg.song_rid AND m.deleted_at IS NULL GROUP BY g.id ORDER BY g.folded"
            ).fetchall()
        return [(name, songs) for name, songs in rows]

    def list_genre_names(self) -> list[str]:
        """Return the genres by name, uncounted."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT g.name FROM genres g WHERE EXISTS (SELECT 1 FROM song_genres sg CROSS JOIN metadata m"
                " ON m.rid = sg.song_rid WHERE sg.genre_id = g.id AND m.deleted_at IS NULL) ORDER BY g.folded"
            ).fetchall()
        return [name for (name,) in rows]

    def list_album_artists(self) -> list[str]:
        """Return whom albums are of, by name."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT al.album_artist FROM albums al WHERE al.album_artist <> '' AND EXISTS"
                " (SELECT 1 FROM metadata m WHERE m.album_id = al.id AND m.deleted_at IS NULL)"
            ).fetchall()
        return sorted((name for (name,) in rows), key=fold)

    def list_tags(self) -> list[str]:
        """Return every tag by name."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT DISTINCT t.value FROM metadata m CROSS JOIN json_each(m.tags) t"
                " WHERE m.tags <> '[]' AND m.deleted_at IS NULL"
            ).fetchall()
        return sorted((name for (name,) in rows), key=fold)

    def list_folders(self) -> list[tuple[Path, int]]:
        """Return the folders with song files."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT l.folder, count(DISTINCT m.rid) FROM locations l JOIN songs s ON s.media_sha256 = l.sha256"
                " JOIN metadata m ON m.song_id = s.id AND m.deleted_at IS NULL GROUP BY l.folder ORDER BY l.folder"
            ).fetchall()
        return [(songs_read.path_of(folder), songs) for folder, songs in rows]

    def find_cover(self, cover: MediaHash) -> bytes | None:
        """Return a cover whose bytes are whole."""
        import hashlib  # noqa: PLC0415 - loads a library of ciphers, which the first list does not wait for

        try:
            found = (self._covers / cover[:2] / cover).read_bytes()
        except (OSError, ValueError):
            return None
        # Covers are written without waiting for the disk: after a power cut one may be torn.
        return found if hashlib.sha256(found).hexdigest() == cover else None

    def find_location(self, medium: MediaHash) -> Location | None:
        """Return where a medium lies, a place that was there when last looked for first."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT path, size, mtime_ns FROM locations WHERE sha256 = ? ORDER BY reachable DESC, path", (medium,)
            ).fetchone()
        return None if row is None else Location(songs_read.path_of(row[0]), row[1], row[2], medium)

    def find_song_with(self, medium: MediaHash) -> SongId | None:
        """Return a song with these bytes."""
        with self._connections.reading() as connection:
            row = connection.execute(_WITH_MEDIUM, {"medium": medium}).fetchone()
        return None if row is None else SongId(row[0])

    def list_album_media(self, album: AlbumId) -> list[Medium]:
        """Return the media of an album's songs."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT md.sha256, md.size, md.format, md.duration_ms, md.sound_hash, md.gain_db, md.peak"
                " FROM metadata m JOIN songs s ON s.id = m.song_id JOIN media md ON md.sha256 = s.media_sha256"
                " WHERE m.album_id = ? AND m.deleted_at IS NULL",
                (album,),
            ).fetchall()
        return [Medium(MediaHash(row[0]), row[1], row[2], MediaKind.SONG, *row[3:]) for row in rows]

    def list_unmeasured(self, limit: int) -> list[Location]:
        """Return where song media of unknown loudness lie, at most ``limit``."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                "SELECT min(l.path), l.size, l.mtime_ns, md.sha256 FROM media md"
                " JOIN locations l ON l.sha256 = md.sha256"
                " WHERE md.gain_db IS NULL AND l.reachable"
                " AND EXISTS (SELECT 1 FROM songs s WHERE s.media_sha256 = md.sha256) GROUP BY md.sha256 LIMIT ?",
                (limit,),
            ).fetchall()
        return [Location(songs_read.path_of(row[0]), row[1], row[2], MediaHash(row[3])) for row in rows]

    def iterate_paths(self, at_once: int = 4_000) -> Iterator[list[tuple[Path, bool]]]:
        """Yield every known path with whether it was there, some at a time."""
        last = b""
        while True:
            with self._connections.reading() as connection:
                rows = connection.execute(
                    "SELECT path, reachable FROM locations WHERE path > ? ORDER BY path LIMIT ?", (last, at_once)
                ).fetchall()
            if not rows:
                return
            last = rows[-1][0]
            yield [(songs_read.path_of(path), bool(reachable)) for path, reachable in rows]

    def list_known_files(self) -> list[KnownFile]:
        """Return every located song and bgm file."""
        return self._files("true", {})

    def list_files_in(self, folder: Path) -> list[KnownFile]:
        """Return those that lie in a folder itself."""
        return self._files("l.folder = :folder", {"folder": songs_read.path_bytes(folder)})

    def list_files_under(self, path: Path) -> list[KnownFile]:
        """Return the one at a path, or those in a folder and below it."""
        whole = songs_read.path_bytes(path)
        inside = whole.rstrip(_SEPARATOR) + _SEPARATOR
        bounds = {"whole": whole, "from": inside, "to": inside[:-1] + bytes([inside[-1] + 1])}
        where = "l.path IN (SELECT path FROM locations WHERE path = :whole OR (path >= :from AND path < :to))"
        return sorted(self._files(where, bounds), key=lambda file: file.location.path)

    def list_files_with(self, sha256: MediaHash) -> list[KnownFile]:
        """Return those that have these bytes."""
        return self._files("l.sha256 = :sha256", {"sha256": sha256})

    def list_files_sounding(self, sound_hash: str) -> list[KnownFile]:
        """Return those that sound the same."""
        return self._files("md.sound_hash = :sound AND md.sound_hash <> ''", {"sound": sound_hash})

    def was_removed(self, sha256: MediaHash, sound_hash: str) -> bool:
        """Return whether a song with these bytes, or this sound, was taken out of the library."""
        with self._connections.reading() as connection:
            values = {"sha256": sha256, "sound": sound_hash}
            return connection.execute(_WAS_REMOVED, values).fetchone() is not None

    def was_merged(self, sha256: MediaHash) -> bool:
        """Return whether a song with these bytes was merged into one that is there."""
        with self._connections.reading() as connection:
            return bool(list_left(connection, [sha256]))

    def list_files_of(self, songs: Sequence[SongId]) -> list[KnownFile]:
        """Return the files of songs."""
        return self._files("m.id IN (SELECT value FROM json_each(:songs))", {"songs": json.dumps(list(songs))})

    def _files(self, where: str, values: Mapping[str, object]) -> list[KnownFile]:
        with self._connections.reading() as connection:
            rows = connection.execute(_KNOWN.format(where=where), values).fetchall()
        return [
            KnownFile(
                Location(songs_read.path_of(path), size, mtime_ns, MediaHash(sha256)),
                SongId(song_id),
                kind,
                sound,
                bool(there),
                length_ms,
                bool(words),
                bool(cover),
                words_at_ms,
            )
            for path, size, mtime_ns, sha256, song_id, kind, sound, there, length_ms, words, cover, words_at_ms in rows
        ]

    def data_version(self) -> int:
        """Return a number that changes when another program changed the library."""
        return self._connections.data_version()

    def _albums(self, text: str, values: dict[str, object]) -> list[AlbumRow]:
        with self._connections.reading() as connection:
            rows = connection.execute(text, values).fetchall()
        return [
            AlbumRow(AlbumId(row[0]), row[1], row[2], row[3], row[4], MediaHash(row[5]) if row[5] else None)
            for row in rows
        ]

    def _artists(self, text: str, values: dict[str, object]) -> list[ArtistRow]:
        with self._connections.reading() as connection:
            return [ArtistRow(ArtistId(row[0]), *row[1:]) for row in connection.execute(text, values).fetchall()]
