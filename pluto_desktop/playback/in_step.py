"""Keeping two sounds of one music together: how far they are apart, and how the silent one is to hurry or wait.

Both are reported a few times a second at best. Each report is precise by itself, so the difference between the medians
of a few is. What is apart is brought together by another speed for a moment; not more often than need be: while it
lasts the follower is some 40 ms late, as libvlc holds so much back for changing the speed.

Pure, like the clock beside it: times are seconds of one monotonic clock, positions milliseconds of the leading sound's
time line.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from statistics import median

_KEPT = 5
_SETTLE_S = 1.3
"""So long sound that was queued before a change of speed is still played."""
_ENOUGH_MS = 5.0
_ENOUGH_MIXED_MS = 2.0
_NEAR_MS = 15.0
_FAR_MS = 500.0
_NUDGE_S = 0.8
_MOST = 0.25


@dataclass(frozen=True, slots=True)
class Nudge:
    """The following sound is to run at ``factor`` times the speed for ``seconds``."""

    factor: float
    seconds: float


class InStep:
    """Compares a leading and a following sound."""

    def __init__(self) -> None:
        self.mixed = False
        """Whether both are heard at once: then a few milliseconds colour the sound, where else nobody hears them."""
        self._rate = 1.0
        self._from_s = 0.0
        self._leader: deque[float] = deque(maxlen=_KEPT)
        self._follower: deque[float] = deque(maxlen=_KEPT)

    def begin(self, now_s: float, *, rate: float = 1.0, settled: bool = False) -> None:
        """Forget what was reported: one of the two was started, sought, paused or ran at another speed.

        Where they are ``settled`` nothing played before is still queued.
        """
        self._rate = rate
        self._from_s = now_s + (0.0 if settled else _SETTLE_S)
        self._leader.clear()
        self._follower.clear()

    def swap(self) -> None:
        """Let the follower lead from now on."""
        self._leader, self._follower = self._follower, self._leader

    def report(self, position_ms: float, at_s: float, *, leader: bool) -> None:
        """Take in where one of the two was at a time."""
        if at_s >= self._from_s:
            (self._leader if leader else self._follower).append(position_ms - at_s * 1000.0 * self._rate)

    @property
    def apart_ms(self) -> float | None:
        """By how much the follower is ahead; None until both were heard of."""
        if not self._leader or not self._follower:
            return None
        return median(self._follower) - median(self._leader)

    @property
    def together(self) -> bool:
        """Whether the two run together as well as can be told."""
        apart_ms = self.apart_ms
        return apart_ms is not None and abs(apart_ms) <= (_ENOUGH_MIXED_MS if self.mixed else _ENOUGH_MS)

    @property
    def near(self) -> bool:
        """Whether the two are so near that nobody hears a jump from one to the other."""
        apart_ms = self.apart_ms
        return apart_ms is not None and abs(apart_ms) <= _NEAR_MS

    @property
    def far(self) -> bool:
        """Whether the two are so far apart that the follower is better sought to where it belongs."""
        apart_ms = self.apart_ms
        return apart_ms is not None and abs(apart_ms) > _FAR_MS

    def nudge(self) -> Nudge | None:
        """Return what brings the follower into step; None where it is, or nobody can say yet."""
        apart_ms = self.apart_ms
        if apart_ms is None or self.together:
            return None
        share = max(-_MOST, min(_MOST, apart_ms / 1000.0 / _NUDGE_S / self._rate))
        return Nudge(1.0 - share, apart_ms / 1000.0 / share / self._rate)
