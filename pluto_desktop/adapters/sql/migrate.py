"""Bringing a file of the library up to date with Alembic. Loaded only when there is something to upgrade."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine, event, pool

from pluto_desktop.adapters.sql.connections import connect
from pluto_desktop.adapters.sql.versions import CHUNKS


def upgrade(path: Path, file: str) -> None:
    """Run what migrations a file lacks in one transaction: afterwards all of them are in, or none.

    The caller holds the exclusive lock and has made a backup. Raises sqlite3.Error.
    """
    config = Config()
    config.set_main_option(
        "script_location", str(Path(__file__).parent / "migrations" / CHUNKS[file]).replace("%", "%%")
    )
    raw = connect(path, "rw")
    raw.execute("PRAGMA foreign_keys = OFF")
    engine = create_engine("sqlite://", creator=lambda: raw, poolclass=pool.StaticPool)

    # The driver would begin late and commit early; SQLAlchemy's own advice is to say BEGIN oneself.
    @event.listens_for(engine, "begin")
    def _begin(_connection: object) -> None:
        raw.execute("BEGIN EXCLUSIVE")

    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except Exception as error:
        cause = getattr(error, "orig", None)
        if isinstance(cause, sqlite3.Error):
            raise cause from error
        raise
    finally:
        engine.dispose()
        raw.close()
