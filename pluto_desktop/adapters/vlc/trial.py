"""A trial of the clock for the doctor: a few seconds of silence, played into nothing in real time."""

from __future__ import annotations

import tempfile
import threading
import wave
from pathlib import Path

from pluto_desktop.adapters.vlc.player import VlcPlayer
from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.ports.player import AvailabilityKnown, PlayerEvent, PlayerState, StateChanged, TimeReported

_SECONDS = 3
_RATE = 44_100
_LIMIT_S = 10.0


class _Trial:
    """Follows a player with a clock of its own until the silence is over."""

    def __init__(self) -> None:
        self.clock = PlaybackClock()
        self.over = threading.Event()

    def hear(self, event: PlayerEvent) -> None:
        match event:
            case StateChanged(_, PlayerState.PLAYING, at_s):
                self.clock.resume(at_s)
            case TimeReported(_, position_ms, at_s):
                self.clock.report(position_ms, at_s)
            case StateChanged(_, PlayerState.ENDED, _) | AvailabilityKnown(available=False):
                self.over.set()


def measure_clock() -> float | None:
    """Return the clock's estimate of its error in ms (``PlaybackClock.error_ms``), None where nothing could be played.

    Takes a few seconds. Any worker thread.
    """
    trial, player = _Trial(), VlcPlayer(["--aout=adummy"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "silence.wav"
        with wave.open(str(path), "wb") as out:
            out.setparams((2, 2, _RATE, 0, "NONE", ""))
            out.writeframes(bytes(4 * _RATE * _SECONDS))
        player.set_listener(trial.hear)
        try:
            player.load(1, path)
            trial.over.wait(_LIMIT_S)
        finally:
            player.close()
    return trial.clock.error_ms
