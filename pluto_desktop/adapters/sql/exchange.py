"""Whole-catalogue exchange in rows: merging what comes in, reading everything out."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Any

from pluto_desktop.adapters.sql import insert
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.keys import clean, fold, roman_key, title_key
from pluto_desktop.adapters.sql.names import Names
from pluto_desktop.adapters.sql.operation import Operation, operation
from pluto_desktop.adapters.sql.search_lyrics import lines_of
from pluto_desktop.adapters.sql.search_tables import index_songs
from pluto_desktop.adapters.sql.song_rows import describe_again, put_document, update_song
from pluto_desktop.adapters.sql.songs_read import release_date
from pluto_desktop.adapters.sql.stored_fields import stored_fields
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import write_lrc
from pluto_desktop.lyrics.romanise import romanise_title
from pluto_desktop.ports.catalogue import CatalogueRow, ReadyWords, WordedRows
from pluto_desktop.search.folding import skeleton

_BATCH = 2000
_SEPARATOR = "; "
_MOSTLY = 0.5

Pair = tuple[CatalogueRow, ReadyWords | None]
Identity = tuple[str, str, str]

_EXISTING = """
SELECT m.id, m.rid, m.folded, m.artist_credit, coalesce(al.folded, '') FROM metadata m
LEFT JOIN albums al ON al.id = m.album_id WHERE m.deleted_at IS NULL"""

_CREDIT = """coalesce((SELECT group_concat(name, '; ') FROM
  (SELECT name FROM artist_credits WHERE song_rid = m.rid ORDER BY position)), '')"""

_BEFORE = f"""
SELECT m.id, m.song_name, {_CREDIT}, coalesce(al.title, ''), m.release_date, m.release_precision, m.language,
  m.popularity, ly.document, coalesce(al.album_artist, '')
FROM metadata m LEFT JOIN albums al ON al.id = m.album_id LEFT JOIN lyrics ly ON ly.id = m.lyrics_id
WHERE m.rid = ?"""  # noqa: S608 - constant parts only

_ALL = f"""
SELECT m.rid, m.id, m.song_name, {_CREDIT},
  coalesce(al.title, ''), m.release_date, m.release_precision, m.language, m.popularity, ly.document
FROM metadata m LEFT JOIN albums al ON al.id = m.album_id LEFT JOIN lyrics ly ON ly.id = m.lyrics_id
WHERE m.deleted_at IS NULL AND m.rid > ? ORDER BY m.rid LIMIT ?"""  # noqa: S608 - constant parts only


class SqlExchange:
    """Merges and yields rows; fulfils CatalogueExchange."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    @staticmethod
    def ready_words(document: Document) -> ReadyWords:
        """Work out everything that is stored of words; any process."""
        plain = document.to_json()
        return ReadyWords(*insert.stored_words(plain), *lines_of(plain))

    def merge_rows(self, rows: WordedRows) -> tuple[int, int]:
        """Add or update songs in one transaction; return how many were added, and how many were changed."""
        pairs = ((row, self.ready_words(words) if isinstance(words, Document) else words) for row, words in rows)
        with operation(self._connections, "merge_rows") as running:
            merge = _Merge(running)
            with _orders_at_the_end(running.connection, merge.missing(len(rows))):
                while batch := list(islice(pairs, _BATCH)):
                    merge.take(batch)
            # All at once: the full-text tables put themselves in order after a large change.
            index_songs(running.connection, merge.touched, merge.ready)
        return merge.added, merge.updated

    def iterate_rows(self) -> Iterator[tuple[CatalogueRow, Document | None]]:
        """Yield every song in the order songs were added."""
        last = 0
        while True:
            with self._connections.reading() as connection:
                page = connection.execute(_ALL, (last, _BATCH)).fetchall()
            if not page:
                return
            for row in page:
                yield _pair(row)
            last = page[-1][0]


@contextmanager
def _orders_at_the_end(connection: sqlite3.Connection, new: float) -> Iterator[None]:
    """Where most songs will be new, take the indexes of the lists' orders down and build them when all songs are in.

    Sorting once is several times cheaper than finding each song's place in nine indexes. All of it is within the
    transaction: others see the old state or the new one.
    """
    if new < _MOSTLY:
        yield
        return
    orders = connection.execute(
        "SELECT name, sql FROM sqlite_master WHERE type = 'index'"
        " AND (name GLOB 'metadata_by_*' OR name IN ('metadata_folded', 'metadata_skeleton'))"
    ).fetchall()
    for name, _ in orders:
        connection.execute(f"DROP INDEX {name}")
    yield
    for _, statement in orders:
        connection.execute(statement)


