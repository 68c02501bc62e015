"""A wave form of a minute with four lines, and hands for it."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.fonts import load_families
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.blocks import Block
from pluto_desktop.desktop.views.timing.wave.view import WaveView
from tests.factories import make_peaks

WIDTH, HEIGHT, LENGTH_MS = 600, 200, 60_000
PX_A_S = 10.0
"""The zoom at which the whole song is seen: a pixel is 100 ms."""
LINES = (
    Block("a", 5_000, 10_000, "చందమామ రావే"),
    Block("b", 10_000, 14_000, "జాబిల్లి రావే"),
    Block("c", 20_000, 25_000, "Climb the hill"),
    Block("d", 30_000, None, "Bring us flowers"),
)


class Wave:
    """The view, what it told, and a clock that the test sets."""

    def __init__(self, qtbot: QtBot, *, less_motion: bool = False) -> None:
        load_families()
        self.qtbot, self.clock_s = qtbot, 1000.0
        self.theme = Theme(choice="dark", less_motion=less_motion)
        self.view = WaveView(self.theme, now=lambda: self.clock_s)
        qtbot.addWidget(self.view)
        self.view.resize(WIDTH, HEIGHT)
        self.view.show()
        self.view.set_peaks(make_peaks(LENGTH_MS))
        self.view.set_blocks(LINES)
        self.told: list[tuple[object, ...]] = []
        self.view.moved.connect(lambda *what: self.told.append(("moved", *what)))
        self.view.sought.connect(lambda *what: self.told.append(("sought", *what)))
        self.view.chosen.connect(lambda *what: self.told.append(("chosen", *what)))
        self.view.loop_wanted.connect(lambda *what: self.told.append(("loop", *what)))
        self.view.snap_wanted.connect(lambda *what: self.told.append(("snap", *what)))

    def mouse(
        self,
        kind: QEvent.Type,
        at_ms: float,
        y: int = 100,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        place = QPointF(self.view.x_of(at_ms), y)
        left = Qt.MouseButton.LeftButton
        QApplication.sendEvent(self.view.viewport(), QMouseEvent(kind, place, place, left, left, modifiers))

    def press(self, at_ms: float, y: int = 100) -> None:
        self.mouse(QEvent.Type.MouseButtonPress, at_ms, y)

    def drag(self, at_ms: float, y: int = 100, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.mouse(QEvent.Type.MouseMove, at_ms, y, modifiers)

    def release(self, at_ms: float, y: int = 100) -> None:
        self.mouse(QEvent.Type.MouseButtonRelease, at_ms, y)

    def wheel(self, at_ms: float, notches: float, *, sideways: bool = False) -> None:
        place = QPointF(self.view.x_of(at_ms), 100)
        angle = QPoint(round(120 * notches), 0) if sideways else QPoint(0, round(120 * notches))
        event = QWheelEvent(
            place, place, QPoint(), angle, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(self.view.viewport(), event)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.view, key, modifiers)

    def block(self, block_id: str) -> Block:
        return next(block for block in self.view._shown.blocks if block.id == block_id)

    def picture(self) -> QImage:
        return self.view.viewport().grab().toImage()

    def ink(self, at_ms: float, y: int) -> str:
        return self.picture().pixelColor(round(self.view.x_of(at_ms)), y).name()


@pytest.fixture
def wave(qtbot: QtBot) -> Wave:
    return Wave(qtbot)


@pytest.fixture
def still(qtbot: QtBot) -> Wave:
    """Return one in which nothing moves for show."""
    return Wave(qtbot, less_motion=True)
