"""What is wrong with the lines of a song, told while they are edited. Pure; times in milliseconds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.languages import ENGLISH, TELUGU
from pluto_desktop.lyrics.timeline import words_of_language

SHORTEST_MS = 300
"""Nobody reads, or sings, a line in less."""


class Check(StrEnum):
    """What may be wrong with a line, the gravest first."""

    BEYOND = "beyond"
    """It is sung after the end of the song."""
    ORDER = "order"
    """It starts before the line before it."""
    OVERLAP = "overlap"
    """It starts before the line before it has ended."""
    SHORT = "short"
    NO_TELUGU = "no_telugu"
    """It has no Telugu, and the song has."""
    NO_ENGLISH = "no_english"


@dataclass(frozen=True, slots=True)
class Tally:
    """How far the timing has come, of the lines that have a text."""

    lines: int
    timed: int
    with_words: int
    wrong: int
    """Lines with anything that is checked."""


def check_lines(document: Document, duration_ms: int | None) -> list[tuple[Check, ...]]:
    """Return what is wrong with each line; second and background voices may be sung over others."""
    told = {language for line in document.lines for language in line.texts}
    last: dict[tuple[str, bool], Line] = {}
    found = []
    for line in document.lines:
        voice = (line.agent, line.background)
        found.append((*_of_times(line, last.get(voice), duration_ms), *_of_texts(line, told)))
        if line.start_ms is not None:
            last[voice] = line
    return found


def tally(document: Document, checks: Sequence[Sequence[Check]]) -> Tally:
    """Count."""
    sung = [line for line in document.lines if line.texts]
    return Tally(
        len(sung),
        sum(line.start_ms is not None for line in sung),
        sum(has_words(line) for line in sung),
        sum(bool(each) for each in checks),
    )


def has_words(line: Line) -> bool:
    """Whether the words of a line are timed, each of them, in any language."""
    for language in line.texts:
        words = words_of_language(line, language)
        if words and all(word.start_ms is not None for word in words):
            return True
    return False


def _of_times(line: Line, before: Line | None, duration_ms: int | None) -> list[Check]:
    if line.start_ms is None:
        return []
    found = []
    if duration_ms is not None and max(line.start_ms, line.end_ms or 0) > duration_ms:
        found.append(Check.BEYOND)
    if before is not None and line.start_ms < (before.start_ms or 0):
        found.append(Check.ORDER)
    elif before is not None and before.end_ms is not None and line.start_ms < before.end_ms:
        found.append(Check.OVERLAP)
    if line.end_ms is not None and line.end_ms - line.start_ms < SHORTEST_MS:
        found.append(Check.SHORT)
    return found


def _of_texts(line: Line, told: set[str]) -> list[Check]:
    if not line.texts:
        return []
    kinds = ((TELUGU, Check.NO_TELUGU), (ENGLISH, Check.NO_ENGLISH))
    return [check for language, check in kinds if language in told and language not in line.texts]
