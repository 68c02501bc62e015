"""From what a reader found, line by line, to the document: languages, order, pairs, ends. The same for every format."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from pluto_desktop.lyrics.document import Line, Word
from pluto_desktop.lyrics.formats.marks import Mark
from pluto_desktop.lyrics.languages import UNKNOWN, language_of, romanised_of, script_of, tagged_language

SAME_STAMP_MS = 5
"""Two lines this close are sung at the same moment."""


@dataclass(slots=True)
class Entry:
    """One line as a reader found it.

    ``layer`` marks a background voice that runs beside its line and ends nothing. ``language`` is what the file says
    of this line alone. ``beside`` are texts in other languages that the file puts to this line; ``romanised`` marks
    one of those as a transliteration of it.
    """

    start_ms: int | None
    text: str
    end_ms: int | None = None
    marks: list[Mark] = field(default_factory=list)
    agent: str = ""
    background: bool = False
    layer: bool = False
    language: str = ""
    beside: list[Entry] = field(default_factory=list)
    romanised: bool = False


@dataclass(slots=True)
class _Group:
    start_ms: int | None
    entries: dict[str, Entry]


def assemble(
    entries: Sequence[Entry], breaks: Sequence[int], named: tuple[str, ...], offset_ms: int = 0
) -> tuple[Line, ...]:
    """Return the lines of a document.

    Ordered by time, stable, untimed lines last; lines within 5 ms in different scripts become one line with two
    texts; an end that is not known is the next later start or break, else None; ``offset_ms`` is taken from every
    time and what would come before zero is at zero.
    """
    entries = sorted(entries, key=lambda entry: (entry.start_ms is None, entry.start_ms or 0))
    groups = _paired(entries, _languages(entries, named))
    marks = sorted({*breaks, *(e.start_ms for e in entries if e.start_ms is not None and not e.layer)})
    return tuple(_line(index, group, marks, offset_ms) for index, group in enumerate(groups, start=1))


def _languages(entries: Sequence[Entry], named: tuple[str, ...]) -> list[str]:
    """Return the language of each entry; a line without letters is in the language most lines are in."""
    scripts = [script_of(entry.text) for entry in entries]
    common = Counter(script for script in scripts if script).most_common(1)
    fallback = common[0][0] if common else ""
    return [
        tagged_language(entry.language, script) if entry.language else language_of(script or fallback, named)
        for entry, script in zip(entries, scripts, strict=True)
    ]


def _paired(entries: Sequence[Entry], languages: Sequence[str]) -> list[_Group]:
    groups: list[_Group] = []
    first_open = 0
    for entry, language in zip(entries, languages, strict=True):
        group = _Group(entry.start_ms, {language: entry})
        for other in entry.beside:
            other.background = entry.background
            group.entries.setdefault(_language_beside(other, language, group), other)
        if entry.start_ms is None:
            groups.append(group)
            continue
        while first_open < len(groups) and not _same_moment(groups[first_open], entry.start_ms):
            first_open += 1
        open_group = next((g for g in groups[first_open : first_open + 8] if _takes(g, group)), None)
        if open_group is None:
            groups.append(group)
        else:
            open_group.entries.update(group.entries)
    return groups


def _language_beside(other: Entry, language: str, group: _Group) -> str:
    if other.language:
        found = tagged_language(other.language, script_of(other.text))
    elif other.romanised:
        found = romanised_of(language)
    else:
        found = language_of(script_of(other.text), ())
    return found if found not in group.entries else UNKNOWN


def _same_moment(group: _Group, start_ms: int) -> bool:
    return group.start_ms is not None and start_ms - group.start_ms <= SAME_STAMP_MS


def _takes(group: _Group, other: _Group) -> bool:
    """Whether a line is sung with another and says it in another language."""
    assert other.start_ms is not None
    background = {entry.background for entry in (*group.entries.values(), *other.entries.values())}
    told_apart = group.entries.keys().isdisjoint(other.entries) and len(background) == 1
    return told_apart and _same_moment(group, other.start_ms)


def _line(index: int, group: _Group, marks: list[int], offset_ms: int) -> Line:
    entries = group.entries
    first = next(iter(entries.values()))
    end = next((entry.end_ms for entry in entries.values() if entry.end_ms is not None), None)
    if end is None and group.start_ms is not None:
        position = bisect_right(marks, group.start_ms + SAME_STAMP_MS)
        end = marks[position] if position < len(marks) else None
    return Line(
        id=f"L{index}",
        start_ms=_shifted(group.start_ms, offset_ms),
        end_ms=_shifted(end, offset_ms),
        texts={language: entry.text for language, entry in entries.items() if entry.text},
        words=()
        if not any(entry.marks for entry in entries.values())
        else tuple(
            Word(_shifted(mark.start_ms, offset_ms), _shifted(mark.end_ms, offset_ms), mark.text, language)
            for language, entry in entries.items()
            for mark in entry.marks
        ),
        agent=first.agent,
        background=first.background,
    )


def _shifted(time_ms: int | None, offset_ms: int) -> int | None:
    return None if time_ms is None else max(0, time_ms - offset_ms)
