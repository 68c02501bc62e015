"""The pane of the words with a session beside it, whose song stands where the test says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.playback import PlaybackModel
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.preferences import Preferences
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import Playable
from pluto_desktop.services.settings import Settings
from tests.bench.rows import plain_row
from tests.fakes.personal import FakePersonal
from tests.fakes.player import FakePlayer
from tests.fakes.settings_store import FakeSettingsStore
from tests.gui.lyrics.conftest import Room

LENGTH_MS = 60_000


class Awake:
    """Notes why the screen does not sleep."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def keep(self, reason: str) -> Callable[[], None]:
        self.reasons.append(reason)
        return lambda: self.reasons.remove(reason)


class Singing(Room):
    def __init__(self, qtbot: QtBot) -> None:
        super().__init__(qtbot)
        self.awake = Awake()
        self.player, personal = FakePlayer(), FakePersonal()
        self.session = PlaySession(
            self.player,
            lambda song: Playable(Path(song), plain_row(song), duration_ms=LENGTH_MS),
            personal,
            personal,
            lambda key, work, done: done(work()),
            lambda work: work(),
            now=self.player.clock,
        )
        self.playback = PlaybackModel(self.session)
        self.preferences = Preferences(Settings(FakeSettingsStore()), self.runner, Notifier())
        self.owner = QWidget()
        qtbot.addWidget(self.owner)

    def sing(self, text: str | None, at_ms: float = 0.0) -> None:
        """Play a song and show its words."""
        song = self.song(text)
        self.player.lengths[Path(song)] = LENGTH_MS
        self.session.play_songs([song])
        self.now = at_ms
        self.pane.show_song(song)
        self.settle()


@pytest.fixture
def singing(qtbot: QtBot) -> Iterator[Singing]:
    made = Singing(qtbot)
    yield made
    made.settle()
    made.playback.close()
    made.preferences.close()
    made.runner.close()
