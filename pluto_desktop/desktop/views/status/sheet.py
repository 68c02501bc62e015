"""The small sheet behind the status pill: what is so, a way to try again, and a place for the password."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.status import words
from pluto_desktop.domain.connections import PillState


class StatusSheet(PlainDialog):
    """Follows the pill while it is open."""

    again_wanted = Signal()
    password_given = Signal(str)
    """A password was typed; it is kept nowhere but in memory."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("StatusSheet", "The shared library"), parent)
        self.library = ThemedLabel(theme, "", "secondary", "mute", self)
        self.standing = ThemedLabel(theme, "", "strong", "text", self)
        self.text = ThemedLabel(theme, "", "body", "mute", self)
        for label in (self.library, self.standing, self.text):
            label.setWordWrap(True)
            self.content.addWidget(label)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.setPlaceholderText(self.tr("Password"))
        self.password.setAccessibleName(self.tr("Password"))
        self.password.setToolTip(self.tr("Kept until Pluto is closed, and nowhere else"))
        self.password.returnPressed.connect(self._give)
        self.content.addWidget(self.password)
        self.content.addStretch(1)
        hint = self.tr("Ask the servers now")
        self.again = self.add_button(self.tr("Try again"), self.tr("Try again"), hint)
        connect = self.tr("Connect")
        self.connect_button = self.add_button(connect, connect, self.tr("Ask the servers with this password"))
        self.connect_button.setProperty("kind", "primary")
        self.connect_button.clicked.connect(lambda _checked=False: self._give())
        self.again.clicked.connect(lambda _checked=False: self.again_wanted.emit())

    def show_state(self, state: PillState) -> None:
        """Say how things stand."""
        self.library.setText(state.library)
        self.standing.setText(words.short(state))
        self.text.setText(words.whole(state))
        wanted = words.password_wanted(state)
        self.password.setVisible(wanted)
        self.connect_button.setVisible(wanted)
        self.again.setVisible(not wanted)
        if wanted:
            self.password.setFocus()
        self.fit(400)

    def _give(self) -> None:
        """Hand the password on and forget it here; the sheet follows what becomes of it."""
        password = self.password.text()
        if password:
            self.password.clear()
            self.password_given.emit(password)
