"""Brings the tray icon in and out with the settings."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.tray.tray import Tray

# On Linux a change of the song is announced beside the media keys, which needs no tray.
_NOTICES_BY_BUS = sys.platform == "linux"
_KEYS = {"desktop.tray", "desktop.notify"}


class TrayDesk(QObject):
    """Without a tray on the system, the settings stay as they are and do nothing."""

    def __init__(self, window: MainWindow, playback: PlaybackModel, preferences: Preferences) -> None:
        super().__init__(window)
        self._window, self._playback, self._preferences = window, playback, preferences
        self.tray: Tray | None = None
        preferences.changed.connect(self._changed)
        self._follow()

    def _changed(self, key: str, _value: object) -> None:
        if key in _KEYS:
            self._follow()

    def _follow(self) -> None:
        keeps, notifies = (self._preferences.switch(key) for key in ("desktop.tray", "desktop.notify"))
        notifies = notifies and not _NOTICES_BY_BUS
        if (keeps or notifies) and self.tray is None and Tray.available():
            self.tray = Tray(self._window, self._playback)
            self._window.keep_open = self.tray.keep
        if self.tray is None:
            return
        self.tray.keeps, self.tray.notifies = keeps, notifies
        if not keeps and not notifies:
            self.tray.close()
            self.tray.deleteLater()
            self.tray = None
            self._window.keep_open = lambda: False
