"""Who is editing what just now."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.shared.schema_editing import SHARED_EDITING

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new. Older programs go on reading and writing: they know nothing of it, and need not."""
    connection = op.get_bind()
    for statement in SHARED_EDITING:
        connection.exec_driver_sql(statement)
