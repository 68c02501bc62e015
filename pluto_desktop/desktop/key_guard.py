"""Single keys that are shortcuts of the window, kept for the control that has the focus where it needs them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


@cache
def _needed() -> tuple[tuple[type, frozenset[Qt.Key]], ...]:
    """Return the keys by kind of control; made at the first key, as Qt's list of keys takes 50 ms to load."""
    from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QTabBar  # noqa: PLC0415

    arrows = frozenset({Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down})
    return (
        (QAbstractButton, frozenset({Qt.Key.Key_Space})),
        (QComboBox, arrows | {Qt.Key.Key_Space}),
        (QAbstractSlider, arrows),
        (QTabBar, arrows),
    )


def needed_by(control: QWidget | None, event: QKeyEvent) -> bool:
    """Return whether a control that has the focus needs a key itself: Space presses it, arrows move it.

    Text fields claim their keys themselves.
    """
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return False
    return any(isinstance(control, kind) and event.key() in keys for kind, keys in _needed())
