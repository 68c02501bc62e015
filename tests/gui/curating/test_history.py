"""The page of what was done, and undo and redo, as a person uses them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.history.view import HistoryView
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.edit_songs import NewFiles
from pluto_desktop.services.history import Listed
from tests.factories import make_document, make_song
from tests.gui.shell.conftest import Home, OpenHome

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a library of two songs: one was given words and another title, then the notes of both were changed."""
    folder = tmp_path / "library"
    with bootstrap.open_services(folder) as services:
        songs = services.library.catalogue.add_songs([make_song("జో", notes="old"), make_song("Rama")])
        words = make_document("జో అచ్యుతానంద", lang="te").to_json()
        fields = SongFields(title="జో జో", lyrics=words, given=frozenset({"title", "lyrics"}))
        services.edit.send(services.edit.update_song(songs[0], fields, NewFiles()), CancelToken())
        notes = SongFields(notes="both", given=frozenset({"notes"}))
        services.edit_many.apply([SongEdit(song, notes) for song in songs], title="Notes of both")
    return folder


@pytest.fixture
def home(open_home: OpenHome, folder: Path) -> Home:
    home = open_home(folder=folder)
    home.inside.curating.mode.set_on(on=True)
    return home


@pytest.fixture
def page(home: Home, qtbot: QtBot) -> HistoryView:
    QTest.mouseClick(home.window.side.rows["history"], Qt.MouseButton.LeftButton)
    page = home.inside.pages.current()
    assert isinstance(page, HistoryView)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    return page


def told(page: HistoryView) -> list[str]:
    return [page.model.index(at, 0).data() for at in range(page.model.rowCount())]


def shown(page: HistoryView) -> list[str]:
    return [label.text() for box in page.operation.boxes for label in box.findChildren(QLabel) if label.text()]


def open_row(page: HistoryView, row: int, qtbot: QtBot) -> None:
    page.table.choose(row)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: bool(page.operation.boxes))


def title_of(home: Home, song: SongId) -> str:
    return home.inside.parts.browse.get_song(song).title


def test_the_list_tells_what_was_done_and_an_edit_opens_field_by_field(
    home: Home, page: HistoryView, qtbot: QtBot
) -> None:
    assert told(page)[:2] == ["Notes of both", "జో జో"]
    spoken = page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "changed 2 songs" in spoken
    open_row(page, 1, qtbot)
    assert page.operation.title.whole() == "జో జో"
    assert "జో → జో జో" in shown(page)
    assert "+ జో అచ్యుతానంద" in shown(page)
    QTest.keyClick(page.operation, Qt.Key.Key_Escape)
    assert page.table.isVisible()
    assert page.chosen() == [page.model.line(1).song_id]

    # One field is taken back: that stands in the list itself.
    open_row(page, 1, qtbot)
    (box,) = page.operation.boxes
    song = box.change.song_id
    button = box.buttons["title"]
    assert button.accessibleName() == "Revert title of జో జో"
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 4)
    assert title_of(home, song) == "జో"
    assert home.inside.parts.browse.list_song_rows([song])[0].lyrics_languages == ("te",)
    assert home.toasts()[-1].startswith("Taken back: “జో జో”")


def test_a_batch_is_taken_back_song_by_song_or_whole(home: Home, page: HistoryView, qtbot: QtBot) -> None:
    open_row(page, 0, qtbot)
    assert [box.change.title for box in page.operation.boxes] == ["జో జో", "Rama"]
    browse, (first, second) = home.inside.parts.browse, [box.change.song_id for box in page.operation.boxes]
    QTest.mouseClick(page.operation.boxes[1].buttons[""], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: browse.get_song(second).notes == "")
    assert browse.get_song(first).notes == "both"
    assert page.operation.revert.text() == "Revert all of it"
    QTest.mouseClick(page.operation.revert, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: browse.get_song(first).notes == "old")


