"""Where one verse ends and the next begins. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from pluto_desktop.lyrics.document import Document, Line

PAUSE_MS = 2_000
"""A pause between two lines parts verses if it is at least this long, and twice as long as is usual in the song."""


def verses(document: Document) -> tuple[range, ...]:
    """Return the lines of each verse, as indexes into the document's lines; empty lines are in none.

    Verses are parted by an empty line, and by a long pause; a song without either is one verse.
    """
    lines = document.lines
    pauses = [_pause_ms(lines, index) for index in range(len(lines))]
    usual = median(heard) if (heard := [pause for pause in pauses if pause is not None]) else 0
    found, begun = [], 0
    for index, (line, pause) in enumerate(zip(lines, pauses, strict=True)):
        if not line.texts or (pause is not None and pause >= max(PAUSE_MS, 2 * usual)):
            found.append(range(begun, index))
            begun = index + (not line.texts)
    return tuple(verse for verse in (*found, range(begun, len(lines))) if verse)


def verse_of(document: Document, line: int) -> range:
    """Return the lines of the verse that a line is in, the line alone where it is in none."""
    return next((verse for verse in verses(document) if line in verse), range(line, line + 1))


def _pause_ms(lines: Sequence[Line], index: int) -> int | None:
    """Return how long nothing is sung before a line, None where that is not known."""
    before = next((line for line in reversed(lines[:index]) if line.texts and not line.background), None)
    line = lines[index]
    if before is None or before.end_ms is None or line.start_ms is None or line.background:
        return None
    return max(0, line.start_ms - before.end_ms)
