"""What the pointer holds: an edge of a line, a whole line, or a stretch to repeat. Pure but for the blocks' boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from pluto_desktop.desktop.views.timing.wave.blocks import Block, Grip, moved, shown_end, snapped_by

REACH_PX = 6
"""How near to an edge the pointer takes hold of it."""
SNAP_PX = 8
"""How near to a mark an edge meets it by itself."""


@dataclass(slots=True)
class Hold:
    """A press of the button; times in milliseconds. ``block`` is None where the press was beside every line.

    ``marks`` are what an edge may meet. ``began`` is whether the pointer went far enough to move anything.
    """

    at_ms: float
    block: Block | None
    grip: Grip
    seen_end_ms: int
    marks: tuple[int, ...]
    began: bool = False

    def block_at(self, at_ms: float, duration_ms: int, reach_ms: float) -> Block:
        """Return the held block as it is with the pointer at a moment; ``reach_ms`` of 0 meets no marks."""
        assert self.block is not None
        by = round(at_ms - self.at_ms)
        if reach_ms:
            by = snapped_by(self.block, self.grip, by, self.seen_end_ms, self.marks, reach_ms)
        return moved(self.block, self.grip, by, self.seen_end_ms, duration_ms)

    def stretch_to(self, at_ms: float) -> tuple[int, int]:
        """Return the stretch between the press and a moment."""
        first, last = sorted((round(self.at_ms), round(at_ms)))
        return first, last


def marks_beside(blocks: Sequence[Block], block: Block, duration_ms: int, others: Iterable[float | None]) -> list[int]:
    """Return what a block's edges may meet: the edges of the other lines, the song's ends, and ``others``."""
    found = [0, duration_ms, *(round(mark) for mark in others if mark is not None)]
    for other in blocks:
        if other.id != block.id:
            found.append(other.start_ms)
            if other.end_ms is not None:
                found.append(other.end_ms)
    return found


def find_grip(
    blocks: Sequence[Block], chosen: str | None, x: float, x_of: Callable[[float], float], duration_ms: int
) -> tuple[int, Grip] | None:
    """Return which block lies at ``x`` of the whole picture, and what of it; None beside them all.

    The chosen one lies uppermost, the others as they begin; an edge that is near is taken before a whole.
    """
    order = sorted(range(len(blocks)), key=lambda number: (blocks[number].id != chosen, -number))
    inside: tuple[int, Grip] | None = None
    nearest: tuple[float, int, Grip] | None = None
    for number in order:
        start = x_of(blocks[number].start_ms)
        end = x_of(shown_end(blocks, number, duration_ms))
        reach = min(REACH_PX, max(2.0, (end - start) / 4))
        for edge, grip in ((start, Grip.START), (end, Grip.END)):
            near = abs(x - edge)
            # the edge that two lines share is the one's on whose side the pointer is
            near += 0.0 if start <= x <= end else 0.5
            if near <= reach and (nearest is None or near < nearest[0]):
                nearest = near, number, grip
        if inside is None and start <= x < end:
            inside = number, Grip.WHOLE
    return inside if nearest is None else nearest[1:]
