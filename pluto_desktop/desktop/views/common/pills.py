"""Quiet buttons with text, and rows of them in one frame."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.theme import Theme

_HEIGHT, _RADIUS = 30, 7


class PillButton(QAbstractButton):
    """A quiet button with text, in a rounded frame or as a segment of one."""

    def __init__(self, text: str, theme: Theme, *, framed: bool, primary: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._theme, self._framed, self._primary = theme, framed, primary
        self.setText(text)
        self.setAccessibleName(text)
        self.setFont(make_font("strong" if primary else "secondary"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the room the text needs."""
        wide = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(wide + (36 if self._primary else 22), 36 if self._primary else _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        theme = self._theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF().adjusted(1, 1, -1, -1)
        painter.setPen(QPen(theme.color("line"), 1) if self._framed and not self._primary else Qt.PenStyle.NoPen)
        if self._primary:
            painter.setBrush(theme.color("accent"))
        elif self.isChecked():
            painter.setBrush(theme.color("accent-soft"))
        elif self.underMouse() and self.isEnabled():
            painter.setBrush(theme.color("hover"))
        painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        token = "on-accent" if self._primary else "accent-text" if self.isChecked() else "mute"
        color = theme.color(token if self.isEnabled() else "faint")
        if not self.isEnabled():
            color.setAlphaF(0.6)
        painter.setPen(color)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus():
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, _RADIUS, _RADIUS)
        painter.end()


class PillRow(QWidget):
    """Buttons that can be checked, side by side in one frame. The arrow keys go between those that are enabled."""

    def __init__(self, choices: Sequence[tuple[str, str, str]], theme: Theme, parent: QWidget | None = None) -> None:
        """``choices`` are (key, label, tooltip)."""
        super().__init__(parent)
        self._theme = theme
        self.buttons: dict[str, PillButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        for key, label, tip in choices:
            button = PillButton(label, theme, framed=False)
            button.setCheckable(True)
            button.setToolTip(tip)
            button.clicked.connect(lambda _=False, key=key: self.pressed(key))
            row.addWidget(button)
            self.buttons[key] = button
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def pressed(self, key: str) -> None:
        """Do what the button of a key is there for."""
        raise NotImplementedError

    def arrived(self, key: str) -> None:
        """Do what is to be done when an arrow key has come to a button."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the next button with the arrow keys."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        keys = [key for key, button in self.buttons.items() if button.isEnabled()]
        current = next((key for key in keys if self.buttons[key].hasFocus()), None)
        if step is None or current is None:
            super().keyPressEvent(event)
            return
        following = keys[(keys.index(current) + step) % len(keys)]
        self.buttons[following].setFocus(Qt.FocusReason.TabFocusReason)
        self.arrived(following)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what is to be seen."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line"), 1))
        ground = self._theme.color("panel")
        ground.setAlphaF(0.6)
        painter.setBrush(ground)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS + 1, _RADIUS + 1)
        painter.end()
