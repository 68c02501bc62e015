"""Asking again, only where asking twice does no harm."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from pluto_desktop.domain.errors import Offline, Timeout

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Again:
    """How a call that is safe to repeat is repeated: at most ``tries`` in all, none begun after ``budget_s``.

    Before each further try passes a random part of a pause that doubles, so that many clients whose server comes back
    do not all come at once. ``clock`` gives seconds, ``rest`` waits for some, ``random`` gives 0.0 to 1.0.
    """

    clock: Callable[[], float]
    rest: Callable[[float], object]
    random: Callable[[], float]
    tries: int = 3
    first_pause_s: float = 0.1
    budget_s: float = 1.0

    def call(self, ask: Callable[[], T]) -> T:
        """Return what ``ask`` returns, asking again after Offline and Timeout; raises the last of them."""
        start, pause_s = self.clock(), self.first_pause_s
        for _ in range(self.tries - 1):
            try:
                return ask()
            except (Offline, Timeout):
                waiting_s = self.random() * pause_s
                if self.clock() - start + waiting_s > self.budget_s:
                    raise
            self.rest(waiting_s)
            pause_s *= 2
        return ask()
