"""The statement for an ordered list of song ids: source, filters, order. Names and values are never spliced in.

Orders that are not the catalogue's own (:data:`BY_HAND`) are left to :mod:`pluto_desktop.adapters.sql.song_ids`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.adapters.sql.filters import filter_conditions
from pluto_desktop.adapters.sql.kept import HERE_RIDS, PINNED_RIDS
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.songs_read import path_bytes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery, Sort, Source

RECENT = 1000
"""How many songs *recently added* and *recently played* hold."""

BY_HAND = frozenset({Sort.PLAYS, Sort.PLAYED, Sort.RANDOM})
"""Orders in which the statement leaves its songs as they are among equals."""

_TIES = "m.roman_key, m.id"


@dataclass(slots=True)
class _Statement:
    tables: str = "metadata m"
    where: list[str] = field(default_factory=lambda: ["m.deleted_at IS NULL"])
    order: str = _TIES
    values: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Column:
    """An order: its terms, and the test that the first of them is known (unknown ones come last either way)."""

    terms: str
    known: str = ""


_COLUMNS = {
    Sort.TITLE: _Column("m.title_key, m.roman_key, m.id"),
    Sort.ROMANISED: _Column(_TIES),
    Sort.ARTIST: _Column("m.artist_key, m.album_key, m.disc, m.track, m.roman_key, m.id", "m.artist_key > ''"),
    Sort.ALBUM: _Column("m.album_key, m.album_id, m.disc, m.track, m.roman_key, m.id", "m.album_key > ''"),
    Sort.YEAR: _Column("m.release_date, m.roman_key, m.id", "m.release_date IS NOT NULL"),
    Sort.GENRE: _Column("m.genre_key, m.roman_key, m.id", "m.genre_key > ''"),
    Sort.DURATION: _Column("m.duration_ms, m.roman_key, m.id", "m.duration_ms IS NOT NULL"),
    Sort.POPULARITY: _Column("m.popularity, m.roman_key, m.id"),
    Sort.ADDED: _Column("m.created_at, m.id"),
    **{sort: _Column(_TIES) for sort in BY_HAND},
}

_UNKNOWN = {
    "m.artist_key > ''": "m.artist_key = ''",
    "m.album_key > ''": "m.album_key = ''",
    "m.release_date IS NOT NULL": "m.release_date IS NULL",
    "m.genre_key > ''": "m.genre_key = ''",
    "m.duration_ms IS NOT NULL": "m.duration_ms IS NULL",
}

_DISC_TRACK = "m.disc IS NULL, m.disc, m.track IS NULL, m.track, m.roman_key, m.id"


def order_of(query: SongQuery) -> tuple[Sort, bool]:
    """Return the order of a list, and whether it is descending: a smart playlist's own is its rule's."""
    rule = query.selection
    if query.source is Source.SMART and query.sort is Sort.NATURAL and rule is not None and rule.limit is None:
        return rule.sort, rule.descending != query.descending
    return query.sort, query.descending


def statements(query: SongQuery, chosen: Sequence[SongId] = ()) -> tuple[list[str], dict[str, object]]:
    """Return the statements whose answers, one after the other, are the list; and the values they share.

    ``chosen`` are the songs of a smart playlist that has only so many, in its order.
    """
    base = _filtered(query, chosen)
    sort, descending = order_of(query)
    if sort is Sort.NATURAL:
        return [_select(base, base.order, reverse=descending)], base.values
    column = _COLUMNS[sort]
    if not column.known:
        reverse = descending and sort not in BY_HAND
        return [_select(base, column.terms, reverse=reverse)], base.values
    return [
        _select(base, column.terms, reverse=descending, also=column.known),
        _select(base, _TIES, reverse=False, also=_UNKNOWN[column.known]),
    ], base.values


def counting(query: SongQuery, chosen: Sequence[SongId] = ()) -> tuple[str, dict[str, object]]:
    """Return the statement that counts the songs of a list, and its values."""
    base = _filtered(query, chosen)
    where = " AND ".join(base.where)
    return f"SELECT count(*) FROM {base.tables} WHERE {where}", base.values  # noqa: S608 - constants only


def _filtered(query: SongQuery, chosen: Sequence[SongId]) -> _Statement:
    base = _of_source(query)
    rule = query.selection
    if query.source is Source.SMART and rule is not None:
        if rule.limit is None:
            base.where += filter_conditions(rule.filter, base.values)
        else:
            base.tables = f"json_each(:chosen) ch {_ON_SONG} ch.value"
            base.order = "ch.key"
            base.values["chosen"] = json.dumps(list(chosen))
    base.where += filter_conditions(query.filter, base.values)
    return base


def _select(base: _Statement, order: str, *, reverse: bool, also: str = "") -> str:
    where = " AND ".join([*base.where, also] if also else base.where)
    if reverse:
        order = ", ".join(_reversed(term) for term in order.split(", "))
    return f"SELECT m.id FROM {base.tables} WHERE {where} ORDER BY {order}"  # noqa: S608 - constants only


def _reversed(term: str) -> str:
    if term.endswith(" IS NULL"):
        return term
    return term.removesuffix(" DESC") if term.endswith(" DESC") else f"{term} DESC"


# CROSS JOIN keeps the order of the tables: the few songs of a source are looked up, never the whole catalogue walked.
_ON_SONG = "CROSS JOIN metadata m ON m.id ="
_ON_RID = "CROSS JOIN metadata m ON m.rid ="

_TABLES = {
    Source.ALL: "metadata m",
    Source.FAVOURITES: f"device.favourites f {_ON_SONG} f.song_id",
    Source.RECENTLY_ADDED: f"""(SELECT rid FROM metadata WHERE deleted_at IS NULL
  ORDER BY created_at DESC, id DESC LIMIT :recent) n {_ON_RID} n.rid""",  # noqa: S608 - constants only
    Source.RECENTLY_PLAYED: f"""(SELECT song_id, last_at FROM device.play_counts
  ORDER BY last_at DESC LIMIT :recent) r {_ON_SONG} r.song_id""",  # noqa: S608 - constants only
    Source.ALBUM: "metadata m",
    Source.SMART: "metadata m",
    Source.ARTIST: f"""(SELECT DISTINCT song_rid FROM artist_credits
  WHERE artist_id = :key) ac {_ON_RID} ac.song_rid""",  # noqa: S608 - constants only
    Source.PLAYLIST: f"device.playlist_songs ps {_ON_SONG} ps.song_id",
    Source.GENRE: f"""(SELECT DISTINCT sg.song_rid FROM genres g JOIN song_genres sg ON sg.genre_id = g.id
  WHERE g.folded = :key) sg {_ON_RID} sg.song_rid""",  # noqa: S608 - constants only
    # A file that is there several times in the folder counts once.
    Source.FOLDER: """(SELECT sha256, min(path) AS path FROM locations WHERE folder = :key GROUP BY sha256) l
  CROSS JOIN songs s ON s.media_sha256 = l.sha256 CROSS JOIN metadata m ON m.song_id = s.id""",
    Source.ON_DEVICE: f"({PINNED_RIDS} UNION {HERE_RIDS}) d {_ON_RID} d.rid",
}

_NATURAL = {
    Source.FAVOURITES: f"f.at DESC, {_TIES}",
    Source.RECENTLY_ADDED: f"m.created_at DESC, {_TIES}",
    Source.RECENTLY_PLAYED: f"r.last_at DESC, {_TIES}",
    Source.ALBUM: _DISC_TRACK,
    Source.ARTIST: f"m.release_date IS NULL, m.release_date, m.album_key, m.album_id, {_DISC_TRACK}",
    Source.PLAYLIST: "ps.position",
    Source.FOLDER: "l.path, m.id",
}

_WHERE = {Source.ALBUM: "m.album_id = :key", Source.PLAYLIST: "ps.playlist_id = :key"}


def _of_source(query: SongQuery) -> _Statement:
    source = query.source
    statement = _Statement(_TABLES[source], order=_NATURAL.get(source, _TIES))
    if source in _WHERE:
        statement.where.append(_WHERE[source])
    match source:
        case Source.RECENTLY_ADDED | Source.RECENTLY_PLAYED:
            statement.values["recent"] = RECENT
        case Source.ALBUM | Source.ARTIST | Source.PLAYLIST:
            statement.values["key"] = query.key
        case Source.GENRE:
            statement.values["key"] = fold(query.key)
        case Source.FOLDER:
            statement.values["key"] = path_bytes(Path(query.key))
    return statement
