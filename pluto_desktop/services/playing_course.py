"""The course of the music: from one song of the queue to the next, past those that cannot be played."""

from __future__ import annotations

import random
from collections.abc import Callable

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.playback.loop import Loop
from pluto_desktop.playback.queue import PlayQueue
from pluto_desktop.ports.player import (
    Advanced,
    AvailabilityKnown,
    BgmJoined,
    BgmLeft,
    LengthKnown,
    Looped,
    OutputsChanged,
    Player,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Sought,
    StateChanged,
    TimeReported,
)
from pluto_desktop.services.playing_bgm import BgmPart
from pluto_desktop.services.playing_next import NextUp
from pluto_desktop.services.playing_parts import Finder, Listeners, PlayCounter
from pluto_desktop.services.playing_sound import Sound
from pluto_desktop.services.playing_track import Track
from pluto_desktop.services.playing_values import Playable, PlayState, SessionFailed, SessionSought, player_error

_PRELOAD_MS = 12_000.0
_MOST_FAILURES = 500
"""After so many songs in a row that cannot be played the rest is not tried: most likely none of it is here."""


class Course:
    """The queue and its current song, kept in step with the player. The session's thread only.

    ``on_changed`` is called after each change.
    """

    def __init__(
        self,
        player: Player,
        finder: Finder,
        sound: Sound,
        counter: PlayCounter,
        bgm: BgmPart,
        listeners: Listeners,
        now: Callable[[], float],
        rng: random.Random,
        *,
        on_changed: Callable[[], None],
    ) -> None:
        self._player, self._finder, self._sound = player, finder, sound
        self._counter, self._listeners = counter, listeners
        self.bgm = bgm
        self._changed = on_changed
        self.queue = PlayQueue(rng)
        self.track = Track(player, now)
        self.next_up = NextUp(player, finder, sound)
        self.error: KnownError | None = None
        self._last_token = 0
        self._wanted_token = 0
        self._failures = 0

    # ---- what a person asks

    def begin(self, start_ms: int = 0, *, paused: bool = False, wanted: bool = False) -> None:
        """Play the queue's current song because somebody asked; with ``wanted`` for that song and not for any.

        Where it cannot be played the music stays there then, with its words and what is missing.
        """
        self._failures = 0
        self._wanted_token = self._last_token + 1 if wanted else 0
        self._begin(start_ms, paused=paused)

    def resume(self) -> None:
        """Go on where the sound was, or play the current song from where it was left."""
        track = self.track
        if track.state is PlayState.PAUSED and track.loaded:
            track.set_paused(False)
            self._changed()
        elif not track.playing and self.queue.current is not None:
            self._failures, self._wanted_token = 0, self._last_token + 1
            self._begin(track.start_ms, loop=track.loop)

    def pause(self) -> None:
        """Stop the sound where it is."""
        if self.track.playing:
            self.track.set_paused(True)
            self._changed()

    def seek(self, position_ms: float) -> None:
        """Go to a position of the current song, in milliseconds."""
        if self.queue.current is not None:
            if self.track.loop is not None and not self.track.loop.holds(position_ms):
                self.set_loop(None)
            self._counter.jumped()
            self._listeners.tell(SessionSought(self.track.seek(position_ms)))
            self.bgm.sought()

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a stretch of the current song from now on, or nothing."""
        if self.queue.current is not None and loop != self.track.loop:
            self.next_up.drop()
            self.track.set_loop(loop)
            self._changed()

    def change(self, change: Callable[[], None]) -> None:
        """Change the queue; if the current song goes, the one after it plays (if anything did)."""
        before = self.queue.entry
        change()
        if self.queue.current is None:
            self.halt()
        elif self.queue.entry == before:
            self._check_next()
            self._changed()
        elif self.track.playing:
            self._begin(0)
        else:
            self.halt()

    def halt(self) -> None:
        """Stop; the current song, if there is one, waits at its start."""
        self.track.put(self._new_token(), PlayState.STOPPED)
        self.bgm.forget()
        self.next_up.forget()
        self._player.stop()
        self._listeners.tell(SessionSought(0.0))
        self._changed()
        self._show_current()

    def use_gain(self) -> None:
        """Play with the gain that was set."""
        self.next_up.drop()
        if self.track.loaded and self.track.playable is not None:
            self._player.set_gain(self._sound.gain_of(self.track.playable))

    def adopt(self, queue: PlayQueue, position_ms: int) -> None:
        """Take up a queue, paused at a position of its current song."""
        self.queue = queue
        if queue.current is not None:
            self.track.put(self._new_token(), PlayState.PAUSED, position_ms)
            self._show_current()
            self._listeners.tell(SessionSought(float(position_ms)))

    # ---- from one song to the next

    def _new_token(self) -> int:
        self._last_token += 1
        return self._last_token

    def _begin(self, start_ms: int, *, paused: bool = False, loop: Loop | None = None) -> None:
        song, token = self.queue.current, self._new_token()
        assert song is not None
        self.error = None
        self.track.put(token, PlayState.PAUSED if paused else PlayState.OPENING, start_ms, loop)
        self.bgm.forget()
        self.next_up.drop()
        self._counter.begin()
        self._listeners.tell(SessionSought(float(start_ms)))
        self._changed()
        self._finder.find("playing-current", song, lambda found: self._on_found(token, found))

    def _on_found(self, token: int, found: Playable | KnownError) -> None:
        if token != self.track.token:
            return
        if isinstance(found, KnownError):
            self._fail(found)
        else:
            assert self.queue.current is not None
            self.track.load(found, self._sound.gain_of(found))
            self.bgm.load(self.queue.current, token, found)
            self._changed()

    def _show_current(self) -> None:
        """Find the current song's row without loading it."""
        song, token = self.queue.current, self.track.token
        if song is None:
            return

        def shown(found: Playable | KnownError) -> None:
            if token == self.track.token and isinstance(found, Playable):
                self.track.know(found)
                self.bgm.show(song, found)
                self._changed()

        self._finder.look("playing-current", song, shown)

    def _end_song(self) -> None:
        if (loop := self.track.loop) is not None:  # the song is shorter than was said
            self._begin(loop.start_ms, loop=loop)
        elif self.queue.end_song():
            self._begin(0)
        else:
            self.halt()

    def _fail(self, error: KnownError) -> None:
        """Go on behind a song that cannot be played, unless it is the one that was wanted.

        A queue in which none can be played is gone through once.
        """
        stays = self.track.state is PlayState.PAUSED or self.track.token == self._wanted_token
        song = self.queue.current
        self._failures += 1
        exhausted = self._failures >= min(len(self.queue), _MOST_FAILURES) or self.queue.stop_after
        if stays or exhausted or not self.queue.skip():
            self.queue.stop_after = False
            self.halt()
        else:
            self._begin(0)
        self.error = error
        self._listeners.tell(SessionFailed(song, error))
        self._changed()

    def _check_next(self) -> None:
        """Forget what was made ready if something else comes next now; make ready what does, near the end."""
        following, track = self.queue.peek_after_end(), self.track
        wanted = self.next_up.expect(following) and track.loaded and track.loop is None
        if not wanted or track.duration_ms is None:
            return
        if following is not None and track.duration_ms - track.position_ms() <= _PRELOAD_MS * self._sound.rate:
            self.next_up.prepare(following, self._new_token())

    # ---- what the player says

    def hear(self, event: PlayerEvent) -> None:
        """Follow the player."""
        if getattr(event, "token", None) == self.track.token:
            self._hear_of_track(event)
        else:
            self._hear_of_others(event)
        self._changed()

    def _hear_of_track(self, event: PlayerEvent) -> None:
        track = self.track
        match event:
            case TimeReported(_, position_ms, at_s):
                self._on_time(position_ms, at_s)
            case StateChanged(_, PlayerState.ENDED):
                self._end_song()
            case StateChanged(_, state, at_s):
                track.on_state(state, at_s)
            case LengthKnown(_, duration_ms) if duration_ms > 0:
                track.duration_ms = duration_ms
            case Sought(_, position_ms, at_s):
                track.on_sought(position_ms, at_s)
            case Looped(_, position_ms, at_s):
                track.on_looped(position_ms, at_s)
                self._counter.jumped()
                self._listeners.tell(SessionSought(position_ms))
                self.bgm.sought()
            case BgmJoined() | BgmLeft():
                self.bgm.hear(event)
            case PlayerFailed(_, code) if track.playable is not None:
                self._fail(player_error(code, track.playable.path))

    def _hear_of_others(self, event: PlayerEvent) -> None:
        match event:
            case Advanced(token, at_s):
                self._on_advanced(token, at_s)
            case PlayerFailed(token):
                self.next_up.failed(token)
            case BgmLeft(token):
                self.next_up.lost_bgm(token)
            case OutputsChanged(devices):
                self._sound.outputs = devices
            case AvailabilityKnown(available=False) if self.track.playing:
                self.halt()

    def _on_time(self, position_ms: float, at_s: float) -> None:
        track, song = self.track, self.queue.current
        track.on_time(position_ms, at_s)
        if position_ms > track.start_ms:
            self._failures = self._wanted_token = 0
        self.bgm.heard(position_ms - track.start_ms)
        if song is not None:
            self._counter.heard(song, position_ms, track.duration_ms)
        self._check_next()

    def _on_advanced(self, token: int, at_s: float) -> None:
        if (playable := self.next_up.take(token)) is not None:
            self.queue.end_song()
            self.error = None
            self.track.take_over(token, playable, at_s)
            self.bgm.forget()
            if self.queue.current is not None:
                self.bgm.take_over(self.queue.current, token, playable)
            self._counter.begin()
            self._listeners.tell(SessionSought(0.0))
