"""Words looked for online as a person does it in the window, at a server on loopback."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.settings.dialog import SettingsDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.desktop.views.suggesting.dialog import SuggestDialog
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.formats import read
from tests.factories import make_song
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_reach import check
from tests.lrclib import Lrclib, record, send, serving

TITLE = "జో అచ్యుతానంద"
SYNCED, PLAIN = "[00:01.00]జో\n[00:02.00]అచ్యుత", "జోజో\nముకుంద"
LOOK = "Look for words online…"


@pytest.fixture
def server() -> Iterator[Lrclib]:
    with serving() as state:
        state.records = [
            record(TITLE, SYNCED, duration=180.0, artistName="A"),
            record(TITLE, None, PLAIN, duration=244.0, artistName="B"),
            record(TITLE, duration=180.0, artistName="V", instrumental=True),
        ]
        yield state


OpenOnline = Callable[..., Home]


@pytest.fixture
def open_online(open_home: OpenHome, server: Lrclib, qtbot: QtBot, library_folder) -> OpenOnline:
    """Return what opens the window on a song without words, or with these, playing it."""

    def open_it(words: str = "", *, on: bool = True) -> Home:
        with bootstrap.open_services(library_folder) as services:
            if not services.browse.list_songs_named(TITLE):
                services.library.catalogue.add_songs([make_song(TITLE, file="jo", artists=("A",), album="L")])
            if words:
                services.library.catalogue.set_lyrics(
                    services.browse.list_songs_named(TITLE)[0].id, read(words).document
                )
        home = open_home(folder=library_folder, settings={"online.words": on, "online.server": server.address})
        home.inside.playing.play_songs([song_of(home)])
        qtbot.waitUntil(lambda: home.inside.words.pane.view is not None)
        return home

    return open_it


def song_of(home: Home) -> SongId:
    return home.inside.parts.browse.list_songs_named(TITLE)[0].id


def words_of(home: Home) -> str:
    document = home.inside.parts.words.words_of(song_of(home)).document
    return "" if document is None else document.text("te")


def dialog_of(home: Home, qtbot: QtBot) -> SuggestDialog:
    qtbot.waitUntil(lambda: home.window.findChild(SuggestDialog) is not None)
    dialog = home.window.findChild(SuggestDialog)
    assert isinstance(dialog, SuggestDialog)
    return dialog


def found(home: Home, qtbot: QtBot) -> SuggestDialog:
    dialog = dialog_of(home, qtbot)
    qtbot.waitUntil(lambda: dialog.chosen is not None)
    return dialog


def look_in_menu(home: Home, qtbot: QtBot) -> QAction | None:
    """Return the entry in the song's menu, once it is known whether the song has words with times."""
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    page.table.selectRow(0)
    qtbot.waitUntil(lambda: page.model.song(0) is not None)
    menu = page.build_menu()
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    return next((action for action in menu.actions() if action.text() == LOOK), None)


def press_toast(home: Home, qtbot: QtBot, part: str) -> None:
    qtbot.waitUntil(lambda: any(part in text for text in home.toasts()))
    card = next(card for card in home.window.toasts.cards() if part in card.message.text)
    assert card.action_button is not None
    qtbot.mouseClick(card.action_button, Qt.MouseButton.LeftButton)


def test_nothing_is_offered_or_asked_while_it_is_off(open_online: OpenOnline, server: Lrclib, qtbot: QtBot) -> None:
    home = open_online(on=False)
    message = home.inside.words.pane.message
    qtbot.waitUntil(message.action.isVisible)
    assert not message.look.isVisible()
    assert not home.window.actions_["look_words"].isVisible()
    assert look_in_menu(home, qtbot) is None
    home.desktop.preferences.set("online.words", True)
    assert message.look.isVisible()
    assert home.window.actions_["look_words"].isEnabled()
    assert server.asked == []


def test_words_are_read_taken_and_taken_back(open_online: OpenOnline, server: Lrclib, qtbot: QtBot) -> None:
    home = open_online()
    look = home.inside.words.pane.message.look
    qtbot.waitUntil(look.isVisible)
    check(home.window)
    look.setFocus()
    QTest.keyClick(look, Qt.Key.Key_Space)
    dialog = found(home, qtbot)
    assert dialog.sent.text() == f"Sent to {server.address.removeprefix('http://')}: {TITLE} · A · L · 3:00"
    rows = [dialog.list.item(at).text() for at in range(dialog.list.count())]
    assert rows == [
        f"{TITLE}, A, Lines with times, 3:00, as long",
        f"{TITLE}, B, Words without times, 4:04, 1:04 longer",
        f"{TITLE}, V, Instrumental, 3:00, as long",
    ]
    assert dialog.preview.toPlainText() == "0:01\tజో\n0:02\tఅచ్యుత"
    check(dialog)
    dialog.list.setFocus()
    for _ in range(2):
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    assert "nobody sings" in dialog.note.text()
    assert not dialog.use.isEnabled()
    for _ in range(2):
        QTest.keyClick(dialog.list, Qt.Key.Key_Up)
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: [row.text for row in home.inside.words.pane.rows if row.parts] == ["జో", "అచ్యుత"])
    assert not home.window.actions_["look_words"].isEnabled()
    press_toast(home, qtbot, "were added")
    qtbot.waitUntil(look.isVisible)
    assert words_of(home) == ""


