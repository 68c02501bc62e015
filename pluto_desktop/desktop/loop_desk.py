"""Repeating a line or a verse: from its menu or a key, shown below the words, and how fast it is practised."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.desktop.views.lyrics.pane import LyricsPane
from pluto_desktop.lyrics.stretches import stretch_of
from pluto_desktop.lyrics.verses import verse_of
from pluto_desktop.playback.loop import loop_of
from pluto_desktop.services.playing_values import PlaySnapshot

_SPEED = "playback.practice_percent"


class Reach(StrEnum):
    """How much is repeated."""

    LINE = "line"
    VERSE = "verse"


class LoopDesk(QObject):
    """Turns lines into a stretch of sound that the session repeats. GUI thread."""

    def __init__(self, pane: LyricsPane, playback: PlaybackModel, notifier: Notifier, preferences: Preferences) -> None:
        super().__init__(pane)
        self._pane, self._playback = pane, playback
        self._notifier, self._preferences = notifier, preferences
        self._reach = Reach.LINE
        self._lines = range(0)
        playback.changed.connect(self._show)
        pane.loop_bar.stop_wanted.connect(self.stop)
        pane.loop_bar.speed_chosen.connect(playback.session.set_rate)
        pane.escaped.connect(self.stop)

    @property
    def on(self) -> bool:
        """Whether anything is repeated."""
        return self._playback.snapshot.loop is not None

    def toggle(self, reach: Reach) -> None:
        """Repeat the line in front, or its verse; where just that is repeated, stop."""
        if self.on and self._reach is reach:
            self.stop()
            return
        line = self._lines.start if self.on else self._pane.line_in_front
        if line is None:
            self._notifier.say(self.tr("No line is being sung: nothing is repeated."))
        else:
            self.repeat(line, reach)

    def repeat(self, line: int, reach: Reach) -> None:
        """Repeat a line (its index in the document) or its verse, from its start, at the speed of practising."""
        view = self._pane.view
        if view is None or view.document is None:
            return
        lines = verse_of(view.document, line) if reach is Reach.VERSE else range(line, line + 1)
        times = stretch_of(view.document, lines)
        if times is None:
            self._notifier.say(self.tr("These words have no times: they cannot be repeated by the line."))
            return
        sound_ms = self._pane.sound_ms
        start, end = sound_ms(times[0]), None if times[1] is None else sound_ms(times[1])
        loop = loop_of(start, end, self._playback.snapshot.duration_ms)
        if loop is None:
            self._notifier.say(self.tr("This line is too short to be repeated."))
            return
        self._reach, self._lines = reach, lines
        session = self._playback.session
        session.set_loop(loop, self._preferences.whole(_SPEED) / 100)
        session.play()

    def stop(self) -> None:
        """Go on with the song."""
        self._playback.session.set_loop(None)

    def fill_menu(self, menu: QMenu, line: int | None) -> None:
        """Add to the menu of a line what repeats it."""

        def add(text: str, act: Callable[[], None]) -> None:
            action = menu.addAction(text)
            action.setEnabled(line is not None)
            action.triggered.connect(lambda _=False: act())

        menu.addSeparator()
        if self.on:
            menu.addAction(self.tr("Stop repeating")).triggered.connect(lambda _=False: self.stop())
        at = line or 0
        add(self.tr("Repeat this line"), lambda: self.repeat(at, Reach.LINE))
        add(self.tr("Repeat this verse"), lambda: self.repeat(at, Reach.VERSE))

    def _show(self, snapshot: PlaySnapshot) -> None:
        if snapshot.loop is None:
            self._pane.show_loop("", 1.0, range(0))
            return
        text = self.tr("Repeating this line") if self._reach is Reach.LINE else self.tr("Repeating this verse")
        self._pane.show_loop(text, snapshot.rate, self._lines)
        percent = round(snapshot.rate * 100)
        if 50 <= percent <= 100:
            self._preferences.set(_SPEED, percent)
