"""The wave form of a song with its lines as blocks, to be looked at, moved and zoomed."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.timing.wave.blocks import Block, Grip, moved, shown_end
from pluto_desktop.desktop.views.timing.wave.following import left_for
from pluto_desktop.desktop.views.timing.wave.keys import WaveKeys
from pluto_desktop.desktop.views.timing.wave.painting import Shown, WavePainter, meets_sound, playhead_x
from pluto_desktop.desktop.views.timing.wave.pointer import Pointer
from pluto_desktop.desktop.views.timing.wave.scale import STEP, Scale
from pluto_desktop.desktop.views.timing.wave.telling import block_text
from pluto_desktop.domain.peaks import Peaks

_NOTCH = 120
_LEFT_ALONE_S = 5.0
"""So long the view stays where a person scrolled to before it follows the playhead again."""
_STILL_S = 0.5
"""A playhead that has not moved for so long stands still."""
_GRIPS = (Grip.WHOLE, Grip.START, Grip.END)


class WaveView(QAbstractScrollArea):
    """Shows a song; what a person does is told, and done by the owner. Times in milliseconds. GUI thread.

    A block that was moved is shown where it was put at once; :meth:`set_blocks` says where it really is.
    """

    moved = Signal(object, object, object)
    """A person moved a block: its id, its start, its end (None where that is still not known). Once for each move."""
    sought = Signal(object)
    """A person wants to hear a moment."""
    chosen = Signal(object)
    """A person chose a block: its id."""
    loop_wanted = Signal(object, object)
    """A person marked a stretch to be repeated: its start and its end."""
    snap_wanted = Signal(object, object)
    """A person wants the chosen block to meet what is heard: its id, and the :class:`Grip` that is to meet it."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, now: Callable[[], float] = time.monotonic
    ) -> None:
        super().__init__(parent)
        give_viewport(self).setMouseTracking(True)
        self._theme, self._now = theme, now
        self._scale, self._painter, self._shown = Scale(), WavePainter(theme), Shown()
        self._pointer = Pointer(self._scale, self._shown, self)
        self._turned = 0
        self._scrolled_at = self._played_at = float("-inf")
        self._keys = WaveKeys(
            self._nudge, self._change_grip, self._zoom_at_playhead, self.show_all, self._scroll, self._snap, self._leave
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(120)
        self.setAccessibleName(self.tr("Wave form"))
        self.horizontalScrollBar().setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.horizontalScrollBar().setAccessibleName(self.tr("Place in the song"))
        self.horizontalScrollBar().actionTriggered.connect(self._scrolled_by_hand)
        theme.changed.connect(self._restyle)
        self._tell()

    # -- what the owner says --

    def set_peaks(self, peaks: Peaks | None) -> None:
        """Show the sound; None while it is not known. Its length becomes the song's."""
        self._painter.tiles.set_peaks(peaks)
        self._shown.onsets = () if peaks is None else peaks.onsets
        if peaks is not None:
            self.set_duration(peaks.duration_ms)
            self._shown.message = ""
        self._tell()
        self.viewport().update()

    def set_duration(self, duration_ms: int) -> None:
        """Say how long the song is; a zoom that was chosen stays."""
        if duration_ms != self._scale.duration_ms:
            px_a_s, whole = self._scale.px_a_s, self._scale.is_whole
            self._scale.set_song(duration_ms)
            if not whole:
                self._scale.zoom_to(px_a_s)
            self._fit_bar()

    def set_message(self, text: str) -> None:
        """Say in the middle why there is no sound to be seen; "" says nothing."""
        self._shown.message = text
        self.viewport().update()

    def set_blocks(self, blocks: Sequence[Block]) -> None:
        """Show lines. What a person holds is let go of where its line is gone."""
        self._shown.blocks = sorted(blocks, key=lambda block: block.start_ms)
        self._pointer.forget_missing()
        self._tell()
        self.viewport().update()

    def set_chosen(self, block_id: str | None) -> None:
        """Mark a line and, unless the song plays, bring it into view; :attr:`chosen` is not told."""
        if block_id != self._shown.chosen:
            self._shown.chosen, self._shown.grip = block_id, Grip.WHOLE
            if self._now() - self._played_at > _STILL_S:
                self._bring_chosen()
            self._tell()
            self.viewport().update()

    def set_playhead(self, at_ms: float | None) -> None:
        """Show where the music is; the view follows it unless a person has just scrolled."""
        before, self._shown.playhead_ms = self._shown.playhead_ms, at_ms
        if before != at_ms:
            self._played_at = self._now()
        if at_ms is not None and self.following and not self._pointer.holds and not self._scale.is_whole:
            here = self._scale.x_of(at_ms)
            came = here - self._scale.x_of(before) if before is not None else float("inf")
            left = left_for(
                here, self._left, self.viewport().width(), less_motion=self._theme.less_motion, since_last=came
            )
            if left is not None:
                self.horizontalScrollBar().setValue(left)
        for place in (before, at_ms):
            if place is not None and before != at_ms:
                x = playhead_x(self._scale.x_of(place), self._left, self.devicePixelRatioF())
                self._update_between(x, x)
        if before is not None and at_ms is not None:  # what was passed changes its ink
            first, last = sorted(self._scale.x_of(place) - self._left for place in (before, at_ms))
            self._update_between(first, last)

    def set_loop(self, start_ms: int | None, end_ms: int | None) -> None:
        """Show the stretch that is repeated; None for none."""
        self._shown.loop = None if start_ms is None or end_ms is None else (start_ms, end_ms)
        self.viewport().update()

    @property
    def following(self) -> bool:
        """Whether the view follows the playhead now."""
        return self._now() - self._scrolled_at >= _LEFT_ALONE_S

    @property
    def chosen_block(self) -> Block | None:
        """The line that is marked."""
        return next((block for block in self._shown.blocks if block.id == self._shown.chosen), None)

    @property
    def grip(self) -> Grip:
        """What of the chosen line the arrow keys move."""
        return self._shown.grip

    @property
    def px_a_s(self) -> float:
        """The zoom: how many pixels a second is."""
        return self._scale.px_a_s

    def x_of(self, at_ms: float) -> float:
        """Return where in the view a moment lies, in pixels from its left edge."""
        return self._scale.x_of(at_ms) - self._left

    def show_all(self) -> None:
        """Show the whole song."""
        self.zoom_to(0.0, 0.0)

    def zoom_to(self, px_a_s: float, around_ms: float) -> None:
        """Come closer or go away; a moment stays where it is in the view."""
        x = self.x_of(around_ms)
        if self._scale.zoom_to(px_a_s):
            self._fit_bar()
            self.horizontalScrollBar().setValue(round(self._scale.x_of(around_ms) - x))
            self.viewport().update()

    # -- the pointer --

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of a line, or of a place beside all lines."""
        if event.button() is Qt.MouseButton.LeftButton and self._scale.duration_ms:
            self._pointer.press(self._x_under(event.position()), self._grip_at(event.position()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move what is held; else show by the pointer what could be."""
        if self._pointer.holds:
            free = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
            self._pointer.move(self._x_under(event.position()), free=free)
            return
        found = self._grip_at(event.position())
        edge = found is not None and found[1] is not Grip.WHOLE
        self.viewport().setCursor(Qt.CursorShape.SizeHorCursor if edge else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go, and tell what was done."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pointer.release(self._x_under(event.position()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Hear a line from its start."""
        found = self._grip_at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and found is not None:
            self.seek(self._shown.blocks[found[0]].start_ms)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom around the pointer; scroll where the wheel is turned sideways, or with Shift."""
        angle, event_shift = event.angleDelta(), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        event.accept()
        if event_shift or abs(angle.x()) > abs(angle.y()):
            self._scrolled_by_hand()
            self.horizontalScrollBar().setValue(self._left - (angle.x() or angle.y()))
            return
        self._turned = angle.y() if self._turned * angle.y() < 0 else self._turned + angle.y()
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches:
            self.zoom_to(self._scale.px_a_s * STEP**notches, self._scale.ms_at(self._x_under(event.position())))

    # -- the keys --

    def event(self, event: QEvent) -> bool:
        """Keep for itself the keys that do something here, where the window has them for something else too."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._act_of(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key does here; leave every other key to the window."""
        act = self._act_of(event)
        if act is None:
            event.ignore()
        else:
            act()

    def focusNextPrevChild(self, following: bool) -> bool:
        """Go from line to line; from the last, or back from the first, on to what stands beside."""
        blocks = self._shown.blocks
        here = next((number for number, block in enumerate(blocks) if block.id == self._shown.chosen), None)
        there = (0 if following else len(blocks) - 1) if here is None else here + (1 if following else -1)
        if not 0 <= there < len(blocks):
            return bool(super().focusNextPrevChild(following))
        self.choose(there, Grip.WHOLE)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the ring."""
        super().focusOutEvent(event)
        self.viewport().update()

    def _act_of(self, event: QKeyEvent) -> Callable[[], object] | None:
        if event.key() == Qt.Key.Key_Escape:
            return self._pointer.cancel if self._pointer.holds else None
        return self._keys.find(event)

    # -- what the pointer and the keys do --

    def choose(self, number: int, grip: Grip) -> None:
        """Mark a line by its place in time and tell that a person chose it."""
        block = self._shown.blocks[number]
        new = block.id != self._shown.chosen
        self._shown.chosen, self._shown.grip = block.id, grip
        if new and not self._pointer.holds:
            self._bring_chosen()
        self._tell()
        self.viewport().update()
        if new:
            self.chosen.emit(block.id)

    def put(self, block: Block) -> None:
        """Show a block in the place of the one with its id."""
        others = [other for other in self._shown.blocks if other.id != block.id]
        self._shown.blocks = sorted([*others, block], key=lambda other: other.start_ms)
        self._tell()
        self.viewport().update()

    def tell_moved(self, block: Block) -> None:
        """Tell that a person moved a block."""
        self.moved.emit(block.id, block.start_ms, block.end_ms)

    def tell_loop(self, start_ms: int, end_ms: int) -> None:
        """Tell that a person marked a stretch."""
        self.loop_wanted.emit(start_ms, end_ms)

    def seek(self, at_ms: float) -> None:
        """Tell that a person wants to hear a moment, which the view then follows."""
        self._scrolled_at = float("-inf")
        self.sought.emit(round(at_ms))

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what is to be seen anew."""
        painter = QPainter(self.viewport())
        area = self.viewport().rect()
        self._painter.paint(painter, area, event.rect(), self._scale, self._left, self._shown)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(area.adjusted(1, 1, -1, -1))
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the whole song in view, or the zoom."""
        super().resizeEvent(event)
        self._scale.set_width(self.viewport().width())
        self._fit_bar()

    # -- inside --

    @property
    def _left(self) -> int:
        return self.horizontalScrollBar().value()

    def _fit_bar(self) -> None:
        width, bar = self.viewport().width(), self.horizontalScrollBar()
        bar.setRange(0, max(0, self._scale.length_px - width))
        bar.setPageStep(width)
        bar.setSingleStep(max(1, width // 10))
        self.viewport().update()

    def _restyle(self) -> None:
        self._painter.forget()
        self.viewport().update()

    def _update_between(self, first: float, last: float) -> None:
        left = int(first) - 3
        self.viewport().update(QRect(left, 0, int(last) + 4 - left, self.viewport().height()))

    def _x_under(self, place: QPointF) -> float:
        return place.x() + self._left

    def _grip_at(self, place: QPointF) -> tuple[int, Grip] | None:
        return self._pointer.grip_at(self._x_under(place)) if place.y() >= self._painter.ruler_px else None

    def _bring_chosen(self) -> None:
        """Scroll so that the chosen line's start is seen."""
        block = self.chosen_block
        if block is not None and not 0 <= self.x_of(block.start_ms) < self.viewport().width():
            self._scrolled_at = self._now()
            self.horizontalScrollBar().setValue(
                round(self._scale.x_of(block.start_ms) - self.viewport().width() * 0.25)
            )

    def _nudge(self, by_ms: int) -> None:
        block, blocks = self.chosen_block, self._shown.blocks
        if block is None or self._pointer.holds:
            return
        number = next(at for at, other in enumerate(blocks) if other.id == block.id)
        end = shown_end(blocks, number, self._scale.duration_ms)
        put = moved(block, self._shown.grip, by_ms, end, self._scale.duration_ms)
        if put != block:
            self.put(put)
            self.tell_moved(put)

    def _change_grip(self, by: int) -> None:
        if self.chosen_block is not None:
            self._shown.grip = _GRIPS[(_GRIPS.index(self._shown.grip) + by) % len(_GRIPS)]
            self._tell()
            self.viewport().update()

    def _snap(self) -> None:
        if self._shown.chosen is not None:
            self.snap_wanted.emit(self._shown.chosen, self._shown.grip)

    def _zoom_at_playhead(self, steps: int) -> None:
        """Zoom around the playhead where it is seen, else around the middle."""
        middle, head = self.viewport().width() / 2, self._shown.playhead_ms
        seen = head is not None and 0 <= self.x_of(head) < self.viewport().width()
        around = head if head is not None and seen else self._scale.ms_at(self._left + middle)
        self.zoom_to(self._scale.px_a_s * STEP**steps, around)

    def _scroll(self, share: float) -> None:
        self._scrolled_by_hand()
        bar = self.horizontalScrollBar()
        bar.setValue(round(min(max(0.0, self._left + share * self.viewport().width()), bar.maximum())))

    def _scrolled_by_hand(self) -> None:
        self._scrolled_at = self._now()

    def _leave(self, by: int) -> None:
        super().focusNextPrevChild(by > 0)

    def _tell(self) -> None:
        block = self.chosen_block
        said = block_text(self._shown.blocks, block, self._shown.grip)
        if block is not None and meets_sound(self._shown.onsets, block.start_ms):
            said += " " + self.tr("Something begins to sound at its start.")
        self.setAccessibleDescription(said)
