"""Where rows stand while they grow, shrink and move."""

from __future__ import annotations

import pytest

from pluto_desktop.desktop.views.lyrics.look import PANE
from pluto_desktop.desktop.views.lyrics.motion import Motion, Stack

STACK = Stack([(40.0, 60.0), (0.0, 46.0), (40.0, 60.0), (80.0, 120.0)])


def test_rows_follow_each_other_at_any_moment() -> None:
    activity = {0: 0.5, 1: 1.0}
    for row in range(3):
        assert STACK.top(row + 1, activity) == STACK.top(row, activity) + STACK.height(row, activity)
    assert STACK.total(activity) == 40 + 10 + 46 + 40 + 80


def test_the_visible_rows_are_those_that_touch_the_window() -> None:
    assert list(STACK.visible(50, 90, {})) == [2, 3]
    assert list(STACK.visible(-500, -1, {})) == []


def test_a_row_is_found_where_it_is() -> None:
    assert STACK.row_at(39, {}) == 0
    assert STACK.row_at(41, {}) == 2
    assert STACK.row_at(41, {1: 1.0}) == 1
    assert STACK.row_at(-1, {}) is None
    assert STACK.row_at(1_000, {}) is None


def test_a_motion_eases_out_and_arrives() -> None:
    motion = Motion()
    motion.go(10.0, 0.25, [1], 100.0)
    motion.step(10.125)
    assert 50 < motion.scroll < 100
    assert motion.activity[1] == pytest.approx(motion.scroll / 100)
    motion.step(10.25)
    assert (motion.scroll, motion.activity, motion.moving) == (100.0, {1: 1.0}, False)


def test_a_new_aim_starts_from_where_things_are() -> None:
    motion = Motion()
    motion.go(0.0, 0.2, [1], 100.0)
    motion.step(0.1)
    before = (motion.scroll, motion.activity[1])
    motion.go(0.1, 0.2, [2], 0.0)
    assert (motion.scroll, motion.activity[1]) == pytest.approx(before)
    motion.step(0.3)
    assert (motion.scroll, motion.activity) == (0.0, {2: 1.0})


def test_without_duration_it_is_there_at_once() -> None:
    motion = Motion()
    motion.go(0.0, 0.0, [3], 42.0)
    assert (motion.scroll, motion.activity, motion.moving) == (42.0, {3: 1.0}, False)


def test_lines_brighten_and_dim_on_the_way_and_not_at_its_beginning() -> None:
    motion = Motion()
    motion.go(0.0, 0.0, [3], 0.0, focus=3)
    motion.go(1.0, 0.25, [4], 40.0, focus=4)
    ahead, behind = ([PANE.resting_opacity(line - motion.focus)] for line in (5, 2))
    for now_s in (1.05, 1.1, 1.2, 1.25):
        motion.step(now_s)
        ahead.append(PANE.resting_opacity(5 - motion.focus))
        behind.append(PANE.resting_opacity(2 - motion.focus))
    assert ahead == sorted(ahead)
    assert behind == sorted(behind, reverse=True)
    assert (ahead[0], ahead[-1]) == (PANE.resting_opacities[2], PANE.resting_opacities[1])
    assert (behind[0], behind[-1]) == (PANE.resting_opacities[1], PANE.resting_opacities[2])
    assert len(set(ahead)) == len(set(behind)) == 5
