"""The player port on libvlc: one worker thread does everything; libvlc's threads only post to it."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pluto_desktop.adapters.vlc.deck import Deck
from pluto_desktop.adapters.vlc.duet import Duet
from pluto_desktop.adapters.vlc.library import Load, VlcMissing, load_vlc
from pluto_desktop.adapters.vlc.media import facts_of
from pluto_desktop.adapters.vlc.outputs import list_outputs
from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import (
    Advanced,
    AvailabilityKnown,
    Bgm,
    BgmLeft,
    Equaliser,
    LengthKnown,
    Listener,
    Looped,
    OutputsChanged,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Source,
    StateChanged,
)

_log = logging.getLogger(__name__)

_CODES: dict[type[OSError], str] = {PermissionError: "file_unreadable", IsADirectoryError: "not_audio"}


class VlcPlayer:
    """Plays files with libvlc. Commands from any thread, in order; events come on the worker thread.

    Nothing is loaded before the first command. Where libvlc is missing, ``available`` turns False and every command
    does nothing. ``arguments`` go to libvlc (``--aout=adummy`` plays into nothing, in real time).
    """

    def __init__(self, arguments: Sequence[str] = (), *, load: Load = load_vlc) -> None:
        self._arguments, self._load_library = tuple(arguments), load
        self._work: queue.SimpleQueue[Callable[[], None] | None] = queue.SimpleQueue()
        self._listener: Listener | None = None
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._closed = False
        self._reason = ""
        self._decks: list[Duet] = []
        self._instance: Any = None
        self._preloaded = False
        self._rate = 1.0
        self._loop: Loop | None = None
        self._outputs: tuple[tuple[str, str], ...] = ()

    # ---- the port

    @property
    def available(self) -> bool:
        """Whether libvlc is there; True until the contrary is known."""
        return not self._reason

    @property
    def unavailable_reason(self) -> str:
        """Why there is no sound; "" where there is."""
        return self._reason

    @property
    def about(self) -> str:
        """VLC's version, and the demuxer of what is loaded; "" before libvlc is."""
        if not self._decks:
            return ""
        version = self._vlc.libvlc_get_version().decode(errors="replace")
        reader = self._current.reader
        return f"VLC {version}" + (f", the song read by {reader}" if reader else "")

    def set_listener(self, listener: Listener | None) -> None:
        """Set who is told of events."""
        self._listener = listener

    def start(self) -> None:
        """Load libvlc on the worker thread, if that has not begun."""
        with self._starting:
            if self._thread is None and not self._closed:
                self._thread = threading.Thread(target=self._run, name="pluto-vlc", daemon=True)
                self._thread.start()

    def load(
        self,
        token: int,
        path: Path,
        *,
        start_ms: int = 0,
        paused: bool = False,
        gain_db: float = 0.0,
        source: Source | None = None,
    ) -> None:
        """Stop what plays and start a file, or what comes from a source."""
        self._post(lambda: self._do_load(token, path, source, start_ms=start_ms, paused=paused, gain_db=gain_db))

    def preload(self, token: int, path: Path, *, gain_db: float = 0.0, source: Source | None = None) -> None:
        """Get the next file ready, or what comes from a source."""
        self._post(lambda: self._do_preload(token, path, source, gain_db))

    def set_bgm(self, token: int, bgm: Bgm | None, *, voice: int = 100) -> None:
        """Let the music without voice play beside a song, or no more."""
        self._post(lambda: self._do_set_bgm(token, bgm, voice / 100))

    def set_voice(self, token: int, percent: int) -> None:
        """Cross-fade to a share of the voice."""
        self._post(lambda: self._with_song(token, lambda deck: deck.set_voice(percent / 100)))

    def set_bgm_offset(self, token: int, offset_ms: int) -> None:
        """Shift the music without voice against the song."""
        self._post(lambda: self._with_song(token, lambda deck: deck.set_bgm_offset(offset_ms)))

    def clear_preloaded(self) -> None:
        """Forget the file that was made ready."""
        self._post(self._do_clear_preloaded)

    def set_paused(self, paused: bool) -> None:
        """Pause or resume."""
        self._post(lambda: self._current.set_paused(paused) if self._current.loaded else None)

    def seek(self, position_ms: int) -> None:
        """Go to a position."""
        self._post(lambda: self._do_seek(position_ms))

    def set_loop(self, loop: Loop | None) -> None:
        """Repeat a stretch of what is loaded, or nothing."""
        self._post(lambda: self._do_set_loop(loop))

    def set_rate(self, rate: float) -> None:
        """Set the speed; the pitch stays."""
        self._post(lambda: self._do_set_rate(rate))

    def set_volume(self, percent: int) -> None:
        """Set the volume, 0 to 100."""
        self._post(lambda: self._do_set_volume(percent), wake=False)

    def set_gain(self, gain_db: float) -> None:
        """Change the gain of what is loaded."""
        self._post(lambda: self._current.set_gain(gain_db), wake=False)

    def set_muted(self, muted: bool) -> None:
        """Silence the sound, or not."""
        self._post(lambda: self._do_set_muted(muted), wake=False)

    def set_equaliser(self, equaliser: Equaliser | None) -> None:
        """Use an equaliser, or none."""
        self._post(lambda: self._do_set_equaliser(equaliser), wake=False)

    def set_output(self, device: str) -> None:
        """Play on a device."""
        self._post(lambda: self._do_set_output(device), wake=False)

    def stop(self) -> None:
        """Stop and unload."""
        self._post(self._do_stop, wake=False)

    def close(self) -> None:
        """Stop, free libvlc and end the thread. Waits for it: not from the GUI thread."""
        with self._starting:
            self._closed = True
            thread = self._thread
        if thread is not None:
            self._work.put(None)
            thread.join(timeout=10)

    # ---- the worker thread

    @property
    def _current(self) -> Duet:
        return self._decks[0]

    def _post(self, work: Callable[[], None], *, wake: bool = True) -> None:
        """Queue work; what only sets how it sounds does not load libvlc yet."""
        self._work.put(work)
        if wake:
            self.start()

    def _run(self) -> None:
        try:
            vlc, self._instance = self._load_library(self._arguments)
        except VlcMissing as error:
            self._reason = str(error)
            _log.info("no sound: %s", error)
            self._emit(AvailabilityKnown(available=False, reason=self._reason))
            self._refuse()
            return
        self._vlc = vlc
        self._decks = [Duet(vlc, self._instance, self._report) for _ in range(2)]
        self._emit(AvailabilityKnown(available=True, reason=""))
        while True:
            try:
                work = self._work.get(timeout=self._seconds_to_wait())
            except queue.Empty:
                work = self._do_what_is_due
            if work is None:
                break
            work()
        for deck in self._decks:
            deck.close()
        self._instance.release()

    def _refuse(self) -> None:
        """Without libvlc: forget what is asked until the end, so that the queue does not grow."""
        while self._work.get() is not None:
            continue

    def _emit(self, event: PlayerEvent) -> None:
        if (listener := self._listener) is not None:
            listener(event)

    def _do_load(
        self, token: int, path: Path, source: Source | None, *, start_ms: int, paused: bool, gain_db: float
    ) -> None:
        self._do_clear_preloaded()
        self._loop = None
        self._open(self._current, token, path, source, start_ms=start_ms, paused=paused, gain_db=gain_db)

    def _open(
        self, deck: Deck, token: int, path: Path, source: Source | None, *, start_ms: int, paused: bool, gain_db: float
    ) -> bool:
        try:
            facts = facts_of(path, arriving=source is not None)
        except OSError as error:
            deck.stop()
            self._emit(PlayerFailed(token, _CODES.get(type(error), "file_missing")))
            return False
        deck.load(token, path, facts, start_ms=start_ms, paused=paused, gain_db=gain_db, source=source)
        deck.clock.set_rate(self._rate, time.monotonic())
        deck.media_player.set_rate(self._rate)
        return True

    def _do_preload(self, token: int, path: Path, source: Source | None, gain_db: float) -> None:
        self._do_clear_preloaded()
        self._preloaded = self._open(self._decks[1], token, path, source, start_ms=0, paused=True, gain_db=gain_db)

    def _with_song(self, token: int, act: Callable[[Duet], None]) -> None:
        for deck in self._decks:
            if deck.loaded and deck.token == token:
                act(deck)

    def _do_set_bgm(self, token: int, bgm: Bgm | None, voice: float) -> None:
        try:
            facts = None if bgm is None else facts_of(bgm.path, arriving=bgm.source is not None)
        except OSError as error:
            self._emit(BgmLeft(token, _CODES.get(type(error), "file_missing")))
            return
        self._with_song(token, lambda deck: deck.set_bgm(bgm, facts, voice))

    def _do_clear_preloaded(self) -> None:
        self._preloaded = False
        self._decks[1].stop()

    def _do_seek(self, position_ms: int) -> None:
        deck = self._current
        if deck.loaded:
            deck.seek(position_ms)

    def _do_set_loop(self, loop: Loop | None) -> None:
        self._loop = loop if self._current.loaded else None

    def _do_set_rate(self, rate: float) -> None:
        self._rate = rate
        for deck in self._decks:
            deck.set_rate(rate)

    def _do_set_volume(self, percent: int) -> None:
        for deck in self._decks:
            deck.set_volume(percent)

    def _do_set_muted(self, muted: bool) -> None:
        for deck in self._decks:
            deck.set_muted(muted)

    def _do_set_equaliser(self, equaliser: Equaliser | None) -> None:
        for deck in self._decks:
            deck.set_equaliser(equaliser)

    def _do_set_output(self, device: str) -> None:
        for deck in self._decks:
            deck.set_output(device)

    def _do_stop(self) -> None:
        self._preloaded, self._loop = False, None
        for deck in self._decks:
            deck.stop()

    # ---- what it does by itself: repeat a stretch, or go from one medium to the next

    def _turn_s(self) -> float | None:
        """Return when the stretch is over, or where none is repeated, when the preloaded takes over."""
        if self._loop is not None:
            seconds = self._current.seconds_to(self._loop.end_ms)
            return None if seconds is None else time.monotonic() + seconds
        if not self._preloaded or (end_s := self._current.ends_at_s()) is None:
            return None
        return end_s - self._decks[1].facts.first_sound_s

    def _seconds_to_wait(self) -> float | None:
        due = [at_s for at_s in (self._turn_s(), self._current.due_s()) if at_s is not None]
        return max(0.0, min(due) - time.monotonic()) if due else None

    def _do_what_is_due(self) -> None:
        now = time.monotonic()
        if (at_s := self._turn_s()) is None or now < at_s:
            self._current.tick()
        elif self._loop is None:
            self._change_over(now)
        else:
            self._go_round(self._current, self._loop)

    def _go_round(self, deck: Duet, loop: Loop) -> None:
        deck.seek(loop.start_ms)
        at_s = time.monotonic() + deck.sound_after_s(loop.start_ms)
        deck.clock.presume(at_s)
        self._emit(Looped(deck.token, float(loop.start_ms), at_s))

    def _change_over(self, at_s: float) -> None:
        """Let the preloaded deck sound; the other one plays its last milliseconds and then reports its end."""
        self._preloaded = False
        self._decks.reverse()
        deck = self._current
        deck.set_paused(False)
        self._emit(Advanced(deck.token, at_s + deck.facts.first_sound_s))
        if deck.length_ms > 0:
            self._emit(LengthKnown(deck.token, deck.length_ms))

    # ---- what libvlc says

    def _report(self, deck: Deck, generation: int, name: str, value: float, at_s: float) -> None:
        self._work.put(lambda: self._on_report(deck, generation, name, value, at_s))

    def _on_report(self, deck: Deck, generation: int, name: str, value: float, at_s: float) -> None:
        if generation != deck.generation or not deck.loaded:
            return
        song = next((each for each in self._decks if each.bgm is deck), None)
        if song is not None:
            for event in song.hear_bgm(name, value, at_s):
                self._emit(event)
        else:
            self._on_song_report(deck, name, value, at_s)

    def _on_song_report(self, deck: Deck, name: str, value: float, at_s: float) -> None:
        if name in {"ended", "error"}:
            self._on_end(deck, at_s, broken=name == "error")
            return
        event = deck.hear(name, value, at_s)
        if deck is self._current:
            for said in self._current.hear_song(event, at_s):
                self._emit(said)
        if deck is self._current and name in {"sound", "time"}:
            self._look_at_outputs()

    def _on_end(self, deck: Deck, at_s: float, *, broken: bool) -> None:
        token, code = deck.token, deck.failure(broken=broken)
        deck.stop()
        if deck is not self._current:
            if self._preloaded:
                self._preloaded = False
                self._emit(PlayerFailed(token, code or "not_audio"))
        elif self._loop is not None:  # it reaches beyond the end of what can be heard
            self._loop = None
            self._do_clear_preloaded()
            self._emit(StateChanged(token, PlayerState.ENDED, at_s))
        elif code:
            self._emit(PlayerFailed(token, code))
        elif self._preloaded:
            self._change_over(at_s)
        else:
            self._emit(StateChanged(token, PlayerState.ENDED, at_s))

    def _look_at_outputs(self) -> None:
        """Tell of devices that came or went; while no output is open, those known last are still there."""
        outputs = list_outputs(self._vlc, self._current.media_player)
        if outputs and outputs != self._outputs:
            self._outputs = outputs
            for deck in self._decks:
                deck.follow_outputs()
            self._emit(OutputsChanged(outputs))
