"""The search tables asked: candidates for a query, cheap and many, more popular ones first."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, NamedTuple

from pluto_desktop.adapters.sql.column import read_column
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.filters import filter_conditions
from pluto_desktop.adapters.sql.search_match import Terms, match_of, quoted
from pluto_desktop.adapters.sql.search_places import RID_MASK
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.ports.search_index import LineCandidate, NameCandidate, SongCandidate
from pluto_desktop.search.folding import query_words

_NEAR = 12
"""How many words of lyrics may lie between the words looked for."""
_STEPS_BETWEEN_LOOKS = 2000
_LAST = "\U0010ffff"
_KEPT = 2000
"""Songs that a thread keeps for the next key, which mostly brings the same ones; about 2 MB."""

# The columns are the fields of a candidate, in their order, as making one from a row is a good part of the work.
_SONGS = """SELECT found.value, m.id, m.song_name, m.romanised, m.artist_credit, coalesce(al.title, ''),
  CAST(substr(m.release_date, 1, 4) AS INTEGER), s.title, s.artist, s.album, m.popularity, s.roman, m.duration_ms,
  c.media_sha256
FROM json_each(?) AS found CROSS JOIN search_songs s ON s.rid = (found.value & 1099511627775)
CROSS JOIN metadata m ON m.rid = s.rid
LEFT JOIN albums al ON al.id = m.album_id LEFT JOIN covers c ON c.id = m.cover_id"""
_LINES = """SELECT found.value, m.id, m.song_name, m.artist_credit, s.lines, m.popularity, c.media_sha256
FROM json_each(?) AS found CROSS JOIN search_lyrics s ON s.rid = (found.value & 1099511627775)
CROSS JOIN metadata m ON m.rid = s.rid LEFT JOIN covers c ON c.id = m.cover_id"""
_ARTISTS = """SELECT ar.id, ar.artist_name, '', s.words, s.songs, NULL
FROM json_each(?) AS found CROSS JOIN search_artists s ON s.rid = (found.value & 1099511627775)
CROSS JOIN artists ar ON ar.rid = s.rid"""
_ALBUMS = """SELECT al.id, al.title, al.album_artist, s.words, s.songs,
  (SELECT c.media_sha256 FROM metadata m JOIN covers c ON c.id = m.cover_id
   WHERE m.album_id = al.id AND m.deleted_at IS NULL LIMIT 1)
FROM json_each(?) AS found CROSS JOIN search_albums s ON s.rid = (found.value & 1099511627775)
CROSS JOIN albums al ON al.rid = s.rid"""
_EDITED = "SELECT entity_id FROM device.pending_edits UNION SELECT song_id FROM device.pending_songs"
_ELSEWHERE = """SELECT m.id FROM json_each(:ids) wanted CROSS JOIN metadata m ON m.id = wanted.value
CROSS JOIN songs s ON s.id = m.song_id
WHERE NOT EXISTS (SELECT 1 FROM locations l WHERE l.sha256 = s.media_sha256 AND l.reachable)"""

_KEPT_LYRICS = 64
"""Songs whose lines a thread keeps, taken apart; about 2 MB."""


class _Lyrics(NamedTuple):
    """The words of a song: number, start, text and skeleton of each line."""

    song_id: SongId
    title: str
    artist: str
    lines: list[tuple[int, int | None, str, str]]
    popularity: int
    cover: MediaHash | None


class _Asked(threading.local):
    """What a thread is in the middle of asking, and the songs it kept from before."""

    connection: sqlite3.Connection | None = None
    cancel: CancelToken | None = None
    state = -1
    """SQLite's number of the state of the catalogue that the songs were read from."""

    def __init__(self) -> None:
        self.songs: dict[int, SongCandidate] = {}
        self.lyrics: dict[int, _Lyrics] = {}


