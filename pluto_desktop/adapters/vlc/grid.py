"""Where sound can begin after a seek: a decoder gives whole frames or blocks, so not everywhere. Decision 0024."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Grid:
    """Frames or blocks of one length, ``step_ms``; the first begins ``shift_ms`` before the music's beginning.

    With ``next_one`` libvlc leaves out the block a place lies in and begins with the next, else with that one.
    """

    step_ms: float
    shift_ms: float = 0.0
    next_one: bool = False

    def start_ms(self, place_ms: float) -> float:
        """Return where the sound begins when libvlc is sent to a place."""
        number = (place_ms + self.shift_ms) / self.step_ms
        return (math.ceil(number) if self.next_one else math.floor(number)) * self.step_ms - self.shift_ms

    def place_ms(self, start_ms: float) -> float:
        """Return to where libvlc is to be sent so that the sound begins as near to a place as can be, not below 0."""
        number = round((start_ms + self.shift_ms) / self.step_ms)
        middle = number - 0.5 if self.next_one else number + 0.5
        return max(0.0, middle * self.step_ms - self.shift_ms)
