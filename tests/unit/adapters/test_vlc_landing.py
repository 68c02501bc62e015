"""Where sound begins after a seek, and where to seek for sound that begins at a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.adapters.vlc.landing import Grid, Landing

LANDINGS = st.builds(
    lambda step_ms, shift_ms, ahead, spread: Landing(0.01, Grid(step_ms, shift_ms, ahead, spread)),
    st.floats(1, 200),
    st.floats(0, 100),
    st.integers(0, 2),
    st.integers(0, 1),
)
PLACES = st.floats(1_000, 4_000_000)


@given(LANDINGS, PLACES)
def test_nothing_behind_the_position_is_left_out(landing: Landing, position_ms: float) -> None:
    assert landing.grid is not None
    latest_ms = landing.start_ms(landing.sent_ms(position_ms)) + landing.grid.spread * landing.grid.step_ms
    assert -1e-6 <= position_ms - latest_ms <= landing.grid.step_ms + 1e-6


@given(LANDINGS, PLACES)
def test_sound_can_begin_half_a_step_from_any_place(landing: Landing, start_ms: float) -> None:
    assert landing.grid is not None
    found_ms = landing.start_ms(landing.sent_ms(landing.nearest_ms(start_ms)))
    assert abs(found_ms - start_ms) <= landing.grid.step_ms / 2 + 1e-6


def test_where_every_place_can_be_gone_to_it_is() -> None:
    landing = Landing(0.01)
    assert landing.sent_ms(12.5) == landing.start_ms(12.5) == landing.nearest_ms(12.5) == 12.5
    assert landing.nearest_ms(-3) == 0


@pytest.mark.parametrize("ahead", [0, 1, 2])
def test_the_beginning_is_the_beginning(ahead: int) -> None:
    landing = Landing(0.01, Grid(100.0, 25.0 if not ahead else 0.0, ahead))
    assert landing.start_ms(landing.sent_ms(0)) == 0
    assert landing.nearest_ms(-1_000) == 0
