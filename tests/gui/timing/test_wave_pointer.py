"""Lines dragged about the wave form by a pointer, as a person does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, Qt

from pluto_desktop.desktop.views.timing.wave.blocks import MIN_LENGTH_MS
from tests.gui.timing.conftest import LENGTH_MS, LINES, Wave


def test_a_press_beside_all_lines_is_where_to_listen(wave: Wave) -> None:
    wave.press(17_000)
    wave.release(17_000)
    assert wave.told == [("sought", 17_000)]


def test_the_ruler_is_beside_all_lines(wave: Wave) -> None:
    wave.press(7_000, y=5)
    wave.release(7_000, y=5)
    assert wave.told == [("sought", 7_000)]


def test_a_press_on_a_line_chooses_it_and_a_double_one_hears_it(wave: Wave) -> None:
    wave.press(22_000)
    wave.release(22_000)
    assert wave.told == [("chosen", "c")]
    assert wave.view.chosen_block == LINES[2]
    wave.mouse(QEvent.Type.MouseButtonDblClick, 22_000)
    assert wave.told[1:] == [("sought", 20_000)]


def test_a_whole_line_is_moved_and_told_once(wave: Wave) -> None:
    wave.press(22_000)
    for at in (22_300, 24_000, 26_000):
        wave.drag(at)
    assert wave.block("c").start_ms == 24_000
    assert wave.told == [("chosen", "c")]
    wave.release(26_000)
    assert wave.told[1:] == [("moved", "c", 24_000, 29_000)]


@pytest.mark.parametrize(
    ("press", "to", "told"),
    [
        (20_000, 17_000, (17_000, 25_000)),
        (25_000, 27_000, (20_000, 27_000)),
        (20_000, 40_000, (25_000 - MIN_LENGTH_MS, 25_000)),
        (25_000, 1_000, (20_000, 20_000 + MIN_LENGTH_MS)),
    ],
)
def test_an_edge_is_moved_and_the_line_keeps_a_length(wave: Wave, press: int, to: int, told: tuple[int, int]) -> None:
    wave.press(press)
    wave.drag(to)
    wave.release(to)
    assert wave.told[-1] == ("moved", "c", *told)


def test_an_edge_meets_its_neighbour_unless_it_is_freed(wave: Wave) -> None:
    wave.press(20_000)
    wave.drag(14_600)
    assert wave.block("c").start_ms == 14_000
    wave.drag(14_600, modifiers=Qt.KeyboardModifier.AltModifier)
    assert wave.block("c").start_ms == 14_600


def test_an_edge_meets_the_playhead(wave: Wave) -> None:
    wave.view.set_playhead(17_777)
    wave.press(20_000)
    wave.drag(18_200)
    assert wave.block("c").start_ms == 17_777


def test_of_an_edge_that_two_share_the_pointers_side_decides(wave: Wave) -> None:
    wave.press(9_800)
    wave.drag(8_000)
    wave.release(8_000)
    assert wave.told[-1] == ("moved", "a", 5_000, 8_200)
    wave.view.set_blocks(LINES)
    wave.press(10_200)
    wave.drag(12_000)
    wave.release(12_000)
    assert wave.told[-1][:2] == ("moved", "b")


def test_a_line_without_an_end_moves_and_gets_one_when_that_is_drawn(wave: Wave) -> None:
    wave.press(40_000)
    wave.drag(45_000)
    wave.release(45_000)
    assert wave.told[-1] == ("moved", "d", 35_000, None)
    wave.press(LENGTH_MS - 200)
    wave.drag(50_000)
    wave.release(50_000)
    assert wave.told[-1] == ("moved", "d", 35_000, 50_200)


def test_nothing_leaves_the_song(wave: Wave) -> None:
    wave.press(7_000)
    wave.drag(0)
    wave.release(0)
    assert wave.told[-1] == ("moved", "a", 0, 5_000)
    wave.press(22_000)
    wave.drag(LENGTH_MS)
    assert wave.block("c").end_ms == LENGTH_MS


def test_escape_lets_go_and_leaves_all_as_it_was(wave: Wave) -> None:
    wave.press(22_000)
    wave.drag(40_000)
    wave.key(Qt.Key.Key_Escape)
    wave.release(40_000)
    assert wave.told == [("chosen", "c")]
    assert wave.block("c") == LINES[2]


def test_a_hand_that_shakes_moves_nothing(wave: Wave) -> None:
    wave.press(22_000)
    wave.drag(22_200)
    wave.release(22_200)
    assert wave.told == [("chosen", "c")]


def test_a_stretch_beside_all_lines_is_to_be_repeated(wave: Wave) -> None:
    wave.press(19_000)
    wave.drag(16_000)
    wave.release(16_000)
    assert wave.told == [("loop", 16_000, 19_000)]
    wave.view.set_loop(16_000, 19_000)
    wave.press(40_000, y=5)
    wave.drag(50_000, y=5)
    wave.key(Qt.Key.Key_Escape)
    assert wave.view._shown.loop == (16_000, 19_000)


def test_a_line_that_is_gone_is_let_go_of(wave: Wave) -> None:
    wave.press(22_000)
    wave.view.set_blocks(LINES[:2])
    wave.drag(30_000)
    wave.release(30_000)
    assert wave.told == [("chosen", "c")]


def test_the_pointer_shows_what_can_be_held(wave: Wave) -> None:
    wave.drag(20_100)
    assert wave.view.viewport().cursor().shape() is Qt.CursorShape.SizeHorCursor
    wave.drag(22_000)
    assert wave.view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
