"""The icon in the system's tray, and the word when the song changes."""

from __future__ import annotations

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.views.common.logo import logo_icon
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing_values import PlaySnapshot

_SHOWN_MS = 4_000


class Tray(QObject):
    """Made when one of its settings is on. Without a tray on this system it does nothing, and closing closes."""

    def __init__(self, window: MainWindow, playback: PlaybackModel) -> None:
        super().__init__(window)
        self._window = window
        self._playback = playback
        self._told: SongId | None = playback.snapshot.song_id
        self.keeps = False
        """Whether the window hides here when it is closed."""
        self.notifies = False
        """Whether a change of the song is told while the window is not in front."""
        self._icon = QSystemTrayIcon(logo_icon(), self)
        self._menu = QMenu()
        for name in ("play_pause", "previous", "next"):
            self._menu.addAction(window.actions_[name])
        self._menu.addSeparator()
        self._menu.addAction(self.tr("Show Pluto")).triggered.connect(lambda _=False: window.come_forward())
        self._menu.addAction(window.actions_["quit"])
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._pressed)
        playback.changed.connect(self._changed)
        self._icon.show()

    @staticmethod
    def available() -> bool:
        """Return whether this system has a tray now."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def close(self) -> None:
        """Take the icon away."""
        self._icon.hide()

    def keep(self) -> bool:
        """Return whether closing the window only hides it."""
        return self.keeps and self.available()

    def _pressed(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self._window.come_forward()

    def _changed(self, snapshot: PlaySnapshot) -> None:
        row = snapshot.row
        if row is None or snapshot.song_id == self._told or not snapshot.playing:
            return
        self._told = snapshot.song_id
        title, artist = one_line(row.title), one_line(row.artist)
        self._icon.setToolTip(" — ".join(part for part in (title, artist) if part))
        if self.notifies and not self._window.isActiveWindow():
            self._icon.showMessage(title, artist, logo_icon(), _SHOWN_MS)
