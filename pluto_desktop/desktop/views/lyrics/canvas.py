"""The moving words themselves: follows the song, paints rows from pixmaps, scrolls freely, seeks by click and key."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics import look
from pluto_desktop.desktop.views.lyrics.easel import Easel, PixmapCache
from pluto_desktop.desktop.views.lyrics.glow import Glow
from pluto_desktop.desktop.views.lyrics.motion import Motion
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.scene import Scene
from pluto_desktop.lyrics.timeline import Timeline

_DRAG_FROM_PX = 6


class LyricsCanvas(QWidget):
    """Shows rows of words. ``position`` gives the audible position in ms, already shifted by the offsets."""

    seek_requested = Signal(object)
    """The time in ms a person wants to hear."""

    def __init__(self, theme: Theme, position: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._position = theme, position
        self._scene = Scene([], Timeline.empty(), 100)
        self._motion, self._cache, self._glow = Motion(), PixmapCache(), Glow()
        self._playing = self._free = False
        self._lit: tuple[int, ...] = ()
        self._primary: int | None = None
        self._time_ms = 0.0
        self._focus_row: int | None = None
        self._hovered: int | None = None
        self._pressed: tuple[float, float] | None = None
        self._dragging = False
        self.pane_height = 0.0
        self._timer = QTimer(self, interval=look.FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.advance)
        self._back = QTimer(self, interval=look.RETURN_AFTER_MS, singleShot=True)
        self._back.timeout.connect(self.return_to_song)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        theme.changed.connect(self._recolor)

    # What is shown

    def show_rows(self, rows: list[Row], timeline: Timeline, percent: int) -> None:
        """Show other rows, or the same ones in another size or language; the place in the song is kept."""
        self._scene = Scene(rows, timeline, percent)
        self._cache.clear()
        self._motion = Motion()
        self._lit, self._primary, self._focus_row, self._hovered = (), None, None, None
        self._free = False
        self._lay_out()

    def set_playing(self, playing: bool) -> None:
        """Follow the song by itself, or only when told to."""
        self._playing = playing
        self.advance()
        self._set_timer()

    def set_return_after(self, seconds: int) -> None:
        """Set how long free scrolling lasts."""
        self._back.setInterval(seconds * 1000)

    @property
    def running(self) -> bool:
        """Whether frames are being made."""
        return self._timer.isActive()

    @property
    def scrolling_freely(self) -> bool:
        """Whether a person has scrolled away from the song."""
        return self._free

    @property
    def active_text(self) -> str:
        """The words being sung."""
        return self._scene.rows[self._primary].text if self._primary is not None else ""

    def row_rectangle(self, row: int) -> QRectF:
        """Return where a row is on the canvas now."""
        top = self._scene.stack.top(row, self._motion.activity) - self._motion.scroll
        return QRectF(look.SIDE_PX, top, self._text_width(), self._scene.stack.height(row, self._motion.activity))

    def advance(self) -> None:
        """Bring the picture to the song's present position: one frame. Cheap where nothing changes."""
        if not len(self._scene.stack):
            return  # no words, or none laid out yet: showEvent will
        if self._scene.timeline.timed:
            self._time_ms = self._position()
            lit, primary = self._scene.lit_rows(self._time_ms)
            if lit != self._lit or primary != self._primary:
                self._light(lit, primary)
        if self._motion.moving:
            before = (round(self._motion.scroll), self._motion.activity)
            self._motion.step(time.monotonic())
            if not self._motion.moving or _differ(before, (round(self._motion.scroll), self._motion.activity)):
                self._update_words()
        else:
            self._update_sweep()
        if not self._playing and not self._motion.moving:
            self._timer.stop()

    def return_to_song(self) -> None:
        """End free scrolling and go back to the line being sung."""
        if not self._scene.timeline.timed:
            return
        self._back.stop()
        self._free = False
        self._focus_row = None
        self._head_for_song()

    # Following

    def _light(self, lit: tuple[int, ...], primary: int | None) -> None:
        self._lit, self._primary = lit, primary
        self._scene.measure(range(min(lit, default=0), max(lit, default=-1) + 1))
        self.setAccessibleName(self.active_text)
        self._head_for_song()

    def _head_for_song(self, *, at_once: bool = False) -> None:
        scroll = None if self._free or self._primary is None else self._scroll_for(self._primary)
        if self._primary is None and not self._free and self._scene.timeline.timed:
            scroll = self._scroll_to_start()
        seconds = 0.0 if at_once or not self.isVisible() else self._theme.motion_ms(look.MOVE_MS) / 1000
        self._motion.go(time.monotonic(), seconds, self._lit, scroll)
        self.update()
        self._set_timer()

    def _scroll_for(self, row: int) -> float:
        stack, target = self._scene.stack, dict.fromkeys(self._lit, 1.0)
        middle = stack.top(row, target) + (stack.height(row, target) - look.ROW_GAP_PX) / 2
        return middle - self._active_y()

    def _scroll_to_start(self) -> float:
        return -self._active_y() if self._time_ms <= 0 or not self._scene.rows else self._motion.scroll

    def _active_y(self) -> float:
        above = max(0.0, self.pane_height - self.height())
        return max(60.0, look.ACTIVE_AT * max(self.pane_height, float(self.height())) - above)

    def _update_sweep(self) -> None:
        for row in self._lit:
            if self._scene.needs_sweep(row, self._time_ms):
                self.update(self.row_rectangle(row).adjusted(-10, -10, 10, 10).toAlignedRect())

    def _update_words(self) -> None:
        """Ask for the column of words only: the ground beside it stays as it is."""
        self.update(0, 0, min(self.width(), int(look.SIDE_PX + self._scene.widest + 24)), self.height())

    def _set_timer(self) -> None:
        follows = self._playing and self._scene.timeline.timed
        wanted = self.isVisible() and (follows or self._motion.moving) and bool(self._scene.rows)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    # Laying out and painting

    def _text_width(self) -> float:
        return min(1100.0, float(self.width() - 2 * look.SIDE_PX))

    def _lay_out(self) -> None:
        if not self.isVisible():
            return  # showEvent will
        if self._scene.lay_out(self._text_width()):
            self._cache.clear()
        if not self._scene.timeline.timed:
            self._motion.drag(-24.0)
        else:
            self._time_ms = self._position()
            self._lit, self._primary = self._scene.lit_rows(self._time_ms)
            if self._primary is None:
                self._motion.drag(-self._active_y())
            self._head_for_song(at_once=True)
        self.setAccessibleName(self.active_text)
        self.update()

    def _recolor(self) -> None:
        self._cache.clear()
        self._glow.clear()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        clip = event.rect()
        above = int(max(0.0, self.pane_height - self.height()))
        ratio = self.devicePixelRatioF()
        self._glow.paint(painter, clip, self._theme, QPoint(self.width(), above))
        easel = Easel(painter, self._cache, self._theme.color("text"), self._theme.color("accent"), ratio)
        activity, scroll = self._motion.activity, self._motion.scroll
        stack = self._scene.stack
        rows = stack.visible(clip.top() + scroll - 12, clip.bottom() + scroll + 12, activity)
        if self._scene.measure(rows):
            self._keep_place()
            scroll, rows = self._motion.scroll, stack.visible(clip.top() + scroll, clip.bottom() + scroll, activity)
        around = self._primary if self._primary is not None else 0
        y = stack.top(rows.start, activity) - scroll if rows else 0.0
        for row in rows:
            share, height = activity.get(row, 0.0), stack.height(row, activity)
            opacity = self._opacity(row, around, share) * self._fade(y + height / 2)
            if opacity > 0.01:
                self._paint_row(easel, row, round(y), share, opacity)
            y += height
        painter.setOpacity(1.0)
        if self._focus_row is not None and self.hasFocus():
            self._paint_focus(painter, self._focus_row)
        painter.end()

    def _paint_row(self, easel: Easel, row: int, y: float, share: float, opacity: float) -> None:
        pause = self._scene.rows[row].pause
        if pause is not None:
            _paint_dots(easel, QPointF(look.SIDE_PX, y), pause.progress(self._time_ms), opacity * share)
            return
        block = self._scene.block(row)
        reaches = self._scene.reaches(row, self._time_ms) if share > 0 else []
        block.paint(easel, QPointF(look.SIDE_PX, y), share, opacity, reaches)

    def _keep_place(self) -> None:
        """Rows turned out higher or lower than thought: stay where the eye is."""
        if not self._free and self._primary is not None and not self._motion.moving:
            self._motion.drag(self._scroll_for(self._primary))

    def _opacity(self, row: int, around: int, share: float) -> float:
        if not self._scene.timeline.timed or share >= 1.0:
            return 1.0
        if row in {self._hovered, self._focus_row}:
            rest = 0.9
        elif self._free:
            rest = look.READING_OPACITY
        else:
            rest = look.resting_opacity(self._scene.distance(row, around))
        return rest + (1.0 - rest) * share

    def _fade(self, middle: float) -> float:
        if look.FADE_TOP_PX + 8 <= middle <= self.height() - look.FADE_BOTTOM_PX:
            return 1.0
        if not self._scene.timeline.timed:
            return max(0.0, min(1.0, (middle + 4) / look.PLAIN_FADE_PX))
        return max(0.0, min(1.0, (middle - 8) / look.FADE_TOP_PX, (self.height() - middle + 24) / look.FADE_BOTTOM_PX))

    def _paint_focus(self, painter: QPainter, row: int) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        area = self.row_rectangle(row).adjusted(-12, -6, 12, 6 - look.ROW_GAP_PX)
        painter.drawRoundedRect(area, 8, 8)

    # Being used

    def _scroll_by_hand(self, scroll: float) -> None:
        stack = self._scene.stack
        if not len(stack):
            return
        total = stack.total(self._motion.activity)
        if self._scene.timeline.timed:
            low, high = -self._active_y(), total - self._active_y()
            self._free = True
            self._back.start()
        else:
            low, high = -24.0, max(-24.0, total - self.height() + 48)
        self._motion.drag(max(low, min(high, scroll)))
        self._update_words()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll freely."""
        pixels = event.pixelDelta().y() or event.angleDelta().y() * 0.6
        self._scroll_by_hand(self._motion.scroll - pixels)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the words."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (event.position().y(), self._motion.scroll)
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scroll freely, or show which line would be played."""
        if self._pressed is None:
            self._hover(self._row_at(event.position()))
            return
        moved = event.position().y() - self._pressed[0]
        if self._dragging or abs(moved) > _DRAG_FROM_PX:
            self._dragging = True
            self._scroll_by_hand(self._pressed[1] - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play from the line that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            if not self._dragging and (row := self._row_at(event.position())) is not None:
                self._play_from(row)
            self._dragging = False

    def _row_at(self, point: QPointF) -> int | None:
        return self._scene.stack.row_at(point.y() + self._motion.scroll, self._motion.activity)

    def _hover(self, row: int | None) -> None:
        if row is not None and not self._scene.can_seek(row):
            row = None
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def _play_from(self, row: int) -> None:
        if self._scene.can_seek(row):
            self.seek_requested.emit(self._scene.rows[row].start_ms)
            self.return_to_song()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or go from line to line and play."""
        page = max(40.0, self.height() * 0.8)
        scrolls = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page, Qt.Key.Key_Home: -1e9, Qt.Key.Key_End: 1e9}
        key = Qt.Key(event.key())
        if key in scrolls:
            self._scroll_by_hand(self._motion.scroll + scrolls[key])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move_focus(1 if key is Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._focus_row is not None:
            self._play_from(self._focus_row)
        elif key is Qt.Key.Key_Escape and (self._free or self._focus_row is not None):
            self.return_to_song()
        else:
            super().keyPressEvent(event)

    def _move_focus(self, step: int) -> None:
        if not self._scene.timeline.timed:
            self._scroll_by_hand(self._motion.scroll + step * 48)
            return
        row = self._scene.next_line_row(self._focus_row if self._focus_row is not None else self._primary, step)
        if row is None:
            return
        self._focus_row = row
        self._scene.measure(range(row, row + 1))
        self.setAccessibleName(self._scene.rows[row].text)
        self._scroll_by_hand(self._scroll_for(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out for the new size."""
        self._lay_out()
        super().resizeEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with the song."""
        super().showEvent(event)
        self._lay_out()
        self._set_timer()

    def hideEvent(self, event: QHideEvent) -> None:
        """Make no frames that nobody sees."""
        self._timer.stop()
        super().hideEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Show no line as the one to be played."""
        self._hover(None)
        super().leaveEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Render anew for another screen."""
        if event.type() is QEvent.Type.DevicePixelRatioChange:
            self._recolor()
        super().changeEvent(event)


def _differ(before: tuple[int, dict[int, float]], now: tuple[int, dict[int, float]]) -> bool:
    """Whether a step of the motion can be seen at all; the end of an eased one mostly cannot."""
    rows = before[1].keys() | now[1].keys()
    return before[0] != now[0] or any(abs(before[1].get(row, 0.0) - now[1].get(row, 0.0)) > 0.008 for row in rows)


def _paint_dots(easel: Easel, at: QPointF, progress: float, opacity: float) -> None:
    """Three dots that fill one after the other while nothing is sung."""
    painter = easel.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(easel.sung)
    for index in range(3):
        filled = max(0.0, min(1.0, progress * 3 - index))
        painter.setOpacity(opacity * (0.25 + 0.75 * filled))
        radius = 4.0 + 1.0 * filled
        painter.drawEllipse(QPointF(at.x() + 6 + index * 20, at.y() + 12), radius, radius)
