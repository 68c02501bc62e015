"""What goes over the wire: statements sent to PostgreSQL, commands sent to MongoDB."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from pymongo import monitoring
from sqlalchemy import Engine, event

_UPKEEP = frozenset({"hello", "ismaster", "ping", "saslstart", "saslcontinue", "endsessions"})
"""What the driver asks for itself: to connect and to see that the server is there."""


class Commands(monitoring.CommandListener):
    """Notes the names of commands as they go out, each of them a round trip; with ``at_most`` it holds up the next.

    Those that are held up go out at :meth:`let_go`.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self._answered = 0
        self._at_most: int | None = None
        self._guard = threading.Lock()
        self._open = threading.Event()

    def count_from_here(self, at_most: int | None = None) -> None:
        """Forget what was noted."""
        with self._guard:
            self.names, self._answered, self._at_most = [], 0, at_most
            self._open.clear()

    def answered(self) -> int:
        """Return how many were answered."""
        with self._guard:
            return self._answered

    def let_go(self) -> None:
        """Let go out what was held up, and whatever else."""
        with self._guard:
            self._at_most = None
            self._open.set()

    def started(self, event: monitoring.CommandStartedEvent) -> None:
        """Note a command; called by the driver, on the thread that sends it."""
        if event.command_name.lower() in _UPKEEP:
            return
        with self._guard:
            held = self._at_most is not None and len(self.names) >= self._at_most
            if not held:
                self.names.append(event.command_name)
        if held:
            self._open.wait(60)

    def succeeded(self, event: monitoring.CommandSucceededEvent) -> None:
        """Count an answer."""
        if event.command_name.lower() not in _UPKEEP:
            with self._guard:
                self._answered += 1

    def failed(self, event: monitoring.CommandFailedEvent) -> None:
        """Nothing to note."""


@contextmanager
def statements_of(engine: Engine) -> Iterator[list[str]]:
    """Give the statements that go out in the block."""
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
