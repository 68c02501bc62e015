"""Reads one long column of text without a step for each row."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping

_SLICE = 64 * 1024
"""Characters taken apart in one go; more would keep the interpreter from the window for some milliseconds."""


def read_column(connection: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> list[str]:
    """Return the only column of a statement, in its order; texts without a line feed.

    SQLite puts it together in one step, in which the interpreter is free. Row by row it would be taken and given back
    100,000 times, and each time a window that draws would wait for a moment.
    """
    (joined,) = connection.execute(
        f"WITH found(one) AS ({statement}) SELECT group_concat(one, char(10)) FROM found",  # noqa: S608 - ours
        values,
    ).fetchone()
    return [] if joined is None else take_apart(joined)


def take_apart(joined: str) -> list[str]:
    """Return the lines of a text that SQLite has put together, a slice at a time."""
    found: list[str] = []
    for part in _slices(joined):
        found += part.split("\n")
    return found


def _slices(joined: str) -> Iterator[str]:
    """Yield pieces of a text of lines, each ending where a line does."""
    first = 0
    while (last := joined.find("\n", first + _SLICE)) >= 0:
        yield joined[first:last]
        first = last + 1
    yield joined[first:]
