"""From the moment a key went down to the moment in the song that the person meant. Pure; times in milliseconds."""

from __future__ import annotations

from dataclasses import dataclass

USUAL_REACTION_MS = 150
"""What most people need to press a key at what they hear and wait for; until it is measured it is taken for theirs."""
MAX_REACTION_MS = 500

SPEEDS = (0.5, 0.75, 1.0, 1.25, 1.5)
"""How fast a song plays while it is timed."""


@dataclass(frozen=True, slots=True)
class Taps:
    """How late taps come: the person's reaction, and the output's listening offset (its sound is heard so much later).

    Both are times of the clock on the wall; at half the speed half as much of the song passes meanwhile.
    """

    reaction_ms: int = USUAL_REACTION_MS
    offset_ms: int = 0
    rate: float = 1.0

    def meant_ms(self, position_ms: float) -> int:
        """Return where in the song the person heard what they tapped at, the player being at ``position_ms``."""
        return max(0, round(position_ms - (self.reaction_ms + self.offset_ms) * self.rate))


def next_speed(rate: float, steps: int) -> float:
    """Return the speed so many steps faster, or slower below zero, within :data:`SPEEDS`."""
    nearest = min(range(len(SPEEDS)), key=lambda place: abs(SPEEDS[place] - rate))
    return SPEEDS[max(0, min(len(SPEEDS) - 1, nearest + steps))]
