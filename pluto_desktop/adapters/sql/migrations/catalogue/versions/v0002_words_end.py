"""How far the words of a song reach."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_words_end import WORDS_END_DDL

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column, fill it, and keep it true."""
    connection = op.get_bind()
    for statement in WORDS_END_DDL:
        connection.exec_driver_sql(statement)
