"""From when to when some lines are sung. Pure; times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable

from pluto_desktop.lyrics.document import Document


def stretch_of(document: Document, lines: Iterable[int]) -> tuple[int, int | None] | None:
    """Return the start of the first of some lines (indexes) and the end of the last; None where none has a time.

    Where the last one's end is not known it ends with the start of the line after it; where there is none, None stands
    for the end of the song.
    """
    timed = [line for index in lines if (line := document.lines[index]).start_ms is not None]
    if not timed:
        return None
    start = min(line.start_ms or 0 for line in timed)
    last = max(timed, key=lambda line: line.start_ms or 0)
    ends = [line.end_ms for line in timed if line.end_ms is not None]
    if last.end_ms is not None:
        return start, max(ends)
    following = [line.start_ms for line in document.lines if (line.start_ms or 0) > (last.start_ms or 0)]
    return start, min((at for at in following if at is not None), default=None)
