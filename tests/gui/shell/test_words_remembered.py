"""What a person chose about the words is there again in the next window."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome


def play(home: Home, qtbot: QtBot) -> None:
    ids = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(ids)
    qtbot.waitUntil(lambda: home.inside.words.pane.view is not None)


def again(home: Home, open_home: OpenHome, qtbot: QtBot) -> Home:
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    home.window.quit()
    opened = open_home(folder=home.folder, settings=dict(home.store.values))
    play(opened, qtbot)
    return opened


def test_the_languages_are_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    buttons = home.inside.words.pane._head.languages.buttons
    song = {key for key, button in buttons.items() if button.isEnabled()}
    assert {key for key, button in buttons.items() if button.isChecked()} == song - {"te-Latn"}
    QTest.keySequence(home.window, QKeySequence("Alt+3"))
    assert buttons["te-Latn"].isChecked()
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane.arrangement.shown == {"te", "en", "te-Latn"}
    assert home.inside.words.pane._head.languages.buttons["te-Latn"].isChecked()


def test_columns_and_the_leading_language_are_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    menu = home.inside.words.pane._head.look_menu
    qtbot.mouseClick(home.inside.words.pane._head.look, Qt.MouseButton.LeftButton)
    beside = next(action for action in menu.actions() if action.text() == "Languages side by side")
    qtbot.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(beside).center())
    assert [action.isChecked() for action in menu.actions()[1:3]] == [True, True]  # an English song leads with English
    QTest.keySequence(home.window, QKeySequence("Alt+5"))
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane.arrangement == Arrangement(leading="te", columns=True)
    assert [action.isChecked() for action in home.inside.words.pane._head.look_menu.actions()[1:3]] == [True, False]


def test_the_text_size_is_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    QTest.keySequence(home.window, QKeySequence("Ctrl++"))
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane._head.sizes.percent == 115


def test_both_shifts_are_remembered_and_shown_again(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    home.inside.words.pane.offsets.shift_song(150)
    home.inside.words.pane.offsets.shift_output(-50)
    shown = home.inside.words.pane.offsets_text
    assert "+150 ms" in shown
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane.offsets_text == shown
