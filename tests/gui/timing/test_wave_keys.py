"""The wave form without a mouse, and for somebody who does not see it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from pluto_desktop.desktop.views.timing.wave.blocks import Grip
from pluto_desktop.desktop.views.timing.wave.scale import CLOSEST_PX_A_S, STEP
from tests.gui.timing.conftest import LENGTH_MS, LINES, PX_A_S, Wave

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_tab_goes_from_line_to_line_and_then_on(wave: Wave) -> None:
    room = QWidget()
    wave.qtbot.addWidget(room)
    before, after = QLineEdit(), QLineEdit()
    row = QHBoxLayout(room)
    for widget in (before, wave.view, after):
        row.addWidget(widget)
    QWidget.setTabOrder(before, wave.view)
    QWidget.setTabOrder(wave.view, after)
    with wave.qtbot.waitActive(room):
        room.show()
        room.activateWindow()
    wave.view.setFocus()
    for _ in LINES:
        wave.key(Qt.Key.Key_Tab)
    assert wave.told == [("chosen", line.id) for line in LINES]
    wave.key(Qt.Key.Key_Backtab, SHIFT)
    assert wave.told[-1] == ("chosen", "c")
    wave.key(Qt.Key.Key_Tab, CONTROL)
    assert after.hasFocus()
    wave.view.setFocus()
    wave.view.set_chosen("d")
    wave.key(Qt.Key.Key_Tab)
    assert after.hasFocus()
    wave.view.setFocus()
    wave.view.set_chosen("a")
    wave.key(Qt.Key.Key_Backtab, SHIFT)
    assert before.hasFocus()
    wave.view.setParent(None)  # the test's own hand closes it


def test_arrows_move_the_line_its_start_or_its_end(wave: Wave) -> None:
    wave.key(Qt.Key.Key_Right)
    assert wave.told == []
    wave.view.set_chosen("c")
    wave.key(Qt.Key.Key_Right)
    assert wave.told.pop() == ("moved", "c", 20_010, 25_010)
    wave.key(Qt.Key.Key_Left, SHIFT)
    assert wave.told.pop() == ("moved", "c", 19_910, 24_910)
    wave.key(Qt.Key.Key_Down)
    wave.key(Qt.Key.Key_Left)
    assert wave.told.pop() == ("moved", "c", 19_900, 24_910)
    wave.key(Qt.Key.Key_Down)
    wave.key(Qt.Key.Key_Right, SHIFT)
    assert wave.told.pop() == ("moved", "c", 19_900, 25_010)
    wave.key(Qt.Key.Key_Up)
    wave.key(Qt.Key.Key_Up)
    assert wave.view.grip is Grip.WHOLE


def test_it_says_which_line_and_what_the_arrows_do(wave: Wave) -> None:
    assert wave.view.accessibleName() == "Wave form"
    assert wave.view.accessibleDescription() == "4 lines. Tab goes from line to line."
    wave.view.set_chosen("b")
    said = wave.view.accessibleDescription()
    assert said == "Line 2 of 4, “జాబిల్లి రావే”, from 0:10.000 to 0:14.000. The arrow keys move the line."
    wave.key(Qt.Key.Key_Down)
    wave.key(Qt.Key.Key_Right)
    assert "from 0:10.010 to 0:14.000. The arrow keys move its start." in wave.view.accessibleDescription()
    wave.view.set_chosen("d")
    assert "from 0:30.000, its end is open." in wave.view.accessibleDescription()


def test_plus_and_minus_zoom_around_the_playhead(wave: Wave) -> None:
    wave.view.set_playhead(30_000)
    x = wave.view.x_of(30_000)
    wave.key(Qt.Key.Key_Plus)
    wave.key(Qt.Key.Key_Equal)
    assert wave.view.px_a_s == PX_A_S * STEP**2
    assert abs(wave.view.x_of(30_000) - x) <= 1
    for _ in range(30):
        wave.key(Qt.Key.Key_Plus)
    assert wave.view.px_a_s == CLOSEST_PX_A_S
    assert abs(wave.view.x_of(30_000) - x) <= 1
    wave.key(Qt.Key.Key_Minus)
    assert wave.view.px_a_s < CLOSEST_PX_A_S
    wave.key(Qt.Key.Key_0)
    assert (wave.view.px_a_s, wave.view.x_of(0)) == (PX_A_S, 0)


def test_the_wheel_zooms_around_the_pointer_and_scrolls_sideways(wave: Wave) -> None:
    wave.wheel(20_000, 0.5)
    assert wave.view.px_a_s == PX_A_S
    x = wave.view.x_of(20_000)
    wave.wheel(20_000, 0.5)
    assert wave.view.px_a_s == PX_A_S * STEP
    wave.wheel(20_000, 3)
    assert abs(wave.view.x_of(20_000) - x) <= 1
    wave.wheel(20_000, -1, sideways=True)
    assert wave.view.x_of(20_000) < x - 50
    wave.wheel(20_000, -20)
    assert wave.view.px_a_s == PX_A_S


def test_the_view_is_scrolled_by_pages_and_to_the_ends(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.key(Qt.Key.Key_PageDown)
    assert wave.view.x_of(4_800) == 0
    wave.key(Qt.Key.Key_End)
    assert wave.view.x_of(LENGTH_MS) == wave.view.viewport().width()
    wave.key(Qt.Key.Key_Home)
    assert wave.view.x_of(0) == 0


def test_a_line_that_is_chosen_comes_into_view(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.view.set_chosen("d")
    assert 0 < wave.view.x_of(30_000) < wave.view.viewport().width()


def test_its_keys_are_its_own_and_the_windows_stay_the_windows(wave: Wave) -> None:
    heard: list[str] = []
    for name in ("Right", "Space", "Return"):
        shortcut = QShortcut(QKeySequence(name), wave.view)
        shortcut.activated.connect(lambda name=name: heard.append(name))
    with wave.qtbot.waitActive(wave.view):
        wave.view.activateWindow()
    wave.view.setFocus()
    wave.view.set_chosen("a")
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Space, Qt.Key.Key_Return):
        wave.key(key)
    assert heard == ["Space", "Return"]
    assert wave.told == [("moved", "a", 5_010, 10_010)]


def test_a_line_is_asked_to_meet_what_is_heard(wave: Wave) -> None:
    wave.key(Qt.Key.Key_S)
    wave.view.set_chosen("b")
    wave.key(Qt.Key.Key_Down)
    wave.key(Qt.Key.Key_S)
    assert wave.told == [("snap", "b", Grip.START)]
