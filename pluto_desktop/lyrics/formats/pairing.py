"""Two files of one song, each in its language (``name.te.lrc``, ``name.en.lrc``), become one document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from pluto_desktop.lyrics.document import Document, Line, Timing
from pluto_desktop.lyrics.formats.parsed import Parsed

NEAR_MS = 500
"""Two people who timed the same line differ by less than this, and lines that close are seldom two."""


def pair(files: Sequence[Parsed]) -> Parsed:
    """Return one document of several: to each line of the first come the texts of the others that start with it.

    Where two lines of the other file come into question the nearer one is taken; a line that nothing was found for
    stays a line. Words without times are paired line by line where both have as many. The best timed file leads;
    metadata and offset are the first file's that has them, warnings are everybody's.
    """
    ordered = sorted(files, key=lambda parsed: -_RANK[parsed.document.timing])
    lead = ordered[0]
    document = lead.document
    for other in ordered[1:]:
        document = _joined(document, other.document)
    warnings = tuple(warning for parsed in files for warning in parsed.warnings)
    return replace(lead, document=document, warnings=warnings)


_RANK = {Timing.WORD: 2, Timing.LINE: 1, Timing.NONE: 0}


def _joined(one: Document, other: Document) -> Document:
    metadata = {**other.metadata, **one.metadata}
    named = dict.fromkeys(filter(None, (one.metadata.get("language", ""), other.metadata.get("language", ""))))
    if named:
        metadata["language"] = ",".join(named)
    lines = _one_by_one(one.lines, other.lines) if other.timing is Timing.NONE else _by_time(one.lines, other.lines)
    renumbered = tuple(replace(line, id=f"L{number}") for number, line in enumerate(lines, start=1))
    return Document(renumbered, metadata)


def _by_time(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    places = [(line.start_ms, index) for index, line in enumerate(lines) if line.start_ms is not None]
    found = list(lines)
    alone: list[Line] = []
    for other in others:
        index = None if other.start_ms is None else _nearest(found, places, other, other.start_ms)
        if index is None:
            alone.append(other)
        else:
            found[index] = _with(found[index], other)
    return sorted([*found, *alone], key=lambda line: (line.start_ms is None, line.start_ms or 0))


def _nearest(lines: Sequence[Line], places: list[tuple[int, int]], other: Line, start_ms: int) -> int | None:
    """Return the line that starts nearest to a time, within NEAR_MS, and that has no text in that language yet."""
    at = bisect_left(places, (start_ms, -1))
    near = places[max(0, at - 4) : at + 4]
    fit = [
        (abs(time_ms - start_ms), index)
        for time_ms, index in near
        if abs(time_ms - start_ms) <= NEAR_MS and _fits(lines[index], other)
    ]
    return min(fit)[1] if fit else None


def _one_by_one(lines: Sequence[Line], others: Sequence[Line]) -> list[Line]:
    sung = [line for line in others if line.texts]
    places = [index for index, line in enumerate(lines) if line.texts]
    found = list(lines)
    if len(sung) != len(places) or not all(_fits(lines[i], other) for i, other in zip(places, sung, strict=True)):
        return [*found, *others]
    for index, other in zip(places, sung, strict=True):
        found[index] = _with(found[index], other)
    return found


def _fits(line: Line, other: Line) -> bool:
    return line.background == other.background and line.texts.keys().isdisjoint(other.texts)


def _with(line: Line, other: Line) -> Line:
    return replace(line, texts={**line.texts, **other.texts}, words=(*line.words, *other.words))
