"""Whether anything lies over a mirror, asked each time a library is opened: it loads and reads next to nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from pluto_desktop.adapters.sql.connections import CATALOGUE, DEVICE, uri_of
from pluto_desktop.adapters.sql.translate import translating

_THERE = "SELECT 1 FROM sqlite_master WHERE name = 'mirror_under'"


def has_edits(folder: Path) -> bool:
    """Return whether edits wait for a shared library, or lie over its mirror still."""
    # By connections that only read: one that may write would put the files in order when it is closed.
    with translating(folder):
        with closing(sqlite3.connect(uri_of(folder / DEVICE, "ro"), uri=True)) as device:
            if device.execute("SELECT 1 FROM pending_edits LIMIT 1").fetchone():
                return True
        with closing(sqlite3.connect(uri_of(folder / CATALOGUE, "ro"), uri=True)) as catalogue:
            if catalogue.execute(_THERE).fetchone() is None:
                return False
            return catalogue.execute("SELECT 1 FROM mirror_under LIMIT 1").fetchone() is not None
