"""A stretch of a song that is heard over and over."""

from __future__ import annotations

from dataclasses import dataclass

SHORTEST_MS = 500
"""A shorter stretch is none: a seek takes some 50 ms, and a report of the old place may still come after it."""

END_MS = 150
"""So much before the end of a song a stretch ends at the latest, or the player would find that end first."""


@dataclass(frozen=True, slots=True)
class Loop:
    """The sound ``[start_ms, end_ms)`` of a song."""

    start_ms: int
    end_ms: int

    def holds(self, position_ms: float) -> bool:
        """Whether a position lies in the stretch."""
        return self.start_ms <= position_ms < self.end_ms


def loop_of(start_ms: int, end_ms: int | None, duration_ms: int | None) -> Loop | None:
    """Return the stretch from a start to an end (None: the song's), within a song; None where it would be too short."""
    last = duration_ms - END_MS if duration_ms is not None else end_ms
    if last is None:
        return None
    end = last if end_ms is None else min(end_ms, last)
    start = max(0, start_ms)
    return Loop(start, end) if end - start >= SHORTEST_MS else None
