from __future__ import annotations

import pytest

from pluto_desktop.domain.peaks import BUCKET_MS, Onset, Peaks
from tests.factories import make_peaks


def made(*pairs: tuple[int, int]) -> Peaks:
    lows, highs = (bytes(value & 255 for value in values) for values in zip(*pairs, strict=True))
    return Peaks.make(len(pairs) * BUCKET_MS, lows, highs)


def test_every_stretch_has_the_least_and_the_greatest_of_its_buckets() -> None:
    peaks = made((-1, 2), (-5, 1), (0, 0), (-2, 9))
    assert peaks.swings(0, BUCKET_MS, 4) == [(-1, 2), (-5, 1), (0, 0), (-2, 9)]
    assert peaks.swings(0, 2 * BUCKET_MS, 2) == [(-5, 2), (-2, 9)]
    assert peaks.swings(BUCKET_MS, 5.0, 3) == [(-5, 1), (-5, 1), (0, 0)]


def test_before_and_after_the_sound_there_is_nothing() -> None:
    peaks = made((-1, 2), (-5, 1))
    assert peaks.swings(-20, 10, 6) == [(0, 0), (0, 0), (-1, 2), (-5, 1), (0, 0), (0, 0)]
    assert Peaks.make(0, b"", b"").swings(0, 10, 2) == [(0, 0), (0, 0)]


@pytest.mark.parametrize("step_ms", [10, 37, 40, 160, 700, 2560, 9999])
def test_a_coarse_look_misses_no_extreme(step_ms: int) -> None:
    pairs = [(-(number * 37 % 90), number * 53 % 120) for number in range(1000)]
    pairs[777] = (-127, 127)
    peaks = made(*pairs)
    count = -(-len(pairs) * BUCKET_MS // step_ms)
    swings = peaks.swings(0, step_ms, count)
    assert (min(low for low, _ in swings), max(high for _, high in swings)) == (-127, 127)
    at = next(number for number, (low, _) in enumerate(swings) if low == -127)
    assert abs(at * step_ms - 777 * BUCKET_MS) <= step_ms + 4 * BUCKET_MS


def test_hours_are_looked_at_in_few_buckets() -> None:
    peaks = make_peaks(3 * 3600 * 1000)
    assert len(peaks.levels[-1][0]) <= 64
    assert peaks.swings(0, 10_800, 1000) == [(-50, 100)] * 1000


def test_the_loudest_is_known_and_silence_too() -> None:
    assert made((-120, 4), (-3, 90)).loudest == 120
    assert made((0, 0)).loudest == 0


def test_the_nearest_onset_is_found_on_either_side_and_not_farther_than_asked() -> None:
    peaks = make_peaks(onsets=(Onset(100), Onset(480), Onset(500)))
    assert peaks.nearest_onset(300, 200) in {100, 480}
    assert peaks.nearest_onset(289, 200) == 100
    assert peaks.nearest_onset(495, 50) == 500
    assert peaks.nearest_onset(900, 400) == 500
    assert peaks.nearest_onset(0, 99) is None
    assert make_peaks().nearest_onset(0, 1000) is None
