"""The statement for an ordered list of song ids: source, filters, order. Names and values are never spliced in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.adapters.sql.filters import filter_conditions
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.songs_read import path_bytes
from pluto_desktop.domain.views import SongQuery, Sort, Source

RECENT = 1000
"""How many songs *recently added* and *recently played* hold."""

_TIES = "m.roman_key, m.id"


@dataclass(slots=True)
class _Statement:
    join: str = ""
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
}

_UNKNOWN = {
    "m.artist_key > ''": "m.artist_key = ''",
    "m.album_key > ''": "m.album_key = ''",
    "m.release_date IS NOT NULL": "m.release_date IS NULL",
    "m.genre_key > ''": "m.genre_key = ''",
    "m.duration_ms IS NOT NULL": "m.duration_ms IS NULL",
}

_DISC_TRACK = "m.disc IS NULL, m.disc, m.track IS NULL, m.track, m.roman_key, m.id"


def statements(query: SongQuery) -> tuple[list[str], dict[str, object]]:
    """Return the statements whose answers, one after the other, are the list; and the values they share."""
    base = _of_source(query)
    base.where += filter_conditions(query.filter, base.values)
    if query.sort is Sort.NATURAL:
        return [_select(base, base.order, reverse=query.descending)], base.values
    if query.sort is Sort.PLAYS:
        return _by_plays(base, descending=query.descending), base.values
    column = _COLUMNS[query.sort]
    if not column.known:
        return [_select(base, column.terms, reverse=query.descending)], base.values
    return [
        _select(base, column.terms, reverse=query.descending, also=column.known),
        _select(base, _TIES, reverse=False, also=_UNKNOWN[column.known]),
    ], base.values


def _by_plays(base: _Statement, *, descending: bool) -> list[str]:
    join = base.join + " JOIN device.play_counts pc ON pc.song_id = m.id"
    played = _select(_Statement(join, base.where), f"pc.plays, {_TIES}", reverse=descending)
    unplayed = _select(base, _TIES, reverse=False, also="m.id NOT IN (SELECT song_id FROM device.play_counts)")
    return [played, unplayed] if descending else [unplayed, played]


def _select(base: _Statement, order: str, *, reverse: bool, also: str = "") -> str:
    where = " AND ".join([*base.where, also] if also else base.where)
    if reverse:
        order = ", ".join(_reversed(term) for term in order.split(", "))
    return f"SELECT m.id FROM metadata m{base.join} WHERE {where} ORDER BY {order}"  # noqa: S608 - constants only


def _reversed(term: str) -> str:
    if term.endswith(" IS NULL"):
        return term
    return term.removesuffix(" DESC") if term.endswith(" DESC") else f"{term} DESC"


def _of_source(query: SongQuery) -> _Statement:
    statement = _Statement(values={"key": query.key})
    match query.source:
        case Source.ALL:
            statement.values = {}
        case Source.FAVOURITES:
            statement = _Statement(" JOIN device.favourites f ON f.song_id = m.id", order=f"f.at DESC, {_TIES}")
        case Source.RECENTLY_ADDED:
            statement.values = {"recent": RECENT}
            statement.join = (
                " JOIN (SELECT rid FROM metadata WHERE deleted_at IS NULL"
                " ORDER BY created_at DESC, id DESC LIMIT :recent) n ON n.rid = m.rid"
            )
            statement.order = f"m.created_at DESC, {_TIES}"
        case Source.RECENTLY_PLAYED:
            recent = "(SELECT song_id, last_at FROM device.play_counts ORDER BY last_at DESC LIMIT :recent)"
            statement = _Statement(
                f" JOIN {recent} r ON r.song_id = m.id", order=f"r.last_at DESC, {_TIES}", values={"recent": RECENT}
            )
        case Source.ALBUM:
            statement.where.append("m.album_id = :key")
            statement.order = _DISC_TRACK
        case Source.ARTIST:
            statement.where.append("m.rid IN (SELECT song_rid FROM artist_credits WHERE artist_id = :key)")
            statement.order = f"m.release_date IS NULL, m.release_date, m.album_key, m.album_id, {_DISC_TRACK}"
        case Source.PLAYLIST:
            statement.join = " JOIN device.playlist_songs ps ON ps.song_id = m.id"
            statement.where.append("ps.playlist_id = :key")
            statement.order = "ps.position"
        case Source.GENRE:
            statement.values["key"] = fold(query.key)
            statement.where.append(
                "m.rid IN (SELECT sg.song_rid FROM song_genres sg JOIN genres g ON g.id = sg.genre_id"
                " WHERE g.folded = :key)"
            )
        case Source.FOLDER:
            statement.values["key"] = path_bytes(Path(query.key))
            # The file of a song with several copies in the folder counts once.
            statement.join = (
                " JOIN songs s ON s.id = m.song_id JOIN (SELECT sha256, min(path) AS path FROM locations"
                " WHERE folder = :key GROUP BY sha256) l ON l.sha256 = s.media_sha256"
            )
            statement.order = "l.path, m.id"
    return statement
