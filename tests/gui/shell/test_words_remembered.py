"""What a person chose about the words is there again in the next window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

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


@pytest.mark.parametrize("mode", ["english", "telugu", "romanised"])
def test_the_languages_are_remembered(open_home: OpenHome, qtbot: QtBot, mode: str) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    pane = home.inside.words.pane
    assert pane._head.segments._buttons["both"].isChecked()
    qtbot.mouseClick(pane._head.segments._buttons[mode], Qt.MouseButton.LeftButton)
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane._mode == mode
    if (button := home.inside.words.pane._head.segments._buttons[mode]).isEnabled():
        assert button.isChecked()


def test_the_text_size_is_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    qtbot.mouseClick(home.inside.words.pane._head.larger, Qt.MouseButton.LeftButton)
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane._head.size_percent == 115


def test_both_shifts_are_remembered_and_shown_again(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    play(home, qtbot)
    home.inside.words.pane.shift_song(150)
    home.inside.words.pane.shift_output(-50)
    shown = home.inside.words.pane.offsets_text
    assert "+150 ms" in shown
    home = again(home, open_home, qtbot)
    assert home.inside.words.pane.offsets_text == shown
