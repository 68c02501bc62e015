"""Where sound begins after a seek, and where to seek for sound that begins at a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.adapters.vlc.grid import Grid

GRIDS = st.builds(Grid, st.floats(1, 200), st.floats(0, 100), st.booleans())
PLACES = st.floats(500, 4_000_000)


@given(GRIDS, PLACES)
def test_sound_begins_within_a_step_of_the_place(grid: Grid, place_ms: float) -> None:
    behind_ms = grid.start_ms(place_ms) - place_ms
    low, high = (0, grid.step_ms) if grid.next_one else (-grid.step_ms, 0)
    assert low - 1e-6 <= behind_ms <= high + 1e-6


@given(GRIDS, PLACES)
def test_sent_where_the_grid_says_sound_begins_as_near_as_can_be(grid: Grid, start_ms: float) -> None:
    assert abs(grid.start_ms(grid.place_ms(start_ms)) - start_ms) <= grid.step_ms / 2 + 1e-6


def test_before_the_beginning_is_at_the_beginning() -> None:
    assert Grid(26.0, 25.0).place_ms(-1_000) == 0.0
    assert Grid(100.0, next_one=True).start_ms(0) == pytest.approx(0)
