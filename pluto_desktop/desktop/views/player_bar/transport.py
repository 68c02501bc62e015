"""The buttons that move about in the music, and the bar that shows where it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.actions import Actions
from pluto_desktop.desktop.models.formatting import clock
from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.buttons import IconButton, RoundButton
from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.desktop.views.common.text import ThemedLabel
from pluto_desktop.playback.loop import Loop
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.services.playing_values import PlaySnapshot

_EVERY_MS = 200
_STEP_MS = 5_000
_FAR_STEP_MS = 30_000


class Transport(QWidget):
    """Shuffle, previous, play, next, repeat; below them the seek bar between two times."""

    def __init__(self, model: PlaybackModel, theme: Theme, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self._actions = actions
        self._theme = theme
        self.shuffle = IconButton(theme, "arrows-shuffle", self.tr("Shuffle"), self, size=18)
        self.previous = IconButton(theme, "player-skip-back-filled", self.tr("Previous song"), self, size=18)
        self.play = RoundButton(theme, self.tr("Play"), 38, self)
        self.next = IconButton(theme, "player-skip-forward-filled", self.tr("Next song"), self, size=18)
        self.repeat = IconButton(theme, "repeat", self.tr("Repeat"), self, size=18)
        self.bar = LevelBar(theme, self.tr("Position in the song"), parent=self)
        self.bar.setSingleStep(_STEP_MS)
        self.bar.setPageStep(_FAR_STEP_MS)
        self.elapsed = ThemedLabel(theme, "", "hint", "mute", self)
        self.length = ThemedLabel(theme, "", "hint", "mute", self)
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._show_position)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._measure)
        self._measure()
        self.show_snapshot(model.snapshot)

    def show_snapshot(self, snapshot: PlaySnapshot) -> None:
        """Show what the session does."""
        playing, here = snapshot.playing, snapshot.song_id is not None
        self.play.set_icon("player-pause-filled" if playing else "player-play-filled")
        name = self.tr("Pause") if playing else self.tr("Play")
        self.play.setAccessibleName(name)
        self.play.setToolTip(self._actions.tip("play_pause", name))
        for control in (self.play, self.next, self.previous, self.bar):
            control.setEnabled(here)
        self.shuffle.set_icon("arrows-shuffle", "accent-text" if snapshot.shuffle else "mute")
        shuffle = self.tr("Shuffle is on") if snapshot.shuffle else self.tr("Shuffle is off")
        self.shuffle.set_name(shuffle, self._actions.tip("shuffle", shuffle))
        repeat = {
            Repeat.OFF: self.tr("Repeat is off"),
            Repeat.ALL: self.tr("The queue repeats"),
            Repeat.ONE: self.tr("This song repeats"),
        }[snapshot.repeat]
        on = snapshot.repeat is not Repeat.OFF
        self.repeat.set_icon(
            "repeat-once" if snapshot.repeat is Repeat.ONE else "repeat", "accent-text" if on else "mute"
        )
        self.repeat.set_name(repeat, self._actions.tip("repeat", repeat))
        self.bar.setMaximum(snapshot.duration_ms or 0)
        self._show_loop(snapshot.loop)
        self.length.setText(clock(snapshot.duration_ms))
        self._show_position()
        self._keep_time()

    def _show_loop(self, loop: Loop | None) -> None:
        self.bar.set_marks(None if loop is None else (loop.start_ms, loop.end_ms))
        text = ""
        if loop is not None:
            text = (
                self.tr("Repeats from %1 to %2").replace("%1", clock(loop.start_ms)).replace("%2", clock(loop.end_ms))
            )
        self.bar.setAccessibleDescription(text)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addStretch(1)
        for button in (self.shuffle, self.previous, self.play, self.next, self.repeat):
            buttons.addWidget(button)
        buttons.addStretch(1)
        line = QHBoxLayout()
        line.setSpacing(4)
        self.elapsed.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.elapsed)
        line.addWidget(self.bar, 1)
        line.addWidget(self.length)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 7, 0, 5)
        column.setSpacing(0)
        column.addLayout(buttons)
        column.addLayout(line)

    def _connect(self) -> None:
        for button, name in (
            (self.shuffle, "shuffle"),
            (self.previous, "previous"),
            (self.play, "play_pause"),
            (self.next, "next"),
            (self.repeat, "repeat"),
        ):
            button.clicked.connect(self._actions[name].trigger)
        self.previous.set_name(self.tr("Previous song"), self._actions.tip("previous"))
        self.next.set_name(self.tr("Next song"), self._actions.tip("next"))
        self.bar.setToolTip(self.tr("Position in the song  (Left, Right)"))
        self.bar.chosen.connect(self._model.session.seek)
        self.bar.dragged.connect(lambda ms: self.elapsed.setText(clock(ms)))
        self._model.changed.connect(self.show_snapshot)
        self._model.sought.connect(lambda _ms: self._show_position())

    def _show_position(self) -> None:
        if self.bar.dragging:
            return
        position = round(self._model.position_ms())
        self.bar.set_shown(position)
        shown = clock(position) if self._model.snapshot.song_id is not None else ""
        if shown != self.elapsed.text():
            self.elapsed.setText(shown)

    def _keep_time(self) -> None:
        if self.isVisible() and self._model.snapshot.playing:
            self._timer.start()
        else:
            self._timer.stop()

    def _measure(self) -> None:
        for label in (self.elapsed, self.length):
            label.setMinimumWidth(label.fontMetrics().horizontalAdvance("0:00:00"))

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the song while it can be seen."""
        super().showEvent(event)
        self._keep_time()

    def hideEvent(self, event: QHideEvent) -> None:
        """Rest while nobody looks."""
        super().hideEvent(event)
        self._timer.stop()
