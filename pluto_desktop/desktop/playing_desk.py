"""Playing from the window: its actions and keys, and what pages ask of the music."""

from __future__ import annotations

import random
from collections.abc import Sequence

from PySide6.QtCore import QObject

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.domain.ids import SongId
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.services.playing_values import PlaySnapshot

_STEP_MS = 5_000
_VOLUME_STEP = 5
_RATE_STEP = 0.05
_MEDIA_PLAY = ("Media Play", "Toggle Media Play/Pause")
_NEXT_REPEAT = {Repeat.OFF: Repeat.ALL, Repeat.ALL: Repeat.ONE, Repeat.ONE: Repeat.OFF}


class PlayingDesk(QObject):
    """Turns keys and wishes into commands for the session."""

    def __init__(self, model: PlaybackModel, actions: Actions, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._session = model.session
        self._notifier = notifier
        self._was_playing = False
        model.changed.connect(self._follow)
        self._register(actions)

    @property
    def can_play(self) -> bool:
        """Whether there is something to play with (VLC is installed)."""
        return self._model.snapshot.available

    def play_songs(self, ids: Sequence[SongId], index: int | None = None, start_ms: int = 0) -> None:
        """Play songs from the one that is wanted; all of them with an index of None, shuffled with one of -1."""
        if not ids or not self._ready():
            return
        wanted = index is not None and index >= 0
        if index is not None and index < 0:
            self._session.set_shuffle(True)
            index = random.randrange(len(ids))  # noqa: S311 - a playing order, not a secret
        self._session.play_songs(list(ids), index or 0, start_ms, wanted=wanted)

    def play_next(self, ids: Sequence[SongId]) -> None:
        """Put songs right behind the current one."""
        if ids and self._ready():
            self._session.play_next(list(ids))
            self._notifier.say(self.tr("%1 will play next").replace("%1", songs_text(len(ids))))

    def enqueue(self, ids: Sequence[SongId]) -> None:
        """Put songs at the queue's end."""
        if ids and self._ready():
            self._session.enqueue(list(ids))
            self._notifier.say(self.tr("%1 added to the queue").replace("%1", songs_text(len(ids))))

    def seek_by(self, ms: int) -> None:
        """Go back or ahead in the song."""
        self._session.seek(max(0.0, self._model.position_ms() + ms))

    def _ready(self) -> bool:
        if self._model.snapshot.available:
            return True
        self._notifier.say(
            self.tr(
                "Pluto needs VLC to play, and it is not installed. Your library is complete and can be searched and "
                "read. Install VLC (on Debian and Ubuntu: sudo apt install libvlc5 vlc-plugin-base) and start Pluto "
                "again."
            ),
            Kind.ERROR,
        )
        return False

    def _follow(self, snapshot: PlaySnapshot) -> None:
        """Say why the music stopped where VLC was found missing only when it was to play."""
        if self._was_playing and not snapshot.available:
            self._ready()
        self._was_playing = snapshot.playing and snapshot.available

    def tell_failure(self, sentence: str) -> None:
        """Name the song that could not be played; those that fail while it is read are counted in the same message."""
        self._notifier.say(sentence, Kind.WARN, family="unplayable")

    def _toggle(self) -> None:
        snapshot = self._model.snapshot
        if snapshot.song_id is not None and (snapshot.playing or self._ready()):
            self._session.toggle_pause()

    def _louder(self, by: int) -> None:
        self._session.set_volume(self._model.snapshot.volume + by)

    def _faster(self, by: float) -> None:
        self._session.set_rate(round(self._model.snapshot.rate + by, 2))

    def _register(self, actions: Actions) -> None:
        group, session, model = self.tr("Playing"), self._session, self._model
        add = actions.add
        add(
            "play_pause",
            group,
            self.tr("Play or pause"),
            ["Space", "Media Play", "Toggle Media Play/Pause"],
            self._toggle,
        )
        add("previous", group, self.tr("Previous song"), ["Ctrl+Left", "Media Previous"], session.previous)
        add("next", group, self.tr("Next song"), ["Ctrl+Right", "Media Next"], session.next)
        add("seek_back", group, self.tr("5 seconds back"), ["Left"], lambda: self.seek_by(-_STEP_MS), repeats=True)
        add("seek_on", group, self.tr("5 seconds ahead"), ["Right"], lambda: self.seek_by(_STEP_MS), repeats=True)
        add("louder", group, self.tr("Louder"), ["Ctrl+Up"], lambda: self._louder(_VOLUME_STEP), repeats=True)
        add("softer", group, self.tr("Softer"), ["Ctrl+Down"], lambda: self._louder(-_VOLUME_STEP), repeats=True)
        add("mute", group, self.tr("Mute"), ["M"], lambda: session.set_muted(not model.snapshot.muted))
        add("shuffle", group, self.tr("Shuffle"), ["S"], lambda: session.set_shuffle(not model.snapshot.shuffle))
        add(
            "repeat",
            group,
            self.tr("Repeat all, one, or nothing"),
            ["R"],
            lambda: session.set_repeat(_NEXT_REPEAT[model.snapshot.repeat]),
        )
        add("faster", group, self.tr("Faster"), ["]"], lambda: self._faster(_RATE_STEP), repeats=True)
        add("slower", group, self.tr("Slower"), ["["], lambda: self._faster(-_RATE_STEP), repeats=True)
        add("normal_speed", group, self.tr("Normal speed"), ["="], lambda: session.set_rate(1.0))
        add(
            "stop_after",
            group,
            self.tr("Stop after this song"),
            ["Ctrl+Shift+S"],
            lambda: session.set_stop_after(not model.snapshot.stop_after),
        )
