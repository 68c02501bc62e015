"""Song or music without voice: the key, the switch in the player bar, its sheet, and adding what is missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pluto_desktop.desktop.library_desk import LibraryDesk
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.views.player_bar.bgm_texts import length_text
from pluto_desktop.domain.connections import PillState
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing_values import BgmState, PlaySnapshot

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.player_bar.voice_sheet import VoiceSheet
    from pluto_desktop.desktop.views.player_bar.voice_switch import VoiceSwitch

_SOUNDS = ("mp3", "flac", "ogg", "opus", "m4a", "wav", "aiff")


class VoiceDesk(QObject):
    """Turns keys and wishes about the voice into commands for the session. GUI thread."""

    def __init__(
        self, window: MainWindow, parts: Parts, playback: PlaybackModel, library: LibraryDesk, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._window, self._playback, self._library, self._notifier = window, playback, library, notifier
        self._bgm = parts.session.bgm
        self._may_add = not parts.read_only and parts.sharing is None
        self._sheet: VoiceSheet | None = None
        self._told: SongId | None = None
        self._register()
        playback.changed.connect(self._follow)
        playback.bgm_failed.connect(self._failed)

    def join(self, switch: VoiceSwitch) -> None:
        """Let the switch of the player bar do what it is there for."""
        switch.chosen.connect(self._choose)
        self._playback.changed.connect(switch.show_snapshot)
        switch.show_snapshot(self._playback.snapshot)

    def show_standing(self, state: PillState) -> None:
        """Follow whether this person may change a shared library."""
        if state.may_write != self._may_add:
            self._may_add = state.may_write
            self._offer_adding()

    def show_sheet(self) -> None:
        """Open the sheet: how much of the voice, and how the two lie against each other."""
        if self._sheet is None:
            from pluto_desktop.desktop.views.player_bar.voice_sheet import VoiceSheet  # noqa: PLC0415 - rarely wanted

            sheet = self._sheet = VoiceSheet(self._window.theme, self._window)
            bgm = self._bgm
            sheet.voice_chosen.connect(bgm.set_voice)
            sheet.voice_dragged.connect(lambda percent: bgm.set_voice(percent, keep=False))
            sheet.offset_chosen.connect(bgm.set_offset)
            sheet.compare_wanted.connect(bgm.find_offset)
            sheet.add_wanted.connect(self.ask_for_bgm)
            sheet.set_may_add(self._may_add)
            self._playback.changed.connect(sheet.show_snapshot)
        self._sheet.show_snapshot(self._playback.snapshot)
        self._sheet.show()
        self._sheet.raise_()
        self._sheet.activateWindow()

    def ask_for_bgm(self) -> None:
        """Let the person choose a file with the music of the current song without its voice."""
        song = self._playback.snapshot.song_id
        if song is None:
            self._notifier.say(self.tr("Play the song first whose music you want to add."))
            return
        kinds = self.tr("Music (%1)").replace("%1", " ".join(f"*.{ending}" for ending in _SOUNDS))
        name, _kind = QFileDialog.getOpenFileName(self._window, self.tr("Add the music without voice"), "", kinds)
        if name:
            self._library.add_bgm(song, Path(name))

    def _register(self) -> None:
        add, group = self._window.actions_.add, self.tr("Playing")
        add("bgm", group, self.tr("Song or music without voice"), ["B"], self._toggle, icon="microphone-2")
        add("voice", group, self.tr("Voice and music…"), ["Shift+B"], self.show_sheet, icon="volume")
        add("add_bgm", self.tr("Library"), self.tr("Add the music without voice…"), [], self.ask_for_bgm, icon="music")
        self._offer_adding()

    def _offer_adding(self) -> None:
        action = self._window.actions_["add_bgm"]
        action.setVisible(self._may_add)
        action.setEnabled(self._may_add)
        if self._sheet is not None:
            self._sheet.set_may_add(self._may_add)

    def _toggle(self) -> None:
        self._choose(self._playback.snapshot.bgm.voice < 100)

    def _choose(self, whole: bool) -> None:
        """Hear the whole voice, or as little as was set last; where there is no such music, show how to add it."""
        snapshot = self._playback.snapshot
        if snapshot.song_id is None:
            return
        if snapshot.bgm.state is BgmState.NONE:
            self._playback.changed.emit(snapshot)  # the switch goes back to what is heard
            if not whole:
                self.show_sheet()
        elif whole != (snapshot.bgm.voice == 100):
            self._bgm.toggle()

    def _follow(self, snapshot: PlaySnapshot) -> None:
        """Say once a song that its music has another length, when it is first heard."""
        bgm = snapshot.bgm
        if bgm.voice < 100 and bgm.later_ms and bgm.state is BgmState.THERE and snapshot.playing:
            if self._told != snapshot.song_id:
                self._notifier.say(length_text(bgm.later_ms), Kind.INFO)
            self._told = snapshot.song_id

    def _failed(self, song: SongId, error: KnownError) -> None:
        if song == self._playback.snapshot.song_id:
            self._notifier.fail(error)
