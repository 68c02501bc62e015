"""What a medium sounds like at a glance: how far its sound swings in each hundredth of a second, and where it sets in.

A bucket is the least and the greatest sample of :data:`BUCKET_MS`, as signed bytes (-127..127 is full swing). Coarser
levels are folded from the finest, four buckets to one, so that a picture of any width looks at a few buckets a pixel.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

BUCKET_MS = 10
FOLD = 4
"""So many buckets of a level are one of the next."""
FULL_SWING = 127
STRONGEST = 255
"""The greatest strength of an onset: it is kept in a byte."""
_COARSEST = 64
"""A level of so few buckets is not folded again."""

_AT_ONCE = 4096 * FOLD
"""So many buckets are folded without letting other threads, the window's among them, have their turn."""

Level = tuple["array[int]", "array[int]"]
"""The least and the greatest of every bucket, as arrays of signed bytes of one length."""


class Onset(NamedTuple):
    """A moment at which something begins to sound. ``strength`` is in hundredths of a strong one of the same medium."""

    at_ms: int
    strength: int = 100


@dataclass(frozen=True, slots=True)
class Peaks:
    """A medium's wave form; :meth:`make` builds it. ``levels`` go from the finest to the coarsest.

    ``onsets`` are ascending.
    """

    duration_ms: int
    levels: tuple[Level, ...]
    onsets: tuple[Onset, ...] = ()
    loudest: int = 0
    """The farthest swing of all, 0..127; 0 for silence."""

    @classmethod
    def make(cls, duration_ms: int, lows: bytes, highs: bytes, onsets: Sequence[Onset] = ()) -> Peaks:
        """Fold the finest buckets, given as signed bytes. Takes some milliseconds for a song: on a worker."""
        level = array("b", lows), array("b", highs)
        levels = [level]
        while len(level[0]) > _COARSEST:
            level = _folded(level[0], min), _folded(level[1], max)
            levels.append(level)
        loudest = max(max(level[1], default=0), -min(level[0], default=0))  # the coarsest has every extreme
        return cls(duration_ms, tuple(levels), tuple(onsets), min(loudest, FULL_SWING))

    def swings(self, start_ms: float, step_ms: float, count: int) -> list[tuple[int, int]]:
        """Return the least and the greatest sample of ``count`` stretches of ``step_ms``, the first at ``start_ms``.

        Where there is no sound, before the beginning and after the end, both are 0.
        """
        depth, bucket_ms = 0, float(BUCKET_MS)
        while depth + 1 < len(self.levels) and bucket_ms * FOLD <= step_ms:
            depth, bucket_ms = depth + 1, bucket_ms * FOLD
        lows, highs = self.levels[depth]
        size, found = len(lows), []
        bounds = [int((start_ms + number * step_ms) // bucket_ms) for number in range(count + 1)]
        for first, last in pairwise(bounds):
            if last <= first + 1:
                found.append((lows[first], highs[first]) if 0 <= first < size else (0, 0))
            elif last <= 0 or first >= size:
                found.append((0, 0))
            else:
                begin = max(0, first)
                found.append((min(lows[begin:last]), max(highs[begin:last])))
        return found

    def nearest_onset(self, at_ms: int, within_ms: int) -> int | None:
        """Return the moment nearest to ``at_ms`` at which something begins to sound, None with none so near."""
        place = bisect_left(self.onsets, at_ms, key=lambda onset: onset.at_ms)
        near = (onset.at_ms for onset in self.onsets[max(0, place - 1) : place + 1])
        nearest = min(near, key=lambda onset_ms: abs(onset_ms - at_ms), default=None)
        return nearest if nearest is not None and abs(nearest - at_ms) <= within_ms else None


def _folded(values: array[int], pick: Callable[..., int]) -> array[int]:
    padded = values + values[-1:] * (-len(values) % FOLD)
    folded = array("b")
    for at in range(0, len(padded), _AT_ONCE):
        part = padded[at : at + _AT_ONCE]
        folded.extend(map(pick, *(part[offset::FOLD] for offset in range(FOLD))))
    return folded
