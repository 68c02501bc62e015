"""Pieces of a line with times of their own, and the marks of the LRC family that make them.

A2 is ``<t>word <t>word<t>`` (WebVTT has the same), the bracket style ``[t]word [t]word[t]``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pluto_desktop.lyrics.formats.stamps import STAMP, stamp_ms

_ANGLE = re.compile(rf"<({STAMP})>")
_BRACKET = re.compile(rf"\[({STAMP})\]")

_MAX_MARKS = 10_000
"""What comes after so many marks of one line is its text: nobody sings that."""


@dataclass(slots=True)
class Mark:
    """A piece of a line with its own times; ``text`` keeps the space (or newline) behind it."""

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


def joined(pieces: Iterable[Mark]) -> list[Mark]:
    """Make words of pieces: white space goes to the word before it, as one space or newline; what is empty goes.

    The texts of the words joined are the line; an end before its start is unknown.
    """
    marks: list[Mark] = []
    for piece in pieces:
        body = piece.text.lstrip()
        if marks and len(body) < len(piece.text):
            _space(marks[-1], piece.text[: len(piece.text) - len(body)])
        if not body:
            continue
        stripped = body.rstrip()
        start, end = piece.start_ms, piece.end_ms
        mark = Mark(start, None if start is not None and end is not None and end < start else end, stripped)
        if len(stripped) < len(body):
            _space(mark, body[len(stripped) :])
        marks.append(mark)
    if marks:
        marks[-1].text = marks[-1].text.rstrip()
    return marks


def text_of(marks: Iterable[Mark]) -> str:
    """Return the line that marks make."""
    return "".join(mark.text for mark in marks)


def _space(mark: Mark, white: str) -> None:
    if "\n" in white:
        mark.text = mark.text.rstrip() + "\n"
    elif not mark.text.endswith((" ", "\n", "\u3000")):
        mark.text += "\u3000" if white[0] == "\u3000" else " "


def _split(pattern: re.Pattern[str], text: str, line_ms: int | None, *, hundredths: bool) -> list[Mark]:
    pieces: list[Mark] = []
    at, position, marked = line_ms, 0, False
    for match in pattern.finditer(text):
        if len(pieces) >= _MAX_MARKS:
            break
        time_ms = stamp_ms(match[1], hundredths=hundredths)
        if time_ms is None:
            continue  # not a time: literal text
        pieces.append(Mark(at, time_ms, text[position : match.start()]))
        at, position, marked = time_ms, match.end(), True
    if not marked:
        return []
    pieces.append(Mark(at, None, text[position:]))
    return joined(pieces)
