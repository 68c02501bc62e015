"""Stage, repeating, the floating strip, the wizard and the picture, reached in the window by key and menu."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.common.level_bar import LevelBar
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome


def play(home: Home, qtbot: QtBot) -> None:
    ids = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(ids)
    qtbot.waitUntil(lambda: bool(home.inside.words.pane.rows))
    home.inside.parts.session.seek(20_000)  # into the words
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


@pytest.fixture
def home(open_home: OpenHome, qtbot: QtBot) -> Home:
    home = open_home(demo=True)
    play(home, qtbot)
    return home


def press(home: Home, keys: str, qtbot: QtBot) -> None:
    home.window.activateWindow()
    qtbot.waitUntil(home.window.isActiveWindow)
    home.inside.words.pane.setFocus()
    QTest.keySequence(home.window.focusWidget(), QKeySequence(keys))
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def pictured(bar: LevelBar) -> bytes:
    return bytes(bar.grab().toImage().constBits())


def test_a_key_puts_the_words_on_stage_and_the_window_takes_it_along(home: Home, qtbot: QtBot) -> None:
    press(home, "F5", qtbot)
    stage = home.inside.singing.stage.window
    assert stage is not None
    assert stage.isVisible()
    assert stage.view.title
    assert stage.view.text
    press(home, "F5", qtbot)
    assert home.inside.singing.stage.window is stage
    home.window.quit()
    assert not stage.isVisible()


def test_a_key_repeats_the_line_and_the_player_bar_shows_where(home: Home, qtbot: QtBot) -> None:
    bar = home.inside.bar.transport.bar
    press(home, "L", qtbot)
    loop = home.inside.playback.snapshot.loop
    assert loop is not None
    assert bar.accessibleDescription().startswith("Repeats from 0:")
    marked = pictured(bar)
    press(home, "Shift+L", qtbot)
    verse = home.inside.playback.snapshot.loop
    assert verse is not None
    assert verse.end_ms - verse.start_ms > loop.end_ms - loop.start_ms
    press(home, "Shift+L", qtbot)
    assert home.inside.playback.snapshot.loop is None
    assert bar.accessibleDescription() == ""
    assert pictured(bar) != marked


def test_keys_change_the_speed_of_practising_only(home: Home, qtbot: QtBot) -> None:
    press(home, "L", qtbot)
    for _ in range(4):
        press(home, "[", qtbot)
    assert home.inside.words.pane.loop_bar.speed.text() == "0.8\u00d7"
    press(home, "L", qtbot)
    assert home.inside.playback.snapshot.rate == 1.0
    press(home, "L", qtbot)
    assert home.inside.playback.snapshot.rate == 0.8


def test_the_floating_words_are_there_again_after_a_restart(home: Home, open_home: OpenHome, qtbot: QtBot) -> None:
    press(home, "Ctrl+Shift+F", qtbot)
    strip = home.inside.singing.strip.window
    assert strip is not None
    assert strip.isVisible()
    home.window.quit()
    assert not strip.isVisible()
    again = open_home(settings={**home.store.values}, folder=home.folder)
    assert again.inside.singing.strip.window is not None
    assert again.inside.singing.strip.window.isVisible()


def test_the_wizard_pauses_the_music_and_closes_with_the_window(home: Home, qtbot: QtBot) -> None:
    home.window.actions_["find_offset"].trigger()
    qtbot.waitUntil(lambda: home.inside.singing.offset.dialog is not None)
    assert not home.inside.playback.snapshot.playing
    dialog = home.inside.singing.offset.dialog
    assert dialog is not None
    track = dialog._test._track
    assert track.exists()
    home.window.quit()
    assert not track.exists()


def test_the_line_is_shared_by_a_key(home: Home, qtbot: QtBot) -> None:
    press(home, "Ctrl+Shift+I", qtbot)
    dialog = home.inside.singing.share.dialog
    assert dialog is not None
    assert dialog.image is not None
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert home.inside.singing.share.dialog is None


@pytest.mark.parametrize("name", ["stage", "strip", "find_offset"])
def test_the_menu_of_the_window_has_them(home: Home, name: str) -> None:
    assert home.window.actions_[name] in home.in_menu()


def test_everything_in_them_has_a_name(home: Home, qtbot: QtBot) -> None:
    singing = home.inside.singing
    home.window.actions_["find_offset"].trigger()
    qtbot.waitUntil(lambda: singing.offset.dialog is not None)
    singing.strip.toggle()
    singing.share.share(0)
    shown: list[QWidget | None] = [singing.offset.dialog, singing.strip.window, singing.share.dialog]
    for window in shown:
        assert window is not None
        for control in window.findChildren(QWidget):
            if control.focusPolicy() & Qt.FocusPolicy.TabFocus and control.isVisible():
                assert control.accessibleName(), control
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
