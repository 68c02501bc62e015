"""Songs made one, and an artist renamed everywhere, as a curator does it in the window."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QMenu
from pytestqt.qtbot import QtBot

from pluto_desktop import bootstrap
from pluto_desktop.desktop.views.artists.view import ArtistsView
from pluto_desktop.desktop.views.curate.merging.artist import RenameDialog
from pluto_desktop.desktop.views.curate.merging.dialog import MergeDialog
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.ids import SongId
from tests.factories import make_document, make_song
from tests.gui.shell.conftest import Home, OpenHome
from tests.gui.shell.test_removing import press, titles

D = TypeVar("D", bound=QDialog)
LEFT, KEY = Qt.MouseButton.LeftButton, Qt.Key


@pytest.fixture
def opened(open_home: OpenHome, qtbot: QtBot, tmp_path: Path) -> tuple[Home, list[SongId]]:
    words = make_document("jo", lang="te-Latn").to_json()
    with bootstrap.open_services(tmp_path / "library") as services:
        ids = services.library.catalogue.add_songs(
            [
                make_song("Jo", artists=("Annamayya",), album="Lullabies", genres=("Lullaby",)),
                make_song("Jo Jo", artists=("Anamayya",), language="te", lyrics=words),
                make_song("Other", artists=("Annamayya", "Other")),
            ]
        )
        services.personal.set_favourite([ids[0]], favourite=True)
    home = open_home()
    home.inside.curating.mode.set_on(on=True)
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    qtbot.waitUntil(lambda: len(page.model.ids) == 3 and all(page.model.song(at) for at in range(3)))
    return home, ids


def _shown(home: Home, qtbot: QtBot, kind: type[D]) -> D:
    qtbot.waitUntil(lambda: any(one.isVisible() for one in home.window.findChildren(kind)))
    return next(one for one in home.window.findChildren(kind) if one.isVisible())


def _press(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_songs_are_looked_at_side_by_side_and_made_one(opened: tuple[Home, list[SongId]], qtbot: QtBot) -> None:
    home, (loved, worded, _other) = opened
    page = home.inside.pages.current()
    assert isinstance(page, SongsView)
    page.table.choose_rows([0, 1], 0)
    menu = page.build_menu()
    assert "Edit 2 songs…" in [action.text() for action in menu.actions()]
    _press(menu, "Merge into one…")
    dialog = _shown(home, qtbot, MergeDialog)
    home.inside.curating.merging.ask([SongId(f"{at}") for at in range(7)])
    assert home.toasts() == ["Choose at most 6 songs to be merged: they are shown side by side."]
    # The one with words is the likeliest to be kept, and takes what it does not say from the other.
    assert dialog.keep == worded
    assert {name: whose == worded for name, whose in dialog.whose().items()} == {
        "title": True, "credits": True, "album": False, "genres": False, "language": True, "lyrics": True,
    }  # fmt: skip
    place = [one.id for one in dialog._songs].index(loved)
    qtbot.mouseClick(dialog.choices["credits"].button(place), LEFT)
    qtbot.mouseClick(dialog.kept.button(place), LEFT)
    assert (dialog.keep, dialog.whose()["title"], dialog.whose()["lyrics"]) == (loved, loved, worded)
    qtbot.mouseClick(dialog.kept.button(1 - place), LEFT)
    assert dialog.whose()["credits"] == loved
    qtbot.mouseClick(dialog.merge_button, LEFT)
    qtbot.waitUntil(lambda: "2 songs became one: “Jo Jo”." in home.toasts())
    qtbot.waitUntil(lambda: titles(home) == ["Jo Jo", "Other"])
    song = home.inside.parts.browse.get_song(worded)
    assert (song.artist, song.genres, song.language) == ("Annamayya", ("Lullaby",), "te")
    assert home.inside.parts.browse.list_song_rows([worded])[0].favourite
    press(home, qtbot, "Undo")
    qtbot.waitUntil(lambda: titles(home) == ["Jo", "Jo Jo", "Other"])
    assert home.inside.parts.browse.get_song(worded).artist == "Anamayya"
    assert home.inside.parts.undoable().undo is None


def test_an_artist_is_renamed_in_every_song_and_told_where_the_name_is_taken(
    opened: tuple[Home, list[SongId]], qtbot: QtBot
) -> None:
    home, ids = opened
    home.inside.pages.open("artists", focus=True)
    page = home.inside.pages.current()
    assert isinstance(page, ArtistsView)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    names = {name.name: name for name in page.model.values}
    assert set(names) == {"Anamayya", "Annamayya", "Other"}

    def ask(name: str) -> RenameDialog:
        page._open_menu(names[name], page.mapToGlobal(page.rect().center()))
        menu = next(one for one in page.findChildren(QMenu) if one.isVisible())
        _press(menu, "Rename everywhere…")
        return _shown(home, qtbot, RenameDialog)

    dialog = ask("Other")
    assert not dialog.rename.isEnabled()
    qtbot.keyClicks(dialog.name, "Somebody")
    assert not dialog.note.isVisible()
    qtbot.keyClick(dialog.name, KEY.Key_Return)
    qtbot.waitUntil(lambda: "“Other” is “Somebody” now, in 1 song." in home.toasts())
    assert home.inside.parts.browse.get_song(ids[2]).artist == "Annamayya, Somebody"
    qtbot.waitUntil(lambda: home.desktop.runner.idle)

    dialog = ask("Anamayya")
    dialog.name.setText(" annamayya ")
    assert dialog.note.text() == "“Annamayya” is in the library already, with 2 songs. The two become one artist."
    assert dialog.rename.text() == "Make them one"
    dialog.name.setText("Annamayya")
    qtbot.mouseClick(dialog.rename, LEFT)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    artists = [home.inside.parts.browse.get_song(song).artists for song in ids]
    assert artists[0][0].artist_id == artists[1][0].artist_id == artists[2][0].artist_id