def test_the_history_of_one_song_opens_from_its_menu(home: Home, qtbot: QtBot) -> None:
    home.inside.pages.open("songs")
    songs = home.inside.pages.current()
    assert isinstance(songs, SongsView)
    qtbot.waitUntil(lambda: len(songs.model.ids) == 2)
    songs.table.choose_rows([songs.model.position_of(at) for at in songs.model.ids][:1], 0)
    qtbot.waitUntil(lambda: songs.model.song(0) is not None)
    menu = songs.build_menu()
    next(action for action in menu.actions() if action.text() == "History…").trigger()
    page = home.inside.pages.current()
    assert isinstance(page, HistoryView)
    title = songs.model.song(0)
    assert title is not None
    assert page.title.whole() == f"History of {title.title}"
    qtbot.waitUntil(lambda: page.model.rowCount() >= 2)
    assert {page.model.line(at).song_id for at in range(page.model.rowCount())} == {songs.model.ids[0]}
    QTest.mouseClick(page.all_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert page.all_button.isHidden()


def test_what_cannot_be_asked_is_said_and_what_waits_is_shown_still(
    home: Home, page: HistoryView, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def offline(*_args: object) -> list[object]:
        raise Offline("server_unreachable", server="Family")

    monkeypatch.setattr(type(home.inside.parts.history()), "list_operations", offline)
    home.inside.curating.history._reload()
    qtbot.waitUntil(lambda: "Family" in page.note.text())
    assert page.model.rowCount() == 3
    assert not home.toasts()

    # Servers that went away while somebody scrolls are told of, and asked for the rest when it comes into sight again.
    seen = Listed((), more=True, away=Offline("server_unreachable", server="Family"))
    monkeypatch.setattr(type(home.inside.parts.history()), "list_operations", lambda *_: seen)
    page.model.set_lines([page.model.line(at) for at in range(3)], more=True)
    page.model.fetchMore()
    qtbot.waitUntil(lambda: "Only what this device has seen" in page.note.text())
    assert page.model.canFetchMore()

    waiting = [page.model.line(1)]
    why = "The library “Family” cannot be reached."
    page.model.set_lines((), more=False)
    page.show_away(waiting, why)
    assert told(page) == ["జో జో"]
    assert page.model.waits(0)
    assert "waits to be sent" in page.model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert page.note.text() == why
    page.show_away([], why)
    assert page.state.text.text() == why
    assert page.state.button.text() == "Try again"


def test_undo_and_redo_say_what_they_would_do_and_do_it(home: Home, qtbot: QtBot) -> None:
    actions, browse = home.window.actions_, home.inside.parts.browse
    undo, redo = actions["undo"], actions["redo"]
    qtbot.waitUntil(undo.isEnabled)
    assert undo.text() == "Undo: changed 2 songs (“Notes of both”)"
    assert (redo.text(), redo.isEnabled()) == ("Redo", False)
    songs = browse.list_songs_named("జో జో")
    QTest.keyClick(home.window.focusWidget() or home.window, Qt.Key.Key_Z, CONTROL)
    qtbot.waitUntil(lambda: browse.get_song(songs[0].id).notes == "old")
    qtbot.waitUntil(lambda: undo.text() == "Undo: changed “జో జో”")
    assert redo.text() == "Redo: changed 2 songs (“Notes of both”)"
    assert home.toasts()[-1].startswith("Undone: “Notes of both”")
    QTest.keyClick(home.window.focusWidget() or home.window, Qt.Key.Key_Z, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: browse.get_song(songs[0].id).notes == "both")
    qtbot.waitUntil(lambda: undo.isEnabled() and not redo.isEnabled())

    # What is done anywhere else in the window is the next to be undone.
    with bootstrap.open_services(home.folder) as services:
        title = SongFields(title="Jo", given=frozenset({"title"}))
        services.edit.send(services.edit.update_song(songs[0].id, title, NewFiles()), CancelToken())
    home.inside.apply_changes(Changes(songs=frozenset({songs[0].id})))
    qtbot.waitUntil(lambda: undo.text() == "Undo: changed “Jo”")


def test_nothing_is_undone_where_nothing_was_done(open_home: OpenHome) -> None:
    home = open_home(demo=True)
    undo = home.window.actions_["undo"]
    assert (undo.text(), undo.isVisible()) == ("Undo", True)
    home.inside.curating.undo.offer(offered=False)
    assert not undo.isVisible()
    assert not undo.isEnabled()
