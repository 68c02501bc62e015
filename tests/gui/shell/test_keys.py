"""The words are shifted and sized by keys, wherever the focus is."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome


@pytest.fixture
def home(open_home: OpenHome, qtbot: QtBot) -> Home:
    home = open_home(demo=True)
    ids = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(ids)
    qtbot.waitUntil(lambda: home.inside.words.pane.view is not None)
    home.inside.pages.open("songs", focus=True)
    return home


def press(home: Home, keys: str, qtbot: QtBot) -> None:
    QTest.keySequence(home.window.focusWidget() or home.window, QKeySequence(keys))
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def test_brackets_shift_the_words_and_plain_ones_change_the_speed(home: Home, qtbot: QtBot) -> None:
    pane = home.inside.words.pane
    for _ in range(3):
        press(home, "Ctrl+]", qtbot)
    press(home, "Ctrl+Shift+[", qtbot)
    assert "+150 ms for this song" in pane.offsets_text
    assert "\u221250 ms for this output" in pane.offsets_text
    assert home.inside.playback.snapshot.rate == 1.0
    pane.setFocus()
    press(home, "]", qtbot)
    assert home.inside.playback.snapshot.rate > 1.0
    press(home, "Ctrl+\\", qtbot)
    assert pane.offsets_text == ""


def test_a_shift_of_words_that_are_not_seen_is_told(home: Home, qtbot: QtBot) -> None:
    home.inside.words.toggle("queue")
    press(home, "Ctrl+[", qtbot)
    assert any("\u221250 ms for this song" in text for text in home.toasts())


def test_the_size_of_the_words_is_a_key_away(home: Home, qtbot: QtBot) -> None:
    press(home, "Ctrl++", qtbot)
    assert home.desktop.preferences.whole("lyrics.size") > 100
    press(home, "Ctrl+-", qtbot)
    assert home.desktop.preferences.whole("lyrics.size") == 100


def test_the_words_are_copied_by_keys_from_anywhere_and_it_is_said(home: Home, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    press(home, "Ctrl+Alt+Shift+C", qtbot)
    view = home.inside.words.pane.view
    assert view is not None
    assert view.document is not None
    texts = [line.texts for line in view.document.lines if line.texts]
    copied = QGuiApplication.clipboard().text()
    assert all(text in copied for line in texts for language, text in line.items() if language in {"te", "en"})
    assert home.toasts()[-1] == "All the words were copied."


def test_languages_are_shown_and_hidden_and_put_side_by_side_by_key(home: Home, qtbot: QtBot) -> None:
    pane = home.inside.words.pane
    for keys in ("Alt+3", "Alt+2", "Alt+4", "Alt+5"):
        press(home, keys, qtbot)
    other = "te"  # English is sung, so that was first
    assert pane.arrangement == Arrangement(frozenset({"en", "te-Latn"}), other, columns=True)
    assert pane._head.languages.buttons["te-Latn"].isChecked()
    assert not pane._head.languages.buttons["te"].isChecked()


def test_the_sheet_of_shortcuts_knows_them(home: Home) -> None:
    shown = {entry.name for entry in home.window.actions_.entries() if entry.group == "Words"}
    assert {"words_earlier", "words_later", "words_in_place", "larger_words", "words_columns", "copy_verse"} <= shown


def test_the_page_has_the_keyboard_when_the_search_is_left(home: Home, qtbot: QtBot) -> None:
    box = home.inside.search
    page = home.inside.pages.current()
    assert page is not None
    qtbot.mouseClick(box.edit, Qt.MouseButton.LeftButton)
    box.edit.setFocus()
    QTest.keyClicks(box.edit, "twinkle")
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    QTest.keyClick(box.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert home.window.focusWidget() is page.entry()


@pytest.mark.parametrize("key", ["songs", "albums", "artists", "favourites", "folders"])
def test_tab_goes_all_the_way_round(home: Home, qtbot: QtBot, key: str) -> None:
    home.inside.pages.open(key, focus=True)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    for step in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        met = set()
        for _ in range(80):
            focused = home.window.focusWidget()
            assert focused.isVisible(), focused
            met.add(focused)
            QTest.keyClick(focused, step)
        bar, side = home.inside.bar, home.window.side
        for part in (bar, side, home.inside.search, home.inside.pages.current(), home.inside.words.pane):
            assert any(part.isAncestorOf(widget) for widget in met), (part, step)
