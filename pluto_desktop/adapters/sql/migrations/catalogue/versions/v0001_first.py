"""The first catalogue: all that curators will need is in it already."""

from __future__ import annotations

from alembic import op

from pluto_desktop.adapters.sql.schema_catalogue import CATALOGUE_DDL
from pluto_desktop.adapters.sql.search_schema import SEARCH_DDL
from pluto_desktop.adapters.sql.versions import library_rows

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    connection = op.get_bind()
    for statement in (*CATALOGUE_DDL, *SEARCH_DDL):
        connection.exec_driver_sql(statement)
    for row in library_rows(""):
        connection.exec_driver_sql("INSERT OR IGNORE INTO library (key, value) VALUES (?, ?)", row)
