"""The playing session: what the person asks of the music, in the person's words, and what became of it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeVar

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.playback.clock import PlaybackClock
from pluto_desktop.playback.gain import applied_gain_db
from pluto_desktop.playback.queue import PlayQueue, Repeat
from pluto_desktop.ports.personal import DeviceState, Plays
from pluto_desktop.ports.player import (
    Advanced,
    Equaliser,
    LengthKnown,
    OutputsChanged,
    Player,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Sought,
    StateChanged,
    TimeReported,
)
from pluto_desktop.services.playing_parts import NextUp, PlayCounter, PlayMemory, Remembered, Sleep
from pluto_desktop.services.playing_values import (
    GainMode,
    Playable,
    PlaySnapshot,
    PlayState,
    SessionChanged,
    SessionEvent,
    SessionFailed,
    SessionSought,
    SleepTimer,
)

T = TypeVar("T")
Resolve = Callable[[SongId], Playable]
"""Finds a song's file. Runs on a worker thread; raises KnownError, e.g. NotFound("file_missing", path=...)."""
Post = Callable[[Callable[[], None]], None]
"""Runs something soon on the session's thread (the GUI thread); callable from any thread."""

_PRELOAD_MS = 12_000.0
_RESTART_MS = 3_000.0
_SAVE_EVERY_S = 5.0
_ERRORS: dict[str, type[KnownError]] = {"file_missing": NotFound, "file_unreadable": Denied}


