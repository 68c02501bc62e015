"""Cooperative cancelling of work that runs on a worker thread."""

from __future__ import annotations

import threading

from pluto_desktop.domain.errors import Cancelled


class CancelToken:
    """A flag that one thread sets and another looks at. Safe from any thread; once set it stays set."""

    def __init__(self) -> None:
        self._event = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next safe point."""
        self._event.set()

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
