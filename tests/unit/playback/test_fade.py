from __future__ import annotations

import itertools

import pytest

from pluto_desktop.playback.fade import Fade


def test_it_moves_evenly_from_wherever_it_is() -> None:
    fade = Fade(1.0)
    fade.send(0.0, 10.0)
    assert fade.share(10.0) == 1.0
    half = next(at for at in (10 + step / 1000 for step in range(1000)) if fade.share(at) <= 0.5)
    fade.send(1.0, half)
    assert fade.share(half) == pytest.approx(0.5, abs=0.02)
    assert fade.share(half + 0.01) > fade.share(half)


def test_at_its_end_it_is_exactly_where_it_was_sent() -> None:
    for start, end in itertools.product(range(0, 101, 5), repeat=2):
        fade = Fade(start / 100)
        fade.send(end / 100, 0.0)
        assert fade.share(1.0) == end / 100