class Submit(Protocol):
    """Runs ``work`` on a worker and then ``done`` with its value on the session's thread; newer work of a key wins."""

    def __call__(self, key: str, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        """Run it; known errors are the work's own business."""
        ...


class PlaySession:
    """One person's playing: a queue, a player, a clock.

    Every method belongs to one thread (the GUI thread) and returns at once. The player's events may come on any
    thread; they are posted to that one. Listeners are called there too. ``submit_write`` runs what writes to the
    library (the queue, the plays) in order and without dropping any.
    """

    def __init__(
        self,
        player: Player,
        resolve: Resolve,
        state: DeviceState,
        plays: Plays,
        submit: Submit,
        post: Post,
        *,
        submit_write: Submit | None = None,
        on_changes: Callable[[Changes], None] | None = None,
        now: Callable[[], float] = time.monotonic,
        wall: Callable[[], float] = time.time,
        rng: random.Random | None = None,
    ) -> None:
        self._player, self._resolve, self._plays = player, resolve, plays
        self._submit, self._submit_write, self._post = submit, submit_write or submit, post
        self._on_changes, self._now, self._wall = on_changes or (lambda _: None), now, wall
        self._rng = rng or random.Random()  # noqa: S311 - a playing order, not a secret
        self._queue = PlayQueue(self._rng)
        self._clock = PlaybackClock()
        self._memory, self._counter, self._sleep = PlayMemory(state), PlayCounter(), Sleep()
        self._listeners: list[Callable[[SessionEvent], None]] = []
        self._state = PlayState.STOPPED
        self._token = self._last_token = 0
        self._loaded = False
        self._start_ms = 0
        self._asked_ms: float | None = None
        self._playable: Playable | None = None
        self._next: NextUp | None = None
        self._duration_ms: int | None = None
        self._failures = 0
        self._error: KnownError | None = None
        self._volume, self._muted, self._rate, self._output = 80, False, 1.0, ""
        self._outputs: tuple[tuple[str, str], ...] = ()
        self._gain = (GainMode.OFF, 0.0, True)
        self._saved_s = now()
        self._told = self.snapshot()
        player.set_listener(lambda event: post(lambda: self._on_event(event)))

    # ---- what is

    def position_ms(self) -> float:
        """Return the position that is heard now, in milliseconds; cheap enough for every frame."""
        position = self._clock.position_ms(self._now())
        return position if self._duration_ms is None else min(position, float(self._duration_ms))

    def snapshot(self) -> PlaySnapshot:
        """Return everything there is to show."""
        playable, player = self._playable, self._player
        return PlaySnapshot(
            song_id=self._queue.current,
            row=None if playable is None else playable.row,
            queue=self._queue.songs,
            index=self._queue.index,
            state=self._state,
            duration_ms=self._duration_ms,
            rate=self._rate,
            volume=self._volume,
            muted=self._muted,
            shuffle=self._queue.shuffle,
            repeat=self._queue.repeat,
            stop_after=self._queue.stop_after,
            output=self._output,
            outputs=self._outputs,
            available=player.available,
            unavailable_reason=player.unavailable_reason,
            error=self._error,
            sleep=self._sleep.shown(self._now()),
            gain_mode=self._gain[0],
            path=None if playable is None else playable.path,
        )

    def subscribe(self, listener: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Tell a listener of every change from now on; call what is returned to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    # ---- the queue

    def play_songs(self, ids: Sequence[SongId], start_index: int = 0, start_ms: int = 0) -> None:
        """Replace the queue and play from one of its songs."""
        self._queue.replace(ids, start_index)
        self._failures = 0
        if ids:
            self._begin(start_ms)
        else:
            self._halt()

    def play_next(self, ids: Sequence[SongId]) -> None:
        """Put songs right behind the current one."""
        self._changing(lambda: self._queue.insert_next(ids))

    def enqueue(self, ids: Sequence[SongId]) -> None:
        """Put songs at the end."""
        self._changing(lambda: self._queue.append(ids))

    def insert(self, ids: Sequence[SongId], position: int) -> None:
        """Put songs before a position (dropped there)."""
        self._changing(lambda: self._queue.insert(ids, position))

    def remove(self, indexes: Sequence[int]) -> None:
        """Take entries out; if the current one goes, the one after it plays (if anything did)."""
        self._changing(lambda: self._queue.remove(indexes))

    def move(self, indexes: Sequence[int], to: int) -> None:
        """Move entries before the one now at ``to``."""
        self._changing(lambda: self._queue.move(indexes, to))

    def clear(self) -> None:
        """Stop and empty the queue."""
        self._queue.clear()
        self._halt()

    def set_shuffle(self, shuffle: bool) -> None:
        """Play in a random order, or in the order songs were put in."""
        self._changing(lambda: self._queue.set_shuffle(shuffle))

    def set_repeat(self, repeat: Repeat) -> None:
        """Set what happens at the end."""
        self._changing(lambda: self._queue.set_repeat(repeat))

    def set_stop_after(self, stop_after: bool) -> None:
        """Stop when the current song ends, or not."""
        self._queue.stop_after = stop_after
        self._changing(lambda: None)

    # ---- moving about

    def toggle_pause(self) -> None:
        """Pause, resume, or play the current song from where it was left."""
        if self._state in {PlayState.PLAYING, PlayState.OPENING}:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Go on playing; nothing if sound comes already."""
        if self._state is PlayState.PAUSED and self._loaded:
            self._state = PlayState.PLAYING
            self._player.set_paused(False)
            self._tell()
        elif self._state in {PlayState.PAUSED, PlayState.STOPPED} and self._queue.current is not None:
            self._failures = 0
            self._begin(self._start_ms)

    def pause(self) -> None:
        """Stop the sound where it is."""
        if self._state not in {PlayState.PLAYING, PlayState.OPENING}:
            return
        self._state = PlayState.PAUSED
        if self._loaded:
            self._player.set_paused(True)
        self._tell()

    def stop(self) -> None:
        """Stop; the current song is at its start again."""
        self._halt()

    def seek(self, position_ms: float) -> None:
        """Go to a position of the current song, in milliseconds."""
        if self._queue.current is None:
            return
        target = max(0.0, position_ms)
        if self._duration_ms is not None:
            target = min(target, max(0.0, self._duration_ms - 50.0))
        self._counter.jumped()
        if self._loaded:
            self._asked_ms = target
            self._clock.seek(target, self._now())
            self._player.seek(round(target))
        else:
            self._start_ms = round(target)
            self._clock.start(target, self._now(), running=False)
        self._emit(SessionSought(target))

    def next(self) -> None:
        """Play the next song; at the end of the queue, stop."""
        self._failures = 0
        if self._queue.skip():
            self._begin(0, paused=self._state is PlayState.PAUSED)
        else:
            self._halt()

    def previous(self) -> None:
        """Go to the start of the song, or from its first three seconds to the song before."""
        self._failures = 0
        if self.position_ms() <= _RESTART_MS and self._queue.back():
            self._begin(0, paused=self._state is PlayState.PAUSED)
        else:
            self.seek(0)

    def jump_to(self, index: int, start_ms: int = 0) -> None:
        """Play the entry at a position of the queue."""
        if self._queue.jump(index):
            self._failures = 0
            self._begin(start_ms)

    # ---- how it sounds

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100; making it louder ends being muted."""
        percent = max(0, min(100, percent))
        if percent > self._volume and self._muted:
            self.set_muted(False)
        self._volume = percent
        self._player.set_volume(percent)
        self._tell()

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        self._muted = muted
        self._player.set_muted(muted)
        self._tell()

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 1.5; the pitch stays."""
        self._rate = max(0.5, min(1.5, rate))
        self._clock.set_rate(self._rate, self._now())
        self._player.set_rate(self._rate)
        self._tell()

    def set_output(self, device: str) -> None:
        """Play on an output device; "" is the system's default."""
        self._output = device
        self._player.set_output(device)
        self._tell()

    def set_equaliser(self, bands_db: Sequence[float] | None, preamp_db: float = 0.0) -> None:
        """Use ten bands of gain in decibels (31 Hz to 16 kHz) and a pre-amplifier, or none."""
        self._player.set_equaliser(None if bands_db is None else Equaliser(preamp_db, tuple(bands_db)))

    def set_gain(self, mode: GainMode, preamp_db: float = 0.0, *, prevent_clipping: bool = True) -> None:
        """Set ReplayGain; it holds from the next song that is loaded."""
        self._gain = (mode, preamp_db, prevent_clipping)
        self._drop_next()
        self._tell()

    def set_sleep(self, timer: SleepTimer | None) -> None:
        """Pause after some minutes, or stop at the end of the song, or neither."""
        self._sleep.set(timer, self._now())
        self._queue.stop_after = self._sleep.at_end_of_song
        self._changing(lambda: None)

    # ---- remembering

    def restore(self, *, resume: bool = True) -> None:
        """Take up what the last session left: the volume, the speed, and with ``resume`` the queue, paused as left."""
        self._submit("playing-restore", self._memory.load, lambda left: self._on_restored(left, resume=resume))

    def tick(self) -> None:
        """Call about once a second: saves a changed queue, the rest now and then, and lets the sleep timer run out."""
        now_s = self._now()
        if self._sleep.due(now_s):
            self.pause()
        # Where one is in a song is worth a write now and then; a queue put together would be missed at once.
        if now_s - self._saved_s >= _SAVE_EVERY_S or self._memory.is_behind(self._queue):
            self._saved_s = now_s
            self._save()
        self._tell()

    def close(self) -> None:
        """Save and stop. The work goes to ``submit_write``; the player is closed by who made it."""
        self._save()
        self._player.set_listener(None)
        self._player.stop()
        self._listeners.clear()

    # ---- within

    def _changing(self, change: Callable[[], None]) -> None:
        before = self._queue.entry
        change()
        if self._queue.current is None:
            self._halt()
        elif self._queue.entry == before:
            self._check_next()
            self._tell()
        elif self._state in {PlayState.PLAYING, PlayState.OPENING}:
            self._begin(0)
        else:
            self._halt()

    def _new_token(self) -> int:
        self._last_token += 1
        return self._last_token

    def _begin(self, start_ms: int, *, paused: bool = False) -> None:
        song = self._queue.current
        assert song is not None
        token = self._token = self._new_token()
        self._loaded, self._start_ms, self._asked_ms = False, start_ms, None
        self._playable = self._duration_ms = self._error = None
        self._state = PlayState.PAUSED if paused else PlayState.OPENING
        self._drop_next()
        self._clock.start(start_ms, self._now(), running=False)
        self._counter.begin(round(self._wall() * 1000))
        self._emit(SessionSought(float(start_ms)))
        self._tell()
        self._submit("playing-current", lambda: self._find(song), lambda found: self._on_found(token, found))

    def _find(self, song: SongId) -> Playable | KnownError:
        try:
            return self._resolve(song)
        except KnownError as error:
            return error

    def _on_found(self, token: int, found: Playable | KnownError) -> None:
        if token != self._token:
            return
        if isinstance(found, KnownError):
            self._fail(found)
            return
        self._playable, self._duration_ms, self._loaded = found, found.duration_ms, True
        paused = self._state is PlayState.PAUSED
        self._player.load(token, found.path, start_ms=self._start_ms, paused=paused, gain_db=self._gain_of(found))
        self._tell()

    def _gain_of(self, playable: Playable) -> float:
        mode, preamp_db, prevent = self._gain
        if mode is GainMode.OFF:
            return 0.0
        return applied_gain_db(playable.gain_db, playable.peak, preamp_db=preamp_db, prevent_clipping=prevent)

    def _halt(self) -> None:
        """Nothing plays; the current song, if there is one, waits at its start."""
        self._token = self._new_token()
        self._loaded, self._start_ms, self._asked_ms = False, 0, None
        self._playable = self._duration_ms = None
        self._state = PlayState.STOPPED
        self._next = None
        self._clock.start(0.0, self._now(), running=False)
        self._player.stop()
        self._emit(SessionSought(0.0))
        self._tell()
        self._show_current()

    def _show_current(self) -> None:
        """Find the current song's row without loading it."""
        song, token = self._queue.current, self._token
        if song is None:
            return

        def shown(found: Playable | KnownError) -> None:
            if token == self._token and isinstance(found, Playable):
                self._playable, self._duration_ms = found, found.duration_ms
                self._tell()

        self._submit("playing-current", lambda: self._find(song), shown)

    def _fail(self, error: KnownError) -> None:
        song, asked = self._queue.current, self._state is not PlayState.PAUSED
        self._failures += 1
        exhausted = self._failures >= len(self._queue) or self._queue.stop_after
        if not asked or exhausted or not self._queue.skip():
            self._failures, self._queue.stop_after = 0, False
            self._halt()
        else:
            self._begin(0)
        self._error = error
        self._emit(SessionFailed(song, error))
        self._tell()

    def _end_song(self) -> None:
        self._sleep.set(None, self._now()) if self._sleep.at_end_of_song else None
        if self._queue.end_song():
            self._begin(0)
        else:
            self._halt()

    # ---- what comes next

    def _check_next(self) -> None:
        """Forget what was made ready if something else comes next now; make ready what does, near the end."""
        following = self._queue.peek_after_end()
        if self._next is not None and (following is None or following[0] != self._next.entry):
            self._drop_next()
        if following is None or self._next is not None or not self._loaded or self._duration_ms is None:
            return
        if self._duration_ms - self.position_ms() > _PRELOAD_MS * self._rate:
            return
        upcoming = self._next = NextUp(following[0], following[1], self._new_token())

        def found(playable: Playable | KnownError) -> None:
            if self._next is upcoming and isinstance(playable, Playable):
                upcoming.playable = playable
                self._player.preload(upcoming.token, playable.path, gain_db=self._gain_of(playable))

        self._submit("playing-next", lambda: self._find(upcoming.song_id), found)

    def _drop_next(self) -> None:
        if self._next is not None:
            self._next = None
            self._player.clear_preloaded()

    # ---- what the player says

    def _on_event(self, event: PlayerEvent) -> None:
        match event:
            case TimeReported(token, position_ms, at_s) if token == self._token:
                self._on_time(position_ms, at_s)
            case StateChanged(token, state, at_s) if token == self._token:
                self._on_state(state, at_s)
            case LengthKnown(token, duration_ms) if token == self._token and duration_ms > 0:
                self._duration_ms = duration_ms
            case Sought(token, position_ms, at_s) if token == self._token:
                if self._asked_ms is not None and abs(position_ms - self._asked_ms) < 1.0:
                    self._clock.presume(at_s)
            case Advanced(token, at_s):
                self._on_advanced(token, at_s)
            case PlayerFailed(token, code) if token == self._token and self._playable is not None:
                kind = _ERRORS.get(code, Invalid)
                self._fail(kind(code, path=str(self._playable.path)))
            case PlayerFailed(token, _) if self._next is not None and token == self._next.token:
                self._next.playable = None
            case OutputsChanged(devices):
                self._outputs = devices
        self._tell()

    def _on_time(self, position_ms: float, at_s: float) -> None:
        self._clock.report(position_ms, at_s)
        if self._state is PlayState.OPENING:
            self._state = PlayState.PLAYING
        if position_ms > self._start_ms:
            self._failures = 0
        song = self._queue.current
        if song is not None and self._counter.heard(position_ms, self._duration_ms):
            started, listened = self._counter.started_at_ms, round(self._counter.listened_ms)
            self._submit_write(
                f"playing-play-{self._token}",
                lambda: self._plays.record_play(song, started, listened),
                self._on_changes,
            )
        self._check_next()

    def _on_state(self, state: PlayerState, at_s: float) -> None:
        if state is PlayerState.PLAYING:
            self._clock.resume(at_s)
            self._clock.presume(at_s)
            if self._state is PlayState.OPENING:
                self._state = PlayState.PLAYING
        elif state is PlayerState.PAUSED:
            self._clock.pause(at_s)
        elif state is PlayerState.ENDED:
            self._end_song()

    def _on_advanced(self, token: int, at_s: float) -> None:
        upcoming = self._next
        if upcoming is None or upcoming.token != token or upcoming.playable is None:
            return
        self._next = None
        self._queue.end_song()
        self._token, self._playable, self._duration_ms = token, upcoming.playable, upcoming.playable.duration_ms
        self._loaded, self._start_ms, self._asked_ms, self._error = True, 0, None, None
        self._state = PlayState.PLAYING
        self._clock.start(0.0, at_s)
        self._clock.presume(at_s)
        self._counter.begin(round(self._wall() * 1000))
        self._emit(SessionSought(0.0))

    def _on_restored(self, left: Remembered, *, resume: bool) -> None:
        if resume and self._queue.current is None and self._state is PlayState.STOPPED:
            self._queue = left.queue
            self._memory.adopt(self._queue)
            self._start_ms = left.position_ms
            if self._queue.current is not None:
                self._state = PlayState.PAUSED
                self._clock.start(left.position_ms, self._now(), running=False)
                self._show_current()
                self._emit(SessionSought(float(left.position_ms)))
        self._volume, self._muted, self._rate, self._output = left.volume, left.muted, left.rate, left.output
        self._clock.set_rate(self._rate, self._now())
        self._player.set_volume(self._volume)
        self._player.set_muted(self._muted)
        self._player.set_rate(self._rate)
        if self._output:
            self._player.set_output(self._output)
        self._tell()

    def _save(self) -> None:
        now: dict[str, Any] = {
            "position_ms": round(self.position_ms()),
            "volume": self._volume,
            "muted": self._muted,
            "rate": self._rate,
            "output": self._output,
        }
        if (save := self._memory.to_save(self._queue, now)) is not None:
            self._submit_write("playing-save", save, lambda _: None)

    # ---- telling

    def _tell(self) -> None:
        snapshot = self.snapshot()
        if snapshot != self._told:
            self._told = snapshot
            self._emit(SessionChanged(snapshot))

    def _emit(self, event: SessionEvent) -> None:
        for listener in tuple(self._listeners):
            listener(event)
