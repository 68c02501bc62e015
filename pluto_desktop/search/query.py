"""What was typed: words to be found, and words that filter (``artist:annamayya year:1990-1999 -has:bgm plays:5-``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pluto_desktop.domain.views import SongFilter, Span, TextField, TextTest

HAS = frozenset({"lyrics", "times", "words", "bgm", "cover", "audio"})
"""What ``has:`` may ask for."""
IS = {"favourite": "heart", "favorite": "heart", "here": "here"}
"""What ``is:`` may ask for, and the name of it in ``SongFilter.has``."""

EXAMPLES = {
    "artist": "artist:annamayya",
    "album": 'album:"jola patalu"',
    "genre": "genre:lullaby",
    "tag": "tag:evening",
    "year": "year:1990-1999",
    "lang": "lang:te",
    "has": "has:lyrics",
    "is": "is:favourite",
    "plays": "plays:5-",
    "played": "played:30d",
    "added": "added:2w",
    "length": "length:3:00-5:00",
}
"""The words that filter, each as it may be written."""

NEGATED = frozenset({"artist", "album", "genre", "tag", "lang", "has", "is", "played", "added"})
"""The words that a minus before them turns round."""

_LANGUAGES = {"telugu": "te", "తెలుగు": "te", "english": "en", "hindi": "hi", "tamil": "ta", "kannada": "kn"}
_FILTER = re.compile(
    rf"""(?<!\S)(-?)({"|".join(EXAMPLES)}|language):("[^"]*"?|\S*)""",
    re.IGNORECASE,
)
_RANGE = r"(-|\.\.|–)"
_YEARS = re.compile(rf"(\d{{1,4}})?\s*{_RANGE}?\s*(\d{{1,4}})?")
_NUMBERS = re.compile(rf"(\d{{1,9}})?\s*{_RANGE}?\s*(\d{{1,9}})?")
_LENGTHS = re.compile(rf"(\d{{1,4}}(?::[0-5]\d)?)?\s*{_RANGE}?\s*(\d{{1,4}}(?::[0-5]\d)?)?")
_DAYS = re.compile(r"(\d{1,5})\s*([dwmy]?)", re.IGNORECASE)
_IN_DAYS = {"": 1, "d": 1, "w": 7, "m": 30, "y": 365}
_MINUTE_MS, _SECOND_MS = 60_000, 1000


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter word that was understood, and where it stands in what was typed."""

    key: str
    value: str
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Misread:
    """A word that filters, whose value is not understood, or not there yet. ``word`` is as it was typed."""

    key: str
    word: str


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood: ``text`` is what is left to be found once the filters are taken out.

    ``misread`` are filters whose value is not understood, which are looked for as text; ``begun`` have none yet.
    """

    text: str
    filter: SongFilter = field(default_factory=SongFilter)
    chips: tuple[Chip, ...] = ()
    misread: tuple[Misread, ...] = ()
    begun: tuple[Misread, ...] = ()


def parse(typed: str) -> Query:
    """Understand what was typed. Never raises: what is no filter is text; a filter without a value says nothing yet."""
    typed = typed.encode("utf-8", "replace").decode("utf-8")  # a half surrogate is nothing a database can be asked
    wanted = SongFilter()
    chips: list[Chip] = []
    misread: list[Misread] = []
    begun: list[Misread] = []
    left: list[str] = []
    end = 0
    for match in _FILTER.finditer(typed):
        negated, key, value = match[1] == "-", match[2].lower(), match[3].strip('"').strip()
        key = "lang" if key == "language" else key
        if value:
            narrowed = None if negated and key not in NEGATED else _READERS[key](wanted, value, negated)
            if narrowed is None:
                misread.append(Misread(key, match[0]))
                continue
            wanted = narrowed
            chips.append(Chip(key, value, negated, match.start(), match.end()))
        else:
            begun.append(Misread(key, match[0]))
        left.append(typed[end : match.start()])
        end = match.end()
    left.append(typed[end:])
    text = " ".join(part.strip() for part in left[:-1] if part.strip())
    text = f"{text} {left[-1].lstrip()}" if text else left[-1].lstrip()
    return Query(text, wanted, tuple(chips), tuple(misread), tuple(begun))


