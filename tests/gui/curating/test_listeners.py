"""A listener's window of a shared library has nothing of a curator's: no menu, key, page, form, nor what is dropped."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from pluto_desktop.bootstrap.shared import Backend
from pluto_desktop.desktop.views.sidebar.sidebar import CURATE
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_adding_to_shared import drop, listener
from tests.gui.shell.test_shared_library import (
    LIMIT_MS,
    WORDS,
    Servers,
    device,
    pill_of,
    servers,
    songs,
    take_away,
    title_there,
    titles,
)
from tests.sound import noise, write

__all__ = ["device", "listener", "servers"]

FOR_EVERYBODY = set(
    """
    about back bgm connect copy_line copy_verse copy_words dismiss doctor equaliser export_library faster favourite
    find_offset forward full_screen import_playlist larger_words libraries loop_line loop_verse louder menu mute
    new_playlist new_smart_playlist next normal_speed page_albums page_artists page_favourites page_folders page_genres
    page_on_device page_recently_added page_recently_played page_songs play_pause previous queue quit repeat save_words
    search seek_back seek_on settings share_line shortcuts shuffle slower smaller_words softer stage stop_after strip
    voice words words_columns words_earlier words_earlier_output words_english words_first words_in_place words_later
    words_later_output words_romanised words_telugu
    """.split()
)
"""What the window offers to who may change nothing. Whoever adds an action says whether it belongs here."""
IN_MENUS = {
    "Play", "Play next", "Add to queue", "Add to playlist", "Add to favourites", "Go to artist", "Go to album",
    "Show in folder", "Save the words as…", "Save copies with tags…", "Keep on this device", "Remove from this device",
    "New playlist…",
}  # fmt: skip


def offered(home: Home) -> set[str]:
    entries = home.window.actions_.entries()
    return {entry.name for entry in entries if entry.action.isVisible() and entry.action.isEnabled()}


def drop_on(widget: QWidget, path: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(widget, QDropEvent(QPointF(20, 20), Qt.DropAction.CopyAction, mime, left, none))


def add_there(servers: Servers, title: str) -> SongId:
    """Add a song as somebody who may."""
    backend = Backend(servers.direct, servers.password)
    fields = SongFields(title=title, given=frozenset({"title"}))
    done = backend.catalogue.commit(SongCommand(OperationId(new_id()), CommandKind.ADD, SongId(new_id()), None, fields))
    backend.close()
    return done.song_id


def waiting(home: Home) -> int:
    sharing = home.inside.parts.sharing
    assert sharing is not None
    return len(sharing.edits.list_edits())


def test_a_listener_is_shown_nothing_of_a_curators_and_changes_nothing(
    servers: Servers,
    listener: str,
    device: Callable[[str], Path],
    open_home: OpenHome,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    song = add_there(servers, "First")
    home = open_home(folder=device("listener"), settings={"window.curating": True, "online.words": True})
    window, inside = home.window, home.inside
    qtbot.waitUntil(lambda: titles(home) == ["First"], timeout=LIMIT_MS)
    qtbot.waitUntil(lambda: pill_of(home).text() == "Read-only", timeout=LIMIT_MS)

    # The menu, the keys, the top bar, the side bar.
    assert offered(home) - FOR_EVERYBODY == set()
    assert not window.top.curate_button.isVisible()
    assert not any(window.side.rows[key].isVisible() for key in CURATE if key in window.side.rows)
    assert not window.side._curate_heading.isVisible()

    # The menus of songs.
    page = songs(home)
    page.table.selectRow(0)
    menu = page.build_menu()
    qtbot.waitUntil(lambda: home.desktop.runner.idle, timeout=LIMIT_MS)
    assert {one.text() for one in menu.actions() if one.isVisible() and one.text()} - IN_MENUS == set()
    menu.close()

    # Every key of a curator's, and everything that is offered: no form opens, and nothing is kept to be sent.
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([], ""))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: ("", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda *_args: True)
    page.table.setFocus()
    for entry in window.actions_.entries():
        if entry.name not in offered(home):
            for keys in entry.action.shortcuts():
                QTest.keySequence(window, keys)
    QTest.keyClick(page.table, Qt.Key.Key_Delete)
    QTest.keyClick(page.table, Qt.Key.Key_F2)
    inside.curating.mode.edit([song])
    inside.curating.mode.set_on(on=False)
    for name in sorted(offered(home) - {"quit", "full_screen", "stage", "find_offset", "menu"}):
        window.actions_[name].trigger()
        for dialog in QApplication.topLevelWidgets():
            if dialog is not window and dialog.isVisible():
                dialog.close()
    assert inside.curating.forms._form is None
    assert inside.curating._beside is not None
    assert inside.curating._beside._end is None, "nobody is asked who edits what"
    assert not inside.curating.mode.on
    assert waiting(home) == 0

    # What is dropped, on the window and on the words.
    path = tmp_path / "dropped.lrc"
    path.write_text(WORDS, encoding="utf-8")
    drop(home, write(tmp_path / "Dropped.mp3", noise(1, seed=1)))
    for widget in (inside.words.pane, *inside.words.pane.findChildren(QWidget)):
        if widget.acceptDrops():
            drop_on(widget, path)
    assert any("Only curators of" in text for text in home.toasts())
    assert not inside.adding.importing.running
    assert waiting(home) == 0
    assert title_there(servers, song) == "First"

    # Without servers, and after a restart without them, it is the same.
    take_away(servers, home, qtbot)
    assert offered(home) - FOR_EVERYBODY == set()
    window.quit()
    home = open_home(folder=device("listener"))
    assert offered(home) - FOR_EVERYBODY == set()
    assert isinstance(home.inside.pages.current(), SongsView)
