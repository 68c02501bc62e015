"""Songs leave the library and come back, and what a command line changes meanwhile is seen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.services.edit_songs import NewFiles
from tests.gui.shell.conftest import Home, OpenHome

LIMIT_MS = 20_000
TWINKLE = "Twinkle, Twinkle, Little Star"


def press(home: Home, qtbot: QtBot, label: str) -> None:
    """Press the button of a notice once it is there."""

    def buttons() -> list[QPushButton]:
        cards = home.window.toasts.cards()
        return [button for card in cards for button in card.findChildren(QPushButton) if button.text() == label]

    qtbot.waitUntil(lambda: len(buttons()) == 1, timeout=LIMIT_MS)
    qtbot.mouseClick(buttons()[0], Qt.MouseButton.LeftButton)


def songs(home: Home) -> SongsView:
    home.inside.pages.open("songs")
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    return page


def titles(home: Home) -> list[str]:
    model = songs(home).model
    rows = [model.song(at) for at in range(len(model.ids))]
    return [row.title for row in rows if row is not None]


def test_a_removal_is_taken_back_from_its_notice(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    qtbot.waitUntil(lambda: len(titles(home)) == 2, timeout=LIMIT_MS)
    view = songs(home)
    row = titles(home).index(TWINKLE)
    view.table.choose_rows([row], row)
    qtbot.keyClick(view.table, Qt.Key.Key_Delete)
    press(home, qtbot, "Remove from the library")
    qtbot.waitUntil(lambda: TWINKLE not in titles(home), timeout=LIMIT_MS)
    assert any("removed from the library" in text for text in home.toasts())
    press(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: TWINKLE in titles(home), timeout=LIMIT_MS)
    peek = home.inside.parts.undoable()
    assert peek.undo is None  # the menu does not offer to take the taking back back
    assert peek.redo is not None
    with bootstrap.open_services(home.folder) as services:
        (song,) = services.browse.list_songs_named(TWINKLE)
        kinds = [one.kind for one in services.edit.list_revisions(song.id)]
    assert kinds == ["restore", "delete", "add"]


def test_an_open_window_sees_what_a_command_edits(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    qtbot.waitUntil(lambda: len(titles(home)) == 2, timeout=LIMIT_MS)
    with bootstrap.open_services(home.folder) as services:
        (song,) = services.browse.list_songs_named(TWINKLE)
        said = SongFields(title="Another name", given=frozenset({"title"}))
        services.edit.send(services.edit.update_song(song.id, said, NewFiles()), CancelToken())
        qtbot.waitUntil(lambda: "Another name" in titles(home), timeout=LIMIT_MS)
        services.edit.send(services.edit.revert_song(song.id), CancelToken())
        qtbot.waitUntil(lambda: TWINKLE in titles(home), timeout=LIMIT_MS)
