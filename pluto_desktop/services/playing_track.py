"""The song that plays or waits to be played: what is known of it, whether it is loaded, where its sound is."""

from __future__ import annotations

from collections.abc import Callable

from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import Player, PlayerState
from pluto_desktop.services.playing_values import Playable, PlayState

_SAME_MS = 250.0
"""How far what the player goes to at another speed may be from the position shown: it has a clock of its own."""
_END_MS = 50.0
"""How far from its end a song is sought to at most: enough for the player to find that end by itself."""


class Track:
    """One song at a time. ``token`` tells what the player says of it from what it still says of an earlier one.

    The session's thread only. Times are seconds of the clock ``now``.
    """

    def __init__(self, player: Player, now: Callable[[], float]) -> None:
        self._player, self._now = player, now
        self._clock = PlaybackClock()
        self._asked_ms: float | None = None
        """Where the player was sent, until it says when that sounds."""
        self.token = 0
        self.state = PlayState.STOPPED
        self.playable: Playable | None = None
        self.duration_ms: int | None = None
        self.loaded = False
        self.start_ms = 0
        """Where the song starts when it is loaded."""
        self.loop: Loop | None = None
        """The stretch of the song that is repeated."""

    @property
    def playing(self) -> bool:
        """Whether sound comes, or is about to."""
        return self.state in {PlayState.PLAYING, PlayState.OPENING}

    def position_ms(self) -> float:
        """Return the position that is heard now, in milliseconds."""
        position = self._clock.position_ms(self._now())
        return position if self.duration_ms is None else min(position, float(self.duration_ms))

    @property
    def clock_error_ms(self) -> float | None:
        """How far the position is off the sound, as the clock estimates; None while it cannot."""
        return self._clock.error_ms

    def put(self, token: int, state: PlayState, start_ms: int = 0, loop: Loop | None = None) -> None:
        """Begin with another song, of which nothing is known yet, at a position."""
        self.token, self.state, self.start_ms, self.loop = token, state, start_ms, loop
        self.playable = self.duration_ms = self._asked_ms = None
        self.loaded = False
        self._clock.start(start_ms, self._now(), running=False)

    def know(self, playable: Playable) -> None:
        """Take in what the song is."""
        self.playable, self.duration_ms = playable, playable.duration_ms

    def load(self, playable: Playable, gain_db: float) -> None:
        """Let the player start the song, or get it ready where it is paused."""
        assert playable.path is not None, "a song that is only shown was to be played"
        self.know(playable)
        self.loaded = True
        self._asked_ms = float(self.start_ms)
        paused = self.state is PlayState.PAUSED
        self._player.load(
            self.token,
            playable.path,
            start_ms=self.start_ms,
            paused=paused,
            gain_db=gain_db,
            source=playable.source,
        )
        if self.loop is not None:
            self._player.set_loop(self.loop)

    def take_over(self, token: int, playable: Playable, at_s: float) -> None:
        """Begin with a song that sounds already, from its start."""
        self.put(token, PlayState.PLAYING)
        self.know(playable)
        self.loaded = True
        self._clock.start(0.0, at_s)
        self._clock.presume(at_s)

    def set_paused(self, paused: bool) -> None:
        """Pause, or go on."""
        self.state = PlayState.PAUSED if paused else PlayState.PLAYING
        if self.loaded:
            self._player.set_paused(paused)

    def seek(self, position_ms: float) -> float:
        """Go to a position; return it, brought into the song."""
        target = max(0.0, position_ms)
        if self.duration_ms is not None:
            target = min(target, max(0.0, self.duration_ms - _END_MS))
        if self.loaded:
            self._asked_ms = target
            self._clock.seek(target, self._now())
            self._player.seek(round(target))
        else:
            self.start_ms = round(target)
            self._clock.start(target, self._now(), running=False)
        return target

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a stretch, or nothing."""
        self.loop = loop
        if self.loaded:
            self._player.set_loop(loop)

    def set_rate(self, rate: float) -> None:
        """Count with another speed; the player throws away what it had queued, and goes on from where it is."""
        now = self._now()
        position_ms, sounds = self._clock.position_ms(now), self._clock.running and not self._clock.holding
        self._clock.set_rate(rate, now)
        if self.loaded and sounds:
            self._asked_ms = position_ms
            self._clock.seek(position_ms, now)

    # ---- what the player says

    def on_time(self, position_ms: float, at_s: float) -> None:
        """Take in the position that was audible at a time."""
        self._clock.report(position_ms, at_s)
        self._sounds()

    def on_state(self, state: PlayerState, at_s: float) -> None:
        """Follow the player's pauses."""
        if state is PlayerState.PLAYING:
            self._clock.resume(at_s)
            if self._asked_ms is None:
                self._clock.presume(at_s)  # it was only paused
            self._sounds()
        elif state is PlayerState.PAUSED:
            self._clock.pause(at_s)

    def on_sought(self, position_ms: float, at_s: float) -> None:
        """Count from where the player was sent last, when its sound is expected; of earlier seeks take no notice."""
        if self._asked_ms is not None and abs(position_ms - self._asked_ms) < _SAME_MS:
            self._asked_ms = None
            self._clock.presume(at_s)

    def on_looped(self, position_ms: float, at_s: float) -> None:
        """Count from the start of the stretch, when its sound is expected; the player says it again, more exactly."""
        self._asked_ms = position_ms
        self._clock.seek(position_ms, self._now())
        self._clock.presume(at_s)

    def _sounds(self) -> None:
        if self.state is PlayState.OPENING:
            self.state = PlayState.PLAYING
