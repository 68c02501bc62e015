"""Filters on songs as conditions on the table ``metadata`` under the alias ``m``; shared by lists and by search."""

from __future__ import annotations

from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.search.folding import skeleton

_HAS = {
    "lyrics": "m.lyrics_id IS NOT NULL",
    "words": "m.lyrics_id IN (SELECT id FROM lyrics WHERE timing = 'word')",
    "bgm": "m.bgm_id IS NOT NULL",
    "cover": "m.cover_id IS NOT NULL",
    "audio": "m.song_id IS NOT NULL",
}

# A wanted text matches from the start of a word on: "anna" finds "tallapaka annamayya", not "joanna".
_ARTIST = """m.rid IN (SELECT ac.song_rid FROM artist_credits ac JOIN artists ar ON ar.id = ac.artist_id
  WHERE instr(' ' || ar.skeleton, :f_artist) > 0)"""
_ALBUM = "m.album_id IN (SELECT id FROM albums WHERE instr(' ' || skeleton, :f_album) > 0)"
_GENRE = """m.rid IN (SELECT sg.song_rid FROM song_genres sg JOIN genres ge ON ge.id = sg.genre_id
  WHERE instr(' ' || ge.folded, :f_genre) > 0)"""
_LANGUAGE = """(m.language = :f_language OR m.lyrics_id IN (
  SELECT id FROM lyrics WHERE instr(' ' || languages || ' ', ' ' || :f_language || ' ') > 0))"""


def filter_conditions(wanted: SongFilter, values: dict[str, object]) -> list[str]:
    """Return the conditions of a filter, to be joined by AND, and put the values they name into ``values``.

    A name in ``has`` or ``has_not`` that nobody knows lets nothing through.
    """
    conditions: list[str] = []
    if wanted.artist:
        conditions.append(_ARTIST)
        values["f_artist"] = " " + skeleton(wanted.artist)
    if wanted.album:
        conditions.append(_ALBUM)
        values["f_album"] = " " + skeleton(wanted.album)
    if wanted.genre:
        conditions.append(_GENRE)
        values["f_genre"] = " " + fold(wanted.genre)
    if wanted.language:
        conditions.append(_LANGUAGE)
        values["f_language"] = wanted.language
    if wanted.year_from is not None:
        conditions.append("m.release_date >= :f_from")
        values["f_from"] = f"{max(wanted.year_from, 0):04d}"
    if wanted.year_to is not None:
        conditions.append("m.release_date < :f_to")
        values["f_to"] = f"{max(wanted.year_to, 0):04d}-99"
    conditions += [_HAS.get(name, "0") for name in sorted(wanted.has)]
    conditions += [f"NOT ({_HAS[name]})" if name in _HAS else "0" for name in sorted(wanted.has_not)]
    return conditions