def test_what_was_declined_stays_so_after_a_restart(open_online: OpenOnline, qtbot: QtBot) -> None:
    home = open_online()
    home.window.actions_["look_words"].trigger()
    dialog = found(home, qtbot)
    for left in (2, 1, 0):
        qtbot.mouseClick(dialog.not_these, Qt.MouseButton.LeftButton)
        assert dialog.list.count() == left
    assert "no other words" in dialog.state.text()
    dialog.close()
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    home.window.quit()

    home = open_online()
    home.window.actions_["look_words"].trigger()
    dialog = dialog_of(home, qtbot)
    qtbot.waitUntil(lambda: "no other words" in dialog.state.text())
    assert dialog.declined.text() == "Declined (3)"
    qtbot.mouseClick(dialog.declined, Qt.MouseButton.LeftButton)
    assert dialog.list.count() == 3
    assert not dialog.not_these.isEnabled()
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words_of(home) == "జో\nఅచ్యుత")


def test_words_without_times_are_replaced_where_that_was_said(open_online: OpenOnline, qtbot: QtBot) -> None:
    home = open_online("పాత")
    entry = look_in_menu(home, qtbot)
    assert entry is not None
    qtbot.waitUntil(entry.isEnabled)
    entry.trigger()
    dialog = found(home, qtbot)
    assert "take their place" in dialog.note.text()
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: words_of(home) == "జో\nఅచ్యుత")
    entry = look_in_menu(home, qtbot)
    assert entry is not None
    assert not entry.isEnabled()
    press_toast(home, qtbot, "were added")
    qtbot.waitUntil(lambda: words_of(home) == "పాత")


def test_words_that_come_meanwhile_are_kept(open_online: OpenOnline, qtbot: QtBot) -> None:
    home = open_online()
    words = home.inside.parts.words
    home.window.actions_["look_words"].trigger()
    dialog = found(home, qtbot)
    words.set_words(song_of(home), read("నాది").document)
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("meanwhile" in text for text in home.toasts()))
    assert words_of(home) == "నాది"
    press_toast(home, qtbot, "meanwhile")
    qtbot.waitUntil(lambda: words_of(home) == "జో\nఅచ్యుత")

    words.set_words(song_of(home), None)
    home.inside.online_words.look(song_of(home))
    qtbot.waitUntil(lambda: home.window.findChild(SuggestDialog) is not dialog)
    dialog = found(home, qtbot)
    words.set_words(song_of(home), read("[00:05.00]నాది").document)
    dialog.list.setCurrentRow(1)
    qtbot.mouseClick(dialog.use, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: any("have times, and these have none" in text for text in home.toasts()))
    assert words_of(home) == "నాది"


def test_a_server_that_is_busy_then_silent_then_left(open_online: OpenOnline, server: Lrclib, qtbot: QtBot) -> None:
    home = open_online()
    server.answers["/api/get"] = lambda request: send(request, b"", 429)
    home.window.actions_["look_words"].trigger()
    dialog = dialog_of(home, qtbot)
    qtbot.waitUntil(lambda: "too much to do" in dialog.state.text())
    check(dialog)
    server.answers["/api/get"] = server.hang
    asked = len(server.asked)
    qtbot.mouseClick(dialog.again, Qt.MouseButton.LeftButton)
    assert dialog.state.text().startswith("Asking")
    qtbot.waitUntil(lambda: len(server.asked) > asked)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    assert not server.let_go.is_set()
    assert home.window.findChild(SuggestDialog) is None


def test_an_address_is_kept_when_it_can_be_used(open_online: OpenOnline, qtbot: QtBot) -> None:
    home = open_online()
    home.inside.menus.show_settings()
    dialog = home.inside.menus._dialogs["settings"]
    assert isinstance(dialog, SettingsDialog)
    dialog._form.pages.setCurrentWidget(dialog._form.online_page)
    edit = dialog.controls["online.server"]
    assert isinstance(edit, QLineEdit)
    check(dialog)
    edit.clear()
    kept = home.desktop.preferences.text("online.server")
    qtbot.keyClicks(edit, "http://words.example.org")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    told = edit.accessibleDescription()
    assert "could be read on the way" in told
    assert home.desktop.preferences.text("online.server") == kept
    edit.clear()
    qtbot.keyClicks(edit, "https://words.example.org")
    told = edit.accessibleDescription()
    assert told.endswith("its title, artist, album and length go to words.example.org, nothing else of yours.")
    assert home.desktop.preferences.text("online.server") == kept
    qtbot.keyClick(edit, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: home.store.load_all().get("online.server") == "https://words.example.org")
    dialog.close()
