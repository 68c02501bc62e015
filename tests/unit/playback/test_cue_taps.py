from __future__ import annotations

import io
import random
import struct
import wave
from itertools import pairwise

import pytest

from pluto_desktop.playback.cue_taps import (
    CUES_MS,
    ENOUGH,
    LENGTH_MS,
    LONGEST_MS,
    SETTLING,
    SHORTEST_MS,
    answer_at,
    cue_track,
    find_reaction,
)


def test_the_track_clicks_at_every_cue_and_nowhere_else() -> None:
    with wave.open(io.BytesIO(cue_track())) as track:
        rate, count = track.getframerate(), track.getnframes()
        samples = struct.unpack(f"<{count}h", track.readframes(count))
    assert count * 1000 == LENGTH_MS * rate
    loud = [number for number, sample in enumerate(samples) if abs(sample) > 5_000]
    starts = [at for at, before in zip(loud, [-rate, *loud], strict=False) if at - before > rate // 10]
    assert [start * 1000 / rate for start in starts] == pytest.approx(CUES_MS, abs=1)


def test_nobody_can_fall_into_a_pace() -> None:
    steps = [later - earlier for earlier, later in pairwise(CUES_MS)]
    assert min(steps) >= SHORTEST_MS
    assert max(steps) <= LONGEST_MS
    assert max(steps) - min(steps) > 1_000
    assert len({step // 100 for step in steps}) > 10


@pytest.mark.parametrize(("after", "counts"), [(-40, False), (59, False), (60, True), (150, True), (901, False)])
def test_a_guess_and_a_sleeper_do_not_count(after: int, counts: bool) -> None:
    answer = answer_at(CUES_MS[3] + after)
    assert (answer is not None) == counts
    if answer is not None:
        assert (answer.cue, answer.after_ms) == (3, after)


def test_before_the_first_cue_nothing_is_answered() -> None:
    assert answer_at(CUES_MS[0] - 1) is None


@pytest.mark.parametrize("reaction_ms", [110, 150, 320])
def test_a_hand_that_wavers_is_found_and_slips_are_left_out(reaction_ms: int) -> None:
    hand = random.Random(5)
    answers = [reaction_ms + hand.gauss(0, 40) for _ in range(SETTLING + 30)]
    answers[7] = 880
    found = find_reaction(answers)
    assert found is not None
    assert found.offset_ms == pytest.approx(reaction_ms, abs=20)
    assert found.spread_ms == pytest.approx(40, abs=20)
    assert found.dropped == 1


def test_a_few_answers_say_nothing() -> None:
    assert find_reaction([150.0] * (SETTLING + ENOUGH - 1)) is None
    assert find_reaction([900.0] * SETTLING + [150.0] * ENOUGH) is not None