class _Merge:
    """One merge: what is there already, by id and by identity."""

    def __init__(self, running: Operation) -> None:
        self.added = 0
        self.updated = 0
        self.touched: set[int] = set()
        self.ready: dict[int, tuple[str, str]] = {}
        self._running = running
        self._names = Names(running)
        self._by_id: dict[str, int] = {}
        self._by_identity: dict[Identity, int] = {}
        for song_id, rid, folded, artist, album in running.connection.execute(_EXISTING):
            self._by_id[song_id] = rid
            self._by_identity.setdefault((folded, fold(artist), album), rid)

    def missing(self, count: int) -> float:
        """Return the share of the catalogue's songs that will be new ones, guessed from the numbers."""
        return max(count - len(self._by_id), 0) / max(count, _BATCH)

    def take(self, rows: Sequence[Pair]) -> None:
        """Merge some rows; a row that is the same song as an earlier new one waits until that one is in."""
        fresh: list[tuple[Identity, Pair]] = []
        coming: set[Identity | str] = set()
        for row, words in rows:
            identity = _identity(row)
            if (row.id and row.id in coming) or identity in coming:
                self._insert(fresh)
                fresh, coming = [], set()
            rid = self._by_id.get(row.id) if row.id else None
            if rid is None:
                rid = self._by_identity.get(identity)
            if rid is not None:
                self._update(rid, row, words)
                continue
            fresh.append((identity, (row, words)))
            coming.add(identity)
            if row.id:
                coming.add(row.id)
        self._insert(fresh)

    def _insert(self, rows: Sequence[tuple[Identity, Pair]]) -> None:
        if not rows:
            return
        songs = [_new_song(row) for _, (row, _) in rows]
        taken = self._taken([song.id for song in songs if song.id])
        if taken:
            # The id belongs to a song that was removed: the row is a new song.
            songs = [_new_song(row, keep_id=row.id not in taken) for _, (row, _) in rows]
        words = [words for _, (_, words) in rows]
        ids, rids = insert.insert_songs(self._running, self._names, songs, [None] * len(songs), words)
        self.touched.update(rids)
        self.ready.update((rid, each[-2:]) for rid, each in zip(rids, words, strict=True) if each is not None)
        for song_id, rid, (identity, _) in zip(ids, rids, rows, strict=True):
            self._by_id[song_id] = rid
            self._by_identity.setdefault(identity, rid)
        self.added += len(rows)

    def _taken(self, ids: Sequence[SongId]) -> set[str]:
        found = self._running.connection.execute(
            "SELECT id FROM metadata WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),)
        )
        return {song_id for (song_id,) in found}

    def _update(self, rid: int, row: CatalogueRow, ready: ReadyWords | None) -> None:
        connection = self._running.connection
        before = connection.execute(_BEFORE, (rid,)).fetchone()
        fields, was = self._differences(rid, before, row)
        if fields:
            update_song(self._running, rid, fields, was)
        words = ready is not None and before[8] != ready.document and _differ(before[8], ready.document, row.lyrics)
        if words and ready is not None:
            put_document(self._running, rid, Document.from_json(json.loads(ready.document)))
            self.ready.pop(rid, None)
        if fields or words:
            self._running.changed("metadata", [before[0]], "update")
            self.touched.add(rid)
            self.updated += 1

    def _differences(self, rid: int, before: Sequence[Any], row: CatalogueRow) -> tuple[dict[str, Any], str]:
        """Return the columns to be changed, and what the song was where its credits are changed already."""
        fields: dict[str, Any] = {}
        was = ""
        title, album, artists = clean(row.title), clean(row.album), _artists(row)
        if title and title != before[1]:
            romanised = romanise_title(title)
            fields |= {
                "song_name": title,
                "romanised": romanised,
                "folded": fold(title),
                "skeleton": skeleton(title),
                "title_key": title_key(title),
                "roman_key": roman_key(title, romanised),
            }
        if artists and _SEPARATOR.join(artists) != before[2] and row.artist != before[2]:
            was = stored_fields(self._running.connection, rid)
            fields |= self._credited(rid, artists)
        if album and album != before[3]:
            owner = before[9] or (artists[0] if artists else before[2].split(_SEPARATOR)[0])
            self._names.prepare([], [(album, owner)], [])
            named = self._names.album(album, owner)
            fields |= {"album_id": named.id, "album_key": named.sort_key}
        date = ReleaseDate.parse(row.release_date)
        if date is not None and date != release_date(before[4], before[5]):
            fields |= {"release_date": date.first_day.isoformat(), "release_precision": date.precision.value}
        if row.language and row.language != before[6]:
            fields["language"] = row.language
        if row.plays and row.plays != before[7]:
            fields["popularity"] = row.plays
        return fields, was

    def _credited(self, rid: int, artists: tuple[str, ...]) -> dict[str, Any]:
        connection = self._running.connection
        genres = [
            name
            for (name,) in connection.execute(
                "SELECT g.name FROM song_genres sg JOIN genres g ON g.id = sg.genre_id WHERE sg.song_rid = ?"
                " ORDER BY sg.position",
                (rid,),
            )
        ]
        described = describe_again(self._running, rid, NewSong("", artists=artists, genres=tuple(genres)))
        return {name: described[name] for name in ("artist_id", "artist_credit", "artist_key")}


def _artists(row: CatalogueRow) -> tuple[str, ...]:
    return tuple(insert.credited(row.artist.split(_SEPARATOR.strip())))


def _identity(row: CatalogueRow) -> Identity:
    return fold(clean(row.title)), fold(", ".join(_artists(row))), fold(clean(row.album))


def _new_song(row: CatalogueRow, *, keep_id: bool = True) -> NewSong:
    return NewSong(
        title=row.title,
        artists=_artists(row),
        album=row.album,
        release_date=ReleaseDate.parse(row.release_date),
        language=row.language,
        popularity=row.plays,
        id=SongId(row.id) if row.id and keep_id else None,
    )


def _differ(before: str | None, after: str, text: str) -> bool:
    """Whether words are others than before. A text that the words before are written as says nothing new.

    A text cannot hold everything that words can: what is read from it may be less than what it was written from.
    """
    if before is None:
        return True
    known = json.loads(before)
    return bool(known != json.loads(after) and write_lrc(Document.from_json(known)).split() != text.split())


def _pair(row: Sequence[Any]) -> tuple[CatalogueRow, Document | None]:
    document = None if row[9] is None else Document.from_json(json.loads(row[9]))
    date = release_date(row[5], row[6])
    written = CatalogueRow(
        title=row[2],
        artist=row[3],
        album=row[4],
        release_date="" if date is None else str(date),
        language=row[7],
        plays=row[8],
        id=row[1],
    )
    return written, document
