"""Finding the listening offset: clicks through a player of its own, on the output that is to be measured."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pluto_desktop.playback.click_taps import EVERY_MS, Found, find_offset, lateness_ms
from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.ports.player import Player, PlayerEvent, PlayerFailed, PlayerState, StateChanged, TimeReported
from pluto_desktop.services.playing import Post


class ListeningTest:
    """Plays the clicks over and over and collects taps. One thread (the GUI's), but for :meth:`close`.

    ``clicks`` is the file of the clicks. ``post`` brings what the player says to that thread.
    """

    def __init__(self, player: Player, clicks: Path, post: Post, *, now: Callable[[], float] = time.monotonic) -> None:
        self._player, self._clicks, self._now = player, clicks, now
        self._clock = PlaybackClock()
        self._token = 0
        self._lateness: list[float] = []
        self.failed = False
        """Whether the clicks cannot be heard."""
        player.set_listener(lambda event: post(lambda: self._hear(event)))

    def start(self, output: str, volume: int) -> None:
        """Play on an output device at a volume (0 to 100), and begin to count taps anew."""
        self._player.set_output(output)
        self._player.set_volume(volume)
        self.forget()
        self._play()

    def forget(self) -> None:
        """Count taps anew; the clicks go on."""
        self._lateness.clear()

    @property
    def sounding(self) -> bool:
        """Whether clicks are heard."""
        return self._clock.running and not self._clock.holding

    @property
    def taps(self) -> int:
        """How many taps were made."""
        return len(self._lateness)

    def tap(self) -> None:
        """Take in a tap, now. One made before the first click is heard does not count."""
        if self.sounding:
            self._lateness.append(lateness_ms(self._clock.position_ms(self._now())))

    @property
    def found(self) -> Found | None:
        """What the taps tell, None while there are too few."""
        return find_offset(self._lateness)

    def since_click_ms(self, offset_ms: int) -> float | None:
        """Return how long ago the last click was heard, by an offset; None while nothing sounds."""
        return (self._clock.position_ms(self._now()) - offset_ms) % EVERY_MS if self.sounding else None

    def stop(self) -> None:
        """Be silent."""
        self._player.set_listener(None)
        self._player.stop()

    def close(self) -> None:
        """Free the player and delete the clicks. May take a moment: on a worker."""
        self._player.close()
        self._clicks.unlink(missing_ok=True)

    def _play(self) -> None:
        self._token += 1
        self._clock.start(0.0, self._now())
        self._player.load(self._token, self._clicks)

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
