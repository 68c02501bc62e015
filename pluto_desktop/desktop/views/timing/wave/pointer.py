"""What pressing, moving and letting go of the pointer does to the lines."""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.desktop.views.timing.wave.blocks import Block, Grip, shown_end
from pluto_desktop.desktop.views.timing.wave.hold import SNAP_PX, Hold, find_grip, marks_beside
from pluto_desktop.desktop.views.timing.wave.painting import Shown
from pluto_desktop.desktop.views.timing.wave.scale import Scale

_DRAG_PX = 4
"""A pointer that went less far was only pressed."""
_SHORTEST_LOOP_MS = 50


class Obeys(Protocol):
    """What the view does for the pointer. Times in milliseconds."""

    def choose(self, number: int, grip: Grip) -> None:
        """Mark a line."""
        ...

    def put(self, block: Block) -> None:
        """Show a line elsewhere."""
        ...

    def set_loop(self, start_ms: int | None, end_ms: int | None) -> None:
        """Show a stretch."""
        ...

    def tell_moved(self, block: Block) -> None:
        """Tell that a line was moved."""
        ...

    def tell_loop(self, start_ms: int, end_ms: int) -> None:
        """Tell that a stretch was marked."""
        ...

    def seek(self, at_ms: float) -> None:
        """Tell that a moment is to be heard."""
        ...


class Pointer:
    """Drags lines, their edges and stretches. Every ``x`` is in pixels of the whole picture. GUI thread."""

    def __init__(self, scale: Scale, shown: Shown, view: Obeys) -> None:
        self._scale, self._shown, self._view = scale, shown, view
        self._hold: Hold | None = None
        self._loop_before: tuple[int, int] | None = None

    @property
    def holds(self) -> bool:
        """Whether the button is down on something."""
        return self._hold is not None

    def grip_at(self, x: float) -> tuple[int, Grip] | None:
        """Return which line lies somewhere, and what of it."""
        return find_grip(self._shown.blocks, self._shown.chosen, x, self._scale.x_of, self._scale.duration_ms)

    def press(self, x: float, found: tuple[int, Grip] | None) -> None:
        """Take hold of a line, or of a place beside all lines."""
        shown, duration = self._shown, self._scale.duration_ms
        at = self._scale.ms_at(x)
        self._loop_before = shown.loop
        if found is None:
            self._hold = Hold(at, None, Grip.WHOLE, 0, ())
            return
        number, grip = found
        marks = marks_beside(shown.blocks, shown.blocks[number], duration, (shown.playhead_ms, *(shown.loop or ())))
        self._hold = Hold(at, shown.blocks[number], grip, shown_end(shown.blocks, number, duration), tuple(marks))
        self._view.choose(number, grip)

    def move(self, x: float, *, free: bool) -> None:
        """Move what is held; ``free`` of every mark."""
        hold = self._hold
        if hold is None:
            return
        if not hold.began and abs(x - self._scale.x_of(hold.at_ms)) < _DRAG_PX:
            return
        hold.began = True
        at = self._scale.ms_at(x)
        if hold.block is not None:
            reach = 0.0 if free else self._scale.ms_of(SNAP_PX)
            self._view.put(hold.block_at(at, self._scale.duration_ms, reach))
        else:
            self._view.set_loop(*hold.stretch_to(at))

    def release(self, x: float) -> None:
        """Let go, and tell what was done."""
        hold, self._hold = self._hold, None
        if hold is None:
            return
        if hold.block is not None:
            now = next((block for block in self._shown.blocks if block.id == hold.block.id), hold.block)
            if now != hold.block:
                self._view.tell_moved(now)
        elif not hold.began:
            self._view.seek(hold.at_ms)
        else:
            start, end = hold.stretch_to(self._scale.ms_at(x))
            if end - start >= _SHORTEST_LOOP_MS:
                self._view.tell_loop(start, end)
            else:
                self._show_loop_before()

    def cancel(self) -> None:
        """Let go and leave everything as it was before."""
        hold, self._hold = self._hold, None
        if hold is not None and hold.began:
            if hold.block is not None:
                self._view.put(hold.block)
            else:
                self._show_loop_before()

    def forget_missing(self) -> None:
        """Let go of a line that is not there any more."""
        block = None if self._hold is None else self._hold.block
        if block is not None and all(other.id != block.id for other in self._shown.blocks):
            self._hold = None

    def _show_loop_before(self) -> None:
        self._view.set_loop(*(self._loop_before or (None, None)))
