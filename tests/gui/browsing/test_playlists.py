from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.models.song_table import songs_to_mime
from pluto_desktop.desktop.views.playlists.view import PlaylistView
from pluto_desktop.domain.views import SongQuery, Sort, Source

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def playlist(world):
    return world.personal.create_playlist("Morning", world.ids[:4]).id


@pytest.fixture
def view(world, watched, playlist):
    view = world.show(PlaylistView)
    watched(view.model)
    view.show_playlist(playlist, "Morning")
    world.settle()
    return view


def choose(view, qtbot, row, held=HELD.NoModifier):
    place = view.table.visualRect(view.model.index(row, Column.TITLE)).center()
    qtbot.mouseClick(view.table.viewport(), Qt.MouseButton.LeftButton, held, place)


def held(world, playlist):
    return world.personal.list_playlist_songs(playlist)


def test_reorder_by_key_keeps_the_moved_songs_selected(view, world, qtbot, playlist, signals):
    changed = signals(view.changed)
    choose(view, qtbot, 2)
    choose(view, qtbot, 3, HELD.ShiftModifier)
    qtbot.keyClick(view.table, KEY.Key_Up, HELD.AltModifier)
    world.settle()
    ids = world.ids
    assert held(world, playlist) == [ids[0], ids[2], ids[3], ids[1]]
    assert view.model.ids == held(world, playlist)
    assert view.table.chosen_rows() == [1, 2]
    assert changed[0][0].playlists


def test_only_its_own_order_can_be_changed(view, world, qtbot, playlist):
    view.table.columns.sort_requested.emit(Sort.TITLE, False)
    world.settle()
    choose(view, qtbot, 2)
    qtbot.keyClick(view.table, KEY.Key_Up, HELD.AltModifier)
    world.settle()
    assert held(world, playlist) == world.ids[:4]


def test_delete_takes_out_the_row_and_not_the_song_elsewhere(view, world, qtbot, playlist, signals):
    removed = signals(view.remove_requested)
    world.personal.add_to_playlist(playlist, [world.ids[0]])
    view.show_playlist(playlist, "Morning")
    world.settle()
    choose(view, qtbot, 4)
    qtbot.keyClick(view.table, KEY.Key_Delete)
    world.settle()
    assert held(world, playlist) == world.ids[:4]
    assert not removed


def test_delete_while_sorted_takes_out_the_right_song(view, world, qtbot, playlist):
    view.table.columns.sort_requested.emit(Sort.YEAR, True)
    world.settle()
    first = view.model.ids[0]
    choose(view, qtbot, 0)
    qtbot.keyClick(view.table, KEY.Key_Delete)
    world.settle()
    assert first not in held(world, playlist)
    assert len(held(world, playlist)) == 3


def test_rename_with_f2(view, world, qtbot, playlist):
    choose(view, qtbot, 0)
    qtbot.keyClick(view.table, KEY.Key_F2)
    assert view.editor.isVisible()
    view.editor.clear()
    qtbot.keyClicks(view.editor, "Evening")
    qtbot.keyClick(view.editor, KEY.Key_Return)
    world.settle()
    assert world.personal.list_playlists()[0].name == "Evening"
    assert view.heading.title.whole() == "Evening"
    assert view.heading.title.isVisible()


def test_an_empty_name_and_escape_change_nothing(view, world, qtbot):
    view.start_renaming()
    view.editor.clear()
    qtbot.keyClick(view.editor, KEY.Key_Return)
    view.start_renaming()
    qtbot.keyClicks(view.editor, "Never")
    qtbot.keyClick(view.editor, KEY.Key_Escape)
    world.settle()
    assert not view.editor.isVisible()
    assert view.heading.title.whole() == "Morning"
    assert world.personal.list_playlists()[0].name == "Morning"


def test_a_name_begun_for_one_playlist_never_goes_to_another(view, world, qtbot, playlist):
    other = world.personal.create_playlist("Evening", []).id
    view.start_renaming()
    view.editor.clear()
    qtbot.keyClicks(view.editor, "Dawn")
    view.show_query(SongQuery(Source.PLAYLIST, other), "Evening")
    view.table.setFocus()
    world.settle()
    assert {held.id: held.name for held in world.personal.list_playlists()} == {playlist: "Dawn", other: "Evening"}
    assert view.heading.title.whole() == "Evening"


def test_dropped_songs_are_put_where_they_fall(view, world, qtbot, playlist):
    data = songs_to_mime([world.ids[5]])
    drop(view, data, row=1)
    world.settle()
    assert held(world, playlist)[:3] == [world.ids[0], world.ids[5], world.ids[1]]


def test_other_things_are_not_taken(view, world, playlist):
    data = QMimeData()
    data.setText("hello")
    enter = drop(view, data, row=1)
    world.settle()
    assert not enter.isAccepted()
    assert held(world, playlist) == world.ids[:4]


def drop(view, data, row):
    place = view.table.visualRect(view.model.index(row, Column.TITLE))
    where = QPointF(place.left() + 5, place.top() + 3)
    actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, HELD.NoModifier
    enter = QDragEnterEvent(where.toPoint(), actions, data, button, keys)
    QApplication.sendEvent(view.table.viewport(), enter)
    if enter.isAccepted():
        QApplication.sendEvent(view.table.viewport(), QDropEvent(where, actions, data, button, keys))
    return enter


def test_export_and_import(view, world, qtbot, tmp_path, signals):
    written, made = signals(view.exported), signals(view.imported)
    view.ask_save_path = lambda name: str(tmp_path / name.removesuffix(".m3u8"))
    view.export()
    world.settle()
    assert written[0][0].path == tmp_path / "Morning.m3u8"
    view.import_file(tmp_path / "Morning.m3u8")
    world.settle()
    assert made[0][0].playlist.name == "Morning 2"
    assert held(world, made[0][0].playlist.id) == world.ids[:4]


def test_an_export_that_cannot_be_written_is_told(view, world, tmp_path, signals):
    told = signals(view.error)
    view.ask_save_path = lambda _name: str(tmp_path / "nowhere" / "x.m3u8")
    view.export()
    world.settle()
    assert [error.code for (error,) in told] == ["playlist_unwritable"]
    view.ask_save_path = lambda _name: ""
    view.export()
    world.settle()
    assert len(told) == 1


def test_delete_asks_the_window(view, playlist, signals):
    wanted = signals(view.delete_requested)
    next(action for action in view.more.menu().actions() if "Delete" in action.text()).trigger()
    assert wanted == [(playlist, "Morning")]


def test_the_menu_removes_from_the_playlist(view, world, qtbot, playlist):
    choose(view, qtbot, 1)
    menu = view.build_menu()
    world.settle()
    next(action for action in menu.actions() if action.text() == "Remove from this playlist").trigger()
    world.settle()
    assert held(world, playlist) == [world.ids[0], *world.ids[2:4]]


def test_names_make_safe_file_names(view, tmp_path):
    names = []
    view.ask_save_path = lambda name: names.append(name) or ""
    for name in ("a/b:c", "...", "ప్రయాణం", "x" * 300):
        view.heading.title.set_whole(name)
        view.export()
    assert names[0] == "a_b_c.m3u8"
    assert names[1] == "playlist.m3u8"
    assert names[2] == "ప్రయాణం.m3u8"
    assert len(names[3]) < 255
    assert all(Path(name).name == name for name in names)
