"""What both sets of migrations run by: on the connection, and in the transaction, of the caller."""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Run the migrations on ``config.attributes["connection"]``."""
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=False)
    context.run_migrations()