def without(typed: str, chip: Chip) -> str:
    """Return what was typed without one of its filters."""
    return " ".join((typed[: chip.start].rstrip() + " " + typed[chip.end :].lstrip()).split(" ")).lstrip()


def _text(wanted: SongFilter, into: TextField, value: str, *, negated: bool) -> SongFilter:
    """Ask for a text: the first one of a field in its own place, which search is quickest with."""
    if not negated:
        if into is TextField.ARTIST and not wanted.artist:
            return replace(wanted, artist=value)
        if into is TextField.ALBUM and not wanted.album:
            return replace(wanted, album=value)
        if into is TextField.GENRE and not wanted.genre:
            return replace(wanted, genre=value)
        if into is TextField.LANGUAGE and not wanted.language:
            return replace(wanted, language=value)
    return replace(wanted, more=(*wanted.more, TextTest(into, value, negated)))


def _language(wanted: SongFilter, value: str, negated: bool) -> SongFilter:
    return _text(wanted, TextField.LANGUAGE, _LANGUAGES.get(value.casefold(), value.lower()), negated=negated)


def _years(wanted: SongFilter, value: str, _negated: bool) -> SongFilter | None:
    span = _span(_YEARS, value, int)
    return None if span is None else replace(wanted, year_from=span.first, year_to=span.last)


def _plays(wanted: SongFilter, value: str, _negated: bool) -> SongFilter | None:
    span = _span(_NUMBERS, value, int)
    return None if span is None else replace(wanted, plays=span)


def _length(wanted: SongFilter, value: str, _negated: bool) -> SongFilter | None:
    span = _span(_LENGTHS, value, _clock_ms)
    if span is None:
        return None
    if span.first is not None and span.first == span.last and ":" not in value:
        # Four minutes alone are all that begin with a four.
        return replace(wanted, length_ms=Span(span.first, span.first + _MINUTE_MS - 1))
    last = None if span.last is None else span.last + _SECOND_MS - 1
    return replace(wanted, length_ms=Span(span.first, last))


def _clock_ms(text: str) -> int:
    minutes, _, seconds = text.partition(":")
    return int(minutes) * _MINUTE_MS + int(seconds or 0) * _SECOND_MS


def _span(form: re.Pattern[str], value: str, number: Callable[[str], int]) -> Span | None:
    match = form.fullmatch(value)
    if match is None or not (match[1] or match[3]):
        return None
    first, last = (number(end) if end else None for end in (match[1], match[3]))
    return Span(first, last if match[2] else first)


def _has(wanted: SongFilter, value: str, negated: bool) -> SongFilter | None:
    name = value.lower()
    return _holding(wanted, name, negated=negated) if name in HAS else None


def _is(wanted: SongFilter, value: str, negated: bool) -> SongFilter | None:
    name = IS.get(value.lower())
    return None if name is None else _holding(wanted, name, negated=negated)


def _holding(wanted: SongFilter, name: str, *, negated: bool) -> SongFilter:
    if negated:
        return replace(wanted, has_not=wanted.has_not | {name})
    return replace(wanted, has=wanted.has | {name})


def _added(wanted: SongFilter, value: str, negated: bool) -> SongFilter | None:
    days = _days(value)
    if days is None:
        return None
    return replace(wanted, added_before_days=days) if negated else replace(wanted, added_within_days=days)


def _played(wanted: SongFilter, value: str, negated: bool) -> SongFilter | None:
    days = _days(value)
    if days is None:
        return None
    return replace(wanted, not_played_days=days) if negated else replace(wanted, played_within_days=days)


def _days(value: str) -> int | None:
    match = _DAYS.fullmatch(value)
    return None if match is None else int(match[1]) * _IN_DAYS[match[2].lower()]


_READERS: dict[str, Callable[[SongFilter, str, bool], SongFilter | None]] = {
    "artist": lambda wanted, value, negated: _text(wanted, TextField.ARTIST, value, negated=negated),
    "album": lambda wanted, value, negated: _text(wanted, TextField.ALBUM, value, negated=negated),
    "genre": lambda wanted, value, negated: _text(wanted, TextField.GENRE, value, negated=negated),
    "tag": lambda wanted, value, negated: _text(wanted, TextField.TAG, value, negated=negated),
    "lang": _language,
    "year": _years,
    "has": _has,
    "is": _is,
    "plays": _plays,
    "played": _played,
    "added": _added,
    "length": _length,
}
