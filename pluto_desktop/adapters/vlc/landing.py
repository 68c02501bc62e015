"""Where and when sound begins after a seek: decoders give whole frames or blocks, so not everywhere. Decision 0024."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """Frames or blocks of one length, ``step_ms``; the first begins ``shift_ms`` before the music's beginning.

    Sent to a place, libvlc leaves out ``ahead`` of them, counted from the one the place lies in, ``spread`` more or
    less.
    """

    step_ms: float
    shift_ms: float = 0.0
    ahead: int = 0
    spread: int = 0

    def number_at(self, position_ms: float) -> int:
        """Return the number of the one a position lies in, from 0."""
        return math.floor((position_ms + self.shift_ms) / self.step_ms)


@dataclass(frozen=True, slots=True)
class Landing:
    """What is to be expected of a seek.

    ``after_s`` passes from when libvlc has buffered enough to the first sound. That is of the very place, or where
    the medium has a ``grid`` of the beginning of one of its blocks.
    """

    after_s: float
    grid: Grid | None = None

    def sent_ms(self, position_ms: float) -> float:
        """Return where libvlc is to be sent so that nothing behind a position is left out."""
        grid = self.grid
        if grid is None:
            return position_ms
        middle = grid.number_at(position_ms) - grid.ahead - grid.spread + 0.5
        return max(0.0, middle * grid.step_ms - grid.shift_ms)

    def start_ms(self, sent_ms: float) -> float:
        """Return where the sound begins when libvlc is sent to a place, in the midst of where it may."""
        grid = self.grid
        if grid is None or sent_ms <= 0:
            return sent_ms
        return max(0.0, (grid.number_at(sent_ms) + grid.ahead) * grid.step_ms - grid.shift_ms)

    def nearest_ms(self, start_ms: float) -> float:
        """Return the position to be sought for sound that begins as near to another as can be, not below 0."""
        grid = self.grid
        if grid is None:
            return max(0.0, start_ms)
        number = grid.number_at(start_ms + grid.step_ms / 2) + grid.spread
        return max(0.0, (number + 0.5) * grid.step_ms - grid.shift_ms)
