"""Says in place why the current song does not sound, and lets the rest of it be shown."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.desktop.views.player_bar.now_playing import NowPlaying
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing_values import PlaySnapshot

_TOLD_IN_PLACE = frozenset({"audio_not_here", "audio_slow", "audio_lost", "no_audio"})


class Absence(QObject):
    """Follows the session: a failure is shown for as long as its song is the current one and does not sound."""

    elsewhere = Signal(str)
    """A failure that is to be told elsewhere, perhaps because another song plays already: a sentence."""

    def __init__(self, playback: PlaybackModel, now: NowPlaying, pane: LyricsPane, parent: QObject) -> None:
        super().__init__(parent)
        self._now, self._pane = now, pane
        self._song: SongId | None = None
        self._playback = playback
        playback.failed.connect(self._failed)
        playback.changed.connect(self._follow)

    def _failed(self, song: SongId, error: KnownError) -> None:
        here = song == self._playback.snapshot.song_id and not self._playback.snapshot.playing
        if not here or error.code not in _TOLD_IN_PLACE:
            self.elsewhere.emit(explain(error))
        if not here:
            return
        self._song = song
        self._now.show_absence(self._short(error))
        self._pane.show_notice(explain(error))

    def _short(self, error: KnownError) -> str:
        return {
            "audio_not_here": self.tr("Not on this device"),
            "audio_slow": self.tr("Slow to come"),
            "audio_lost": self.tr("Lost by the shared library"),
            "no_audio": self.tr("No sound in this library"),
            "no_audio_here": self.tr("No sound on this device"),
        }.get(error.code, self.tr("Cannot be played"))

    def _follow(self, snapshot: PlaySnapshot) -> None:
        if self._song is not None and (snapshot.song_id != self._song or snapshot.playing):
            self._song = None
            self._now.show_absence("")
            self._pane.show_notice("")
