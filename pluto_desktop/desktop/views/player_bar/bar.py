"""The bar at the window's foot."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.player_bar.extras import Extras
from pluto_desktop.desktop.views.player_bar.now_playing import NowPlaying
from pluto_desktop.desktop.views.player_bar.transport import Transport
from pluto_desktop.services.playing_values import PlaySnapshot

HEIGHT = 84
_SIDE = 20
_GAP = 24
_WIDEST = 700


class PlayerBar(QFrame):
    """Three parts: what plays, how to move about in it, how it sounds. The middle one stays in the middle."""

    def __init__(
        self,
        model: PlaybackModel,
        covers: CoverLoader,
        theme: Theme,
        actions: Actions,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("surface", "bottom")
        self.setFixedHeight(HEIGHT)
        self.setAccessibleName(self.tr("Player"))
        self.now = NowPlaying(theme, covers, self)
        self.transport = Transport(model, theme, actions, self)
        self.extras = Extras(model, theme, actions, self)
        model.changed.connect(self._show)
        self._show(model.snapshot)

    def _show(self, snapshot: PlaySnapshot) -> None:
        self.now.show_song(snapshot.row if snapshot.song_id is not None else None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the middle in the middle, as wide as there is room."""
        super().resizeEvent(event)
        width, height = self.width(), self.height() - 1
        self.extras.set_room(width)
        right = self.extras.sizeHint().width()
        left = max(150, min(340, width // 4)) if width >= 640 else 130
        middle = min(_WIDEST, width - 2 * _SIDE - 2 * _GAP - 2 * max(left, right))
        if middle >= 300:
            x = (width - middle) // 2
        else:
            middle = max(220, width - 2 * _SIDE - 2 * _GAP - left - right)
            x = _SIDE + left + _GAP
        self.transport.setGeometry(x, 1, middle, height)
        self.now.setGeometry(_SIDE, 1, max(60, x - _GAP - _SIDE), height)
        start = x + middle + _GAP
        self.extras.setGeometry(start, 1, max(0, width - _SIDE + 6 - start), height)
