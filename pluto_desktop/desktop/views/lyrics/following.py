"""Where a song is in its words, and where the words stand on the canvas."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF

from pluto_desktop.desktop.views.lyrics.look import EDGE_PX, PANE, Look
from pluto_desktop.desktop.views.lyrics.motion import Motion
from pluto_desktop.desktop.views.lyrics.scene import Scene
from pluto_desktop.lyrics.timeline import Timeline


class Following:
    """A scene, the moment of it that is heard, and how it is scrolled. Logical pixels; no widget; GUI thread only."""

    def __init__(self, look: Look = PANE) -> None:
        self.look = look
        self.scene = Scene([], Timeline.empty(), 100, look)
        self.motion = Motion()
        self.time_ms = 0.0
        self.lit: tuple[int, ...] = ()
        """The rows that are active."""
        self.primary: int | None = None
        """The one of them the eye should be on."""
        self.free = False
        """Whether a person has scrolled away from the song."""
        self.height = self.pane_height = self.above = 0.0
        """Heights of the canvas, of the whole pane, and of what the pane shows above the canvas."""
        self.left = self.width = 0.0
        """Where rows begin, and how wide they may be."""
        self._sung_y = 0.0
        self._share = 0.0
        self._shaped = range(0)

    def show(self, scene: Scene) -> None:
        """Start on another scene. Words without times stay where they were read, unless there were none before."""
        self._share = self._share_read() if self.scene.rows and not self.timed else 0.0
        self.scene, self.motion = scene, Motion()
        self.lit, self.primary, self.free, self._sung_y = (), None, False, 0.0
        self._shaped = range(0)

    def lay_out(self, canvas_px: float, time_ms: float) -> bool:
        """Lay the scene out for a canvas so wide and stand where the song is; return whether all was shaped anew."""
        self.width = min(self.look.widest_px, canvas_px - 2 * self.look.side_px)
        self.left = self.look.side_px + (canvas_px - 2 * self.look.side_px - self.width) * self.look.side.share
        share = self._share_read() if len(self.scene.stack) else self._share
        anew = self.scene.lay_out(self.width)
        self._shaped = range(0)
        if self.timed:
            self.follow(time_ms)
        else:
            self.scroll_by_hand(share * self.scene.stack.total({}) - self.look.plain_top_px)
        return anew

    @property
    def timed(self) -> bool:
        """Whether there is anything to follow."""
        return self.scene.timeline.timed

    @property
    def text(self) -> str:
        """The words being sung."""
        return self.scene.rows[self.primary].text if self.primary is not None else ""

    def follow(self, time_ms: float) -> bool:
        """Take note of the time; return whether the words have to move for it."""
        self.time_ms = time_ms
        lit, primary = self.scene.lit_rows(time_ms)
        same = lit == self.lit and primary == self.primary
        if not same:
            self.lit, self.primary = lit, primary
            self.measure(range(min(lit, default=0), max(lit, default=-1) + 1))
        before, self._sung_y = self._sung_y, self._sung_place()
        return not same or before != self._sung_y

    def head_for_song(self, now_s: float, seconds: float) -> None:
        """Start moving to the active rows, so that it takes so many seconds."""
        self.motion.go(now_s, seconds, self.lit, self._scroll_wanted(), self.scene.place(self.primary or 0))

    def scroll_by_hand(self, scroll: float) -> None:
        """Scroll to a place a person wants, or as far towards it as there are words."""
        total = self.scene.stack.total(self.motion.activity)
        if self.timed:
            low, high = -self.active_y, total - self.active_y
            self.free = True
        else:
            low = -self.look.plain_top_px
            high = max(low, total - self.height + 2 * self.look.plain_top_px)
        self.motion.drag(max(low, min(high, scroll)))

    def measure(self, rows: Iterable[int]) -> None:
        """Shape rows that are to be seen; where they are higher or lower than thought, the eye stays where it is."""
        anchor = self.primary if self.primary is not None and not self.free else self.row_at(self.active_y)
        before = self.scene.stack.top(anchor or 0, self.motion.activity)
        if self.scene.measure(rows):
            self.motion.shift(self.scene.stack.top(anchor or 0, self.motion.activity) - before)

    def measure_visible(self) -> None:
        """Shape what is to be seen, until all of it is: a row lower than thought lets more of them in."""
        while (rows := self.visible()) != self._shaped:
            self._shaped = rows
            self.measure(row for row in rows if not self.scene.is_shaped(row))

    def visible(self, beyond: float = 0.0) -> range:
        """Return the rows that are to be seen, or lie so many pixels beyond what is."""
        edge, scroll = beyond + EDGE_PX, self.motion.scroll
        return self.scene.stack.visible(scroll - edge, scroll + self.height + edge, self.motion.activity)

    def scroll_for(self, row: int) -> float:
        """Return the scroll position that puts a row's centre where the active line's belongs.

        A row too high to stand there whole begins at the top, and moves up as what is sung of it gets there.
        """
        stack, target = self.scene.stack, dict.fromkeys(self.lit, 1.0)
        top, height = stack.top(row, target), stack.height(row, target) - self.look.row_gap_px
        if height / 2 <= self.active_y - self.look.fade_top_px:
            return top + height / 2 - self.active_y
        return top + max(-self.look.fade_top_px, (self._sung_y if row == self.primary else 0.0) - self.active_y)

    @property
    def active_y(self) -> float:
        """Where the active line's centre belongs, from the top of the canvas."""
        return max(60.0, self.look.active_at * self.pane_height - self.above)

    def row_at(self, y: float) -> int | None:
        """Return the row at a height of the canvas, None where there is none."""
        return self.scene.stack.row_at(y + self.motion.scroll, self.motion.activity)

    def rectangle(self, row: int) -> QRectF:
        """Return where a row is on the canvas now."""
        stack, activity = self.scene.stack, self.motion.activity
        return QRectF(self.left, stack.top(row, activity) - self.motion.scroll, self.width, stack.height(row, activity))

    def _scroll_wanted(self) -> float | None:
        if self.free:
            return None
        if self.primary is not None:
            return self.scroll_for(self.primary)
        return self.scroll_for(0) if self.timed else None

    def _sung_place(self) -> float:
        """Return how far down the row in front of the eye the voice is, if that row is too high to be seen whole."""
        if self.primary is None or self.scene.rows[self.primary].pause is not None:
            return 0.0
        block = self.scene.block(self.primary)
        return block.sung_y(self.time_ms) if block.height > self.height - self.look.fade_top_px else 0.0

    def _share_read(self) -> float:
        """Return how far down the words are scrolled, as a share of all of them."""
        return (self.motion.scroll + self.look.plain_top_px) / max(1.0, self.scene.stack.total({}))
