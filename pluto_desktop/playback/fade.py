"""Going from the song to its music without voice and back by a short cross-fade."""

from __future__ import annotations

_SECONDS = 0.08
STEP_S = 0.01
"""How often a fade goes on."""


class Fade:
    """A share that moves evenly to where it is sent. Pure: times are seconds of one monotonic clock."""

    def __init__(self, share: float) -> None:
        self._from = self._to = share
        self._began_s = 0.0

    def send(self, share: float, now_s: float) -> None:
        """Move to a share (0 to 1) from wherever it is now."""
        self._from, self._to, self._began_s = self.share(now_s), share, now_s

    def put(self, share: float) -> None:
        """Be at a share at once."""
        self._from = self._to = share

    @property
    def target(self) -> float:
        """Where it moves to."""
        return self._to

    def share(self, now_s: float) -> float:
        """Return where it is."""
        done = min(1.0, max(0.0, (now_s - self._began_s) / _SECONDS))
        # At the end exactly there: whoever waits for that compares.
        return self._to if done == 1.0 else self._from + (self._to - self._from) * done
