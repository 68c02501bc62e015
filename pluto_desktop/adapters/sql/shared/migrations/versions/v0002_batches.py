"""Operations on many songs, and the history of operations."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.shared.schema_batches import SHARED_BATCHES

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make what is new. Older programs go on reading and writing: what they do not know has a default."""
    connection = op.get_bind()
    for statement in SHARED_BATCHES:
        connection.exec_driver_sql(statement)
