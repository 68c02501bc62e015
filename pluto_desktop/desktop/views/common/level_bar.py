"""A thin bar to set a level: where a song is, how loud it is."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QAbstractSlider, QSizePolicy, QWidget

from pluto_desktop.desktop.theme import Theme

_MARGIN = 8
_NOTCH = 120


class LevelBar(QAbstractSlider):
    """A horizontal bar: a click goes there, a drag follows, arrow keys step. Values are set by the owner.

    While a person drags, :meth:`set_shown` is ignored, so that the bar stays under the pointer.
    """

    chosen = Signal(int)
    """The person set a value: a click, the end of a drag, a key, the wheel."""
    dragged = Signal(int)
    """The value under the pointer while it is dragged."""

    def __init__(self, theme: Theme, name: str, ink: str = "accent", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ink = ink
        self._dragging = False
        self._turned = 0
        self._by_key = False
        self._marks: tuple[int, int] | None = None
        self.setOrientation(Qt.Orientation.Horizontal)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    @property
    def dragging(self) -> bool:
        """Whether the person holds the bar now."""
        return self._dragging

    def set_ink(self, ink: str) -> None:
        """Fill the bar with another colour of the theme."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    def set_marks(self, stretch: tuple[int, int] | None) -> None:
        """Mark a stretch of values, or none."""
        if stretch != self._marks:
            self._marks = stretch
            self.update()

    def set_shown(self, value: int) -> None:
        """Show a value, unless the person is dragging."""
        if not self._dragging and value != self.value():
            self.setValue(value)

    def sizeHint(self) -> QSize:
        """Return room for the bar and its ring."""
        return QSize(120, 20)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the bar where it was pressed."""
        self._by_key = False
        if event.button() is not Qt.MouseButton.LeftButton or self.maximum() <= self.minimum():
            return
        self._dragging = True
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer."""
        if self._dragging:
            self._follow(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go: the value holds."""
        if self._dragging and event.button() is Qt.MouseButton.LeftButton:
            self._follow(event)
            self._dragging = False
            self.update()
            self.chosen.emit(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Step by key; Esc lets go of a drag without choosing."""
        self._by_key = True
        if event.key() == Qt.Key.Key_Escape and self._dragging:
            self._dragging = False
            self.update()
            return
        steps = {
            Qt.Key.Key_Left: -self.singleStep(),
            Qt.Key.Key_Down: -self.singleStep(),
            Qt.Key.Key_Right: self.singleStep(),
            Qt.Key.Key_Up: self.singleStep(),
            Qt.Key.Key_PageUp: self.pageStep(),
            Qt.Key.Key_PageDown: -self.pageStep(),
            Qt.Key.Key_Home: self.minimum() - self.value(),
            Qt.Key.Key_End: self.maximum() - self.value(),
        }
        step = steps.get(Qt.Key(event.key())) if not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier else None
        if step is None:
            event.ignore()
            return
        self._step(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus to those who came by key: the pointer shows where it is itself."""
        self._by_key = event.reason() is not Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Step with the wheel, once a notch; a touch pad turns it in small pieces."""
        turned = event.angleDelta().y() or event.angleDelta().x()
        if turned * self._turned < 0:
            self._turned = 0
        self._by_key = False
        self._turned += turned
        notches = int(self._turned / _NOTCH)
        self._turned -= notches * _NOTCH
        if notches and not self._dragging:
            self._step(notches * self.singleStep())
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the groove, what is filled, and a knob while it is of use."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        middle = self.height() / 2
        groove = QRectF(_MARGIN, middle - 2, max(0, self.width() - 2 * _MARGIN), 4)
        painter.setBrush(self._theme.color("line"))
        painter.drawRoundedRect(groove, 2, 2)
        reach = self.maximum() - self.minimum()
        if reach > 0:
            x = self._place(self.value(), groove)
            if self._marks is not None:
                self._paint_marks(painter, groove, self._marks)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(self._ink if self.isEnabled() else "faint"))
            painter.drawRoundedRect(QRectF(groove.left(), groove.top(), x - groove.left(), 4), 2, 2)
            if self.isEnabled() and (self._dragging or self.underMouse() or self.hasFocus()):
                painter.setBrush(self._theme.color("text"))
                painter.drawEllipse(QPointF(x, middle), 6, 6)
        if self.hasFocus() and self._by_key:
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        painter.end()

    def _place(self, value: int, groove: QRectF) -> float:
        reach = self.maximum() - self.minimum()
        return groove.left() + groove.width() * (min(value, self.maximum()) - self.minimum()) / reach

    def _paint_marks(self, painter: QPainter, groove: QRectF, marks: tuple[int, int]) -> None:
        """Paint a stretch, with an upright stroke at each of its ends."""
        left, right = (self._place(value, groove) for value in marks)
        painter.setBrush(self._theme.color("mute"))
        painter.drawRect(QRectF(left, groove.top(), right - left, groove.height()))
        for x in (left, right):
            painter.drawRoundedRect(QRectF(x - 1, groove.top() - 4, 2, groove.height() + 8), 1, 1)

    def _step(self, by: int) -> None:
        before = self.value()
        self.setValue(before + by)
        if self.value() != before:
            self.chosen.emit(self.value())

    def _follow(self, event: QMouseEvent) -> None:
        room = max(1, self.width() - 2 * _MARGIN)
        share = min(1.0, max(0.0, (event.position().x() - _MARGIN) / room))
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))
        self.dragged.emit(self.value())
        self.update()
