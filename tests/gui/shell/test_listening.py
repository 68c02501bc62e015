"""An evening in the whole window: menus, playlists in and out, what is remembered, the look changed while it runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QContextMenuEvent, QKeySequence, QPalette, QStyleHints
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.tokens import DARK, LIGHT
from pluto_desktop.desktop.views.sidebar.name_field import NameField
from pluto_desktop.desktop.views.sidebar.sidebar import PLAYLIST
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery
from tests.gui.shell.conftest import Home, OpenHome

KEY = Qt.Key


@pytest.fixture
def home(open_home: OpenHome) -> Home:
    return open_home(demo=True)


@pytest.fixture
def songs(home: Home) -> list[SongId]:
    return home.inside.parts.browse.list_song_ids(SongQuery())


def song_page(home: Home, qtbot: QtBot) -> SongsView:
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    qtbot.waitUntil(lambda: page.model.song(0) is not None)
    return page


def press(home: Home, keys: str, qtbot: QtBot) -> None:
    """Press keys while the page has the keyboard."""
    page = home.inside.pages.current()
    assert page is not None
    home.window.activateWindow()
    qtbot.waitUntil(home.window.isActiveWindow)
    page.setFocus()
    QTest.keySequence(home.window.focusWidget(), QKeySequence(keys))


def menu_at(home: Home, page: SongsView, row: int, qtbot: QtBot, *, by_key: bool = False) -> QMenu:
    """Open the context menu of a row with the right button, or with the menu key."""
    page.table.choose_rows([row], row)
    port = page.table.viewport()
    place = page.table.visualRect(page.model.index(row, Column.TITLE)).center()
    reason = QContextMenuEvent.Reason.Keyboard if by_key else QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(port, QContextMenuEvent(reason, place, port.mapToGlobal(place)))
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    menus = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    assert len(menus) == 1
    return menus[0]


def pick(menu: QMenu, text: str) -> None:
    """Go down a menu by its arrows and press Enter."""
    for _ in range(len(menu.actions())):
        QTest.keyClick(menu, KEY.Key_Down)
        if menu.activeAction().text() == text:
            QTest.keyClick(menu, KEY.Key_Return)
            return
    raise AssertionError(text)


def test_the_menu_key_and_arrows_play_next_and_queue(home: Home, songs: list[SongId], qtbot: QtBot) -> None:
    home.inside.playing.play_songs(songs)
    qtbot.waitUntil(lambda: home.inside.playback.snapshot.playing)
    page = song_page(home, qtbot)
    song = page.model.ids[1]
    pick(menu_at(home, page, 1, qtbot, by_key=True), "Play next")
    qtbot.waitUntil(lambda: list(home.inside.playback.snapshot.queue) == [songs[0], song, songs[1]])
    pick(menu_at(home, page, 1, qtbot), "Add to queue")
    qtbot.waitUntil(lambda: list(home.inside.playback.snapshot.queue) == [songs[0], song, songs[1], song])


def test_show_in_folder_opens_where_the_file_lies(home: Home, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[Path] = []

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr("pluto_desktop.desktop.menus.QDesktopServices.openUrl", open_url)
    pick(menu_at(home, song_page(home, qtbot), 0, qtbot), "Show in folder")
    qtbot.waitUntil(lambda: len(opened) == 1)
    assert opened[0].is_dir()


def test_a_playlist_goes_out_as_m3u8_and_comes_back(
    home: Home, songs: list[SongId], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    personal = home.inside.parts.personal
    made = personal.create_playlist("ఉదయం", songs)
    home.inside.apply_changes(Changes(playlists=True))
    qtbot.waitUntil(lambda: PLAYLIST + made.id in home.window.side.rows)
    file = tmp_path / "ఉదయం.m3u8"
    dialogs = "pluto_desktop.desktop.side_desk.QFileDialog"
    monkeypatch.setattr(f"{dialogs}.getSaveFileName", lambda *_: (str(file), ""))
    monkeypatch.setattr(f"{dialogs}.getOpenFileName", lambda *_: (str(file), ""))
    row = home.window.side.rows[PLAYLIST + made.id]
    QApplication.sendEvent(
        row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(4, 4), row.mapToGlobal(QPoint(4, 4)))
    )
    pick(next(menu for menu in home.window.side.findChildren(QMenu) if menu.isVisible()), "Export as M3U8…")
    qtbot.waitUntil(file.exists)
    personal.delete_playlist(made.id)
    press(home, "Ctrl+Shift+P", qtbot)
    qtbot.waitUntil(lambda: [held.name for held in personal.list_playlists()] == ["ఉదయం"])
    assert personal.list_playlist_songs(personal.list_playlists()[0].id) == songs


def test_a_new_playlist_has_the_keyboard(home: Home, qtbot: QtBot) -> None:
    press(home, "Ctrl+N", qtbot)
    qtbot.waitUntil(lambda: isinstance(home.window.focusWidget(), NameField))
    QTest.keyClicks(home.window.focusWidget(), "Morning")
    QTest.keyClick(home.window.focusWidget(), KEY.Key_Return)
    qtbot.waitUntil(lambda: home.inside.pages.key.startswith(PLAYLIST))
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    page = home.inside.pages.current()
    assert page is not None
    assert page.isAncestorOf(home.window.focusWidget())


def test_songs_that_cannot_be_played_are_one_card(home: Home) -> None:
    for name in ("one", "two", "three"):
        home.inside.absence.elsewhere.emit(f"“{name}” cannot be played.")
    assert home.toasts() == ["“three” cannot be played."]
    assert "2 more" in home.window.toasts.cards()[0].accessibleName()


def test_the_size_of_the_window_is_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    home.window.resize(790, 707)
    home.window.quit()
    again = open_home(settings={**home.store.values}, folder=home.folder, resize=False)
    assert (again.window.width(), again.window.height()) == (790, 707)


def test_the_look_follows_the_system_while_the_window_is_open(
    open_home: OpenHome, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = open_home(demo=True, settings={"appearance.theme": "system"})
    for scheme, tokens in ((Qt.ColorScheme.Light, LIGHT), (Qt.ColorScheme.Dark, DARK)):
        # The platform of the tests has no colours of its own that could change.
        monkeypatch.setattr(QStyleHints, "colorScheme", lambda _hints, scheme=scheme: scheme)
        qapp.styleHints().colorSchemeChanged.emit(scheme)
        assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(tokens["bg"])
        picture = home.window.grab().toImage()
        assert picture.pixelColor(3, picture.height() - 3) == QColor(tokens["panel"])


def test_with_less_motion_cards_do_not_fade_in(home: Home) -> None:
    home.desktop.notifier.say("with motion")
    assert home.window.toasts.cards()[-1].graphicsEffect() is not None
    home.desktop.preferences.set("appearance.less_motion", True)
    home.desktop.notifier.say("at rest")
    assert home.window.toasts.cards()[-1].graphicsEffect() is None
