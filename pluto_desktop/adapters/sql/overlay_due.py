"""Whether anything lies over a mirror, asked each time a library is opened: it loads and reads next to nothing."""

from __future__ import annotations

from pluto_desktop.adapters.sql.connections import Connections

_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'mirror_under'"


def has_edits(connections: Connections) -> bool:
    """Return whether edits wait for a shared library, or lie over its mirror still."""
    with connections.reading() as connection:
        if connection.execute("SELECT 1 FROM device.pending_edits LIMIT 1").fetchone():
            return True
        if connection.execute(_THERE).fetchone() is None:
            return False
        return connection.execute("SELECT 1 FROM mirror_under LIMIT 1").fetchone() is not None
