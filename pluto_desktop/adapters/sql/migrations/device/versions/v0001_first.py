"""The first personal file."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_device import DEVICE_DDL
from pluto_desktop.adapters.sql.versions import library_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    for statement in DEVICE_DDL:
        connection.exec_driver_sql(statement)
    for row in library_rows(""):
        connection.exec_driver_sql("INSERT OR IGNORE INTO library (key, value) VALUES (?, ?)", row)
