"""The sound of the song whose words are timed: its player, its wave form, what is taken off each tap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.reaction_desk import KEY as REACTION
from pluto_desktop.desktop.reaction_desk import SPREAD, ReactionDesk
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.blocks import Grip
from pluto_desktop.desktop.views.timing.window import TimingWindow
from pluto_desktop.desktop.wave_desk import WaveDesk
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.services.time_words import OpenedWords

if TYPE_CHECKING:
    from pluto_desktop.services.playing_values import Playable
    from pluto_desktop.services.timing_player import TimingPlayer

_SOFTEST = 20
"""The volume, at least: what is timed is to be heard."""
SNAP = "timing.snap"
_SNAP_MS = 200
"""So far an edge goes to where something begins to sound."""


class TimingSound(QObject):
    """Joins an editor with its sound, for as long as it is open. The music pauses meanwhile. GUI thread."""

    def __init__(
        self,
        window: TimingWindow,
        opened: OpenedWords,
        parts: Parts,
        playback: PlaybackModel,
        runner: TaskRunner,
        notifier: Notifier,
        preferences: Preferences,
        theme: Theme,
    ) -> None:
        super().__init__(window)
        self._window, self._opened, self._parts = window, opened, parts
        self._playback, self._runner, self._preferences = playback, runner, preferences
        self._player: TimingPlayer | None = None
        self._told: KnownError | None = None
        self._closed = False
        self._played = playback.snapshot.playing
        playback.session.pause()
        self.wave = WaveDesk(window.wave, parts.peaks, runner, notifier.crashed.emit)
        self.reaction = ReactionDesk(
            window, playback, parts.reaction_test, parts.personal, preferences, runner, theme, window.notifier
        )
        self._join()
        self.wave.show_song(opened.song_id)
        self._find()

    def apply_changes(self, changes: Changes) -> None:
        """Look again for sound that was not here."""
        self.wave.look_again(changes)
        concerned = changes.everything or self._opened.song_id in changes.songs
        if concerned and self._player is not None and not self._player.loaded:
            self._find()

    def forget_music(self) -> None:
        """Let the music rest when this ends."""
        self._played = False

    def close(self) -> None:
        """Be silent, and let the music go on."""
        self._closed = True
        self.reaction.close()
        if self._player is not None:
            self._free(self._player)
        if self._played:
            self._playback.session.play()

    # -- inside --

    def _join(self) -> None:
        window, board, preferences = self._window, self._window.board, self._preferences
        board.offset_ms = self._opened.output_offsets_ms.get(self._playback.snapshot.output, 0)
        window.transport.show_offset(board.offset_ms)
        for key in (REACTION, SPREAD, SNAP):
            self._setting_changed(key, preferences.get(key))
        window.transport.reaction_chosen.connect(lambda value: preferences.set(REACTION, value))
        window.transport.snap_chosen.connect(lambda on: preferences.set(SNAP, on))
        self.wave.shown.connect(self._take_onsets)
        window.transport.measure_wanted.connect(self._measure)
        window.wave.snap_wanted.connect(self._snap)
        preferences.changed.connect(self._setting_changed)
        board.played.connect(self._tell_failure)

    def _find(self) -> None:
        timing, song, player = self._parts.timing, self._opened.song_id, self._player

        def find(_token: CancelToken) -> tuple[Playable | KnownError, TimingPlayer]:
            found: Playable | KnownError
            try:
                found = timing.find(song)
            except KnownError as error:
                found = error
            return found, player or timing.player()

        self._runner.run(self._playback, f"timing {song}", Lane.READ, find, self._found, self._window.notifier.fail)

    def _found(self, answer: tuple[Playable | KnownError, TimingPlayer]) -> None:
        playable, player = answer
        if self._closed:
            if player is not self._player:
                self._free(player)
            return
        if self._player is None:
            self._player = player
            self._window.board.join_player(player)
        if isinstance(playable, KnownError):
            self._tell(playable)
        else:
            snapshot = self._playback.snapshot
            player.load(playable, snapshot.output, max(_SOFTEST, snapshot.volume))
        self._window.show_song()

    def _free(self, player: TimingPlayer) -> None:
        player.stop()
        self._runner.run(self._playback, "free", Lane.WRITE, lambda _token: player.close())

    def _tell_failure(self) -> None:
        failure = None if self._player is None else self._player.failure
        if failure is not None:
            self._tell(failure)

    def _tell(self, failure: KnownError) -> None:
        """Say why nothing is heard, once."""
        if self._told is None or (self._told.code, self._told.params) != (failure.code, failure.params):
            self._told = failure
            self._window.notifier.fail(failure)

    def _measure(self) -> None:
        if self._player is not None:
            self._player.set_playing(playing=False)
        self.reaction.open()

    def _setting_changed(self, key: str, value: object) -> None:
        board, transport = self._window.board, self._window.transport
        if key == REACTION and isinstance(value, int):
            board.reaction_ms = value
            transport.show_reaction(value)
        elif key == SPREAD and isinstance(value, int):
            board.spread_ms = value
        elif key == SNAP:
            board.snaps = bool(value)
            transport.show_snap(on=board.snaps)

    def _take_onsets(self, peaks: Peaks) -> None:
        self._window.board.onsets = peaks.onsets

    def _snap(self, line_id: str, grip: Grip) -> None:
        """Move an edge of a line to where something begins to sound near it."""
        block, peaks = self._window.wave.chosen_block, self.wave.peaks
        if block is None or block.id != line_id or peaks is None:
            return
        edge = block.end_ms if grip is Grip.END else block.start_ms
        onset = None if edge is None else peaks.nearest_onset(edge, _SNAP_MS)
        if edge is None or onset is None:
            self._window.notifier.say(self.tr("Nothing begins to sound near there."))
            return
        start = block.start_ms if grip is Grip.END else onset
        end = block.end_ms
        if end is not None and grip is not Grip.START:
            end += onset - edge
        self._window.board.move_block(line_id, start, end)
