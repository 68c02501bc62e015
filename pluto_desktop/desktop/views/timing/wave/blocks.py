"""Lines as blocks on the wave form, and what becomes of one that is moved. Pure; times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

MIN_LENGTH_MS = 100
"""No block is made shorter by hand: what is shorter cannot be taken hold of."""


@dataclass(frozen=True, slots=True)
class Block:
    """One line: from ``start_ms`` to ``end_ms``, None while that is not known, then up to the next one's start."""

    id: str
    start_ms: int
    end_ms: int | None
    text: str


class Grip(StrEnum):
    """What of a block is moved."""

    WHOLE = "whole"
    START = "start"
    END = "end"


def shown_end(blocks: Sequence[Block], number: int, duration_ms: int) -> int:
    """Return where a block ends to the eye. ``blocks`` are ordered by their start."""
    block = blocks[number]
    if block.end_ms is not None:
        return block.end_ms
    later = (other.start_ms for other in blocks[number + 1 :] if other.start_ms > block.start_ms)
    return next(later, max(duration_ms, block.start_ms + MIN_LENGTH_MS))


def moved(block: Block, grip: Grip, by_ms: int, seen_end_ms: int, duration_ms: int) -> Block:
    """Return a block moved by some time, kept inside the song and no shorter than :data:`MIN_LENGTH_MS`.

    ``seen_end_ms`` is where it ends to the eye: an end that was not known becomes known when it is moved.
    """
    if grip is Grip.END:
        end = max(block.start_ms + MIN_LENGTH_MS, min(seen_end_ms + by_ms, duration_ms))
        return replace(block, end_ms=end)
    if grip is Grip.START:
        latest = duration_ms if block.end_ms is None else block.end_ms - MIN_LENGTH_MS
        return replace(block, start_ms=max(0, min(block.start_ms + by_ms, latest)))
    length = 0 if block.end_ms is None else block.end_ms - block.start_ms
    start = max(0, min(block.start_ms + by_ms, duration_ms - length))
    return replace(block, start_ms=start, end_ms=None if block.end_ms is None else start + length)


def snapped_by(block: Block, grip: Grip, by_ms: int, seen_end_ms: int, marks: Iterable[int], reach_ms: float) -> int:
    """Return ``by_ms`` changed so that an edge that is moved meets the nearest of ``marks`` within ``reach_ms``."""
    edges = {
        Grip.START: (block.start_ms,),
        Grip.END: (seen_end_ms,),
        Grip.WHOLE: (block.start_ms,) if block.end_ms is None else (block.start_ms, block.end_ms),
    }[grip]
    pulls = [mark - edge - by_ms for mark in marks for edge in edges]
    pull = min(pulls, key=abs, default=0)
    return by_ms + pull if abs(pull) <= reach_ms else by_ms
