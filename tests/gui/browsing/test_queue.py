from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from pluto_desktop.desktop.views.pages.page import Presence
from pluto_desktop.desktop.views.queue.view import QueueView

KEY, HELD = Qt.Key, Qt.KeyboardModifier


@pytest.fixture
def view(world, watched):
    view = world.show(QueueView)
    watched(view.model)
    view.show_queue(world.ids, 1)
    world.settle()
    return view


def choose(view, qtbot, row, held=HELD.NoModifier):
    place = view.list.visualRect(view.model.index(row, 0)).center()
    qtbot.mouseClick(view.list.viewport(), Qt.MouseButton.LeftButton, held, place)


def test_what_it_shows(view, world):
    assert view.detail.whole() == "6 songs · 18 min"
    assert [view.model.index(row, 0).data() for row in (0, 1)] == ["చందమామ రావే", "Greensleeves"]
    assert view.model.current == 1
    assert not view.grab().isNull()


def test_jump_by_double_click_and_enter(view, qtbot, signals):
    jumps = signals(view.jump_requested)
    place = view.list.visualRect(view.model.index(3, 0)).center()
    qtbot.mouseDClick(view.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    choose(view, qtbot, 4)
    qtbot.keyClick(view.list, KEY.Key_Return)
    assert jumps == [(3,), (4,)]


def test_reorder_and_remove_by_key(view, world, qtbot, signals):
    moves, removed = signals(view.move_requested), signals(view.remove_positions_requested)
    choose(view, qtbot, 2)
    choose(view, qtbot, 3, HELD.ShiftModifier)
    qtbot.keyClick(view.list, KEY.Key_Up, HELD.AltModifier)
    ids = world.ids
    view.show_queue([ids[0], ids[2], ids[3], ids[1], ids[4], ids[5]], 3)
    assert view.list.chosen_rows() == [1, 2]
    qtbot.keyClick(view.list, KEY.Key_Down, HELD.AltModifier)
    qtbot.keyClick(view.list, KEY.Key_Delete)
    assert moves == [([2, 3], 1), ([1, 2], 4)]
    assert removed == [([1, 2],)]


def test_the_ends_of_the_queue_are_the_ends(view, qtbot, signals):
    moves = signals(view.move_requested)
    choose(view, qtbot, 0)
    qtbot.keyClick(view.list, KEY.Key_Up, HELD.AltModifier)
    choose(view, qtbot, 5)
    qtbot.keyClick(view.list, KEY.Key_Down, HELD.AltModifier)
    assert moves == []


def test_only_what_changed_is_told(view, world, signals):
    removed, inserted = signals(view.model.rowsRemoved), signals(view.model.rowsInserted)
    changed = signals(view.model.dataChanged)
    view.show_queue([*world.ids[:2], world.ids[5], *world.ids[2:]], 2)
    view.show_queue(world.ids, 1)
    assert [(first, last) for _, first, last in inserted] == [(2, 2)]
    assert [(first, last) for _, first, last in removed] == [(2, 2)]
    assert {top.row() for top, _, _ in changed} <= {1, 2}


def test_the_same_song_twice(view, world):
    view.show_queue([world.ids[0], world.ids[0], world.ids[0]], 1)
    view.show_queue([world.ids[0], world.ids[0]], 0)
    world.settle()
    assert view.detail.whole() == "2 songs · 6 min"


def test_clear_and_close_and_the_empty_queue(view, world, qtbot, signals):
    cleared, closed = signals(view.clear_requested), signals(view.close_requested)
    qtbot.mouseClick(view.clear_button, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(view.close_button, Qt.MouseButton.LeftButton)
    assert (len(cleared), len(closed)) == (1, 1)
    view.show_queue([], -1)
    assert view.state.isVisible()
    assert not view.clear_button.isEnabled()
    assert not view.detail.whole()


def test_the_keyboard_stays_in_a_queue_that_was_emptied(view, qtbot):
    choose(view, qtbot, 1)
    qtbot.waitUntil(view.list.hasFocus)
    view.show_queue([], -1)
    assert view.state.button.hasFocus()


def test_the_menu_removes_positions_not_songs(view, world, qtbot, signals):
    removed = signals(view.remove_positions_requested)
    choose(view, qtbot, 2)
    menu = view.build_menu()
    world.settle()
    next(action for action in menu.actions() if action.text() == "Remove from queue").trigger()
    assert removed == [([2],)]


def test_a_queue_of_the_whole_library_is_shown_at_once(world):
    view = world.show(QueueView)  # without Qt's checker, which looks at every row
    view.show_queue([f"song-{number}" for number in range(100_000)], 50_000)
    assert view.detail.whole() == "100,000 songs"
    assert view.list.visualRect(view.model.index(50_000, 0)).intersects(view.list.viewport().rect())


def test_what_cannot_be_had_without_servers_is_told(view, world):
    row = replace(view.model.song(1), on_device=False)
    view.model.rows.put([row])
    view.set_presence(Presence(shared=True, offline=True, edits=False))
    spoken = view.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith("not on this device")
    menu = view.build_menu()
    texts = {action.text() for action in menu.actions()}
    assert {"Keep on this device", "Remove from this device"} <= texts
    assert "Remove from library…" not in texts
    menu.close()
