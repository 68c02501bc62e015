"""Labels that keep the theme's font and colour when the theme changes."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from pluto_desktop.desktop.theme import Theme

_KEY_PX = 19


class ThemedLabel(QLabel):
    """Plain text in the font of a role and the colour of a token."""

    def __init__(
        self, theme: Theme, text: str, role: str = "body", ink: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._ink = theme, role, ink
        self.setTextFormat(Qt.TextFormat.PlainText)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_ink(self, ink: str) -> None:
        """Use the colour of another token."""
        if ink != self._ink:
            self._ink = ink
            self._restyle()
            self.style().polish(self)

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role))
        # The style sheet knows the tone: a palette of one's own is lost where a label moves to another parent.
        self.setProperty("tone", self._ink)
        palette = self.palette()
        palette.setColor(self.foregroundRole(), self._theme.color(self._ink))
        self.setPalette(palette)


class ElidedLabel(ThemedLabel):
    """A text on one line that ends in … where there is no room for all of it; the whole is its tool tip."""

    def __init__(
        self, theme: Theme, text: str, role: str = "body", ink: str = "text", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, text, role, ink, parent)
        self.setToolTip(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return a size that asks for no room of its own."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self._theme.color(self._ink))
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.end()


class KeyLabel(ThemedLabel):
    """The name of a key, in a small frame that is as high as its letters need."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, text, "hint", "mute", parent)
        self.setProperty("kind", "key")

    def _restyle(self) -> None:
        super()._restyle()
        self.setFixedHeight(self._theme.grown(_KEY_PX))
