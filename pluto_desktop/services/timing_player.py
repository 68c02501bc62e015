"""One song played for whoever times its words: over and over, at any speed, whatever else is in the queue."""

from __future__ import annotations

import time
from collections.abc import Callable

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import (
    LengthKnown,
    Looped,
    Player,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Sought,
    StateChanged,
    TimeReported,
)
from pluto_desktop.services.playing import Post
from pluto_desktop.services.playing_track import Track
from pluto_desktop.services.playing_values import Playable, PlayState, player_error


class TimingPlayer:
    """Plays a song through a player of its own. One thread (the GUI's), but for :meth:`close`.

    ``post`` brings what the player says to that thread. ``on_changed`` is called there after each change but that of
    the position.
    """

    def __init__(self, player: Player, post: Post, *, now: Callable[[], float] = time.monotonic) -> None:
        self._player, self._track = player, Track(player, now)
        self._token = 0
        self.rate = 1.0
        self.failure: KnownError | None = None
        """Why the song cannot be heard."""
        self.on_changed: Callable[[], None] = lambda: None
        player.set_listener(lambda event: post(lambda: self._hear(event)))

    @property
    def loaded(self) -> bool:
        """Whether there is a song to be heard."""
        return self._track.loaded and self.failure is None

    @property
    def playing(self) -> bool:
        """Whether the song plays."""
        return self._track.playing

    @property
    def loop(self) -> Loop | None:
        """The stretch that is repeated."""
        return self._track.loop

    @property
    def duration_ms(self) -> int | None:
        """How long the song is, where that is known."""
        return self._track.duration_ms

    def position_ms(self) -> float:
        """Return the position that is heard now, in milliseconds; cheap enough for every frame."""
        return self._track.position_ms()

    def load(self, song: Playable, output: str, volume: int, start_ms: int = 0) -> None:
        """Get a song ready, paused at a position, for an output at a volume (0 to 100). A failure is forgotten."""
        self.failure = None
        self._player.set_output(output)
        self._player.set_volume(volume)
        self._begin(song, start_ms)

    def play_from(self, position_ms: float) -> None:
        """Play from a position; a repetition that does not hold it ends."""
        self.seek(position_ms)
        self.set_playing(playing=True)

    def seek(self, position_ms: float) -> None:
        """Go to a position; a repetition that does not hold it ends."""
        if self._track.loop is not None and not self._track.loop.holds(position_ms):
            self._track.set_loop(None)
        self._track.seek(position_ms)
        self.on_changed()

    def set_playing(self, *, playing: bool) -> None:
        """Play, or pause."""
        if self.loaded and playing != self.playing:
            self._track.set_paused(not playing)
            self.on_changed()

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 1.5; the pitch stays."""
        self.rate = rate
        self._player.set_rate(rate)
        self._track.set_rate(rate)
        self.on_changed()

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a stretch, from its start, or nothing."""
        self._track.set_loop(loop)
        if loop is not None:
            self._track.seek(loop.start_ms)
        self.on_changed()

    def stop(self) -> None:
        """Be silent for good."""
        self._player.set_listener(None)
        self._player.stop()

    def close(self) -> None:
        """Free the player. May take a moment: on a worker."""
        self._player.close()

    def _begin(self, song: Playable, start_ms: int = 0) -> None:
        self._token += 1
        self._track.put(self._token, PlayState.PAUSED, start_ms)
        self._track.load(song, 0.0)
        self.on_changed()

    def _hear(self, event: PlayerEvent) -> None:
        if getattr(event, "token", None) != self._token:
            return
        track = self._track
        match event:
            case TimeReported(_, position_ms, at_s):
                track.on_time(position_ms, at_s)
                return
            case StateChanged(_, PlayerState.ENDED):
                if track.playable is not None:
                    self._begin(track.playable)
            case StateChanged(_, state, at_s):
                track.on_state(state, at_s)
            case LengthKnown(_, duration_ms) if duration_ms > 0:
                track.duration_ms = duration_ms
            case Sought(_, position_ms, at_s):
                track.on_sought(position_ms, at_s)
            case Looped(_, position_ms, at_s):
                track.on_looped(position_ms, at_s)
            case PlayerFailed(_, code) if track.playable is not None:
                self.failure = player_error(code, track.playable.path)
                track.state = PlayState.STOPPED
        self.on_changed()
