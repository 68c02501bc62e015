from __future__ import annotations

import pytest

from pluto_desktop.playback.fade import Fade
from pluto_desktop.playback.in_step import InStep


def hear(step: InStep, apart_ms: float, *, from_s: float = 10.0, rate: float = 1.0, reports: int = 5) -> None:
    """Let both report a few times; each report is off by a hair, and one by much."""
    for number in range(reports):
        at_s = from_s + number * 0.3
        hair = 40.0 if number == 2 and reports > 2 else 0.2 * (-1) ** number
        step.report(at_s * 1000 * rate, at_s, leader=True)
        step.report((at_s + 0.1) * 1000 * rate + apart_ms + hair, at_s + 0.1, leader=False)


def test_until_both_were_heard_of_nobody_knows() -> None:
    step = InStep()
    step.begin(0.0)
    step.report(5000.0, 5.0, leader=True)
    assert (step.apart_ms, step.together, step.near, step.far, step.nudge()) == (None, False, False, False, None)


@pytest.mark.parametrize("rate", [1.0, 0.5, 1.5])
@pytest.mark.parametrize("apart_ms", [-90.0, -12.0, 8.0, 300.0])
def test_a_nudge_closes_what_is_apart(apart_ms: float, rate: float) -> None:
    step = InStep()
    step.begin(0.0, rate=rate)
    hear(step, apart_ms, rate=rate)
    assert step.apart_ms == pytest.approx(apart_ms, abs=0.5)
    nudge = step.nudge()
    assert nudge is not None
    assert 0.74 < nudge.factor < 1.26
    assert apart_ms + (nudge.factor - 1.0) * rate * nudge.seconds * 1000 == pytest.approx(0.0, abs=0.5)


def test_what_nobody_hears_is_left_alone_and_finer_where_both_are_heard() -> None:
    step = InStep()
    step.begin(0.0)
    hear(step, 3.5)
    assert step.nudge() is None
    step.mixed = True
    assert step.nudge() is not None


def test_what_was_queued_before_a_change_is_not_believed() -> None:
    step = InStep()
    step.begin(10.0)
    hear(step, 200.0, from_s=10.1, reports=3)
    assert step.apart_ms is None
    step.begin(10.0, settled=True)
    hear(step, 200.0, from_s=10.1, reports=3)
    assert step.apart_ms is not None


def test_far_is_for_a_seek_and_the_follower_may_come_to_lead() -> None:
    step = InStep()
    step.begin(0.0)
    hear(step, 900.0)
    assert step.far
    step.swap()
    assert step.apart_ms == pytest.approx(-900.0, abs=0.5)


def test_a_fade_goes_evenly_and_may_turn_round() -> None:
    fade = Fade(1.0)
    assert fade.share(5.0) == 1.0
    fade.send(0.0, 5.0)
    assert fade.share(5.04) == pytest.approx(0.5)
    fade.send(1.0, 5.04)
    assert fade.share(5.04) == pytest.approx(0.5)
    assert (fade.share(5.2), fade.target) == (1.0, 1.0)
    fade.put(0.0)
    assert fade.share(5.2) == 0.0
