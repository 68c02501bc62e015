"""The top of the editor: which song, how far it is timed, and what is done with the whole."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QPushButton, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.logo import Logo
from pluto_desktop.desktop.views.common.menus import rounded
from pluto_desktop.desktop.views.common.text import ElidedLabel, ThemedLabel
from pluto_desktop.desktop.views.topbar.topbar import HEIGHT

_WIDE_PX = 1180
"""In a narrower window the song's name has the room of the window's, and of what the menus have too."""


class TimingHead(QFrame):
    """Names the song and holds the buttons; what they do are the window's actions."""

    def __init__(self, title: str, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("surface", "top")
        self.setFixedHeight(theme.grown(HEIGHT))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 20, 1)
        self._row.setSpacing(12)
        self._row.addWidget(Logo(18, self))
        self._brand = ThemedLabel(theme, self.tr("Time the words"), "logo", "text", self)
        self._brand.hide()
        self._spare: list[QWidget] = [self._brand]
        self._row.addWidget(self._brand)
        self.title = ElidedLabel(theme, one_line(title), "title", "text", self)
        self.title.setMinimumWidth(theme.grown(96))
        self.tally = ElidedLabel(theme, "", "secondary", "mute", self)
        self.draft = ElidedLabel(theme, "", "secondary", "mute", self)
        self._row.addSpacing(12)
        self._row.addWidget(self.title)
        self._row.addWidget(self.tally)
        self._row.addWidget(self.draft)
        self._row.addStretch(1)
        theme.changed.connect(lambda: self.setFixedHeight(theme.grown(HEIGHT)))

    def add_menu(self, text: str, menu: QMenu) -> QPushButton:
        """Put a button that opens a menu at the right."""
        button = self._button(text)
        button.setMenu(rounded(menu))
        return button

    def add_action(self, action: QAction, tip: str, *, primary: bool = False, spare: bool = False) -> QPushButton:
        """Put a button that does an action at the right; a ``spare`` one is seen in a wide window only."""
        button = self._button(action.text().rstrip("…") if primary else action.text())
        button.setToolTip(tip)
        if primary:
            button.setProperty("kind", "primary")
        button.clicked.connect(lambda _=False: action.trigger())
        action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
        button.setEnabled(action.isEnabled())
        if spare:
            self._spare.append(button)
        return button

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the song's name room."""
        super().resizeEvent(event)
        for widget in self._spare:
            widget.setVisible(self.width() >= self._theme.grown(_WIDE_PX))

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._row.addWidget(button)
        return button
