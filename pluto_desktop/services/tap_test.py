"""What the exercises share in which a person taps to sounds: a track played over and over in a player of its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.ports.player import Player, PlayerEvent, PlayerFailed, PlayerState, StateChanged, TimeReported
from pluto_desktop.services.playing import Post


class TapTest:
    """Plays a track over and over and collects taps. One thread (the GUI's), but for :meth:`close`.

    ``track`` is the file of the sounds. ``post`` brings what the player says to that thread.
    """

    def __init__(self, player: Player, track: Path, post: Post, *, now: Callable[[], float] = time.monotonic) -> None:
        self._player, self._track, self._now = player, track, now
        self._clock = PlaybackClock()
        self._token = 0
        self._taps: list[float] = []
        self.failed = False
        """Whether the track cannot be heard."""
        player.set_listener(lambda event: post(lambda: self._hear(event)))

    def start(self, output: str, volume: int) -> None:
        """Play on an output device at a volume (0 to 100), and begin to count taps anew."""
        self._player.set_output(output)
        self._player.set_volume(volume)
        self.forget()
        self._play()

    def forget(self) -> None:
        """Count taps anew; the track goes on."""
        self._taps.clear()

    @property
    def sounding(self) -> bool:
        """Whether the track is heard."""
        return self._clock.running and not self._clock.holding

    @property
    def taps(self) -> int:
        """How many taps count."""
        return len(self._taps)

    @property
    def position_ms(self) -> float:
        """Where in the track the player is now."""
        return self._clock.position_ms(self._now())

    def stop(self) -> None:
        """Be silent."""
        self._player.set_listener(None)
        self._player.stop()

    def close(self) -> None:
        """Free the player and delete the track. May take a moment: on a worker."""
        self._player.close()
        self._track.unlink(missing_ok=True)

    def _play(self) -> None:
        self._token += 1
        self._clock.start(0.0, self._now())
        self._player.load(self._token, self._track)

    def _hear(self, event: PlayerEvent) -> None:
        if getattr(event, "token", None) != self._token:
            return
        match event:
            case TimeReported(_, position_ms, at_s):
                self._clock.report(position_ms, at_s)
            case StateChanged(_, PlayerState.ENDED):
                self._play()
            case PlayerFailed():
                self.failed = True
