"""The window in curate mode: opened as the tests of the shell open it."""

from __future__ import annotations

from tests.gui.shell.conftest import open_home  # noqa: F401 - a fixture
