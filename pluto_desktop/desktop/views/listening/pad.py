"""What is tapped: a large disc that lights with the clicks."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from pluto_desktop.desktop.theme import Theme

_DISC_PX = 150


class TapPad(QWidget):
    """Tells of every press of the mouse or of Space the moment it goes down."""

    tapped = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._text, self._glow = theme, "", 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._measure)
        self._measure()

    @property
    def text(self) -> str:
        """What stands in the disc."""
        return self._text

    def show_text(self, text: str) -> None:
        """Say something in the disc."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.update()

    def show_glow(self, glow: float) -> None:
        """Light the disc, from not (0.0) to wholly (1.0)."""
        if abs(glow - self._glow) > 0.01:
            self._glow = glow
            self.update()

    def _measure(self) -> None:
        """Take the room that the disc and its ring need."""
        self.setMinimumSize(QSize(260, self._theme.grown(_DISC_PX) + 24))
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell of a tap."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.tapped.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two taps in a row are two taps."""
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of a tap; a key that is held down is one."""
        if event.key() != Qt.Key.Key_Space:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.tapped.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the disc."""
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, radius = QPointF(self.width() / 2, self.height() / 2), theme.grown(_DISC_PX) / 2
        painter.setPen(QPen(theme.color("line"), 1))
        painter.setBrush(theme.color("raised"))
        painter.drawEllipse(middle, radius, radius)
        painter.setOpacity(self._glow)
        painter.setBrush(theme.color("accent"))
        painter.drawEllipse(middle, radius, radius)
        painter.setOpacity(1.0)
        painter.setPen(theme.color("on-accent" if self._glow > 0.5 else "text"))
        painter.setFont(theme.font("card"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(middle, radius + 6, radius + 6)
        painter.end()
