"""Smart playlists."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_device import SMART_DDL

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    connection = op.get_bind()
    for statement in SMART_DDL:
        connection.exec_driver_sql(statement)
