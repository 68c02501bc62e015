"""A choice in the pill's sheet that is a person's: what happened, and a button for each thing to do about it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel


class Choices(QWidget):
    """Hidden until there is something to choose."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        label = ThemedLabel(theme, text, "body", "text", self)
        label.setWordWrap(True)
        self._row = QHBoxLayout()
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(label)
        column.addLayout(self._row)
        self.hide()

    def add(self, text: str, hint: str) -> QPushButton:
        """Add a button: what it shows and is called, and what its tooltip says."""
        button = QPushButton(text, self)
        button.setAccessibleName(text.rstrip("…"))
        button.setToolTip(hint)
        button.setAutoDefault(False)
        self._row.insertWidget(self._row.count() - 1, button)
        return button
