"""What the doctor says of the database."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pluto_desktop.adapters.sql.versions import HEAD
from pluto_desktop.domain.health import Finding


def probe_database(folder: Path) -> Finding:
    """Tell SQLite's version and how large a library's files are."""
    sizes = [f"{name} {path.stat().st_size / 1e6:.1f} MB" for name in HEAD if (path := folder / name).is_file()]
    return Finding("database", "Database", ", ".join([f"SQLite {sqlite3.sqlite_version}", *sizes]))
