"""How far a long piece of work has come."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """One report of long work. ``total`` is None while it is not known yet; ``seconds`` is the time spent so far.

    ``final`` says that what was done is being made to last: from here on a cancel comes too late.
    """

    done: int
    total: int | None
    skipped: int = 0
    seconds: float = 0.0
    final: bool = False

    @property
    def per_second(self) -> float:
        """Items done a second since the start; 0.0 before anything can be said."""
        return self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated seconds to the end; None while it cannot be said."""
        if self.total is None or self.per_second == 0.0:
            return None
        return max(0, self.total - self.done) / self.per_second


ReportProgress = Callable[[Progress], None]
"""Called on the worker's thread, often; the receiver throttles."""