class SqlSearchIndex:
    """Asks the search tables; fulfils SearchIndex. Safe from any thread: each has its own connection."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._asked = _Asked()

    @contextmanager
    def asking(self, cancel: CancelToken | None = None) -> Iterator[None]:
        """Answer what this thread asks inside the block from one state of the library."""
        asked = self._asked
        with self._connections.reading() as connection:
            if cancel is not None:
                cancel.raise_if_cancelled()
                connection.set_progress_handler(lambda: cancel.cancelled, _STEPS_BETWEEN_LOOKS)
            connection.execute("BEGIN")
            try:
                asked.connection, asked.cancel = connection, cancel
                (state,) = connection.execute("PRAGMA main.data_version").fetchone()
                if state != asked.state or len(asked.songs) > _KEPT:
                    asked.songs.clear()
                if state != asked.state or len(asked.lyrics) > _KEPT_LYRICS:
                    asked.lyrics.clear()
                asked.state = state
                yield
            finally:
                asked.connection = asked.cancel = None
                connection.set_progress_handler(None, 0)
                connection.execute("ROLLBACK")

    def songs_by_joined_prefix(self, prefix: str, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        """Songs whose joined title skeleton starts with ``prefix`` at a word, in the keys' order."""
        filters, values = _filtered(wanted)
        if wanted.artist or wanted.album:
            # The keys know titles only, so the rest is asked of the full text.
            filters.append("k.place IN (SELECT rowid FROM search_songs_fts WHERE search_songs_fts MATCH :match)")
            values["match"] = " AND ".join(_of_columns(wanted))
        return self._songs(
            f"""SELECT DISTINCT k.place FROM search_keys k {_joined("k.place", filters)}
            WHERE k.key >= :first AND k.key < :last {_and(filters)} LIMIT :limit""",  # noqa: S608 - constants
            {**values, "first": prefix, "last": prefix + _LAST, "limit": limit},
        )

    def songs_by_terms(
        self, terms: Terms, limit: int, wanted: SongFilter, *, title_only: bool = False
    ) -> list[SongCandidate]:
        """Songs holding, for every group, one of its terms."""
        match = match_of(terms)
        if not match:
            return []
        return self._matching(
            [f"title : ({match})" if title_only else f"({match})", *_of_columns(wanted)], limit, wanted
        )

    def songs_filtered(self, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        """Return the most popular songs a filter lets through."""
        columns = _of_columns(wanted)
        if columns:
            return self._matching(columns, limit, wanted)
        filters, values = _filtered(wanted)
        return self._songs(
            f"""SELECT m.rid FROM metadata m WHERE m.deleted_at IS NULL {_and(filters)}
            ORDER BY m.popularity DESC LIMIT :limit""",  # noqa: S608 - constants
            {**values, "limit": limit},
        )

    def lines_by_terms(self, terms: Terms, limit: int) -> list[LineCandidate]:
        """Lines holding one of the terms of every group; the best of each song."""
        match = _near(terms)
        if not match:
            return []
        places = self._column(
            "SELECT rowid FROM search_lyrics_fts WHERE search_lyrics_fts MATCH :match LIMIT :limit",
            {"match": match, "limit": limit},
        )
        known = self._asked.lyrics if self._asked.connection is not None else {}
        for place, song_id, title, artist, stored, popularity, cover in self._rows(
            _LINES, [place for place in places if place not in known]
        ):
            known[place] = _Lyrics(song_id, title, artist, json.loads(stored), popularity, cover)
        return [_best_line(known[place], terms) for place in places if place in known]

    def artists_by_terms(self, terms: Terms, limit: int) -> list[NameCandidate]:
        """Artists whose name holds, for every group, one of its terms."""
        return self._names("artists", _ARTISTS, terms, limit)

    def albums_by_terms(self, terms: Terms, limit: int) -> list[NameCandidate]:
        """Albums whose title holds, for every group, one of its terms."""
        return self._names("albums", _ALBUMS, terms, limit)

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Return every skeleton term of titles, artists and albums with the number of songs it is in."""
        with self._connections.reading() as connection:
            rows = read_column(connection, "SELECT term || ' ' || doc FROM search_terms", {})
        return ((term, int(songs)) for term, _, songs in (row.rpartition(" ") for row in rows))

    def edited_songs(self) -> frozenset[SongId]:
        """Return the songs with edits that wait."""
        rows = self._execute(_EDITED, {})
        return frozenset(SongId(song_id) for (song_id,) in rows)

    def songs_elsewhere(self, songs: Sequence[SongId]) -> frozenset[SongId]:
        """Return those of the songs whose sound is not here."""
        rows = self._execute(_ELSEWHERE, {"ids": json.dumps(list(songs))})
        return frozenset(SongId(song_id) for (song_id,) in rows)

    def vocabulary_version(self) -> int:
        """Return the number of the newest change of the catalogue."""
        with self._connections.reading() as connection:
            return int(connection.execute("SELECT seq FROM feed_head").fetchone()[0])

    def _matching(self, matches: Sequence[str], limit: int, wanted: SongFilter) -> list[SongCandidate]:
        filters, values = _filtered(wanted)
        return self._songs(
            f"""SELECT f.rowid FROM search_songs_fts f {_joined("f.rowid", filters)}
            WHERE f.search_songs_fts MATCH :match {_and(filters)} LIMIT :limit""",  # noqa: S608 - constants
            {**values, "match": " AND ".join(matches), "limit": limit},
        )

    def _songs(self, statement: str, values: dict[str, object]) -> list[SongCandidate]:
        places = self._column(statement, values)
        # Outside a block nothing says that the library is still as it was.
        known = self._asked.songs if self._asked.connection is not None else {}
        for row in self._rows(_SONGS, [place for place in places if place not in known]):
            known[row[0]] = SongCandidate._make(row[1:])
        return [known[place] for place in places if place in known]

    def _names(self, kind: str, statement: str, terms: Terms, limit: int) -> list[NameCandidate]:
        match = match_of(terms)
        if not match:
            return []
        places = self._column(
            f"SELECT rowid FROM search_{kind}_fts WHERE search_{kind}_fts MATCH :match LIMIT :limit",  # noqa: S608
            {"match": match, "limit": limit},
        )
        of = ArtistId if kind == "artists" else AlbumId
        return [
            NameCandidate(of(name_id), name, detail, folded, songs, _cover(cover))
            for name_id, name, detail, folded, songs, cover in self._rows(statement, places)
        ]

    def _column(self, statement: str, values: dict[str, object]) -> list[int]:
        # A short statement ends before SQLite looks whether it is to be broken off.
        if self._asked.cancel is not None:
            self._asked.cancel.raise_if_cancelled()
        return [place for (place,) in self._execute(statement, values)]

    def _rows(self, statement: str, places: Sequence[int]) -> list[tuple[Any, ...]]:
        return self._execute(statement, (json.dumps(places),)) if places else []

    def _execute(self, statement: str, values: dict[str, object] | tuple[str]) -> list[tuple[Any, ...]]:
        if self._asked.connection is not None:
            return self._asked.connection.execute(statement, values).fetchall()
        with self._connections.reading() as connection:
            return connection.execute(statement, values).fetchall()


def _near(terms: Terms) -> str:
    """Return the match for words near each other: one NEAR where each group has one term, else AND."""
    if len(terms) > 1 and all(len(group) == 1 for group in terms):
        words = " ".join(quoted(group[0][0], prefix=group[0][1]) for group in terms)
        return f"NEAR({words}, {_NEAR})"
    return match_of(terms)


def _of_columns(wanted: SongFilter) -> list[str]:
    """Return the part of a filter that the full text answers."""
    matches = []
    for column, text in (("artist", wanted.artist), ("album", wanted.album)):
        if words := query_words(text):
            matches.append(f"{column} : ({match_of([[(word, True)] for word in words])})")
    return matches


def _filtered(wanted: SongFilter) -> tuple[list[str], dict[str, object]]:
    """Return the rest of a filter as conditions on ``metadata`` under the alias ``m``, with their values."""
    values: dict[str, object] = {}
    return filter_conditions(replace(wanted, artist="", album=""), values), values


def _joined(place: str, filters: Sequence[str]) -> str:
    return f"CROSS JOIN metadata m ON m.rid = ({place} & {RID_MASK})" if any("m." in one for one in filters) else ""


def _and(filters: Sequence[str]) -> str:
    return "".join(f" AND {condition}" for condition in filters)


def _cover(sha256: str | None) -> MediaHash | None:
    return None if sha256 is None else MediaHash(sha256)


def _best_line(lyrics: _Lyrics, terms: Terms) -> LineCandidate:
    """Return the first of the lines that hold the most groups."""
    groups = [[f" {term}" if prefix else f" {term} " for term, prefix in group] for group in terms]
    top, chosen = -1, lyrics.lines[0]
    for line in lyrics.lines:
        words = f" {line[3]} "
        held = sum(any(term in words for term in group) for group in groups)
        if held > top:
            top, chosen = held, line
    number, start_ms, text, folded = chosen
    return LineCandidate(
        lyrics.song_id, lyrics.title, lyrics.artist, text, folded, start_ms, number, lyrics.popularity, lyrics.cover
    )
