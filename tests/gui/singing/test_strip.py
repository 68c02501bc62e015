"""The floating strip: seen, dragged, closed, and where it was again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from pluto_desktop.desktop.strip_desk import StripDesk
from pluto_desktop.desktop.views.stage import look
from pluto_desktop.desktop.views.strip.window import StripWindow
from tests.gui.lyrics.conftest import SONG
from tests.gui.singing.conftest import Singing

FIRST = Qt.WindowType.WindowStaysOnTopHint | Qt.WindowType.FramelessWindowHint


@pytest.fixture
def desk(singing: Singing) -> Iterator[StripDesk]:
    desk = StripDesk(singing.pane, singing.playback, singing.theme, singing.preferences)
    yield desk
    desk.close()


def opened(desk: StripDesk) -> StripWindow:
    desk.toggle()
    assert desk.window is not None
    return desk.window


def test_it_floats_above_all_and_follows_the_song(desk: StripDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    strip = opened(desk)
    assert strip.windowFlags() & FIRST == FIRST
    assert strip.text == "చందమామ రావే. Come, O moon"
    image = strip.grab().toImage()
    lit = [image.pixelColor(x, y) == look.SUNG for x in range(image.width()) for y in range(0, image.height(), 2)]
    assert sum(lit) > 50
    assert image.pixelColor(40, 4).alphaF() == pytest.approx(0.85, abs=0.02)
    singing.preferences.set("lyrics.strip_opacity", 50)
    assert strip.grab().toImage().pixelColor(40, 4).alphaF() == pytest.approx(0.5, abs=0.02)
    singing.now = 20_500
    strip.advance()
    assert strip.text == strip.accessibleName() == "కొండెక్కి రావే. Climb the hill"
    singing.now = 16_000
    strip.advance()
    assert strip.text == ""
    assert strip.grab().toImage().pixelColor(strip.width() // 2 - 20, strip.height() // 2).red() > 60


def test_it_is_dragged_and_comes_back_to_its_place(desk: StripDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    strip = opened(desk)
    begun = strip.pos()
    QTest.mousePress(strip, Qt.MouseButton.LeftButton, pos=QPoint(100, 40))
    QTest.mouseMove(strip, QPoint(60, 10))
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=QPoint(60, 10))
    QTest.keyClick(strip, Qt.Key.Key_Left)
    moved = strip.geometry()
    assert moved.topLeft() != begun
    singing.qtbot.waitUntil(lambda: singing.preferences.text("strip.place") != "")
    desk.close()
    desk.open_as_before()
    assert desk.window is not None
    assert desk.window.geometry() == moved


def test_on_a_display_that_is_gone_it_comes_to_one_that_is_there(desk: StripDesk, singing: Singing) -> None:
    for place in ("90000,90000,400,80", "nonsense", "1,2,3", "0,0,-5,-5"):
        singing.preferences.set("strip.place", place)
        strip = opened(desk)
        assert QGuiApplication.primaryScreen().availableGeometry().contains(strip.geometry().center())
        desk.toggle()


def test_closed_by_its_button_it_stays_closed(desk: StripDesk, singing: Singing) -> None:
    strip = opened(desk)
    assert strip.text == "Nothing is playing"
    assert singing.preferences.switch("strip.open")
    singing.qtbot.mouseClick(strip.close_button, Qt.MouseButton.LeftButton)
    assert desk.window is None
    desk.open_as_before()
    assert desk.window is None
    QTest.keyClick(opened(desk), Qt.Key.Key_Escape)
    assert desk.window is None
    assert not singing.preferences.switch("strip.open")


def test_long_words_fit_into_it_at_any_size(desk: StripDesk, singing: Singing) -> None:
    singing.sing("[00:01.00]" + "శ్రీరామచంద్ర కృపాళు భజమన " * 4, 2_000)
    strip = opened(desk)
    for size in (QRect(0, 0, 760, 92), QRect(0, 0, 300, 60), QRect(0, 0, 780, 160)):
        strip.setGeometry(size)
        assert strip._block is not None
        assert strip._block.width <= size.width()


def test_words_without_times_go_on_by_key(desk: StripDesk, singing: Singing) -> None:
    singing.sing("one\ntwo")
    strip = opened(desk)
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert strip.text == "two"
    QTest.keyClick(strip, Qt.Key.Key_Backspace)
    assert strip.text == "one"
