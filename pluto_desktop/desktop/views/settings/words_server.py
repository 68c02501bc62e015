"""The address of the server of words: checked while it is typed, kept once it is whole."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.settings import Value
from pluto_desktop.domain.web_address import parse_web_address

KEY = "online.server"


class WordsServerField(ThemedLabel):
    """Says below the field what is sent to the server, or why what was typed is no address; then that is not kept."""

    def __init__(self, edit: QLineEdit, preferences: Preferences, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "secondary", "mute", parent)
        self._edit, self._preferences = edit, preferences
        self.setWordWrap(True)
        edit.textEdited.connect(self._tell)
        edit.editingFinished.connect(self._keep)
        preferences.changed.connect(self._changed)
        self._tell(preferences.text(KEY))

    def _keep(self) -> None:
        """Keep what was typed; its beginnings are addresses too, of others."""
        text = self._edit.text().strip()
        if self._tell(text):
            self._preferences.set(KEY, text)

    def _changed(self, key: str, value: Value) -> None:
        if key == KEY:
            self._tell(str(value))

    def _tell(self, text: str) -> bool:
        """Say what there is to say of an address; return whether it can be used."""
        try:
            server = parse_web_address(text).server
        except Invalid as error:
            self._say(explain(error), "bad")
            return False
        told = self.tr(
            "When you ask for the words of a song, its title, artist, album and length go to %1, nothing else of yours."
        )
        self._say(told.replace("%1", server), "mute")
        return True

    def _say(self, text: str, ink: str) -> None:
        self.setText(text)
        self.set_ink(ink)
        self._edit.setAccessibleDescription(text)
