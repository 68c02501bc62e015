"""Spares a server that does not answer, and knows how it fares. Pure but for the clocks it is given."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.domain.errors import Cancelled, KnownError, Offline, Timeout

SLOW_S = 1.0
"""An answer later than this makes a server a slow one."""


class ServerState(StrEnum):
    """How a server fares, by what was last asked of it."""

    UNKNOWN = "unknown"
    FINE = "fine"
    SLOW = "slow"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Health:
    """How a server fares, since when (ms since 1970, None while nothing is known), and why where it is unreachable."""

    state: ServerState = ServerState.UNKNOWN
    since_ms: int | None = None
    reason: KnownError | None = None


class Breaker:
    """Between the program and one server. Any thread.

    Closed, it lets every call through. After ``failures`` calls in a row without an answer it opens: for a while each
    call fails at once with the error of the last one that was tried. Then it is half open: one call tries the server.
    Answered, everything goes on; else it rests twice as long, at most ``longest_s``.

    ``clock`` gives seconds that never run backwards, ``now_ms`` the time of day.
    """

    def __init__(
        self,
        clock: Callable[[], float],
        now_ms: Callable[[], int],
        *,
        failures: int = 2,
        rest_s: float = 1.0,
        longest_s: float = 30.0,
    ) -> None:
        self._clock, self._now_ms = clock, now_ms
        self._allowed, self._first_rest_s, self._longest_s = failures, rest_s, longest_s
        self._lock = threading.Lock()
        self._failed = 0
        self._rest_s = rest_s
        self._open_until: float | None = None
        self._trying = False
        self._health = Health()

    @property
    def health(self) -> Health:
        """How the server fares."""
        with self._lock:
            return self._health

    @contextmanager
    def call(self, *, patient: bool = False) -> Iterator[None]:
        """Go around one call to the server. Raises Offline or Timeout at once while the server is spared.

        ``patient`` is for calls that may take long without the server being slow.
        """
        trial = self._admit()
        start = self._clock()
        try:
            yield
        except (Offline, Timeout) as error:
            self._unanswered(error)
            raise
        except KnownError:  # a refusal is an answer
            self._answered(ServerState.FINE)
            raise
        except (Cancelled, GeneratorExit):  # says nothing of the server
            self._let_others_try(trial=trial)
            raise
        except BaseException:
            self._let_others_try(trial=trial)
            raise
        slow = not patient and self._clock() - start > SLOW_S
        self._answered(ServerState.SLOW if slow else ServerState.FINE)

    def forgive(self) -> None:
        """Let the next call try the server, however long it was to rest: a person asked, or the network came back."""
        with self._lock:
            self._rest_s = self._first_rest_s
            if self._open_until is not None:
                self._open_until = self._clock()

    def _admit(self) -> bool:
        with self._lock:
            if self._open_until is None:
                return False
            if self._trying or self._clock() < self._open_until:
                assert self._health.reason is not None
                raise self._health.reason
            self._trying = True
            return True

    def _answered(self, state: ServerState) -> None:
        with self._lock:
            self._failed, self._rest_s = 0, self._first_rest_s
            self._open_until, self._trying = None, False
            if self._health.state is not state:
                self._health = Health(state, self._now_ms())

    def _unanswered(self, error: KnownError) -> None:
        with self._lock:
            self._failed += 1
            self._trying = False
            since = self._health.since_ms if self._health.state is ServerState.UNREACHABLE else self._now_ms()
            # Without the trace: this error is raised again, perhaps on another thread.
            self._health = Health(ServerState.UNREACHABLE, since, type(error)(error.code, **error.params))
            if self._open_until is not None:
                self._rest_s = min(2 * self._rest_s, self._longest_s)
            if self._failed >= self._allowed:
                self._open_until = self._clock() + self._rest_s

    def _let_others_try(self, *, trial: bool) -> None:
        if trial:
            with self._lock:
                self._trying = False
