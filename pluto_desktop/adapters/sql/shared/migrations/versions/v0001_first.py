"""The first shared schema."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.shared.schema import SHARED_DDL
from pluto_desktop.adapters.sql.shared.schema_code import SHARED_CODE

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and what the server itself sees to."""
    connection = op.get_bind()
    for statement in (*SHARED_DDL, *SHARED_CODE):
        connection.exec_driver_sql(statement)
