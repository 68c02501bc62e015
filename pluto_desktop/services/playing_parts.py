"""Small parts of the playing session, each with one duty: counting plays, remembering, sleeping, what comes next."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.playback.queue import PlayQueue
from pluto_desktop.ports.personal import DeviceState
from pluto_desktop.services.playing_values import Playable, SleepTimer

QUEUE_STATE = "playing.queue"
NOW_STATE = "playing.now"
_FOUR_MINUTES_MS = 240_000
_LARGEST_STEP_MS = 3_000.0


class PlayCounter:
    """Adds up what was heard of one song and tells once when it counts as played: half of it, or four minutes."""

    def __init__(self) -> None:
        self.started_at_ms = 0
        self.listened_ms = 0.0
        self._last_ms: float | None = None
        self._counted = False

    def begin(self, at_ms: int) -> None:
        """Another listening begins, at a time in milliseconds since 1970."""
        self.started_at_ms, self.listened_ms, self._last_ms, self._counted = at_ms, 0.0, None, False

    def jumped(self) -> None:
        """Leave out what lies between: the position jumped."""
        self._last_ms = None

    def heard(self, position_ms: float, duration_ms: int | None) -> bool:
        """Take in a position; whether the song counts as played from now on (told once)."""
        last, self._last_ms = self._last_ms, position_ms
        if last is not None and 0.0 < position_ms - last < _LARGEST_STEP_MS:
            self.listened_ms += position_ms - last
        needed = _FOUR_MINUTES_MS if not duration_ms else min(_FOUR_MINUTES_MS, duration_ms / 2)
        if self._counted or self.listened_ms < needed:
            return False
        self._counted = True
        return True


class Sleep:
    """The sleep timer: at a time, or at the end of the song. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        self._deadline_s: float | None = None
        self.at_end_of_song = False

    def set(self, timer: SleepTimer | None, now_s: float) -> None:
        """Start, change or forget the timer."""
        self.at_end_of_song = timer is not None and timer.minutes is None
        self._deadline_s = None if timer is None or timer.minutes is None else now_s + timer.minutes * 60.0

    def shown(self, now_s: float) -> SleepTimer | None:
        """Return what is left, in whole minutes, rounded up."""
        if self._deadline_s is not None:
            return SleepTimer(max(1, math.ceil((self._deadline_s - now_s) / 60.0)))
        return SleepTimer(None) if self.at_end_of_song else None

    def due(self, now_s: float) -> bool:
        """Whether the time has come; then the timer is forgotten."""
        if self._deadline_s is None or now_s < self._deadline_s:
            return False
        self._deadline_s = None
        return True


@dataclass(slots=True)
class NextUp:
    """The entry that was made ready to follow; ``playable`` is None until it was found, or where it failed."""

    entry: int
    song_id: SongId
    token: int
    playable: Playable | None = None


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an earlier session left."""

    queue: PlayQueue
    position_ms: int = 0
    volume: int = 80
    muted: bool = False
    rate: float = 1.0
    output: str = ""


class PlayMemory:
    """Keeps the queue and the position in the device's state. Loading and saving are for worker threads."""

    def __init__(self, state: DeviceState) -> None:
        self._state = state
        self._saved_songs: Sequence[SongId] | None = None
        self._saved_now: dict[str, object] = {}
        self._handed: Sequence[SongId] | None = None

    def load(self) -> Remembered:
        """Read what was left; anything that cannot be understood counts as not there."""
        queue = PlayQueue.from_state(self._state.load_state(QUEUE_STATE))
        now = self._state.load_state(NOW_STATE)
        if not isinstance(now, dict):
            return Remembered(queue)
        if type(now.get("index")) is int:
            queue.jump(now["index"])
        return Remembered(
            queue,
            int(_number(now.get("position_ms"), 0, 0, 10**9)),
            int(_number(now.get("volume"), 80, 0, 100)),
            now.get("muted") is True,
            _number(now.get("rate"), 1.0, 0.5, 1.5),
            output if isinstance(output := now.get("output"), str) else "",
        )

    def adopt(self, queue: PlayQueue) -> None:
        """Take a queue just loaded as saved already."""
        self._saved_songs = self._handed = queue.songs

    def is_behind(self, queue: PlayQueue) -> bool:
        """Whether the queue became another one since it was last handed out for saving."""
        empty_yet = self._handed is None and not queue.songs
        return queue.songs is not self._handed and not empty_yet

    def to_save(self, queue: PlayQueue, now: dict[str, object]) -> Callable[[], None] | None:
        """Return the work that saves what changed since the last time; None if nothing did. Call on one thread."""
        modes = (queue.shuffle, queue.repeat.value, queue.stop_after)
        now = {**now, "index": queue.index, "modes": list(modes)}
        values: dict[str, object] = {}
        if queue.songs is not self._saved_songs or now["modes"] != self._saved_now.get("modes"):
            values[QUEUE_STATE] = queue.to_state()
        if now != self._saved_now:
            values[NOW_STATE] = now
        if not values:
            return None
        self._saved_songs, self._saved_now, self._handed = queue.songs, now, queue.songs

        def save() -> None:
            for name, value in values.items():
                try:
                    self._state.save_state(name, value)
                except KnownError:
                    # a full or read-only disk must not disturb the music; the next save tries again
                    self._saved_songs, self._saved_now = None, {}

        return save


def _number(value: object, default: float, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return default
    return max(low, min(high, value))
