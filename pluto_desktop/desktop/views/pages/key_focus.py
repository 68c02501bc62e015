"""Showing where the keyboard is, to those who use it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent


def came_by_key(event: QFocusEvent) -> bool:
    """Return whether a control was given the focus by Tab: then the ring shows, a pointer needs none."""
    return event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
