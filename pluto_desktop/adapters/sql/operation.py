"""One write: its transaction, its entry in the operations, and the changes that the feed will tell."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache

from pluto_desktop.adapters.sql.connections import CATALOGUE, Connections
from pluto_desktop.domain.ids import new_id


def now_ms() -> int:
    """Return the time in milliseconds since 1970 (UTC)."""
    return time.time_ns() // 1_000_000


@cache
def _actor() -> str:
    import getpass  # noqa: PLC0415 - slow to load, and only writers need it

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


class Operation:
    """A running write transaction on the catalogue. Only inside :func:`operation`."""

    def __init__(self, connection: sqlite3.Connection, kind: str, op_id: str = "") -> None:
        """``op_id`` is that of a command; without it the operation has one of its own."""
        self.connection = connection
        self.op_id = op_id or new_id()
        self.at = now_ms()
        connection.execute(
            "INSERT INTO operations (op_id, actor, kind, at) VALUES (?, ?, ?, ?)",
            (self.op_id, _actor(), kind, self.at),
        )
        (self._seq,) = connection.execute("SELECT seq FROM feed_head").fetchone()
        # The revisions' triggers read whose operation runs from here.
        connection.execute("UPDATE feed_head SET op_id = ?", (self.op_id,))

    def changed(self, entity: str, ids: Iterable[str], kind: str) -> None:
        """Note what was done (``insert``, ``update``, ``delete``) to rows of an entity."""
        rows = [(seq, self.op_id, entity, row_id, kind) for seq, row_id in enumerate(ids, self._seq + 1)]
        self.connection.executemany("INSERT INTO changes (seq, op_id, entity, id, kind) VALUES (?, ?, ?, ?, ?)", rows)
        self._seq += len(rows)

    def finish(self) -> None:
        """Advance the feed; the last statement of the transaction."""
        self.connection.execute("UPDATE feed_head SET seq = ?", (self._seq,))


@contextmanager
def operation(connections: Connections, kind: str) -> Iterator[Operation]:
    """Run one operation in one transaction: afterwards all of it is there, or none of it."""
    with connections.writing(CATALOGUE) as connection:
        running = Operation(connection, kind)
        yield running
        running.finish()
