"""Small parts of the playing session, each with one duty: counting plays, sleeping, finding files, telling."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Protocol, TypeVar

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.playing_values import Playable, SessionEvent

T = TypeVar("T")
Resolve = Callable[[SongId], Playable]
"""Finds a song's file. Runs on a worker thread; raises KnownError, e.g. NotFound("file_missing", path=...)."""

_FOUR_MINUTES_MS = 240_000
_LARGEST_STEP_MS = 3_000.0
_FADE_S = 20.0


class Submit(Protocol):
    """Runs ``work`` on a worker and then ``done`` with its value on the session's thread; newer work of a key wins."""

    def __call__(self, key: str, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        """Run it; known errors are the work's own business."""
        ...


class Finder:
    """Finds on a worker what can be played of a song."""

    def __init__(self, resolve: Resolve, submit: Submit, look: Resolve | None = None) -> None:
        """``look`` tells of a song that is only shown; without it that is found like one to be played."""
        self._resolve, self._submit, self._look = resolve, submit, look or resolve

    def find(self, key: str, song: SongId, done: Callable[[Playable | KnownError], None]) -> None:
        """Hand ``done`` what was found, or why nothing was; a newer search under the same key takes its place."""
        self._ask(self._resolve, key, song, done)

    def look(self, key: str, song: SongId, done: Callable[[Playable | KnownError], None]) -> None:
        """Hand ``done`` what is to be shown of a song, wherever its sound is."""
        self._ask(self._look, key, song, done)

    def _ask(self, ask: Resolve, key: str, song: SongId, done: Callable[[Playable | KnownError], None]) -> None:
        def work() -> Playable | KnownError:
            try:
                return ask(song)
            except KnownError as error:
                return error

        self._submit(key, work, done)


class PlayCounter:
    """Adds up what was heard of one song; it counts as played after half of it, or four minutes.

    Then ``record`` is called, once, with the song, when the listening began (milliseconds since 1970) and how much was
    heard until now. ``wall`` gives seconds since 1970.
    """

    def __init__(self, wall: Callable[[], float], record: Callable[[SongId, int, int], None]) -> None:
        self._wall, self._record = wall, record
        self._started_at_ms = 0
        self._listened_ms = 0.0
        self._last_ms: float | None = None
        self._counted = False

    def begin(self) -> None:
        """Another listening begins."""
        self._started_at_ms = round(self._wall() * 1000)
        self._listened_ms, self._last_ms, self._counted = 0.0, None, False

    def jumped(self) -> None:
        """Leave out what lies between: the position jumped."""
        self._last_ms = None

    def heard(self, song: SongId, position_ms: float, duration_ms: int | None) -> None:
        """Take in how far the song was heard."""
        last, self._last_ms = self._last_ms, position_ms
        if last is not None and 0.0 < position_ms - last < _LARGEST_STEP_MS:
            self._listened_ms += position_ms - last
        needed = _FOUR_MINUTES_MS if not duration_ms else min(_FOUR_MINUTES_MS, duration_ms / 2)
        if not self._counted and self._listened_ms >= needed:
            self._counted = True
            self._record(song, self._started_at_ms, round(self._listened_ms))


class Sleep:
    """The sleep timer. Times are seconds of one monotonic clock; it runs on while the music is paused."""

    def __init__(self) -> None:
        self._deadline_s: float | None = None

    def set(self, minutes: int | None, now_s: float) -> None:
        """Start the timer anew, or forget it."""
        self._deadline_s = None if minutes is None else now_s + minutes * 60.0

    def minutes(self, now_s: float) -> int | None:
        """Return what is left, in whole minutes, rounded up; None where no timer runs."""
        return None if self._deadline_s is None else max(1, math.ceil((self._deadline_s - now_s) / 60.0))

    def loudness(self, now_s: float) -> float:
        """Return the share of the volume to play with: the music falls asleep gently in the last seconds."""
        return 1.0 if self._deadline_s is None else max(0.0, min(1.0, (self._deadline_s - now_s) / _FADE_S))

    def due(self, now_s: float) -> bool:
        """Whether the time has come; then the timer is forgotten."""
        if self._deadline_s is None or now_s < self._deadline_s:
            return False
        self._deadline_s = None
        return True


class Listeners:
    """Who wants to know what became of the music."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[SessionEvent], None]] = []

    def add(self, listener: Callable[[SessionEvent], None]) -> Callable[[], None]:
        """Tell a listener of every event from now on; call what is returned to end that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def tell(self, event: SessionEvent) -> None:
        """Tell everybody."""
        for listener in tuple(self._listeners):
            listener(event)

    def clear(self) -> None:
        """Tell nobody any more."""
        self._listeners.clear()
