"""The playing position between a player's reports: steady, never backwards, right after a seek.

A player tells its position a few times a second at best. Each report is precise but for a small error, so the clock
keeps the difference between reported position and time, aims at the median of the last few, and moves there slowly.
Pure: it is told the time (seconds of one monotonic clock) by its callers and reads none. Not for several threads.
"""

from __future__ import annotations

from collections import deque
from statistics import median

_KEPT = 5
_SLEW = 0.05
_SNAP_MS = 120.0
_ECHO_MS = 1.0
_STALE_MS = 400.0
_DISTRUST_S = 0.8


class PlaybackClock:
    """The audible position in milliseconds, from a player's events.

    After :meth:`start` and :meth:`seek` the position holds until sound comes from there, or is presumed to come. It
    never goes backwards but by a seek, a start, or when the player is found to be elsewhere by more than 120 ms.
    """

    def __init__(self) -> None:
        self._rate = 1.0
        self._running = False
        self._holding = True
        self._position_ms = 0.0
        self._at_s = self._asked_s = 0.0
        self._sought_s = self._sought_ms = 0.0
        self._presumed_s: float | None = None
        self._offsets: deque[float] = deque(maxlen=_KEPT)
        self._target: float | None = None

    @property
    def rate(self) -> float:
        """The speed the clock counts with."""
        return self._rate

    @property
    def running(self) -> bool:
        """Whether the sound is not paused."""
        return self._running

    @property
    def holding(self) -> bool:
        """Whether the position waits for the first sound after a start or a seek."""
        return self._holding

    @property
    def counting(self) -> bool:
        """Whether the position moves: the sound is not paused, and has come from its place or is presumed to."""
        return self._running and (not self._holding or self._presumed_s is not None)

    def position_ms(self, now_s: float) -> float:
        """Return the position at a time not before the last event's."""
        self._asked_s = now_s
        if not self.counting:
            return self._position_ms
        elapsed_ms = max(0.0, now_s - self._at_s) * 1000.0 * self._rate
        position = self._position_ms + elapsed_ms
        if self._target is not None:
            error = self._target + now_s * 1000.0 * self._rate - position
            limit = _SLEW * elapsed_ms
            position += max(-limit, min(limit, error))
        return position

    def start(self, position_ms: float, now_s: float, *, running: bool = True) -> None:
        """Begin at a position of something newly loaded; hold there until sound comes."""
        self._position_ms = self._sought_ms = position_ms
        self._at_s = self._sought_s = now_s
        self._holding, self._running, self._presumed_s = True, running, None
        self._forget()

    def seek(self, position_ms: float, now_s: float) -> None:
        """Jump to a position, and hold there until sound comes from there."""
        self.start(position_ms, now_s, running=self._running)

    def presume(self, at_s: float) -> None:
        """Count from ``at_s``, when sound from the new place is expected, until the first report says exactly."""
        if self._running and self._holding:
            self._at_s = self._presumed_s = at_s

    def pause(self, now_s: float) -> None:
        """Stop counting: the sound stopped."""
        self._fold(now_s)
        self._running = False

    def resume(self, now_s: float) -> None:
        """Count again from where the sound was."""
        if self._running:
            return
        self._at_s, self._running = now_s, True
        self._sought_s, self._sought_ms = now_s, self._position_ms
        self._forget()

    def set_rate(self, rate: float, now_s: float) -> None:
        """Count with another speed."""
        self._fold(now_s)
        self._rate = rate
        self._forget()

    def report(self, position_ms: float, at_s: float) -> None:
        """Take in that ``position_ms`` was audible at ``at_s``, as the player said; it may arrive a little late."""
        if not self._running or (self._holding and not self._believable(position_ms, at_s)):
            return
        self._offsets.append(position_ms - at_s * 1000.0 * self._rate)
        self._fold(max(at_s, self._asked_s))  # what was shown already is not taken back by a late report
        self._target = median(self._offsets)
        error = self._target + self._at_s * 1000.0 * self._rate - self._position_ms
        if self._holding and self._presumed_s is not None and -_SNAP_MS < error < 0:
            # counted ahead of the sound: wait for it rather than go back
            self._at_s -= error / 1000.0 / self._rate
        elif self._holding or abs(error) > _SNAP_MS:
            self._position_ms += error
        self._holding = False

    def _believable(self, position_ms: float, at_s: float) -> bool:
        """Whether a report after a seek comes from the new place: not its echo, not the last word from the old one."""
        ahead = position_ms - self._sought_ms
        if at_s < self._sought_s or abs(ahead) < _ECHO_MS:
            return False
        waited_s = at_s - self._sought_s
        return waited_s > _DISTRUST_S or -_STALE_MS < ahead < _STALE_MS + waited_s * 1000.0 * self._rate

    def _fold(self, now_s: float) -> None:
        if now_s <= self._at_s:
            return  # a late report, or a time up to which the position waits
        self._position_ms = self.position_ms(now_s)
        self._at_s = now_s

    def _forget(self) -> None:
        self._offsets.clear()
        self._target = None
