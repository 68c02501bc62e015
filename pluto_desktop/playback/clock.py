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
_FAR_MS = 1_000.0
_ECHO_MS = 1.0
_STALE_MS = 400.0
_DISTRUST_S = 0.8
_SILENT_S = 3.0
"""The slowest reports come every two seconds (Ogg at half the speed): after this long without one the sound stopped."""
_JUDGED = 40
_FEWEST_JUDGED = 4
_SHARE = 0.95


class PlaybackClock:
    """The audible position in milliseconds, from a player's events.

    After :meth:`start` and :meth:`seek` the position holds until sound comes from there, or is presumed to come. Else
    it never goes backwards: found to be ahead of the sound by more than 120 ms, it waits for it. It counts on for three
    seconds after the last report, no longer.
    """

    def __init__(self) -> None:
        self._rate = 1.0
        self._running = False
        self._holding = True
        self._position_ms = 0.0
        self._at_s = self._asked_s = 0.0
        self._sought_s = self._sought_ms = 0.0
        self._presumed_s: float | None = None
        self._heard_s = 0.0
        self._offsets: deque[float] = deque(maxlen=_KEPT)
        self._target: float | None = None
        self._misses: deque[float] = deque(maxlen=_JUDGED)

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

    @property
    def error_ms(self) -> float | None:
        """By how much it was off at most, in 95 of 100 of the last reports; None while there were too few.

        Of the present medium, but for the first report after each seek or start: that one ends a wait.
        """
        if len(self._misses) < _FEWEST_JUDGED:
            return None
        return sorted(self._misses)[int(len(self._misses) * _SHARE)]

    def position_ms(self, now_s: float) -> float:
        """Return the position at a time not before the last event's."""
        self._asked_s = now_s
        if not self.counting:
            return self._position_ms
        now_s = min(now_s, self._heard_s + _SILENT_S)
        elapsed_ms = max(0.0, now_s - self._at_s) * 1000.0 * self._rate
        position = self._position_ms + elapsed_ms
        if self._target is not None:
            error = self._target + now_s * 1000.0 * self._rate - position
            limit = _SLEW * elapsed_ms
            position += max(-limit, min(limit, error))
        return position

    def start(self, position_ms: float, now_s: float, *, running: bool = True) -> None:
        """Begin at a position of something newly loaded; hold there until sound comes."""
        self._misses.clear()
        self._running = running
        self.seek(position_ms, now_s)

    def seek(self, position_ms: float, now_s: float) -> None:
        """Jump to a position, and hold there until sound comes from there."""
        self._position_ms = self._sought_ms = position_ms
        self._at_s = self._sought_s = now_s
        self._holding, self._presumed_s = True, None
        self._forget()

    def presume(self, at_s: float) -> None:
        """Count from ``at_s``, when sound from the new place is expected, until the first report says exactly.

        Said again, with another time, what was counted already is waited for.
        """
        if not (self._running and self._holding):
            return
        ahead_s = 0.0
        if self._presumed_s is not None:
            self._fold(self._asked_s)
            ahead_s = (self._position_ms - self._sought_ms) / 1000.0 / self._rate
        self._at_s = self._presumed_s = self._heard_s = at_s + ahead_s

    def pause(self, now_s: float) -> None:
        """Stop counting: the sound stopped. What was shown since is not taken back."""
        self._fold(max(now_s, self._asked_s))
        self._running = False

    def resume(self, now_s: float) -> None:
        """Count again from where the sound was."""
        if self._running:
            return
        self._at_s = self._heard_s = now_s
        self._running = True
        self._sought_s, self._sought_ms = now_s, self._position_ms
        self._forget()

    def set_rate(self, rate: float, now_s: float) -> None:
        """Count with another speed."""
        self._fold(now_s)
        self._rate, self._heard_s = rate, now_s
        self._forget()

    def report(self, position_ms: float, at_s: float) -> None:
        """Take in that ``position_ms`` was audible at ``at_s``, as the player said; it may arrive a little late."""
        if not self._running or (self._holding and not self._believable(position_ms, at_s)):
            return
        if at_s > self._heard_s + _SILENT_S:
            self._forget()  # the sound stood still
        self._offsets.append(position_ms - at_s * 1000.0 * self._rate)
        self._fold(max(at_s, self._asked_s))  # what was shown already is not taken back by a late report
        self._heard_s = max(at_s, self._asked_s)
        self._target = median(self._offsets)
        error = self._target + self._at_s * 1000.0 * self._rate - self._position_ms
        waits = not self._holding or (self._presumed_s is not None and error > -_FAR_MS)
        if not self._holding:
            self._misses.append(abs(position_ms + (self._at_s - at_s) * 1000.0 * self._rate - self._position_ms))
        if waits and error < (0.0 if self._holding else -_SNAP_MS):
            # counted ahead of the sound: wait for it rather than go back
            self._at_s -= error / 1000.0 / self._rate
        elif self._holding or error > _SNAP_MS:
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
