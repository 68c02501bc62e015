from __future__ import annotations

import pytest

from pluto_desktop.playback.loop import END_MS, SHORTEST_MS, Loop, loop_of


@pytest.mark.parametrize(
    ("start", "end", "duration", "expected"),
    [
        (1000, 3000, 60_000, Loop(1000, 3000)),
        (-40, 3000, 60_000, Loop(0, 3000)),
        (1000, None, 60_000, Loop(1000, 60_000 - END_MS)),
        (1000, 99_000, 60_000, Loop(1000, 60_000 - END_MS)),
        (1000, 3000, None, Loop(1000, 3000)),
        (1000, None, None, None),
        (1000, 1000 + SHORTEST_MS - 1, 60_000, None),
        (59_800, None, 60_000, None),
    ],
)
def test_a_stretch_lies_within_the_song_and_is_long_enough(start, end, duration, expected):
    assert loop_of(start, end, duration) == expected


def test_its_end_is_not_in_it():
    loop = Loop(100, 900)
    assert [loop.holds(at) for at in (99, 100, 899.9, 900)] == [False, True, True, False]
