"""The small sheet behind the status pill: what is so, and a way to try again."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.status import words
from pluto_desktop.domain.connections import PillState


class StatusSheet(PlainDialog):
    """Follows the pill while it is open."""

    again_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("StatusSheet", "The shared library"), parent)
        self.library = ThemedLabel(theme, "", "secondary", "mute", self)
        self.standing = ThemedLabel(theme, "", "strong", "text", self)
        self.text = ThemedLabel(theme, "", "body", "mute", self)
        for label in (self.library, self.standing, self.text):
            label.setWordWrap(True)
            self.content.addWidget(label)
        self.content.addStretch(1)
        hint = self.tr("Ask the servers now")
        self.again = self.add_button(self.tr("Try again"), self.tr("Try again"), hint)
        self.again.clicked.connect(lambda _checked=False: self.again_wanted.emit())

    def show_state(self, state: PillState) -> None:
        """Say how things stand."""
        self.library.setText(state.library)
        self.standing.setText(words.short(state))
        self.text.setText(words.whole(state))
        self.fit(400)
