"""Song or music without voice: two choices in the player bar, and a button for how much of the voice."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton
from pluto_desktop.desktop.views.player_bar.segments import Segments
from pluto_desktop.services.playing_values import BgmState, BgmView, PlaySnapshot

_SONG, _BGM = "song", "bgm"


class VoiceSwitch(QWidget):
    """Shows what is heard; what a person chooses is told, not done."""

    chosen = Signal(bool)
    """The whole voice is to be heard, or as little as was set last."""

    def __init__(self, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._actions = actions
        self.segments = Segments([(_SONG, self.tr("Song"), ""), (_BGM, self.tr("BGM"), "")], theme, self)
        self.segments.setAccessibleName(self.tr("Song or music without voice"))
        self.more = IconButton(theme, "microphone-2", self.tr("Voice…"), self, size=18)
        self.more.set_name(self.tr("How much of the voice is heard"), actions.tip("voice"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        row.addWidget(self.segments)
        row.addWidget(self.more)
        self.segments.chosen.connect(lambda key: self.chosen.emit(key == _SONG))
        self.more.clicked.connect(actions["voice"].trigger)

    def show_snapshot(self, snapshot: PlaySnapshot) -> None:
        """Show what is heard of the current song."""
        bgm = snapshot.bgm
        self.setEnabled(snapshot.song_id is not None)
        self.segments.set_chosen(_SONG if bgm.voice == 100 else _BGM)
        self.segments.setToolTip(self._actions.tip("bgm", self._said(bgm)))
        self.more.set_icon("microphone-2", "accent-text" if 0 < bgm.voice < 100 else "mute")

    def set_narrow(self, narrow: bool) -> None:
        """Leave the button out where there is little room; its key and the menu lead there too."""
        self.more.setVisible(not narrow)

    def _said(self, bgm: BgmView) -> str:
        if bgm.state is BgmState.NONE:
            return self.tr("This song has no music without voice yet")
        if bgm.state is BgmState.COMING and bgm.voice < 100:
            return self.tr("The music without voice is coming")
        if bgm.voice == 100:
            return self.tr("The song is heard; switch to its music without voice")
        if bgm.voice == 0:
            return self.tr("The music without voice is heard; switch to the song")
        return self.tr("%1% of the voice is heard; switch to the song").replace("%1", str(bgm.voice))
