"""The window as a person uses it."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.views.first_run.page import FirstRun
from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
from pluto_desktop.desktop.views.shortcuts.sheet import ShortcutsSheet
from pluto_desktop.desktop.views.sidebar.name_field import NameField
from pluto_desktop.domain.settings import SETTINGS
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.playback.queue import Repeat
from tests.gui.shell.conftest import Home, OpenHome


def press(home: Home, keys: str, qtbot: QtBot) -> None:
    """Press keys where the focus is."""
    target = home.window.focusWidget() or home.window
    QTest.keySequence(target, QKeySequence(keys))
    qtbot.waitUntil(lambda: home.desktop.runner.idle)


def test_an_empty_library_welcomes_and_the_demo_is_one_press_away(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home()
    page = home.window.findChild(FirstRun)
    assert page is not None
    assert home.window.sheets.currentWidget() is page
    QTest.keyClick(page.demo_card, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: home.window.side.rows["songs"]._count == 6)
    assert home.window.sheets.currentWidget() is home.window.shell
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.row is not None)
    assert home.inside.bar.now.title.whole()


def test_keys_play_and_move(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    songs = home.inside.parts.browse.list_song_ids(SongQuery())
    home.inside.playing.play_songs(songs)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.playing)
    home.inside.pages.current().setFocus()
    now = lambda: home.inside.playback.snapshot  # noqa: E731 - asked anew each time
    before = now().volume
    for keys, holds in (
        ("Space", lambda: not now().playing),
        ("Space", lambda: now().playing),
        ("Ctrl+Right", lambda: now().song_id == songs[1]),
        ("M", lambda: now().muted),
        ("R", lambda: now().repeat is Repeat.ALL),
        ("Ctrl+Down", lambda: now().volume == before - 5),
        ("]", lambda: now().rate == pytest.approx(1.05)),
    ):
        press(home, keys, qtbot)
        qtbot.waitUntil(holds)


def test_space_presses_the_button_that_has_the_focus(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery()))
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.playing)
    home.inside.bar.transport.shuffle.setFocus()
    press(home, "Space", qtbot)
    assert home.inside.playback.snapshot.shuffle
    assert home.inside.playback.snapshot.playing


def test_letters_go_into_the_search_and_not_to_the_shortcuts(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.pages.current().setFocus()
    press(home, "/", qtbot)
    edit = home.inside.search.edit
    assert edit.hasFocus()
    QTest.keyClicks(edit, "m s ?")
    assert edit.text() == "m s ?"
    assert not home.inside.playback.snapshot.muted
    press(home, "Esc", qtbot)
    assert not home.inside.search.palette_open


def test_pages_open_by_key_and_back_comes_back(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.pages.current().setFocus()
    for keys, page in (("Ctrl+2", "albums"), ("Ctrl+3", "artists"), ("Ctrl+6", "favourites"), ("Ctrl+5", "folders")):
        press(home, keys, qtbot)
        assert home.inside.pages.key == page
        assert home.window.side.rows[page].isChecked()
    press(home, "Alt+Left", qtbot)
    assert home.inside.pages.key == "favourites"
    press(home, "Alt+Right", qtbot)
    assert home.inside.pages.key == "folders"


def test_a_heart_by_key_is_counted(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.playing.play_songs(home.inside.parts.browse.list_song_ids(SongQuery()))
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.row is not None)
    home.inside.pages.current().setFocus()
    press(home, "F", qtbot)
    qtbot.waitUntil(lambda: home.inside.parts.browse.counts().favourites == 1)
    qtbot.waitUntil(lambda: home.window.side.rows["favourites"]._count == 1)


def test_a_playlist_is_made_renamed_and_deleted_from_the_side_bar(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    side, personal = home.window.side, home.inside.parts.personal
    side.new_button.click()
    field = side.findChild(NameField)
    QTest.keyClicks(field, "Long drive")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [held.name for held in home.inside.side.playlists] == ["Long drive"])
    key = "playlist:" + home.inside.side.playlists[0].id
    qtbot.waitUntil(lambda: home.inside.pages.key == key)
    row = side.rows[key]
    row.setFocus()
    QTest.keyClick(row, Qt.Key.Key_F2)
    field = side.findChildren(NameField)[-1]
    field.clear()
    field.insert("ఉదయం")
    QTest.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [held.name for held in home.inside.side.playlists] == ["ఉదయం"])
    QTest.keyClick(side.rows[key], Qt.Key.Key_Delete)
    card = home.window.toasts.cards()[-1]
    assert "ఉదయం" in card.message.text
    assert personal.list_playlists()
    card.action_button.click()
    qtbot.waitUntil(lambda: personal.list_playlists() == [])
    qtbot.waitUntil(lambda: home.inside.pages.key == "songs")


def test_esc_leaves_the_naming_and_makes_nothing(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.window.side.new_button.click()
    field = home.window.side.findChild(NameField)
    QTest.keyClicks(field, "No")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert home.inside.parts.personal.list_playlists() == []


def test_narrow_windows_use_tabs_and_fold_the_side_bar(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    body, window = home.window.body, home.window
    assert not body.tabs.isVisible()
    assert body.pane.isVisible()
    window.resize(1000, 700)
    qtbot.waitUntil(lambda: body.tabs.isVisible())
    assert not body.pane.isVisible()
    body.stack.currentWidget().setFocus()
    assert body.stack.isAncestorOf(QApplication.focusWidget())
    body.tabs.setCurrentIndex(1)
    assert body.pane.isVisible()
    assert not body.stack.isVisible()
    assert body.pane.isAncestorOf(QApplication.focusWidget())  # and does not leave for the player bar
    press(home, "Ctrl+1", qtbot)
    assert body.stack.isVisible()
    window.resize(700, 600)
    qtbot.waitUntil(lambda: window.side.folded)
    assert window.side.rows["albums"].toolTip()
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: not window.side.folded and not body.tabs.isVisible())


def test_the_window_remembers_its_pane_and_page(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    press(home, "Ctrl+2", qtbot)
    home.window.body.set_pane_width(400)
    press(home, "Ctrl+U", qtbot)
    assert home.window.body.pane_open == "queue"
    home.window.quit()
    stored = home.store.values
    assert stored["window.page"] == "albums"
    again = open_home(settings=stored, folder=home.folder)
    assert again.inside.pages.key == "albums"
    assert again.window.body.pane_open == "queue"
    assert again.window.body.pane_width == 400


@pytest.mark.parametrize("geometry", ["", "////", "not base64 é", "AdnQywADAAAAAA=="])
def test_a_damaged_geometry_gives_the_usual_window(open_home: OpenHome, geometry: str) -> None:
    home = open_home(settings={"window.geometry": geometry, "window.splitter": "{[", "window.page": "playlist:gone"})
    assert home.window.isVisible()
    assert home.inside.pages.key == "songs"


def test_every_action_is_reached_by_a_key_or_the_menu_and_no_key_twice(open_home: OpenHome) -> None:
    home = open_home()
    entries = home.window.actions_.entries()
    in_menu = set(home.in_menu())
    assert [entry.name for entry in entries if not entry.action.shortcuts() and entry.action not in in_menu] == [
        "add_demo"
    ]
    keys = [key.toString() for entry in entries for key in entry.action.shortcuts()]
    assert len(keys) == len(set(keys))


def test_the_menu_fits_a_small_screen_and_opens_nothing_empty(open_home: OpenHome) -> None:
    home = open_home()
    menu = home.window.menu
    menu.aboutToShow.emit()
    assert menu.sizeHint().height() < 600
    for name in ("bgm", "voice", "add_bgm", "split_song", "equaliser"):
        home.window.actions_[name].setVisible(False)
    menu.aboutToShow.emit()
    titles = [action.text() for action in menu.actions() if action.menu() is not None and action.isVisible()]
    assert titles == ["Add to the library", "Words", "Library"]


def test_the_sheet_lists_every_key(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    press(home, "F1", qtbot)
    sheet = home.inside.menus._dialogs["shortcuts"]
    assert isinstance(sheet, ShortcutsSheet)
    shown = {label.text() for label in sheet.findChildren(QWidget) if hasattr(label, "text") and callable(label.text)}
    for entry in home.window.actions_.entries():
        if not entry.action.isVisible():  # words are not looked for online until that is switched on
            assert entry.action.text().rstrip("…") not in shown
        elif entry.action.shortcuts():
            assert entry.action.text().rstrip("…") in shown
            assert entry.action.shortcuts()[0].toString(QKeySequence.SequenceFormat.NativeText) in shown
    sheet.close()


def test_settings_hold_at_once_and_last(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(settings={"appearance.theme": "dark"})
    home.inside.menus.show_settings()
    dialog = home.inside.menus._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    theme = dialog.controls["appearance.theme"]
    assert isinstance(theme, QComboBox)
    theme.setCurrentIndex(theme.findData("light"))
    theme.activated.emit(theme.currentIndex())
    assert home.desktop.theme.mode == "light"
    qtbot.waitUntil(lambda: home.store.values.get("appearance.theme") == "light")
    home.desktop.preferences.set("appearance.theme", "dark")
    assert theme.currentData() == "dark"
    dialog.close()


def test_the_dialog_binds_only_declared_settings(open_home: OpenHome) -> None:
    home = open_home()
    home.inside.menus.show_settings()
    dialog = home.inside.menus._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    assert dialog.controls.keys() <= SETTINGS.keys()
    assert not any(SETTINGS[key].hidden for key in dialog.controls)
    dialog.close()


def test_the_equaliser_is_heard_and_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.inside.menus.show_equaliser()
    dialog = home.inside.menus._dialogs["equaliser"]
    dialog.sliders[0].setValue(12)
    player = home.inside.parts.session._player
    qtbot.waitUntil(lambda: player.equaliser is not None and player.equaliser.bands_db[0] == 6.0)
    qtbot.waitUntil(lambda: home.store.values.get("playback.equaliser_on") is True)
    dialog.close()


def test_a_folder_dropped_on_the_window_is_added(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> None:
    home = open_home()
    broken = tmp_path / "music"
    broken.mkdir()
    (broken / "empty.mp3").touch()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(broken))])
    event = QDropEvent(
        QPointF(QPoint(50, 50)),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    with qtbot.waitSignal(home.inside.adding.importing.finished) as finished:
        home.window.dropEvent(event)
    assert finished.args[0].skipped == 1
    assert home.window.sheets.currentWidget() is home.window.shell


def test_what_another_program_changes_is_shown(open_home: OpenHome, qtbot: QtBot) -> None:
    from pluto_desktop.bootstrap import open_services

    home = open_home(demo=True)
    home.desktop._look()
    qtbot.waitUntil(lambda: home.desktop._version is not None)
    with open_services(home.folder) as services:
        services.personal.create_playlist("From outside")
    home.desktop._look()
    qtbot.waitUntil(lambda: [held.name for held in home.inside.side.playlists] == ["From outside"])


def test_a_window_that_is_not_painted_is_furnished_all_the_same(
    open_home: OpenHome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pluto_desktop.desktop.views.songs.table.SongTable.paintEvent", lambda *_: None)
    home = open_home(demo=True)
    assert home.inside.bar.isVisible()
