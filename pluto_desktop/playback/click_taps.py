"""A row of clicks, and what taps to it tell: how much later a sound is heard than the player believes.

A person who taps to even clicks does not react to each, but expects it: the tap belongs to the click itself, and no
time of reaction is taken off. Pure; times in milliseconds of the track of clicks.
"""

from __future__ import annotations

import io
import math
import wave
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

EVERY_MS = 800
"""From click to click: slow enough to tell a late device from a hasty hand, quick enough to keep the pace."""

CLICKS = 50
LENGTH_MS = EVERY_MS * CLICKS
EARLIEST_MS = -200.0
"""A tap so much before a click, or later, belongs to it; before that, to the click before."""

SETTLING, ENOUGH = 2, 12
"""The first taps find the pace and do not count; so many that do are enough."""

_RATE = 16_000
_CLICK_MS, _HERTZ, _LOUD = 14, 1_800, 0.7
_FAR_SPREADS, _FAR_MS = 3.0, 60.0
_SIGMA = 1.4826
"""A normal distribution's standard deviation, in median absolute deviations."""


@dataclass(frozen=True, slots=True)
class Found:
    """How late taps came, without those that lay far off, and how far they spread around that."""

    offset_ms: int
    spread_ms: int
    taps: int
    dropped: int


def click_track() -> bytes:
    """Return the clicks as a WAV file, each at its multiple of :data:`EVERY_MS`."""
    return sound_track([number * EVERY_MS for number in range(CLICKS)], LENGTH_MS)


def sound_track(clicks_ms: Sequence[int], length_ms: int) -> bytes:
    """Return a WAV file that clicks at given moments, ascending, and is silent between."""
    click = [
        round(
            32767 * _LOUD * math.sin(2 * math.pi * _HERTZ * at / _RATE) * math.exp(-6 * at / (_RATE * _CLICK_MS / 1000))
        )
        for at in range(_RATE * _CLICK_MS // 1000)
    ]
    samples = array("h", bytes(2 * (_RATE * length_ms // 1000)))
    for moment in clicks_ms:
        at = _RATE * moment // 1000
        samples[at : at + len(click)] = array("h", click)
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(_RATE)
        out.writeframes(samples.tobytes())
    return file.getvalue()


def lateness_ms(position_ms: float) -> float:
    """Return how much later than its click a tap came, which was made when the player was at a position."""
    return (position_ms - EARLIEST_MS) % EVERY_MS + EARLIEST_MS


def find_offset(lateness: Sequence[float]) -> Found | None:
    """Return what the taps tell, None while there are too few. Taps far from the others are dropped."""
    counted = list(lateness[SETTLING:])
    if len(counted) < ENOUGH:
        return None
    near, spread = drop_far(counted)
    return Found(round(median(near)), round(spread), len(near), len(counted) - len(near))


def drop_far(values: Sequence[float]) -> tuple[list[float], float]:
    """Return the values without those that lie far from the others, and the spread of what is left."""
    middle, spread = median(values), _spread(values)
    near = [value for value in values if abs(value - middle) <= max(_FAR_MS, _FAR_SPREADS * spread)]
    return near, _spread(near)


def _spread(values: Sequence[float]) -> float:
    middle = median(values)
    return _SIGMA * median(abs(value - middle) for value in values)
