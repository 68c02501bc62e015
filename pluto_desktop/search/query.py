"""What was typed: words to be found, and words that filter (``artist:annamayya year:1990-1999 -has:bgm lang:te``)."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pluto_desktop.domain.views import SongFilter

HAS = frozenset({"lyrics", "words", "bgm", "cover", "audio"})
"""What ``has:`` may ask for."""

_LANGUAGES = {"telugu": "te", "తెలుగు": "te", "english": "en", "hindi": "hi", "tamil": "ta", "kannada": "kn"}
_FILTER = re.compile(r"""(?<!\S)(-?)(artist|album|genre|year|has|lang|language):("[^"]*"?|\S*)""", re.IGNORECASE)
_YEARS = re.compile(r"(\d{1,4})?\s*(-|\.\.|–)?\s*(\d{1,4})?")


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter word that was understood, and where it stands in what was typed."""

    key: str
    value: str
    negated: bool
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Query:
    """What was typed, understood: ``text`` is what is left to be found once the filters are taken out."""

    text: str
    filter: SongFilter = field(default_factory=SongFilter)
    chips: tuple[Chip, ...] = ()


def parse(typed: str) -> Query:
    """Understand what was typed. Never raises: what is no filter is text; a filter without a value says nothing yet."""
    typed = typed.encode("utf-8", "replace").decode("utf-8")  # a half surrogate is nothing a database can be asked
    wanted = SongFilter()
    chips: list[Chip] = []
    left: list[str] = []
    end = 0
    for match in _FILTER.finditer(typed):
        negated, key, value = match[1] == "-", match[2].lower(), match[3].strip('"').strip()
        key = "lang" if key == "language" else key
        if value:
            narrowed = _READERS[key](wanted, value, negated)
            if narrowed is None:
                continue
            wanted = narrowed
            chips.append(Chip(key, value, negated, match.start(), match.end()))
        left.append(typed[end : match.start()])
        end = match.end()
    left.append(typed[end:])
    text = " ".join(part.strip() for part in left[:-1] if part.strip())
    return Query(f"{text} {left[-1].lstrip()}" if text else left[-1].lstrip(), wanted, tuple(chips))


def without(typed: str, chip: Chip) -> str:
    """Return what was typed without one of its filters."""
    return " ".join((typed[: chip.start].rstrip() + " " + typed[chip.end :].lstrip()).split(" ")).lstrip()


def _years(wanted: SongFilter, value: str) -> SongFilter | None:
    match = _YEARS.fullmatch(value)
    if match is None or not (match[1] or match[3]):
        return None
    first, last = (int(year) if year else None for year in (match[1], match[3]))
    return replace(wanted, year_from=first, year_to=last if match[2] else first)


def _has(wanted: SongFilter, value: str, negated: bool) -> SongFilter | None:
    name = value.lower()
    if name not in HAS:
        return None
    if negated:
        return replace(wanted, has_not=wanted.has_not | {name})
    return replace(wanted, has=wanted.has | {name})


def _language(wanted: SongFilter, value: str) -> SongFilter:
    return replace(wanted, language=_LANGUAGES.get(value.casefold(), value.lower()))


# Only ``has`` can be turned round; a minus before another filter makes it text.
_READERS: dict[str, Callable[[SongFilter, str, bool], SongFilter | None]] = {
    "artist": lambda wanted, value, negated: None if negated else replace(wanted, artist=value),
    "album": lambda wanted, value, negated: None if negated else replace(wanted, album=value),
    "genre": lambda wanted, value, negated: None if negated else replace(wanted, genre=value),
    "lang": lambda wanted, value, negated: None if negated else _language(wanted, value),
    "year": lambda wanted, value, negated: None if negated else _years(wanted, value),
    "has": _has,
}
