"""What a playing session leaves to the next one: the queue, the place in the song, how it sounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.playback.queue import PlayQueue
from pluto_desktop.ports.personal import DeviceState

QUEUE_STATE = "playing.queue"
NOW_STATE = "playing.now"
_SAVE_EVERY_S = 5.0


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

    def __init__(self, state: DeviceState, now_s: float) -> None:
        self._state = state
        self._saved_at_s = now_s
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

    def due(self, queue: PlayQueue, now_s: float) -> bool:
        """Whether it is time to save; asked once a second or so.

        Where one is in a song is worth a write now and then; a queue put together would be missed at once.
        """
        if now_s - self._saved_at_s < _SAVE_EVERY_S and not self._is_behind(queue):
            return False
        self._saved_at_s = now_s
        return True

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

    def _is_behind(self, queue: PlayQueue) -> bool:
        """Whether the queue became another one since it was last handed out for saving."""
        empty_yet = self._handed is None and not queue.songs
        return queue.songs is not self._handed and not empty_yet


def _number(value: object, default: float, low: float, high: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return default
    return max(low, min(high, value))
