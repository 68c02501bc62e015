from __future__ import annotations

import io
import random
import struct
import wave

import pytest

from pluto_desktop.playback.click_taps import (
    CLICKS,
    ENOUGH,
    EVERY_MS,
    LENGTH_MS,
    SETTLING,
    click_track,
    find_offset,
    lateness_ms,
)


def test_the_track_clicks_at_every_beat_and_nowhere_else():
    with wave.open(io.BytesIO(click_track())) as track:
        rate, count = track.getframerate(), track.getnframes()
        samples = struct.unpack(f"<{count}h", track.readframes(count))
    assert count * 1000 == LENGTH_MS * rate
    per_beat = rate * EVERY_MS // 1000
    beats = [samples[at : at + per_beat] for at in range(0, count, per_beat)]
    assert len(beats) == CLICKS
    assert all(max(beat[: rate // 100]) > 10_000 and not any(beat[rate // 50 :]) for beat in beats)


@pytest.mark.parametrize("late", [-190, -30, 0, 40, 240, 590])
@pytest.mark.parametrize("beat", [0, 1, 7])
def test_a_tap_belongs_to_its_click_early_or_late(late, beat):
    assert lateness_ms(beat * EVERY_MS + late) == pytest.approx(late)


@pytest.mark.parametrize("device_ms", [-20, 0, 120, 310])
def test_a_hand_that_wavers_finds_the_device(device_ms):
    dice = random.Random(device_ms)
    taps = [device_ms + dice.gauss(0, 22) for _ in range(ENOUGH + SETTLING)]
    found = find_offset(taps)
    assert found is not None
    assert found.offset_ms == pytest.approx(device_ms, abs=20)
    assert 5 < found.spread_ms < 45


def test_the_first_taps_and_slips_do_not_count():
    taps = [400.0, -180.0] + [100.0, 110.0, 90.0, 105.0] * 3 + [420.0, -150.0]
    found = find_offset(taps)
    assert found is not None
    assert (found.dropped, found.taps) == (2, 12)
    assert found.offset_ms == pytest.approx(102, abs=4)
    assert find_offset(taps[: ENOUGH + SETTLING - 1]) is None
