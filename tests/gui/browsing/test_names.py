from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from pluto_desktop.desktop.views.artists.view import ArtistsView
from pluto_desktop.desktop.views.folders.view import FoldersView
from pluto_desktop.desktop.views.genres.view import GenresView
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.views import SongQuery, Source
from tests.factories import make_location, make_medium, make_song

KEY = Qt.Key


def open_page(world, watched, qtbot, kind):
    page = world.show(kind)
    watched(page.model)
    page.show_query(SongQuery(), "")
    world.settle()
    return page


def settle_choice(page, world, qtbot, key):
    qtbot.waitUntil(lambda: page.songs.model.query is not None and page.songs.model.query.key == key)
    world.settle()


def names(page):
    return [name.name for name in page.model.values]


def test_artists_with_their_songs_and_albums(world, watched, qtbot, signals):
    page = open_page(world, watched, qtbot, ArtistsView)
    opened = signals(page.open_album)
    assert names(page) == ["Annamayya", "John Newton", "Traditional", "Tyagaraja"]
    first = page.model.value(0)
    assert first.detail == "2 songs · 1 album"
    settle_choice(page, world, qtbot, first.key)
    qtbot.waitUntil(lambda: page.strip.isVisible())
    assert set(page.songs.model.ids) == {world.ids[0], world.ids[3]}
    qtbot.mouseClick(page.strip, Qt.MouseButton.LeftButton, pos=QPoint(40, 40))
    assert opened == [(world.catalogue.songs[world.ids[0]].album.id,)]
    page.strip.setFocus()
    qtbot.keyClick(page.strip, KEY.Key_Right)
    qtbot.keyClick(page.strip, KEY.Key_Return)
    assert len(opened) == 2


def test_arrows_browse_and_enter_plays_all(world, watched, qtbot, signals):
    page = open_page(world, watched, qtbot, ArtistsView)
    plays = signals(page.play_requested)
    page.names.setFocus()
    qtbot.keyClick(page.names, KEY.Key_Down)
    qtbot.keyClick(page.names, KEY.Key_Down)
    settle_choice(page, world, qtbot, page.model.value(2).key)
    qtbot.keyClick(page.names, KEY.Key_Return)
    world.settle()
    ((ids, index),) = plays
    assert (set(ids), index) == ({world.ids[1], world.ids[5]}, None)


def test_an_artist_asked_for_before_the_names_are_here(world, watched, qtbot):
    page = world.show(ArtistsView)
    artist = world.catalogue.songs[world.ids[2]].artists[0].artist_id
    page.show_query(SongQuery(Source.ARTIST, artist), "Tyagaraja")
    world.settle()
    settle_choice(page, world, qtbot, artist)
    assert page.songs.model.ids == [world.ids[2]]
    assert page.songs.heading.title.whole() == "Tyagaraja"


def test_names_follow_changes_and_the_chosen_one_stays(world, watched, qtbot, signals):
    page = open_page(world, watched, qtbot, ArtistsView)
    page.names.choose(page.model.value(2).key)
    reset = signals(page.model.modelReset)
    ids = world.catalogue.add_songs([make_song("x", artists=("Balamurali",))])
    page.apply_changes(Changes(songs=frozenset(ids), artists=True))
    world.settle()
    assert names(page)[1] == "Balamurali"
    assert page.names.current().name == "Traditional"
    assert not reset


def test_genres(world, watched, qtbot):
    page = open_page(world, watched, qtbot, GenresView)
    assert names(page) == ["Ballad", "Carnatic", "Folk", "Hymn"]
    settle_choice(page, world, qtbot, "Ballad")
    assert set(page.songs.model.ids) == {world.ids[1], world.ids[5]}


def test_folders_with_names_that_are_not_utf8(world, watched, qtbot):
    folder = Path("/music/caf\udce9")
    medium = make_medium("odd")
    world.catalogue.add_songs([make_song("Odd", song=medium, song_location=make_location("odd", folder / "a.mp3"))])
    page = open_page(world, watched, qtbot, FoldersView)
    assert "caf?" in names(page)
    page.names.choose(str(folder))
    settle_choice(page, world, qtbot, str(folder))
    assert len(page.songs.model.ids) == 1
    assert not page.grab().isNull()


def test_of_a_long_path_the_end_is_shown(world, watched, qtbot):
    root = "/a/very/long/way/down/to/where/the/music/is/kept/for/the/evenings"
    for number, place in enumerate(("Upper", "Lower")):
        medium = make_medium(f"far-{number}")
        location = make_location(f"far-{number}", Path(f"{root}/{place}/Disc/song.flac"))
        world.catalogue.add_songs([make_song(f"Far {number}", song=medium, song_location=location)])
    page = open_page(world, watched, qtbot, FoldersView)
    room = 180
    shown = [page.names.delegate._below(name, room) for name in page.model.values if name.name == "Disc"]
    assert [text.startswith("1 song · …") for text in shown] == [True, True]
    assert sorted(text[-5:] for text in shown) == ["Lower", "Upper"]


def test_the_menu_of_a_name_queues_all(world, watched, qtbot, signals):
    page = open_page(world, watched, qtbot, GenresView)
    queued = signals(page.enqueue_requested)
    page.names.menu_wanted.emit(page.model.value(2), page.mapToGlobal(QPoint(50, 50)))
    (menu,) = [menu for menu in page.findChildren(QMenu) if menu.isVisible()]
    menu.actions()[1].trigger()
    menu.close()
    world.settle()
    assert [set(ids) for (ids,) in queued] == [{world.ids[0], world.ids[3]}]


@pytest.mark.parametrize("kind", [ArtistsView, GenresView, FoldersView])
def test_an_empty_library_says_what_to_do(world, watched, qtbot, signals, kind):
    world.catalogue.songs.clear()
    page = open_page(world, watched, qtbot, kind)
    wanted = signals(page.action_requested)
    assert page.state.isVisible()
    qtbot.mouseClick(page.state.button, Qt.MouseButton.LeftButton)
    assert wanted == [("add_music",)]
