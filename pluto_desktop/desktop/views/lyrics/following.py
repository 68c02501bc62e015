"""Where a song is in its words, and where the words stand on the canvas."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from pluto_desktop.desktop.views.lyrics import look
from pluto_desktop.desktop.views.lyrics.motion import Motion
from pluto_desktop.desktop.views.lyrics.scene import Scene
from pluto_desktop.lyrics.timeline import Timeline


class Following:
    """A scene, the moment of it that is heard, and how it is scrolled. Logical pixels; no widget; GUI thread only."""

    def __init__(self) -> None:
        self.scene = Scene([], Timeline.empty(), 100)
        self.motion = Motion()
        self.time_ms = 0.0
        self.lit: tuple[int, ...] = ()
        """The rows that are active."""
        self.primary: int | None = None
        """The one of them the eye should be on."""
        self.free = False
        """Whether a person has scrolled away from the song."""
        self.height = 0.0
        self.pane_height = 0.0
        """The height of all of the pane, whose lower part the canvas is."""

    def show(self, scene: Scene) -> None:
        """Start on another scene."""
        self.scene, self.motion = scene, Motion()
        self.lit, self.primary, self.free = (), None, False

    @property
    def timed(self) -> bool:
        """Whether there is anything to follow."""
        return self.scene.timeline.timed

    @property
    def text(self) -> str:
        """The words being sung."""
        return self.scene.rows[self.primary].text if self.primary is not None else ""

    def follow(self, time_ms: float) -> bool:
        """Take note of the time; return whether other rows are active now than before."""
        self.time_ms = time_ms
        lit, primary = self.scene.lit_rows(time_ms)
        if lit == self.lit and primary == self.primary:
            return False
        self.lit, self.primary = lit, primary
        self.scene.measure(range(min(lit, default=0), max(lit, default=-1) + 1))
        return True

    def start(self, time_ms: float) -> None:
        """Stand where the song is, or at the top where nothing is sung yet or nothing has a time."""
        if not self.timed:
            self.motion.drag(-look.PLAIN_TOP_PX)
            return
        self.time_ms = time_ms
        self.lit, self.primary = self.scene.lit_rows(time_ms)
        if self.primary is None:
            self.motion.drag(-self.active_y)

    def head_for_song(self, now_s: float, seconds: float) -> None:
        """Start moving to the active rows, so that it takes so many seconds."""
        self.motion.go(now_s, seconds, self.lit, self._scroll_wanted())

    def scroll_by_hand(self, scroll: float) -> None:
        """Scroll to a place a person wants, or as far towards it as there are words."""
        total = self.scene.stack.total(self.motion.activity)
        if self.timed:
            low, high = -self.active_y, total - self.active_y
            self.free = True
        else:
            low = -look.PLAIN_TOP_PX
            high = max(low, total - self.height + 2 * look.PLAIN_TOP_PX)
        self.motion.drag(max(low, min(high, scroll)))

    def measure(self, rows: Iterable[int]) -> bool:
        """Shape rows that are about to be seen; stay where the eye is if they are higher or lower than thought."""
        if not self.scene.measure(rows):
            return False
        if not self.free and self.primary is not None and not self.motion.moving:
            self.motion.drag(self.scroll_for(self.primary))
        return True

    def scroll_for(self, row: int) -> float:
        """Return the scroll position that puts a row's centre where the active line's belongs."""
        stack, target = self.scene.stack, dict.fromkeys(self.lit, 1.0)
        return stack.top(row, target) + (stack.height(row, target) - look.ROW_GAP_PX) / 2 - self.active_y

    @property
    def active_y(self) -> float:
        """Where the active line's centre belongs, from the top of the canvas."""
        above = max(0.0, self.pane_height - self.height)
        return max(60.0, look.ACTIVE_AT * max(self.pane_height, self.height) - above)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height of the canvas, None where there is none."""
        return self.scene.stack.row_at(y + self.motion.scroll, self.motion.activity)

    def rectangle(self, row: int, width: float) -> QRectF:
        """Return where a row of a width is on the canvas now."""
        stack, activity = self.scene.stack, self.motion.activity
        return QRectF(look.SIDE_PX, stack.top(row, activity) - self.motion.scroll, width, stack.height(row, activity))

    def _scroll_wanted(self) -> float | None:
        if self.free:
            return None
        if self.primary is not None:
            return self.scroll_for(self.primary)
        before_the_song = self.timed and (self.time_ms <= 0 or not self.scene.rows)
        return -self.active_y if before_the_song else None
