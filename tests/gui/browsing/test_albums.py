import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from pluto_desktop.desktop.views.albums.view import AlbumsView
from pluto_desktop.desktop.views.pages.page import Presence
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.ids import AlbumId
from pluto_desktop.domain.keeping import Pin, PinKind
from pluto_desktop.domain.songs import AlbumRow
from pluto_desktop.domain.views import AlbumSort, SongQuery, Source
from tests.factories import make_song

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(world, watched):
    view = world.show(AlbumsView)
    watched(view.model)
    view.show_query(SongQuery(), "Albums")
    world.settle()
    return view


def titles(view):
    return [album.title for album in view.model.values]


def album_id(world, title):
    return next(album.id for album in world.catalogue.list_albums() if album.title == title)


def place_of(view, row):
    return view.grid.visualRect(view.model.index(row, 0))


def test_the_newest_album_is_first_and_the_order_can_be_chosen(view, world):
    assert titles(view)[0] == "Airs & Ballads"
    orders = {action.text(): action for action in view.heading.order.menu().actions()}
    orders["Title"].trigger()
    world.settle()
    assert view.model.order is AlbumSort.TITLE
    assert titles(view) == ["Airs & Ballads", "Jola Patalu", "Olney Hymns", "Pancharatna"]


def test_a_click_opens_and_escape_goes_back(view, world, qtbot):
    qtbot.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=place_of(view, 0).center())
    world.settle()
    assert view.page.isVisible()
    assert view.page.title.whole() == "Airs & Ballads"
    assert view.page.songs.model.ids == [world.ids[1], world.ids[5]]
    qtbot.keyClick(view.page, KEY.Key_Escape)
    assert view.grid.isVisible()


def test_the_round_button_plays(view, world, qtbot, signals):
    plays = signals(view.play_requested)
    where = view.grid._button(0).center().toPoint()
    qtbot.mouseClick(view.grid.viewport(), Qt.MouseButton.LeftButton, pos=where)
    world.settle()
    assert plays == [([world.ids[1], world.ids[5]], None)]
    assert not view.page.isVisible()


def test_arrows_enter_and_queueing_by_key(view, world, qtbot, signals):
    queued, plays = signals(view.enqueue_requested), signals(view.play_requested)
    view.grid.setFocus()
    for key in (KEY.Key_Home, KEY.Key_Right, KEY.Key_Right, KEY.Key_Left):
        qtbot.keyClick(view.grid, key)
    assert view.grid.currentIndex().row() == 1
    qtbot.keyClick(view.grid, KEY.Key_Return, HELD.ControlModifier)
    world.settle()
    qtbot.keyClick(view.grid, KEY.Key_Return, HELD.ShiftModifier)
    world.settle()
    assert len(queued) == len(plays) == 1
    qtbot.keyClick(view.grid, KEY.Key_End)
    qtbot.keyClick(view.grid, KEY.Key_Return)
    world.settle()
    assert view.page.isVisible()


def test_buttons_of_an_album(view, world, qtbot, signals):
    plays, queued = signals(view.play_requested), signals(view.enqueue_requested)
    view.show_query(SongQuery(Source.ALBUM, album_id(world, "Jola Patalu")), "")
    world.settle()
    songs = [world.ids[0], world.ids[3]]
    for button in (view.page.play_button, view.page.shuffle_button, view.page.queue_button):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert plays == [(songs, None), (songs, -1)]
    assert queued == [(songs,)]


def test_an_album_of_a_shared_library_is_kept_by_its_menu(view, signals):
    kept, left = signals(view.keep_requested), signals(view.leave_list_requested)
    view.set_presence(Presence(shared=True))
    album = view.model.value(0).id
    view.grid.menu_wanted.emit(album, QPoint(60, 60))
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    for action in menu.actions():
        if action.text() in {"Keep on this device", "Remove from this device"}:
            action.trigger()
    menu.close()
    assert kept == [([Pin(PinKind.ALBUM, album)],)]
    assert left == [(Pin(PinKind.ALBUM, album),)]


def test_the_menu_of_an_album(view, world, signals):
    lists = signals(view.playlist_add_requested)
    view.grid.menu_wanted.emit(view.model.value(0).id, QPoint(60, 60))
    (menu,) = [menu for menu in view.findChildren(QMenu) if menu.isVisible()]
    next(action for action in menu.actions() if "playlist" in action.text()).trigger()
    menu.close()
    world.settle()
    assert lists == [([world.ids[1], world.ids[5]], None)]


def test_ten_thousand_albums_flow_into_any_width(view, world, qtbot):
    albums = [
        AlbumRow(AlbumId(f"album-{number}"), f"Album {number}", "Artist", None, 3, None) for number in range(10_000)
    ]
    view.model.set_values(albums)
    for width in (400, 1400, 760):
        view.resize(width, 640)
        index = view.model.index(9999, 0)
        view.grid.scrollTo(index)
        place = view.grid.visualRect(index)
        assert view.grid.viewport().rect().contains(place)
        assert view.grid.indexAt(place.center()) == index
        assert not view.grid.grab().isNull()


def test_an_album_that_came_is_inserted_and_the_place_kept(view, world, signals):
    inserted, reset = signals(view.model.rowsInserted), signals(view.model.modelReset)
    orders = {action.text(): action for action in view.heading.order.menu().actions()}
    orders["Title"].trigger()
    world.settle()
    reset.clear()
    world.catalogue.add_songs([make_song("x", album="Bhajans")])
    from pluto_desktop.domain.changes import Changes

    view.apply_changes(Changes(albums=True))
    world.settle()
    assert titles(view)[1] == "Bhajans"
    assert [(first, last) for _, first, last in inserted] == [(1, 1)]
    assert not reset


def test_no_album_says_what_to_do(world, qtbot, signals):
    world.catalogue.songs.clear()
    view = world.show(AlbumsView)
    wanted = signals(view.action_requested)
    view.show_query(SongQuery(), "Albums")
    world.settle()
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    assert wanted == [("add_music",)]


def test_no_album_with_these_filters(view, world, qtbot):
    chips = view.heading.chips
    for pill in (chips.english, chips.bgm):
        qtbot.mouseClick(pill, Qt.MouseButton.LeftButton)
        world.settle()
    assert titles(view) == []
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    world.settle()
    assert len(titles(view)) == 4


def test_albums_that_cannot_be_read(world, qtbot, signals, monkeypatch):
    view = world.show(AlbumsView)
    told = signals(view.error)

    def broken(*_):
        raise Invalid("library_damaged", path="catalogue.db")

    with monkeypatch.context() as patch:
        patch.setattr(world.catalogue, "list_albums", broken)
        view.show_query(SongQuery(), "Albums")
        world.settle()
    assert len(told) == 1
    qtbot.mouseClick(view.state.button, Qt.MouseButton.LeftButton)
    world.settle()
    assert len(titles(view)) == 4


def test_the_pointer_shows_the_round_button(view, qapp):
    place = QPointF(place_of(view, 1).center())
    move = QMouseEvent(
        QEvent.Type.MouseMove, place, view.grid.viewport().mapToGlobal(place), Qt.MouseButton.NoButton,
        Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.grid.viewport(), move)
    assert view.grid._hovered == 1
    assert not view.grid.grab().isNull()
