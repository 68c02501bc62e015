"""A line or its verse is repeated, from its menu and by key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from pluto_desktop.desktop.loop_desk import LoopDesk, Reach
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.playback.loop import Loop
from tests.gui.lyrics.conftest import SONG, near
from tests.gui.singing.conftest import LENGTH_MS, Singing


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def desk(singing: Singing, said: list[str]) -> LoopDesk:
    notifier = Notifier(singing.owner)
    notifier.show_through(lambda message: said.append(message.text))
    desk = LoopDesk(singing.pane, singing.playback, notifier, singing.preferences)
    singing.pane.menu_opening.connect(desk.fill_menu)
    return desk


def choose(singing: Singing, start_ms: int, text: str) -> None:
    """Choose from the menu of the line that starts at a time, as a person does."""
    canvas = singing.pane._canvas
    row = next(index for index, row in enumerate(canvas.rows) if row.line is not None and row.start_ms == start_ms)
    place = QPoint(60, canvas.row_rectangle(row).center().toPoint().y())
    QApplication.sendEvent(canvas, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, canvas.mapToGlobal(place)))
    menu = next(menu for menu in singing.pane.findChildren(QMenu) if menu.isVisible())
    action = next(action for action in menu.actions() if action.text() == text)
    menu.setActiveAction(action)
    QTest.keyClick(menu, Qt.Key.Key_Return)


def test_the_menu_of_a_line_repeats_it_and_the_bar_stops_it(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    before = near(singing.picture(), singing.theme.color("accent"))
    choose(singing, 10_000, "Repeat this line")
    assert singing.playback.snapshot.loop == Loop(10_000, 12_000)
    assert singing.session.position_ms() == 10_000
    bar = singing.pane.loop_bar
    assert (bar.isVisible(), bar.label.text()) == (True, "Repeating this line")
    assert near(singing.picture(), singing.theme.color("accent")) > before
    singing.qtbot.mouseClick(bar.stop, Qt.MouseButton.LeftButton)
    assert singing.playback.snapshot.loop is None
    assert not bar.isVisible()


def test_its_verse_ends_at_the_long_pause(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    choose(singing, 10_000, "Repeat this verse")
    assert singing.playback.snapshot.loop == Loop(6_000, 12_000)
    desk.toggle(Reach.LINE)
    assert singing.playback.snapshot.loop == Loop(6_000, 10_000)
    desk.toggle(Reach.LINE)
    assert singing.playback.snapshot.loop is None


def test_words_that_are_shifted_repeat_what_is_heard_with_them(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    singing.pane.offsets.shift_song(300)
    desk.repeat(1, Reach.LINE)
    assert singing.playback.snapshot.loop == Loop(10_300, 12_300)


def test_escape_in_the_words_ends_it(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    desk.repeat(1, Reach.LINE)
    singing.key(Qt.Key.Key_Escape)
    assert singing.playback.snapshot.loop is None


def test_the_speed_of_practising_goes_in_steps_and_is_remembered(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    desk.repeat(1, Reach.LINE)
    bar = singing.pane.loop_bar
    for _ in range(3):
        singing.qtbot.mouseClick(bar.slower, Qt.MouseButton.LeftButton)
    assert singing.player.rate == 0.7
    assert bar.speed.text() == "0.7\u00d7"
    singing.qtbot.mouseClick(bar.faster, Qt.MouseButton.LeftButton)
    desk.stop()
    assert singing.player.rate == 1.0
    desk.repeat(0, Reach.LINE)
    assert singing.player.rate == 0.8
    assert singing.preferences.whole("playback.practice_percent") == 80
    for _ in range(9):
        singing.qtbot.mouseClick(bar.slower, Qt.MouseButton.LeftButton)
    assert (singing.player.rate, bar.slower.isEnabled()) == (0.5, False)


def test_what_cannot_be_repeated_is_told(desk: LoopDesk, singing: Singing, said: list[str]) -> None:
    desk.toggle(Reach.LINE)
    singing.sing("one\ntwo")
    desk.repeat(0, Reach.VERSE)
    singing.sing(f"[00:01.00]a\n[00:01.20]b\n[00:{LENGTH_MS // 1000 - 1}.95]c")
    desk.repeat(0, Reach.LINE)
    desk.repeat(2, Reach.LINE)
    assert [text.split(":")[0] for text in said] == [
        "No line is being sung",
        "These words have no times",
        "This line is too short to be repeated.",
        "This line is too short to be repeated.",
    ]
    assert singing.playback.snapshot.loop is None


def test_another_song_ends_it(desk: LoopDesk, singing: Singing) -> None:
    singing.sing(SONG, 9_000)
    desk.repeat(1, Reach.LINE)
    singing.sing(SONG, 9_000)
    assert singing.playback.snapshot.loop is None
    assert not singing.pane.loop_bar.isVisible()
