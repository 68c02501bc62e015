"""Word marks inside one line: A2 ``<t>word <t>word<t>`` and the bracket style ``[t]word [t]word[t]``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pluto_desktop.lyrics.formats.stamps import STAMP, stamp_ms

_ANGLE = re.compile(rf"<({STAMP})>")
_BRACKET = re.compile(rf"\[({STAMP})\]")


@dataclass(slots=True)
class Mark:
    """A piece of a line with its own times; ``text`` keeps the spaces behind it."""

    start_ms: int | None
    end_ms: int | None
    text: str


def angle_marks(text: str, line_ms: int | None, *, hundredths: bool) -> list[Mark]:
    """Return the words of an A2 line, [] if it has no marks. Text before the first mark starts with the line."""
    return _split(_ANGLE, text, line_ms, hundredths=hundredths) if "<" in text else []


def bracket_marks(text: str, line_ms: int | None, *, hundredths: bool) -> list[Mark]:
    """Return the words of a line in the bracket style, [] unless it ends with an empty mark, as that style does."""
    _, opening, last = text.rstrip().rpartition("[")
    match = _BRACKET.fullmatch(opening + last)
    if match is None or stamp_ms(match[1], hundredths=hundredths) is None:
        return []
    return _split(_BRACKET, text, line_ms, hundredths=hundredths)


def _split(pattern: re.Pattern[str], text: str, line_ms: int | None, *, hundredths: bool) -> list[Mark]:
    pieces: list[tuple[int | None, str]] = []
    at, position, marked = line_ms, 0, False
    for match in pattern.finditer(text):
        time_ms = stamp_ms(match[1], hundredths=hundredths)
        if time_ms is None:
            continue  # not a time: literal text
        pieces.append((at, text[position : match.start()]))
        at, position, marked = time_ms, match.end(), True
    if not marked:
        return []
    pieces.append((at, text[position:]))
    return _joined(pieces)


def _joined(pieces: list[tuple[int | None, str]]) -> list[Mark]:
    """Make words of (time, text) pieces: spaces go to the word before them, an empty piece only ends that word."""
    marks: list[Mark] = []
    for index, (start, text) in enumerate(pieces):
        body = text.lstrip()
        if marks and len(body) < len(text) and not marks[-1].text.endswith(" "):
            marks[-1].text += " "
        if not body:
            continue
        end = pieces[index + 1][0] if index + 1 < len(pieces) else None
        if start is not None and end is not None and end < start:
            end = None
        stripped = body.rstrip()
        marks.append(Mark(start, end, stripped + " " if len(stripped) < len(body) else stripped))
    if marks:
        marks[-1].text = marks[-1].text.rstrip()
    return marks
