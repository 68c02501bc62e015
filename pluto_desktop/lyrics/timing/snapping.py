"""Which of the moments at which something begins to sound a tap was meant for, if any. Pure; times in milliseconds.

A tap is off by as much as its person is uneven; the onset of what is sung is off a little too, or not found at all; and
most onsets near a tap are those of instruments or of other syllables. So each onset is weighed against the others and
against none of them by how likely it makes the tap, as a radar weighs the echoes near where something is expected
(Bar-Shalom and Tse, *Tracking in a cluttered environment with probabilistic data association*, 1975), and a tap goes to
one only where that is nearly sure. The figures were found with the demo songs: see decision 0041.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from itertools import zip_longest
from math import exp, hypot, pi, sqrt

from pluto_desktop.domain.peaks import Onset
from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.timing.moments import map_times

USUAL_SPREAD_MS = 40
"""How uneven most people's taps are (standard deviation); until it is measured it is taken for theirs."""
MAX_SPREAD_MS = 200

_ONSET_SPREAD_MS = 20.0
"""How far the onset that is found lies from where a word begins (standard deviation)."""
_FOUND = 0.7
"""Of so many words the onset is among those that are found."""
_SURE = 0.8
"""A tap goes to an onset that is so probably its own,"""
_FARTHEST = 2.0
"""and that lies within so many spreads."""
_MOST_STRENGTH = 1.5
"""Of a strong onset: what is louder still, as a drum, is no likelier to be sung."""
_LEAST_SPREAD_MS = 10.0

Snap = Callable[[int, int | None, int | None], int]
"""Where a moment belongs that must stay behind one moment and before another, each None for no such bound."""


def as_tapped(at_ms: int, _after_ms: int | None, _before_ms: int | None) -> int:
    """Leave a moment where it is."""
    return at_ms


class Snapper:
    """Finds the onset that a person's tap was meant for; a :data:`Snap`."""

    def __init__(self, onsets: Sequence[Onset], spread_ms: float = USUAL_SPREAD_MS) -> None:
        """``onsets`` are a song's, ascending; ``spread_ms`` is how uneven the taps are, in time of the song."""
        self._onsets = onsets
        self._spread = max(_LEAST_SPREAD_MS, spread_ms)
        self._off = hypot(self._spread, _ONSET_SPREAD_MS)
        apart = (onsets[-1].at_ms - onsets[0].at_ms) / len(onsets) if onsets else 0.0
        self._scale = _FOUND / (1 - _FOUND) * apart / (self._off * sqrt(2 * pi))

    def __call__(self, at_ms: int, after_ms: int | None = None, before_ms: int | None = None) -> int:
        """Return the onset that a tap was meant for, the tap itself where none is that surely or out of its bounds."""
        reach = 2 * _FARTHEST * self._spread  # what lies farther is as good as impossible, and still weighed
        first = bisect_left(self._onsets, at_ms - reach, key=lambda onset: onset.at_ms)
        last = bisect_left(self._onsets, at_ms + reach, key=lambda onset: onset.at_ms)
        near = self._onsets[first:last]
        if not near:
            return at_ms
        odds = [self._odds(onset, at_ms) for onset in near]
        most = max(range(len(near)), key=odds.__getitem__)
        found = near[most].at_ms
        sure = odds[most] >= _SURE * (1.0 + sum(odds)) and abs(found - at_ms) <= _FARTHEST * self._spread
        inside = (after_ms is None or found > after_ms) and (before_ms is None or found < before_ms)
        return found if sure and inside else at_ms

    def _odds(self, onset: Onset, at_ms: int) -> float:
        """Return how much likelier a tap is for an onset than for what has none."""
        off = (onset.at_ms - at_ms) / self._off
        strength = min(onset.strength / 100, _MOST_STRENGTH)
        return self._scale * strength * strength * exp(-off * off / 2)


def snap_times(document: Document, snap: Snap, indexes: Collection[int] | None = None) -> Document:
    """Let the starts of lines and words, or of those of some lines, go where they belong; the order of all times stays.

    What starts where something else ends or starts takes that along. Ends alone stay, and so does what starts together
    with anything of a line that is not among ``indexes``.
    """
    held: set[int] = set()
    starts: set[int] = set()
    ends: set[int] = set()
    for at, line in enumerate(document.lines):
        parts: tuple[Line | Word, ...] = (line, *line.words)
        begun = {part.start_ms for part in parts if part.start_ms is not None}
        ended = {part.end_ms for part in parts if part.end_ms is not None}
        if indexes is None or at in indexes:
            starts |= begun
            ends |= ended
        else:
            held |= begun | ended
    moments = sorted(starts | ends | held)
    moved: dict[int, int] = {}
    after = None
    for at, before in zip_longest(moments, moments[1:]):
        after = moved[at] = snap(at, after, before) if at in starts - held else at
    return map_times(document, moved.__getitem__, indexes)
