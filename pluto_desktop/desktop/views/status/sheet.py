"""The small sheet behind the status pill: what is so, a way to try again, and a place for the password."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.desktop.views.status import words
from pluto_desktop.desktop.views.status.choices import Choices
from pluto_desktop.desktop.views.status.edits import EditsBox
from pluto_desktop.domain.connections import PillState

if TYPE_CHECKING:
    from pluto_desktop.services.shared.edits import EditLine


class StatusSheet(PlainDialog):
    """Follows the pill while it is open; below it stand the edits that wait and what is a person's to choose."""

    again_wanted = Signal()
    password_given = Signal(str)
    """A password was typed; it is kept nowhere but in memory."""
    shown = Signal()
    """The sheet was opened."""

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
        self._make_choices()
        self.edits = EditsBox(theme, self)
        self.content.addWidget(self.edits, 1)
        self.content.addStretch(1)
        hint = self.tr("Ask the servers now")
        self.again = self.add_button(self.tr("Try again"), self.tr("Try again"), hint)
        connect = self.tr("Connect")
        self.connect_button = self.add_button(connect, connect, self.tr("Ask the servers with this password"))
        self.connect_button.setProperty("kind", "primary")
        self.connect_button.clicked.connect(lambda _checked=False: self._give())
        self.again.clicked.connect(lambda _checked=False: self.again_wanted.emit())

    def _make_choices(self) -> None:
        theme = self.theme
        self.other = Choices(
            theme,
            self.tr(
                "You can stay with what is here and do nothing, connect to the other library as one of its own, or let "
                "it take this one's place."
            ),
            self,
        )
        self.apart = self.other.add(
            self.tr("Connect to it as its own"), self.tr("Know both libraries; this one stays as it is")
        )
        self.accept_other = self.other.add(
            self.tr("Let it take this one's place…"), self.tr("What you have of this library stays with you")
        )
        self.held = Choices(
            theme,
            self.tr(
                "The library's history is not the one your edits were made on, so they are held. Sent, they are "
                "compared with what is there now, and what clashes is shown to you first. Or stay as it is and decide "
                "later."
            ),
            self,
        )
        self.send_held = self.held.add(self.tr("Send the held edits"), self.tr("Compare them and send what fits"))
        self.discard_held = self.held.add(self.tr("Discard them…"), self.tr("Give up every edit that is held"))
        for choices in (self.other, self.held):
            self.content.addWidget(choices)

    def show_edits(self, lines: Sequence[EditLine]) -> None:
        """Show the edits that wait."""
        self.edits.show_edits(lines)
        self._fit()

    def show_state(self, state: PillState) -> None:
        """Say how things stand."""
        self.other.setVisible(words.is_another_library(state))
        self.held.setVisible(state.held > 0)
        self.library.setText(state.library)
        self.standing.setText(words.short(state))
        self.text.setText(words.whole(state))
        wanted = words.password_wanted(state)
        self.password.setVisible(wanted)
        self.connect_button.setVisible(wanted)
        self.again.setVisible(not wanted)
        if wanted:
            self.password.setFocus()
        self._fit()

    def _give(self) -> None:
        """Hand the password on and forget it here; the sheet follows what becomes of it."""
        password = self.password.text()
        if password:
            self.password.clear()
            self.password_given.emit(password)

    def showEvent(self, event: QShowEvent) -> None:
        """Say that it was opened."""
        super().showEvent(event)
        self.shown.emit()

    def _fit(self) -> None:
        wide = self.edits.isVisibleTo(self) or self.other.isVisibleTo(self) or self.held.isVisibleTo(self)
        self.content.invalidate()  # what was shown or hidden just now counts at once
        self.fit(560 if wide else 400)
