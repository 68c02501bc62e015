"""Songs and their music without voice."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_device import BGM_DDL

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    for statement in BGM_DDL:
        connection.exec_driver_sql(statement)
