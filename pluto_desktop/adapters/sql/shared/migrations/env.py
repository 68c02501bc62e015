"""Run by Alembic."""

from __future__ import annotations

from pluto_desktop.adapters.sql.migrations.run import run

run()
