"""What was seen of a shared library's history."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_seen import SEEN_DDL

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the tables."""
    connection = op.get_bind()
    for statement in SEEN_DDL:
        connection.exec_driver_sql(statement)
