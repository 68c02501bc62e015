"""The doctor's trial of the clock, with a real VLC."""

from __future__ import annotations

from pluto_desktop.adapters.vlc.trial import measure_clock


def test_some_silence_tells_how_exact_the_clock_is() -> None:
    error_ms = measure_clock()
    assert error_ms is not None
    assert error_ms >= 0
