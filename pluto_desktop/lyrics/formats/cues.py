"""What subtitle formats share: finding the cues of a file, and the texts by language inside one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pluto_desktop.lyrics.formats.assemble import Entry
from pluto_desktop.lyrics.formats.clock_times import TIME, clock_ms
from pluto_desktop.lyrics.formats.marks import angle_marks, joined, text_of
from pluto_desktop.lyrics.formats.rows import Notes
from pluto_desktop.lyrics.languages import script_of

_TIMING = re.compile(rf"\s{{0,16}}({TIME})\s{{0,16}}[-–—]{{1,3}}>\s{{0,16}}({TIME})")
_ARROW = re.compile(r"-->|^[\s\d:.,;]{1,40}[-–—]{1,3}>")
_COUNTER = re.compile(r"\s{0,16}\d{1,9}\s{0,16}")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>|</>|\{\\[^{}]{0,200}\}")
_LANG = re.compile(r"<lang[ .]([A-Za-z0-9_-]{1,32})>")


@dataclass(slots=True)
class Cue:
    """One subtitle; ``row`` is where its times stand, ``head`` what stood before it since the last empty row."""

    row: int
    start_ms: int
    end_ms: int | None
    rows: list[str] = field(default_factory=list)


def cues_of(rows: Sequence[str], notes: Notes, *, numbered: bool) -> Iterator[Cue]:
    """Yield the cues of a file. What stands between empty rows and belongs to no cue is passed over.

    ``numbered``: as in SRT, a number before the times counts the cues, and rows after an empty one still belong to
    the cue before. Otherwise, as in WebVTT, they do not.
    """
    cue: Cue | None = None
    count, open_ = 0, False
    for number, row in enumerate(rows, start=1):
        if ">" not in row or _ARROW.search(row) is None:
            open_ = open_ and (numbered or bool(row.strip()))
            if cue is not None and open_ and (row.strip() or (cue.rows and cue.rows[-1])):
                cue.rows.append(row.strip())
            continue
        if cue is not None and numbered:
            _drop_counter(cue)
        timing = _timing(row)
        open_ = timing is not None
        if timing is None:
            notes.warn(number, "subtitle_times")
            continue
        if cue is not None:
            yield cue
            count += 1
        if notes.full(number, count):
            return
        cue = Cue(number, *timing)
    if cue is not None:
        yield cue


def entries_of(cue: Cue, rows: Sequence[str], agent: str = "", *, background: bool = False) -> list[Entry]:
    """Return the line that rows of a cue make: texts by language, ``<t>`` marks as the times of words; [] for none."""
    texts: dict[str, list[str]] = {}
    for row in rows:
        named = _LANG.search(row)
        plain = _TAG.sub("", row)
        key = named[1] if named is not None else script_of(plain)
        if not key and texts:
            key = next(reversed(texts))
        if plain.strip():
            texts.setdefault(f"{key}\0" if named is not None else key, []).append(plain.strip())
    found = [
        _entry(cue, "\n".join(part), key[:-1] if key.endswith("\0") else "", agent, background=background)
        for key, part in texts.items()
    ]
    if found and any(entry.language for entry in found):
        found[0].beside = found[1:]
        del found[1:]
    return [entry for entry in found if entry.text]


def _entry(cue: Cue, text: str, language: str, agent: str, *, background: bool) -> Entry:
    marks = angle_marks(text, cue.start_ms, hundredths=False)
    for mark in marks:
        mark.text = html.unescape(mark.text)
    marks = joined(marks)
    if marks and marks[-1].end_ms is None:
        marks[-1].end_ms = cue.end_ms
    line = text_of(marks) if marks else html.unescape(text).strip()
    return Entry(cue.start_ms, line, cue.end_ms, marks, agent, background, background, language)


def _timing(row: str) -> tuple[int, int | None] | None:
    match = _TIMING.match(row)
    if match is None:
        return None
    start, end = clock_ms(match[1]), clock_ms(match[2])
    if start is None:
        return None
    return start, end if end is not None and end >= start else None


def _drop_counter(cue: Cue) -> None:
    """Take the number of the next cue away from the rows of this one."""
    if cue.rows and _COUNTER.fullmatch(cue.rows[-1]) is not None:
        cue.rows.pop()
