"""The moving words themselves: follows the song frame by frame, scrolls freely, seeks by click and key."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QShowEvent,
    QWheelEvent,
)  # fmt: skip
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics.ahead import work_ahead
from pluto_desktop.desktop.views.lyrics.copying import Extent
from pluto_desktop.desktop.views.lyrics.easel import Easel, Pictures
from pluto_desktop.desktop.views.lyrics.following import Following
from pluto_desktop.desktop.views.lyrics.frame import paint_focus, paint_marks, paint_rows
from pluto_desktop.desktop.views.lyrics.glow import Glow
from pluto_desktop.desktop.views.lyrics.look import AHEAD_MS, FRAME_MS, PANE, RETURN_AFTER_MS, Look
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.scene import Scene
from pluto_desktop.lyrics.timeline import Timeline

_DRAG_FROM_PX = 6
_DONE = object()


class LyricsCanvas(QWidget):
    """Shows rows of words in a look; a part of its parent, the pane, by whose height the active line has its place.

    ``position`` gives the audible position in ms, already shifted by the offsets; ``now`` the seconds that movement
    is timed by.
    """

    seek_requested = Signal(object)
    """The time in ms a person wants to hear."""
    copy_requested = Signal(object)
    """A person wants a copy; carries an :class:`.Extent`."""
    menu_requested = Signal(object, object)
    """A person wants the menu of a line (its index in the document, None beside the lines) at a place of the screen."""

    def __init__(
        self,
        theme: Theme,
        position: Callable[[], float],
        parent: QWidget | None = None,
        *,
        look: Look = PANE,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._theme, self._position, self._look, self._now = theme, position, look, now
        self._pane = parent or self
        self._following, self._pictures = Following(look), Pictures()
        self._glow = Glow(theme, self, self._pane, look)
        self._work_ahead: Iterator[None] = iter(())
        self._playing = False
        self._focus_row: int | None = None
        self._hovered: int | None = None
        self._marked = range(0)
        self._pressed: tuple[float, float] | None = None
        self._dragging = False
        self._timer = QTimer(self, interval=FRAME_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.advance)
        self._ahead = QTimer(self, interval=AHEAD_MS)
        self._ahead.timeout.connect(self._step_ahead)
        self._back = QTimer(self, interval=RETURN_AFTER_MS, singleShot=True)
        self._back.timeout.connect(self.return_to_song)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setMinimumSize(160, 120)
        theme.changed.connect(self._recolor)

    # What is shown

    def show_rows(self, rows: list[Row], timeline: Timeline, percent: int) -> None:
        """Show other rows, or the same ones in another size or language; the place in the song is kept."""
        self._following.show(Scene(rows, timeline, percent, self._look))
        self._following.scene.by_word = self._theme.less_motion
        self._pictures.clear()
        self._focus_row = self._hovered = None
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
    def preparing(self) -> bool:
        """Whether there is anything to prepare, between frames, for those to come."""
        return self._ahead.isActive() and not self._following.motion.moving

    @property
    def scrolling_freely(self) -> bool:
        """Whether a person has scrolled away from the song."""
        return self._following.free

    @property
    def active_text(self) -> str:
        """The words being sung."""
        return self._following.text

    @property
    def rows(self) -> list[Row]:
        """The rows shown."""
        return self._following.scene.rows

    @property
    def line_in_front(self) -> int | None:
        """The line the keyboard has come to, else the one sung now or last, as an index into the document."""
        row = self._focus_row
        if row is None and self._following.timed:
            _, row = self._following.scene.lit_rows(self._position())  # nothing is followed while nobody looks
        return (
            None if row is None else next((r.line for r in reversed(self.rows[: row + 1]) if r.line is not None), None)
        )

    def mark_lines(self, lines: range) -> None:
        """Mark lines (indexes into the document) as those that are repeated."""
        if lines != self._marked:
            self._marked = lines
            self.update()

    def row_rectangle(self, row: int) -> QRectF:
        """Return where a row is on the canvas now."""
        return self._following.rectangle(row)

    def advance(self) -> None:
        """Bring the picture to the song's present position: one frame. Cheap where nothing changes."""
        following, motion = self._following, self._following.motion
        if not len(following.scene.stack):
            return  # no words, or none laid out yet: showEvent will
        if following.timed and following.follow(self._position()):
            self.setAccessibleName(self.active_text)
            self._head_for_song()
        if motion.moving:
            before = (round(motion.scroll), motion.activity)
            motion.step(self._now())
            if not motion.moving or _differ(before, (round(motion.scroll), motion.activity)):
                self._update_words()
        else:
            self._update_sweep()
        if not self._playing and not motion.moving:
            self._timer.stop()

    def return_to_song(self) -> None:
        """End free scrolling and go back to the line being sung."""
        if not self._following.timed:
            return
        self._back.stop()
        self._following.free = False
        self._focus_row = None
        self._head_for_song()

    def _head_for_song(self, *, at_once: bool = False) -> None:
        seconds = 0.0 if at_once or not self.isVisible() else self._theme.motion_ms(self._look.move_ms) / 1000
        self._following.head_for_song(self._now(), seconds)
        self._update_words()
        self._begin_ahead()
        self._set_timer()

    def _update_sweep(self) -> None:
        following = self._following
        for row in following.lit:
            if areas := following.scene.to_repaint(row, following.time_ms):
                corner = self.row_rectangle(row).topLeft()
                for area in areas:
                    self.update(area.translated(corner).toAlignedRect())

    def _update_words(self) -> None:
        """Ask for the column of words only: the ground beside it stays as it is."""
        self._following.measure_visible()
        self.update(self._column())

    def _column(self) -> QRect:
        right = int(self._following.left + self._following.scene.widest + 24)
        return QRect(0, 0, min(self.width(), right), self.height())

    def _set_timer(self) -> None:
        following = self._following
        follows = self._playing and following.timed
        wanted = self.isVisible() and (follows or following.motion.moving) and bool(following.scene.rows)
        if wanted and not self._timer.isActive():
            self._timer.start()
        elif not wanted:
            self._timer.stop()

    # Laying out and painting

    def _lay_out(self) -> None:
        if not self.isVisible():
            return  # showEvent will
        following = self._following
        following.height, following.pane_height = float(self.height()), float(self._pane.height())
        following.above = float(self.mapTo(self._pane, QPoint()).y())
        self._take_look()
        if following.lay_out(float(self.width()), self._position()):
            self._pictures.clear()
        if following.timed:
            self._head_for_song(at_once=True)
        following.measure_visible()
        self._begin_ahead()
        self.setAccessibleName(self.active_text)
        self.update()

    def _recolor(self) -> None:
        self._following.scene.by_word = self._theme.less_motion
        self._take_look()
        self._glow.clear()
        self._begin_ahead()
        self.update()

    def _take_look(self) -> None:
        ink, sung, small = (self._theme.color(token) for token in ("text", "accent", "accent-text"))
        self._pictures.set_look(ink, sung, small, self.devicePixelRatioF())

    def _begin_ahead(self) -> None:
        """Begin to prepare, between frames, what will be seen after what is seen now."""
        self._work_ahead = work_ahead(self._following, self._pictures)
        if self.isVisible():
            self._ahead.start()

    def _step_ahead(self) -> None:
        if not self.preparing:
            return  # frames come first
        if next(self._work_ahead, _DONE) is _DONE:
            self._ahead.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter, area = QPainter(self), event.rect()
        self._glow.paint(painter, area)
        chosen = {self._hovered, self._focus_row} - {None}
        paint_rows(Easel(painter, self._pictures), self._following, area, chosen)
        if self._marked:
            paint_marks(painter, self._following, self._marked, self._theme.color("accent"))
        self._glow.paint_veils(painter, area.intersected(self._column()))
        if self._focus_row is not None and self.hasFocus():
            paint_focus(painter, self._following, self._focus_row, self._theme.color("accent"))
        painter.end()

    # Being used

    def _scroll_by_hand(self, scroll: float) -> None:
        if not len(self._following.scene.stack):
            return
        self._following.scroll_by_hand(scroll)
        if self._following.free:
            self._back.start()
        self._update_words()
        self._begin_ahead()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll freely."""
        pixels = event.pixelDelta().y() or event.angleDelta().y() * 0.6
        self._scroll_by_hand(self._following.motion.scroll - pixels)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the words."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pressed = (event.position().y(), self._following.motion.scroll)
            self._dragging = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scroll freely, or show which line would be played."""
        if self._pressed is None:
            self._hover(self._following.row_at(event.position().y()))
            return
        moved = event.position().y() - self._pressed[0]
        if self._dragging or abs(moved) > _DRAG_FROM_PX:
            self._dragging = True
            self._scroll_by_hand(self._pressed[1] - moved)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play from the line that was clicked."""
        if event.button() is Qt.MouseButton.LeftButton and self._pressed is not None:
            self._pressed = None
            if not self._dragging and (row := self._following.row_at(event.position().y())) is not None:
                self._play_from(row)
            self._dragging = False

    def _hover(self, row: int | None) -> None:
        if row is not None and not self._following.scene.can_seek(row):
            row = None
        if row != self._hovered:
            self._hovered = row
            self.setCursor(Qt.CursorShape.PointingHandCursor if row is not None else Qt.CursorShape.ArrowCursor)
            self.update()

    def _play_from(self, row: int) -> None:
        if self._following.scene.can_seek(row):
            self.seek_requested.emit(self._following.scene.rows[row].start_ms)
            self.return_to_song()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, or go from line to line and play."""
        page = max(40.0, self.height() * 0.8)
        scrolls = {Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page, Qt.Key.Key_Home: -1e9, Qt.Key.Key_End: 1e9}
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit(Extent.LINE)
        elif key in scrolls:
            self._scroll_by_hand(self._following.motion.scroll + scrolls[key])
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._move_focus(1 if key is Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._focus_row is not None:
            self._play_from(self._focus_row)
        elif key is Qt.Key.Key_Escape and (self._following.free or self._focus_row is not None):
            self.return_to_song()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of the line under the mouse, or of the one in front."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        row = self._following.row_at(event.pos().y()) if by_mouse else None
        line = self.line_in_front if not by_mouse else None if row is None else self.rows[row].line
        self.menu_requested.emit(line, event.globalPos())

    def _move_focus(self, step: int) -> None:
        if not self._following.timed:
            self._scroll_by_hand(self._following.motion.scroll + step * 48)
            return
        row = self._following.scene.next_line_row(
            self._focus_row if self._focus_row is not None else self._following.primary, step
        )
        if row is None:
            return
        self._focus_row = row
        self._following.measure((row,))
        self.setAccessibleName(self._following.scene.rows[row].text)
        self._scroll_by_hand(self._following.scroll_for(row))

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
        self._ahead.stop()
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
