"""Single keys that are shortcuts of the window, kept for the control that has the focus where it needs them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QAbstractSlider, QComboBox, QTabBar

_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_NEEDED: tuple[tuple[type, set[Qt.Key]], ...] = (
    (QAbstractButton, {Qt.Key.Key_Space}),
    (QComboBox, {Qt.Key.Key_Space, *_ARROWS}),
    (QAbstractSlider, _ARROWS),
    (QTabBar, _ARROWS),
)


class KeyGuard(QObject):
    """An event filter for the application: Space still presses the button that has the focus, arrows still move a bar.

    Text fields claim their keys themselves.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim a key for the control that has the focus, before the window's shortcuts see it."""
        if event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            bare = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            for kind, keys in _NEEDED:
                if bare and isinstance(watched, kind) and event.key() in keys:
                    event.accept()
                    return True
        return False
