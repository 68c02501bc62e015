"""What a medium sounds like at a glance: how far its sound swings in each hundredth of a second, and where it sets in.

A bucket is the least and the greatest sample of :data:`BUCKET_MS`, as signed bytes (-127..127 is full swing). Coarser
levels are folded from the finest, four buckets to one, so that a picture of any width looks at a few buckets a pixel.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass

BUCKET_MS = 10
FOLD = 4
"""So many buckets of a level are one of the next."""
FULL_SWING = 127
_COARSEST = 64
"""A level of so few buckets is not folded again."""

Level = tuple["array[int]", "array[int]"]
"""The least and the greatest of every bucket, as arrays of signed bytes of one length."""


@dataclass(frozen=True, slots=True)
class Peaks:
    """A medium's wave form; :meth:`make` builds it. ``levels`` go from the finest to the coarsest.

    ``onsets_ms`` are the moments at which something begins to sound, ascending.
    """

    duration_ms: int
    levels: tuple[Level, ...]
    onsets_ms: tuple[int, ...] = ()
    loudest: int = 0
    """The farthest swing of all, 0..127; 0 for silence."""

    @classmethod
    def make(cls, duration_ms: int, lows: bytes, highs: bytes, onsets_ms: Sequence[int] = ()) -> Peaks:
        """Fold the finest buckets, given as signed bytes. Takes some milliseconds for a song: on a worker."""
        level = array("b", lows), array("b", highs)
        loudest = max(max(level[1], default=0), -min(level[0], default=0))
        levels = [level]
        while len(level[0]) > _COARSEST:
            level = _folded(level[0], min), _folded(level[1], max)
            levels.append(level)
        return cls(duration_ms, tuple(levels), tuple(onsets_ms), min(loudest, FULL_SWING))

    def swings(self, start_ms: float, step_ms: float, count: int) -> list[tuple[int, int]]:
        """Return the least and the greatest sample of ``count`` stretches of ``step_ms``, the first at ``start_ms``.

        Where there is no sound, before the beginning and after the end, both are 0.
        """
        depth, bucket_ms = 0, float(BUCKET_MS)
        while depth + 1 < len(self.levels) and bucket_ms * FOLD <= step_ms:
            depth, bucket_ms = depth + 1, bucket_ms * FOLD
        lows, highs = self.levels[depth]
        found = []
        for number in range(count):
            at = start_ms + number * step_ms
            first = int(at // bucket_ms)
            last = max(first + 1, int((at + step_ms) // bucket_ms))
            if last <= 0 or first >= len(lows):
                found.append((0, 0))
            else:
                first = max(0, first)
                found.append((min(lows[first:last]), max(highs[first:last])))
        return found

    def nearest_onset(self, at_ms: int, within_ms: int) -> int | None:
        """Return the moment nearest to ``at_ms`` at which something begins to sound, None with none so near."""
        place = bisect_left(self.onsets_ms, at_ms)
        near = self.onsets_ms[max(0, place - 1) : place + 1]
        nearest = min(near, key=lambda onset: abs(onset - at_ms), default=None)
        return nearest if nearest is not None and abs(nearest - at_ms) <= within_ms else None


def _folded(values: array[int], pick: Callable[..., int]) -> array[int]:
    padded = values + values[-1:] * (-len(values) % FOLD)
    return array("b", map(pick, *(padded[offset::FOLD] for offset in range(FOLD))))
