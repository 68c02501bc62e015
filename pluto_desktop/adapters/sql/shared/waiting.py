"""Waiting for a server's answer, never longer than agreed.

A server that is hung still acknowledges what it is sent, so neither TCP nor its own time limits end the wait: the
driver is told to wait by a function of ours, which gives up. The connection is then closed, for an answer that comes
later would be taken for the next one's.
"""

from __future__ import annotations

from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from time import monotonic
from typing import Any

from psycopg2 import OperationalError, extensions


class Bounded(extensions.connection):  # type: ignore[misc] # the driver has no types
    """A connection that waits ``connect_s`` for being made and then ``answer_s`` for each answer."""

    def __init__(self, connect_s: float, answer_s: float, dsn: str, **options: Any) -> None:
        self.limit_s = connect_s
        super().__init__(dsn, **options)
        self.limit_s = answer_s


def _wait(connection: extensions.connection) -> None:
    limit_s = connection.limit_s if isinstance(connection, Bounded) else None
    until = None if limit_s is None else monotonic() + limit_s
    while (state := connection.poll()) != extensions.POLL_OK:
        left = None if until is None else until - monotonic()
        with DefaultSelector() as selector:
            selector.register(connection, EVENT_READ if state == extensions.POLL_READ else EVENT_WRITE)
            if (left is not None and left <= 0) or not selector.select(left):
                raise OperationalError("timeout expired")


# One function serves all connections of the process; those that are not Bounded wait without end, as before.
extensions.set_wait_callback(_wait)
