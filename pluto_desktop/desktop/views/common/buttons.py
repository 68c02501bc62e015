"""Buttons that show an icon of the theme."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QToolButton, QWidget

from pluto_desktop.desktop.theme import Theme

LINK_INSET = 8
"""How far inside its button the text of a link begins, its border and padding. Texts above or below a link are set in
as much, so that all begin in one line; layouts take no margin below zero."""


class IconButton(QToolButton):
    """A quiet button with an icon, a name for those who listen, and a tooltip for those who look."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None, *, size: int = 20) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = icon
        self._ink = "mute"
        self.setIconSize(QSize(size, size))
        self.setFixedSize(size + 14, size + 14)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        self.set_name(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_name(self, name: str, tip: str = "") -> None:
        """Say what the button does now."""
        self.setAccessibleName(name)
        self.setToolTip(tip or name)

    def set_icon(self, icon: str, ink: str = "mute") -> None:
        """Show another icon, in the colour of a token."""
        if (icon, ink) != (self._icon, self._ink):
            self._icon, self._ink = icon, ink
            self._restyle()

    def _restyle(self) -> None:
        self.setIcon(self._theme.icon(self._icon, self._ink))


class RoundButton(QAbstractButton):
    """The big round button: play or pause."""

    def __init__(self, theme: Theme, name: str, size: int = 38, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = "player-play-filled"
        self.setFixedSize(size + 8, size + 8)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(name)
        theme.changed.connect(self.update)

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        if icon != self._icon:
            self._icon = icon
            self.update()

    def sizeHint(self) -> QSize:
        """Return the button's one size."""
        return self.size()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a disc with the icon, and a ring when it has the focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        disc = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = self._theme.color("text" if self.isEnabled() else "faint")
        if self.isDown():
            fill = self._theme.color("mute")
        elif self.underMouse() and self.isEnabled():
            disc.adjust(-1, -1, 1, 1)
        painter.setBrush(fill)
        painter.drawEllipse(disc)
        side = 20
        picture = self._theme.pixmap(self._icon, "bg", side, self.devicePixelRatioF())
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, picture)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        painter.end()
