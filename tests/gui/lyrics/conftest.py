"""A lyrics pane on a catalogue in memory, whose song stands where the test says."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.fonts import load_families
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.lyrics import LyricsPane
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.lyrics.formats import read
from pluto_desktop.services.words import Words
from tests.fakes.catalogue import FakeCatalogue

SONG = """[la:te,en]
[00:06.00]<00:06.00>చందమామ <00:08.00>రావే<00:10.00>
[00:06.00]Come, O moon
[00:10.00]జాబిల్లి రావే
[00:10.00]Come, O moonbeam
[00:12.00]
[00:20.00]కొండెక్కి రావే
[00:20.00]Climb the hill
[00:22.00]గోగుపూలు తేవే
[00:22.00]Bring us flowers
"""


class Room:
    def __init__(self, qtbot: QtBot) -> None:
        load_families()
        self.qtbot = qtbot
        self.catalogue = FakeCatalogue()
        self.words = Words(self.catalogue, self.catalogue, self.catalogue.personal)
        self.runner = TaskRunner()
        self.now = 0.0
        self.theme = Theme(choice="dark", less_motion=True)
        self.pane = LyricsPane(self.words, self.runner, self.theme, lambda: self.now)
        qtbot.addWidget(self.pane)
        self.pane.resize(468, 720)
        self.pane.show()

    def song(self, text: str | None) -> SongId:
        song = self.catalogue.add_songs([NewSong(title="x")])[0]
        if text is not None:
            self.catalogue.set_lyrics(song, read(text).document)
        return song

    def show(self, text: str | None, at_ms: float = 0.0) -> SongId:
        song = self.song(text)
        self.now = at_ms
        self.pane.show_song(song)
        self.settle()
        return song

    def settle(self) -> None:
        self.qtbot.waitUntil(lambda: self.runner.idle)

    def go(self, at_ms: float) -> None:
        self.now = at_ms
        self.pane._canvas.advance()

    def picture(self) -> QImage:
        return self.pane.grab().toImage()

    def key(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.pane._canvas, key)

    def wheel(self, notches: float) -> None:
        """Turn the wheel over the words; below zero is downwards."""
        event = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, round(120 * notches)), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.pane._canvas, event)


@pytest.fixture
def room(qtbot: QtBot) -> Iterator[Room]:
    made = Room(qtbot)
    yield made
    made.settle()
    made.runner.close()


def near(image: QImage, color: QColor) -> int:
    """Count the pixels of a colour, as an accent-coloured word has many of them."""
    ratio = image.devicePixelRatio()
    height = int(image.height() - 4 * ratio)
    return sum(
        image.pixelColor(x, y).rgb() == color.rgb() for x in range(0, image.width(), 2) for y in range(100, height, 2)
    )
