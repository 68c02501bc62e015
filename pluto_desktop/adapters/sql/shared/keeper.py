"""The administrator's work on the shared library: making it and bringing it up to date."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from pluto_desktop.adapters.sql.shared.rights import act_as_administrator, give_rights, make_roles

_INITIALISING = 0x506C75746F
"""The advisory lock that two administrators initialising at once take in turn."""


def initialise(engine: Engine) -> None:
    """Make or upgrade the schema and give the rights, all in one transaction."""
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _INITIALISING})
        make_roles(connection)
        act_as_administrator(connection)
        _upgrade(connection)
        give_rights(connection)


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
