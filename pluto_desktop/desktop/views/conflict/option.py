"""One of the two answers to a question: a radio button with a text of as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel

_BUTTON_WIDTH = 32
_ABOVE_TEXT = 4
"""So much lower than the button's frame the text begins, to stand beside its middle."""


class Option(QWidget):
    """Qt's own radio button breaks no lines; a press on the text counts as one on the button."""

    chosen = Signal()

    def __init__(self, theme: Theme, text: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.button = QRadioButton(self)
        self.button.setAccessibleName(name)
        self.button.setFixedWidth(_BUTTON_WIDTH)
        self.button.toggled.connect(self._toggled)
        self.label = ThemedLabel(theme, text, "body", "mute", self)
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.label.setContentsMargins(0, _ABOVE_TEXT, 0, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.label, 1)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose it."""
        if self.rect().contains(event.position().toPoint()) and self.isEnabled():
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()

    def _toggled(self, checked: bool) -> None:
        self.label.set_ink("text" if checked else "mute")
        if checked:
            self.chosen.emit()
