"""Remembers which columns a list of songs shows, and its order."""

from __future__ import annotations

import json

from PySide6.QtCore import QObject

from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.songs.view import SongsView


class Columns(QObject):
    """Keeps one choice of columns for all lists of songs."""

    def __init__(self, page: SongsView, preferences: Preferences) -> None:
        super().__init__(page)
        self._preferences = preferences
        stored = preferences.get("songs.columns")
        if isinstance(stored, tuple) and stored:
            page.restore_columns(_parsed(str(stored[0])))
        page.columns_changed.connect(self._remember)

    def _remember(self, choice: object) -> None:
        self._preferences.set("songs.columns", (json.dumps(choice),))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return None
