"""Words copied by key and by menu, in the languages that are shown."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu

from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.desktop.views.lyrics.copying import Extent
from tests.gui.lyrics.conftest import SONG, Room

FIRST = "చందమామ రావే\nCome, O moon\nజాబిల్లి రావే\nCome, O moonbeam"
SECOND = "కొండెక్కి రావే\nClimb the hill\nగోగుపూలు తేవే\nBring us flowers"


@pytest.fixture(autouse=True)
def _empty_clipboard(qapp: QApplication) -> None:
    QGuiApplication.clipboard().clear()


def copied() -> str:
    return QGuiApplication.clipboard().text()


def open_menu(room: Room, at: QPoint, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse) -> QMenu:
    canvas = room.pane._canvas
    QApplication.sendEvent(canvas, QContextMenuEvent(reason, at, canvas.mapToGlobal(at)))
    return next(menu for menu in room.pane.findChildren(QMenu) if menu.isVisible())


def choose(room: Room, menu: QMenu, text: str) -> None:
    action = next(action for action in menu.actions() if action.text() == text)
    room.qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(action).center())


def middle(room: Room, start_ms: int) -> QPoint:
    canvas = room.pane._canvas
    row = next(index for index, row in enumerate(canvas.rows) if row.start_ms == start_ms and row.line is not None)
    return canvas.row_rectangle(row).center().toPoint()


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("Copy this line", "గోగుపూలు తేవే\nBring us flowers"),
        ("Copy this verse", SECOND),
        ("Copy all the words", f"{FIRST}\n\n{SECOND}"),
    ],
)
def test_the_menu_of_a_line_copies_it_its_verse_or_all(room: Room, entry: str, expected: str) -> None:
    room.show(SONG, 7_000)
    choose(room, open_menu(room, middle(room, 22_000)), entry)
    assert copied() == expected


def test_beside_the_lines_the_menu_copies_all_only(room: Room) -> None:
    room.show(SONG, 7_000)
    menu = open_menu(room, QPoint(100, room.pane._canvas.height() - 2))
    assert [action.text() for action in menu.actions() if action.isEnabled() and action.text().startswith("Copy")] == [
        "Copy all the words"
    ]
    menu.close()


def test_only_what_is_shown_is_copied(room: Room) -> None:
    room.pane.set_arrangement(Arrangement(frozenset({"en"})))
    room.show(SONG, 7_000)
    room.pane.copy(Extent.ALL)
    assert copied() == "Come, O moon\nCome, O moonbeam\n\nClimb the hill\nBring us flowers"


def test_the_copy_key_takes_the_line_sung_or_the_one_the_arrows_came_to(room: Room) -> None:
    room.show(SONG, 7_000)
    canvas = room.pane._canvas
    room.qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "చందమామ రావే\nCome, O moon"
    room.key(Qt.Key.Key_Down)
    room.qtbot.keyClick(canvas, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "జాబిల్లి రావే\nCome, O moonbeam"
    menu = open_menu(room, QPoint(0, 0), QContextMenuEvent.Reason.Keyboard)
    choose(room, menu, "Copy this verse")
    assert copied() == FIRST


def test_the_line_sung_is_copied_where_nobody_sees_it_too(room: Room) -> None:
    room.show(SONG, 7_000)
    room.pane.hide()
    room.now = 21_000
    room.pane.copy(Extent.LINE)
    assert copied() == "కొండెక్కి రావే\nClimb the hill"


def test_in_a_pause_the_line_before_it_is_copied_and_before_the_song_none(room: Room) -> None:
    room.show(SONG, 16_000)
    room.pane.copy(Extent.LINE)
    assert copied() == "జాబిల్లి రావే\nCome, O moonbeam"
    room.show("[00:09.00]late", 100)
    with room.qtbot.waitSignal(room.pane.copied) as told:
        room.pane.copy(Extent.LINE)
    assert told.args == [""]
    assert copied() == "జాబిల్లి రావే\nCome, O moonbeam"
