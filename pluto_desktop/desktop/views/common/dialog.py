"""The frame all dialogs share: a title, content, and a row of buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel


class PlainDialog(QDialog):
    """A dialog with its title, :attr:`content`, and a button that closes it; Esc closes too."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.content = QVBoxLayout()
        self.content.setSpacing(8)
        self.close_button = QPushButton(self.tr("Close"), self)
        self.close_button.setAccessibleName(self.tr("Close"))
        self.close_button.setToolTip(self.tr("Close  (Esc)"))
        self.close_button.setAutoDefault(False)
        self.close_button.clicked.connect(self.close)
        self.buttons = QHBoxLayout()
        self.buttons.addStretch(1)
        self.buttons.addWidget(self.close_button)
        self._all = column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        column.addWidget(ThemedLabel(theme, title, "card", "text", self))
        column.addLayout(self.content, 1)
        column.addLayout(self.buttons)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)

    def add_scrolled(self, inside: QWidget) -> None:
        """Put something long into the content, to be scrolled by the wheel and, when it has the focus, by keys."""
        area = QScrollArea(self)
        area.setProperty("kind", "reading")
        area.setWidgetResizable(True)
        area.setWidget(inside)
        inside.setAutoFillBackground(False)
        area.viewport().setAutoFillBackground(False)
        area.setAccessibleName(self.windowTitle())
        self.content.addWidget(area, 1)

    def add_button(self, text: str, name: str, hint: str) -> QPushButton:
        """Put a button at the left of the row: what it shows, what it is called, what its tooltip says."""
        button = self._make_button(text, name, hint)
        self.buttons.insertWidget(self.buttons.indexOf(self.close_button) - 1, button)
        return button

    def add_primary(self, text: str, name: str, hint: str) -> QPushButton:
        """Put the button that Enter means at the end of the row; see :meth:`add_button`."""
        button = self._make_button(text, name, hint)
        button.setProperty("kind", "primary")
        button.setDefault(True)
        self.buttons.addWidget(button)
        return button

    def _make_button(self, text: str, name: str, hint: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name)
        button.setToolTip(hint)
        # Or Qt would dress the first of the row as the one that Enter means.
        button.setAutoDefault(False)
        return button

    def fit(self, width: int, height: int = 0) -> None:
        """Take a size that was chosen for normal text; without a height, no word is cut at that width."""
        self._all.activate()  # what was shown or hidden before the dialog itself is counted only then
        room = self.screen().availableSize()
        wide = min(self.theme.grown(width), room.width())
        if height:
            self.resize(wide, min(self.theme.grown(height), room.height()))
        else:
            self.setMinimumSize(wide, self._all.totalHeightForWidth(wide))
            self.resize(self.minimumSize())
