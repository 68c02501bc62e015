"""What a person chose about lists of songs is there again in the next window."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.pages import ALBUM
from pluto_desktop.desktop.views.albums.view import AlbumsView
from pluto_desktop.desktop.views.songs.view import SongsView
from pluto_desktop.domain.views import AlbumSort, SongFilter, Sort
from tests.gui.shell.conftest import Home, OpenHome


def songs_of(home: Home, qtbot: QtBot, key: str) -> SongsView:
    home.inside.pages.open(key, focus=True)
    qtbot.waitUntil(lambda: home.desktop.runner.idle)
    page = home.inside.pages.current()
    if isinstance(page, SongsView):
        return page
    return page.page.songs if isinstance(page, AlbumsView) else page.songs  # type: ignore[union-attr]


def again(home: Home, open_home: OpenHome) -> Home:
    home.window.quit()
    return open_home(folder=home.folder, settings=dict(home.store.values))


def test_the_columns_of_every_kind_of_list_are_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    album = ALBUM + home.inside.parts.browse.list_albums(AlbumSort.TITLE, SongFilter())[0].id
    songs_of(home, qtbot, album).table.columns.set_chosen(Column.PLAYS, shown=True)
    songs_of(home, qtbot, "artists").table.columns.set_chosen(Column.GENRE, shown=True)
    songs_of(home, qtbot, "songs").table.columns.set_chosen(Column.YEAR, shown=False)
    home = again(home, open_home)
    assert Column.PLAYS in songs_of(home, qtbot, album).table.columns._chosen
    assert Column.GENRE in songs_of(home, qtbot, "artists").table.columns._chosen
    whole = songs_of(home, qtbot, "songs").table.columns._chosen
    assert Column.YEAR not in whole
    assert {Column.ALBUM, Column.ARTIST} <= whole
    assert Column.PLAYS not in whole


def test_the_order_of_a_list_is_remembered(open_home: OpenHome, qtbot: QtBot) -> None:
    home = open_home(demo=True)
    songs_of(home, qtbot, "songs").table.columns.sort_requested.emit(Sort.DURATION, True)
    home = again(home, open_home)
    query = songs_of(home, qtbot, "songs").model.query
    assert query is not None
    assert (query.sort, query.descending) == (Sort.DURATION, True)
    other = songs_of(home, qtbot, "recently_added").model.query
    assert other is not None
    assert other.sort is Sort.NATURAL


def test_what_was_remembered_wrongly_is_passed_over(open_home: OpenHome, qtbot: QtBot) -> None:
    wrong: dict[str, object] = {"songs.sort": '{"all": ["no such", 1], "x": 3}', "songs.columns": ("nonsense", "[1]")}
    home = open_home(demo=True, settings=wrong)
    query = songs_of(home, qtbot, "songs").model.query
    assert query is not None
    assert query.sort is Sort.ROMANISED
