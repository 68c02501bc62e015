"""Everything the window can do by key or menu, registered once: menus, tooltips and the shortcuts sheet read it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing the window can do, and the heading it stands under in the shortcuts sheet."""

    name: str
    group: str
    action: QAction
    icon: str


class Actions(QObject):
    """The window's actions by name. Keys work wherever the focus is in the window, except while text is typed."""

    def __init__(self, window: QWidget, theme: Theme) -> None:
        super().__init__(window)
        self._window = window
        self._theme = theme
        self._entries: dict[str, Entry] = {}
        theme.changed.connect(self._restyle)

    def add(
        self,
        name: str,
        group: str,
        text: str,
        keys: Sequence[str],
        slot: Callable[[], object],
        *,
        icon: str = "",
        repeats: bool = False,
    ) -> QAction:
        """Register an action. The first of ``keys`` is the one shown; ``repeats`` while the key is held down."""
        action = QAction(text, self)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.setAutoRepeat(repeats)
        if icon:
            action.setIcon(self._theme.icon(icon))
        action.triggered.connect(lambda _checked=False: slot())
        self._window.addAction(action)
        self._entries[name] = Entry(name, group, action, icon)
        return action

    def __getitem__(self, name: str) -> QAction:
        """Return an action; KeyError where none has the name."""
        return self._entries[name].action

    def tip(self, name: str, text: str = "") -> str:
        """Return a tooltip: what a control does, with the key that does it."""
        action = self[name]
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        said = text or action.text().rstrip("…")
        return f"{said}  ({key})" if key else said

    def entries(self) -> tuple[Entry, ...]:
        """Return everything that was registered, in order."""
        return tuple(self._entries.values())

    def _restyle(self) -> None:
        for entry in self._entries.values():
            if entry.icon:
                entry.action.setIcon(self._theme.icon(entry.icon))
