"""Cooperative cancelling of work that runs on a worker thread."""

from __future__ import annotations

import threading
from weakref import WeakSet

from pluto_desktop.domain.errors import Cancelled


class CancelToken:
    """A flag that one thread sets and another looks at. Safe from any thread; once set it stays set."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._parts: WeakSet[CancelToken] = WeakSet()
        self._guard = threading.Lock()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        with self._guard:
            self._event.set()
            parts = list(self._parts)
        for part in parts:
            part.cancel()

    def part(self) -> CancelToken:
        """Return a token for a part of the work: it is cancelled with this one, or alone."""
        token = CancelToken()
        self.carry(token)
        return token

    def carry(self, token: CancelToken) -> None:
        """Let a token be cancelled with this one."""
        with self._guard:
            self._parts.add(token)
            cancelled = self._event.is_set()
        if cancelled:
            token.cancel()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked the work to stop."""
        return self._event.is_set()

    def raise_if_cancelled(self) -> None:
        """Raise :class:`Cancelled` if somebody asked the work to stop."""
        if self._event.is_set():
            raise Cancelled

    def wait(self, seconds: float) -> bool:
        """Wait up to ``seconds``; return whether the token was cancelled meanwhile."""
        return self._event.wait(seconds)
