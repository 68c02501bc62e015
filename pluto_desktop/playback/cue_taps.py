"""Sounds that come unevenly, and what taps to them tell: how long a person takes to answer what was heard or seen.

Even clicks are expected, and tapped to without any delay (see :mod:`~pluto_desktop.playback.click_taps`, which measures
the output device so). Here nobody can know when the next cue comes: a tap is as late as the person is, and as the
device, whose listening offset is taken away. Pure; times in milliseconds of the track of cues.
"""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from pluto_desktop.playback.click_taps import Found, drop_far, sound_track

FIRST_MS, SHORTEST_MS, LONGEST_MS = 1_500, 1_200, 2_900
"""When the first cue comes, and how long it is from one to the next: one cannot fall into a pace."""
CUES = 40
EARLIEST_MS, LATEST_MS = 60, 900
"""What is quicker than anybody can answer was a guess, and what is later than that slept."""
SETTLING, ENOUGH = 2, 10
"""The first answers find out what is asked and do not count; so many that do are enough."""
_SEED = 20
"""Any fixed number: the track is the same each time, and nobody learns it by heart."""


def _make_cues() -> tuple[int, ...]:
    dice, at, cues = random.Random(_SEED), FIRST_MS, []  # noqa: S311 - no secret
    for _ in range(CUES):
        cues.append(at)
        at += dice.randrange(SHORTEST_MS, LONGEST_MS)
    return tuple(cues)


CUES_MS = _make_cues()
"""When each cue begins."""
LENGTH_MS = CUES_MS[-1] + LONGEST_MS


@dataclass(frozen=True, slots=True)
class Answer:
    """A tap: the number of the cue that it answers, and how long after it was heard."""

    cue: int
    after_ms: float


def cue_track() -> bytes:
    """Return the cues as a WAV file."""
    return sound_track(CUES_MS, LENGTH_MS)


def answer_at(heard_ms: float) -> Answer | None:
    """Return which cue a tap answers, made when so much of the track had been heard; None for a guess or a sleeper."""
    cue = bisect_right(CUES_MS, heard_ms) - 1
    after = heard_ms - CUES_MS[cue]
    return Answer(cue, after) if cue >= 0 and EARLIEST_MS <= after <= LATEST_MS else None


def find_reaction(answers_ms: Sequence[float]) -> Found | None:
    """Return the median of how late a person answers and its spread, None while there are too few answers."""
    counted = list(answers_ms[SETTLING:])
    if len(counted) < ENOUGH:
        return None
    near, spread = drop_far(counted)
    return Found(round(median(near)), round(spread), len(near), len(counted) - len(near))
