"""Batches that wait, what this person did, and songs that were merged."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_device import BATCH_DDL

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    for statement in BATCH_DDL:
        connection.exec_driver_sql(statement)
