"""Filters on songs as conditions on the table ``metadata`` under the alias ``m``; shared by lists and by search."""

from __future__ import annotations

from pluto_desktop.adapters.sql.kept import HERE_RIDS
from pluto_desktop.adapters.sql.keys import fold
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.adapters.sql.search_match import match_of
from pluto_desktop.adapters.sql.search_places import RID_MASK
from pluto_desktop.domain.views import SongFilter, Span, TextField
from pluto_desktop.search.folding import query_words, skeleton

_DAY_MS = 86_400_000

# Looked up for each song: what many songs have is found at once, where a list of it would have to be made first. The
# index has all that is asked; the rows lie behind the words.
_WORDS = "SELECT 1 FROM lyrics ly INDEXED BY lyrics_told WHERE ly.id = m.lyrics_id"
_HAS = {
    "lyrics": "m.lyrics_id IS NOT NULL",
    "times": f"EXISTS ({_WORDS} AND ly.timing <> 'none')",
    "words": "m.lyrics_id IN (SELECT id FROM lyrics WHERE timing = 'word')",
    "bgm": "m.bgm_id IS NOT NULL",
    "cover": "m.cover_id IS NOT NULL",
    "audio": "m.song_id IS NOT NULL",
    "heart": "m.id IN (SELECT song_id FROM device.favourites)",
    "here": f"m.rid IN ({HERE_RIDS})",
}

# A wanted text matches from the start of a word on: "anna" finds "tallapaka annamayya", not "joanna".
_FIELDS = {
    TextField.ARTIST: """m.rid IN (SELECT ac.song_rid FROM artists ar CROSS JOIN artist_credits ac
  ON ac.artist_id = ar.id WHERE instr(' ' || ar.skeleton, {}) > 0)""",
    TextField.ALBUM: "m.album_id IN (SELECT id FROM albums WHERE instr(' ' || skeleton, {}) > 0)",
    TextField.GENRE: """m.rid IN (SELECT sg.song_rid FROM genres ge CROSS JOIN song_genres sg
  ON sg.genre_id = ge.id WHERE instr(' ' || ge.folded, {}) > 0)""",
    TextField.LANGUAGE: f"""(m.language = trim({{0}}) OR EXISTS ({_WORDS}
  AND instr(' ' || ly.languages || ' ', {{0}}) > 0))""",
    TextField.TAG: "m.tags <> '[]' AND is_tagged(m.tags, {})",
}
_TEXT = f"""m.rid IN (SELECT rowid & {RID_MASK} FROM search_songs_fts
  WHERE search_songs_fts MATCH {{}})"""  # noqa: S608 - constants only


class _Conditions:
    """Conditions as they come together, with the values they name: each value gets a name of its own."""

    def __init__(self, values: dict[str, object]) -> None:
        self.all: list[str] = []
        self._values = values

    def add(self, condition: str, *values: object) -> None:
        """Add a condition whose places in braces stand for values."""
        names = []
        for value in values:
            name = f"f{len(self._values)}"
            self._values[name] = value
            names.append(f":{name}")
        self.all.append(condition.format(*names))

    def add_text(self, field: TextField, text: str, *, negated: bool = False) -> None:
        """Add that a field must hold a text, or must not."""
        condition = _FIELDS[field]
        # An unknown album makes "in" neither true nor false: it holds no text, whichever way it is asked.
        self.add(f"NOT coalesce({condition}, 0)" if negated else condition, _wanted(field, text))

    def add_span(self, column: str, span: Span) -> None:
        """Add that a number must lie in a span: in most that are asked for many do, so a list keeps its own order."""
        if span.first is not None:
            self.add(f"likely({column} >= {{}})", span.first)
        if span.last is not None:
            self.add(f"likely({column} <= {{}})", span.last)


def filter_conditions(wanted: SongFilter, values: dict[str, object]) -> list[str]:
    """Return the conditions of a filter, to be joined by AND, and put the values they name into ``values``.

    A name in ``has`` or ``has_not`` that nobody knows lets nothing through. May be called for several filters.
    """
    conditions = _Conditions(values)
    for field in (TextField.ARTIST, TextField.ALBUM, TextField.GENRE, TextField.LANGUAGE):
        if text := getattr(wanted, field.value):
            conditions.add_text(field, text)
    for test in wanted.more:
        conditions.add_text(test.field, test.text, negated=test.negated)
    if words := query_words(wanted.text):
        conditions.add(_TEXT, match_of([[(word, True)] for word in words]))
    if wanted.year_from is not None:
        conditions.add("m.release_date >= {}", f"{max(wanted.year_from, 0):04d}")
    if wanted.year_to is not None:
        conditions.add("m.release_date < {}", f"{max(wanted.year_to, 0):04d}-99")
    conditions.add_span("m.duration_ms", wanted.length_ms)
    _add_personal(conditions, wanted)
    conditions.all += [_HAS.get(name, "0") for name in sorted(wanted.has)]
    conditions.all += [f"NOT coalesce({_HAS[name]}, 0)" if name in _HAS else "0" for name in sorted(wanted.has_not)]
    return conditions.all


def _add_personal(conditions: _Conditions, wanted: SongFilter) -> None:
    """Add what hangs on when a song came and how often this person heard it."""
    plays = wanted.plays
    if plays.first:
        conditions.add("m.id IN (SELECT song_id FROM device.play_counts WHERE plays >= {})", plays.first)
    if plays.last is not None:
        conditions.add("m.id NOT IN (SELECT song_id FROM device.play_counts WHERE plays > {})", plays.last)
    now = now_ms()
    if wanted.added_within_days is not None:
        conditions.add("m.created_at >= {}", now - wanted.added_within_days * _DAY_MS)
    if wanted.added_before_days is not None:
        conditions.add("m.created_at < {}", now - wanted.added_before_days * _DAY_MS)
    for condition, days in (("IN", wanted.played_within_days), ("NOT IN", wanted.not_played_days)):
        if days is not None:
            played = f"m.id {condition} (SELECT song_id FROM device.play_counts WHERE last_at >= {{}})"  # noqa: S608
            conditions.add(played, now - days * _DAY_MS)


def _wanted(field: TextField, text: str) -> str:
    """Return a text in the form in which a field is compared."""
    match field:
        case TextField.ARTIST | TextField.ALBUM:
            return " " + skeleton(text)
        case TextField.GENRE:
            return " " + fold(text)
        case TextField.LANGUAGE:
            return f" {text} "
        case TextField.TAG:
            return skeleton(text)
