"""A player without sound, driven by a clock that the test turns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from pluto_desktop.playback.loop import Loop
from pluto_desktop.ports.player import (
    Advanced,
    Bgm,
    BgmJoined,
    BgmLeft,
    Equaliser,
    LengthKnown,
    Listener,
    Looped,
    PlayerEvent,
    PlayerFailed,
    PlayerState,
    Sought,
    Source,
    StateChanged,
    TimeReported,
)

_REPORT_MS = 250


@dataclass
class _Loaded:
    token: int
    length_ms: int
    gain_db: float
    position_ms: float = 0.0
    loop: Loop | None = None
    paused: bool = False
    bgm: Bgm | None = None
    voice: int = 100
    joined: bool = False


@dataclass
class FakePlayer:
    """Fulfils the player port. ``lengths`` says how long each file is; a file not in it is no audio.

    ``now_s`` is the time; :meth:`advance` lets it pass and plays. ``post`` is how events leave; at once by default.
    """

    lengths: dict[Path, int] = field(default_factory=dict)
    available: bool = True
    unavailable_reason: str = ""
    now_s: float = 1000.0
    post: Callable[[Callable[[], None]], None] = lambda work: work()
    commands: list[tuple[object, ...]] = field(default_factory=list)
    volume: int = 80
    muted: bool = False
    rate: float = 1.0
    output: str = ""
    equaliser: Equaliser | None = None
    _listener: Listener | None = None
    _now: _Loaded | None = None
    _next: _Loaded | None = None

    @property
    def loaded(self) -> int:
        return 0 if self._now is None else self._now.token

    @property
    def preloaded(self) -> int:
        return 0 if self._next is None else self._next.token

    @property
    def gain_db(self) -> float:
        assert self._now is not None
        return self._now.gain_db

    @property
    def bgm(self) -> Bgm | None:
        return None if self._now is None else self._now.bgm

    @property
    def voice(self) -> int:
        """How much of the voice is heard."""
        return 100 if self._now is None or self._now.bgm is None or not self._now.joined else self._now.voice

    @property
    def next_bgm(self) -> tuple[Bgm | None, int]:
        assert self._next is not None
        return self._next.bgm, self._next.voice

    def clock(self) -> float:
        return self.now_s

    @property
    def about(self) -> str:
        return "no player at all"

    def set_listener(self, listener: Listener | None) -> None:
        self._listener = listener

    def start(self) -> None:
        self.commands.append(("start",))

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
        self.commands.append(("load", path.name, start_ms, paused))
        self._next = None
        self._now = self._open(token, path, gain_db)
        if self._now is None:
            return
        self._now.position_ms, self._now.paused = float(start_ms), paused
        self.say(StateChanged(token, PlayerState.OPENING, self.now_s))
        self.say(LengthKnown(token, self._now.length_ms))
        self.say(StateChanged(token, PlayerState.PAUSED if paused else PlayerState.PLAYING, self.now_s))
        self.say(Sought(token, float(start_ms), self.now_s))

    def preload(self, token: int, path: Path, *, gain_db: float = 0.0, source: Source | None = None) -> None:
        self.commands.append(("preload", path.name))
        self._next = self._open(token, path, gain_db)

    def set_bgm(self, token: int, bgm: Bgm | None, *, voice: int = 100) -> None:
        song = self._song(token)
        if song is None:
            return
        song.bgm, song.voice, song.joined = bgm, voice, False
        if bgm is not None and bgm.path not in self.lengths:
            self._lose_bgm(song, "not_audio" if bgm.path.exists() else "file_missing")
        elif bgm is not None and song.paused:
            self._join(song)

    def set_voice(self, token: int, percent: int) -> None:
        if (song := self._song(token)) is not None:
            song.voice = percent

    def set_bgm_offset(self, token: int, offset_ms: int) -> None:
        song = self._song(token)
        if song is not None and song.bgm is not None:
            song.bgm = replace(song.bgm, offset_ms=offset_ms)

    def clear_preloaded(self) -> None:
        self.commands.append(("clear_preloaded",))
        self._next = None

    def set_paused(self, paused: bool) -> None:
        if self._now is not None:
            self._now.paused = paused
            state = PlayerState.PAUSED if paused else PlayerState.PLAYING
            self.say(StateChanged(self._now.token, state, self.now_s))

    def seek(self, position_ms: int) -> None:
        if self._now is not None:
            self._now.position_ms = float(position_ms)
            self.say(Sought(self._now.token, float(position_ms), self.now_s))

    def set_loop(self, loop: Loop | None) -> None:
        if self._now is not None:
            self._now.loop = loop

    def set_rate(self, rate: float) -> None:
        changed, self.rate = rate != self.rate, rate
        if changed and self._now is not None and not self._now.paused:
            self.say(Sought(self._now.token, self._now.position_ms, self.now_s))

    def set_volume(self, percent: int) -> None:
        self.volume = percent

    def set_gain(self, gain_db: float) -> None:
        if self._now is not None:
            self._now.gain_db = gain_db

    def set_muted(self, muted: bool) -> None:
        self.muted = muted

    def set_equaliser(self, equaliser: Equaliser | None) -> None:
        self.equaliser = equaliser

    def set_output(self, device: str) -> None:
        self.output = device

    def stop(self) -> None:
        self.commands.append(("stop",))
        self._now = self._next = None

    def close(self) -> None:
        self.stop()

    def say(self, event: PlayerEvent) -> None:
        """Tell the listener."""
        if (listener := self._listener) is not None:
            self.post(lambda: listener(event))

    def advance(self, seconds: float) -> None:
        """Let time pass in steps of a report."""
        left_ms = round(seconds * 1000)
        while left_ms > 0:
            step_ms = min(_REPORT_MS, left_ms)
            left_ms -= step_ms
            self.now_s += step_ms / 1000
            self._step(step_ms)

    def _step(self, step_ms: int) -> None:
        playing = self._now
        if playing is None or playing.paused:
            return
        playing.position_ms += step_ms * self.rate
        if playing.loop is not None and playing.position_ms >= playing.loop.end_ms:
            playing.position_ms = float(playing.loop.start_ms)
            self.say(Looped(playing.token, playing.position_ms, self.now_s))
            return
        if playing.bgm is not None:
            self._join(playing)
            if playing.position_ms + playing.bgm.offset_ms >= self.lengths[playing.bgm.path]:
                self._lose_bgm(playing, "")
        if playing.position_ms < playing.length_ms:
            self.say(TimeReported(playing.token, playing.position_ms, self.now_s))
            return
        self._now, self._next = self._next, None
        if self._now is not None:
            self.say(Advanced(self._now.token, self.now_s))
            self.say(LengthKnown(self._now.token, self._now.length_ms))
        else:
            self.say(StateChanged(playing.token, PlayerState.ENDED, self.now_s))

    def _song(self, token: int) -> _Loaded | None:
        return next((song for song in (self._now, self._next) if song is not None and song.token == token), None)

    def _join(self, song: _Loaded) -> None:
        if not song.joined:
            song.joined = True
            self.say(BgmJoined(song.token))

    def _lose_bgm(self, song: _Loaded, code: str) -> None:
        song.bgm = None
        self.say(BgmLeft(song.token, code))

    def _open(self, token: int, path: Path, gain_db: float) -> _Loaded | None:
        if path not in self.lengths:
            self.say(PlayerFailed(token, "not_audio" if path.exists() else "file_missing"))
            return None
        return _Loaded(token, self.lengths[path], gain_db)
