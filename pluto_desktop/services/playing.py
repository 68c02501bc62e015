"""The playing session: what the person asks of the music, in the person's words, and what became of it."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.playback.loop import Loop
from pluto_desktop.playback.queue import Repeat
from pluto_desktop.ports.personal import DeviceState, Plays
from pluto_desktop.ports.player import Player
from pluto_desktop.services.playing_bgm import BgmHelp, BgmPart
from pluto_desktop.services.playing_course import Course
from pluto_desktop.services.playing_memory import PlayMemory, Remembered
from pluto_desktop.services.playing_parts import Finder, Listeners, PlayCounter, Resolve, Sleep, Submit
from pluto_desktop.services.playing_sound import Sound
from pluto_desktop.services.playing_values import (
    GainMode,
    Heard,
    PlaySnapshot,
    PlayState,
    SessionChanged,
    SessionEvent,
)

Post = Callable[[Callable[[], None]], None]
"""Runs something soon on the session's thread (the GUI thread); callable from any thread."""

_RESTART_MS = 3_000.0


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
        look: Resolve | None = None,
        bgm: BgmHelp | None = None,
    ) -> None:
        """``look`` tells what is to be shown of a song that is not to sound yet, wherever its sound is.

        Without ``bgm`` songs are played without the music that has no voice.
        """
        self._player, self._plays = player, plays
        self._submit, self._submit_write = submit, submit_write or submit
        self._on_changes, self._now = on_changes or (lambda _: None), now
        self._memory, self._sleep = PlayMemory(state, now()), Sleep()
        self._sound, self._listeners = Sound(player), Listeners()
        self._course = Course(
            player,
            Finder(resolve, submit, look),
            self._sound,
            PlayCounter(wall, self._record),
            BgmPart(player, bgm, submit, self._submit_write, self._listeners, on_changed=self._tell),
            self._listeners,
            now,
            rng or random.Random(),  # noqa: S311 - a playing order, not a secret
            on_changed=self._tell,
        )
        self._told = self.snapshot()
        player.set_listener(lambda event: post(lambda: self._course.hear(event)))

    # ---- what is

    def position_ms(self) -> float:
        """Return the position that is heard now, in milliseconds; cheap enough for every frame."""
        return self._course.track.position_ms()

    def snapshot(self) -> PlaySnapshot:
        """Return everything there is to show."""
        queue, track, sound, player = self._course.queue, self._course.track, self._sound, self._player
        playable = track.playable
        return PlaySnapshot(
            song_id=queue.current,
            row=None if playable is None else playable.row,
            queue=queue.songs,
            index=queue.index,
            entry=queue.entry,
            has_next=queue.has_next,
            state=track.state,
            duration_ms=track.duration_ms,
            rate=sound.rate,
            volume=sound.volume,
            muted=sound.muted,
            shuffle=queue.shuffle,
            repeat=queue.repeat,
            stop_after=queue.stop_after,
            output=sound.output,
            outputs=sound.outputs,
            available=player.available,
            unavailable_reason=player.unavailable_reason,
            error=self._course.error,
            sleep_minutes=self._sleep.minutes(self._now()),
            gain_mode=sound.gain_mode,
            path=None if playable is None else playable.path,
            loop=track.loop,
            bgm=self._course.bgm.view(),
        )

    def heard(self) -> Heard:
        """Return how the music is heard now, for the diagnostics."""
        sound, player = self._sound, self._player
        label = dict(sound.outputs).get(sound.output, "")
        return Heard(player.about, self._course.track.clock_error_ms, sound.output, label, player.unavailable_reason)

    def renew(self, row: SongRow) -> None:
        """Say otherwise what the song is that plays, where it is that one."""
        track = self._course.track
        if track.playable is not None and track.playable.row.id == row.id:
            track.playable = replace(track.playable, row=row)
            if row.has_bgm:
                self._course.bgm.look_again()
            self._tell()

    def subscribe(self, listener: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Tell a listener of every change from now on; call what is returned to end that."""
        return self._listeners.add(listener)

    # ---- the queue

    def play_songs(
        self, ids: Sequence[SongId], start_index: int = 0, start_ms: int = 0, *, wanted: bool = False
    ) -> None:
        """Replace the queue and play from one of its songs, or with ``wanted`` that one or nothing."""
        self._course.queue.replace(ids, start_index)
        if ids:
            self._course.begin(start_ms, wanted=wanted)
        else:
            self._course.halt()

    def play_next(self, ids: Sequence[SongId]) -> None:
        """Put songs right behind the current one."""
        self._course.change(lambda: self._course.queue.insert_next(ids))

    def enqueue(self, ids: Sequence[SongId]) -> None:
        """Put songs at the end."""
        self._course.change(lambda: self._course.queue.append(ids))

    def insert(self, ids: Sequence[SongId], position: int) -> None:
        """Put songs before a position (dropped there)."""
        self._course.change(lambda: self._course.queue.insert(ids, position))

    def remove(self, indexes: Sequence[int]) -> None:
        """Take entries out; if the current one goes, the one after it plays (if anything did)."""
        self._course.change(lambda: self._course.queue.remove(indexes))

    def move(self, indexes: Sequence[int], to: int) -> None:
        """Move entries before the one now at ``to``."""
        self._course.change(lambda: self._course.queue.move(indexes, to))

    def clear(self) -> None:
        """Stop and empty the queue."""
        self._course.queue.clear()
        self._course.halt()

    def set_shuffle(self, shuffle: bool) -> None:
        """Play in a random order, or in the order songs were put in."""
        self._course.change(lambda: self._course.queue.set_shuffle(shuffle))

    def set_repeat(self, repeat: Repeat) -> None:
        """Set what happens at the end."""
        self._course.change(lambda: self._course.queue.set_repeat(repeat))

    def set_stop_after(self, stop_after: bool) -> None:
        """Stop when the current song ends, or not."""
        self._course.queue.stop_after = stop_after
        self._course.change(lambda: None)

    # ---- moving about

    def toggle_pause(self) -> None:
        """Pause, resume, or play the current song from where it was left."""
        if self._course.track.playing:
            self.pause()
        else:
            self.play()

    def play(self) -> None:
        """Go on playing; nothing if sound comes already."""
        self._course.resume()

    def pause(self) -> None:
        """Stop the sound where it is."""
        self._course.pause()

    def stop(self) -> None:
        """Stop; the current song is at its start again."""
        self._course.halt()

    def seek(self, position_ms: float) -> None:
        """Go to a position of the current song, in milliseconds."""
        self._course.seek(position_ms)

    def next(self) -> None:
        """Play the next song; at the end of the queue, stop."""
        if self._course.queue.skip():
            self._course.begin(paused=self._course.track.state is PlayState.PAUSED)
        else:
            self._course.halt()

    def previous(self) -> None:
        """Go to the start of the song, or from its first three seconds to the song before."""
        if self.position_ms() <= _RESTART_MS and self._course.queue.back():
            self._course.begin(paused=self._course.track.state is PlayState.PAUSED, wanted=True)
        else:
            self.seek(0)

    def jump_to(self, index: int, start_ms: int = 0) -> None:
        """Play the entry at a position of the queue."""
        if self._course.queue.jump(index):
            self._course.begin(start_ms, wanted=True)

    def set_loop(self, loop: Loop | None, rate: float = 1.0) -> None:
        """Repeat a stretch of the current song at a practice speed (0.5 to 1.5), from its start; None ends it.

        It ends, too, where another song begins or somebody seeks out of it. Then the speed is the one from before.
        """
        course = self._course
        if loop is None:
            course.set_loop(None)
        elif course.queue.current is not None:
            another = course.track.loop is not None
            course.set_loop(loop)
            if not another:
                self._sound.practise(rate)
                course.track.set_rate(self._sound.rate)
            course.seek(loop.start_ms)
        self._tell()

    # ---- how it sounds

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100; making it louder ends being muted."""
        self._sound.set_volume(percent)
        self._tell()

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        self._sound.set_muted(muted)
        self._tell()

    @property
    def bgm(self) -> BgmPart:
        """The music without voice of the current song, and how much of the voice is heard."""
        return self._course.bgm

    def set_rate(self, rate: float) -> None:
        """Set the speed, 0.5 to 1.5; the pitch stays. While a loop is repeated, it is that of practising."""
        self._sound.set_rate(rate)
        self._course.track.set_rate(self._sound.rate)
        self._tell()

    def set_output(self, device: str) -> None:
        """Play on an output device; "" is the system's default."""
        self._sound.set_output(device)
        self._tell()

    def set_equaliser(self, bands_db: Sequence[float] | None, preamp_db: float = 0.0) -> None:
        """Use ten bands of gain in decibels (31 Hz to 16 kHz) and a pre-amplifier, or none."""
        self._sound.set_equaliser(bands_db, preamp_db)

    def set_gain(self, mode: GainMode, preamp_db: float = 0.0, *, prevent_clipping: bool = True) -> None:
        """Set ReplayGain; it is heard at once."""
        self._sound.set_gain(mode, preamp_db, prevent_clipping=prevent_clipping)
        self._course.use_gain()
        self._tell()

    def set_sleep(self, minutes: int | None) -> None:
        """Pause after some minutes, falling silent slowly; None ends the timer."""
        self._sleep.set(minutes, self._now())
        self._sound.fade(1.0)
        self._tell()

    # ---- remembering

    def restore(self, *, resume: bool = True) -> None:
        """Take up what the last session left: the volume, the speed, and with ``resume`` the queue, paused as left."""
        self._submit("playing-restore", self._memory.load, lambda left: self._on_restored(left, resume=resume))

    def tick(self) -> None:
        """Call about once a second: saves a changed queue, the rest now and then, and lets the sleep timer run out."""
        now_s = self._now()
        if self._sleep.due(now_s):
            self.pause()
        self._sound.fade(self._sleep.loudness(now_s))
        if self._memory.due(self._course.queue, now_s):
            self._save()
        self._tell()

    def close(self) -> None:
        """Save and stop. The work goes to ``submit_write``; the player is closed by who made it."""
        self._save()
        self._player.set_listener(None)
        self._player.stop()
        self._listeners.clear()

    # ---- within

    def _on_restored(self, left: Remembered, *, resume: bool) -> None:
        course = self._course
        if resume and course.queue.current is None and course.track.state is PlayState.STOPPED:
            self._memory.adopt(left.queue)
            course.adopt(left.queue, left.position_ms)
        self._sound.restore(left)
        course.track.set_rate(self._sound.rate)
        self._tell()

    def _save(self) -> None:
        now = {"position_ms": round(self.position_ms()), **self._sound.to_save()}
        if (save := self._memory.to_save(self._course.queue, now)) is not None:
            self._submit_write("playing-save", save, lambda _: None)

    def _record(self, song: SongId, started_at_ms: int, listened_ms: int) -> None:
        self._submit_write(
            f"playing-play-{started_at_ms}",
            lambda: self._plays.record_play(song, started_at_ms, listened_ms),
            self._on_changes,
        )

    def _tell(self) -> None:
        if self._course.track.loop is None and self._sound.practising:
            self._sound.practise(None)
            self._course.track.set_rate(self._sound.rate)
        snapshot = self.snapshot()
        if snapshot != self._told:
            self._told = snapshot
            self._listeners.tell(SessionChanged(snapshot))
