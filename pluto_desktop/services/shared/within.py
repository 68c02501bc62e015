"""Waiting for an answer no longer than a person would."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TypeVar

from pluto_desktop.domain.errors import Timeout

T = TypeVar("T")


class Patience:
    """So many seconds in all, for however many things are waited for one after the other."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock, self._until = clock, clock() + seconds

    @property
    def left_s(self) -> float:
        """How many seconds are left; never below zero."""
        return max(0.0, self._until - self._clock())


def within(seconds: float, server: str, ask: Callable[[], T], *, give_up: Callable[[T], None]) -> T:
    """Return what ``ask`` returns, or raise what it raises; Timeout("server_timeout") after some seconds.

    ``server`` is who is asked, for the sentence.

    ``ask`` runs on a thread of its own and is not broken off; what it returns too late goes to ``give_up``, there.
    """
    guard = threading.Condition()
    answers: list[T] = []
    errors: list[BaseException] = []
    gone = False

    def run() -> None:
        try:
            answer = ask()
        except BaseException as error:  # noqa: BLE001 - raised where somebody waits for it
            with guard:
                errors.append(error)
                guard.notify()
            return
        with guard:
            late = gone
            if not late:
                answers.append(answer)
                guard.notify()
        if late:
            give_up(answer)

    threading.Thread(target=run, name="pluto-asking", daemon=True).start()
    with guard:
        guard.wait_for(lambda: answers or errors, seconds)
        gone = not answers
        if errors:
            raise errors[0]
        if not answers:
            raise Timeout("server_timeout", server=server)
        return answers[0]
