"""The sheet of all keys, made from the registry of actions: there is no second list."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pluto_desktop.desktop.actions import Actions, Entry
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.dialog import PlainDialog
from pluto_desktop.desktop.views.common.text import KeyLabel, ThemedLabel


class ShortcutsSheet(PlainDialog):
    """Every action that has a key, by heading, in two columns; below them the keys of lists and of the search."""

    def __init__(self, actions: Actions, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, QCoreApplication.translate("ShortcutsSheet", "Keyboard shortcuts"), parent)
        inside = QWidget()
        columns = QHBoxLayout(inside)
        columns.setContentsMargins(0, 0, 12, 0)
        columns.setSpacing(40)
        sides = (QVBoxLayout(), QVBoxLayout())
        heights = [0, 0]
        for heading, rows in [*_grouped(actions), *self._local()]:
            at = 0 if heights[0] <= heights[1] else 1
            heights[at] += len(rows) + 2
            sides[at].addLayout(self._group(heading, rows))
        for side in sides:
            side.setSpacing(18)
            side.addStretch(1)
            columns.addLayout(side, 1)
        self.add_scrolled(inside)
        self.fit(760, 640)

    def _local(self) -> list[tuple[str, list[tuple[str, list[str]]]]]:
        """Return the keys that only work inside one part; the parts themselves handle them."""
        return [
            (
                self.tr("In a list of songs"),
                [
                    (self.tr("Play"), ["Enter"]),
                    (self.tr("Play next"), ["Shift+Enter"]),
                    (self.tr("Add to the queue"), ["Ctrl+Enter"]),
                    (self.tr("Move within a playlist or the queue"), ["Alt+Up", "Alt+Down"]),
                    (self.tr("Remove"), ["Delete"]),
                    (self.tr("Rename a playlist"), ["F2"]),
                ],
            ),
            (
                self.tr("In the search"),
                [
                    (self.tr("Play or open"), ["Enter"]),
                    (self.tr("Add to the queue"), ["Ctrl+Enter"]),
                    (self.tr("Show in the list"), ["Shift+Enter"]),
                    (self.tr("Close"), ["Esc"]),
                ],
            ),
        ]

    def _group(self, heading: str, rows: list[tuple[str, list[str]]]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.addWidget(ThemedLabel(self.theme, heading, "strong", "mute"), 0, 0, 1, 2)
        for number, (text, keys) in enumerate(rows, start=1):
            label = ThemedLabel(self.theme, text)
            label.setWordWrap(True)
            grid.addWidget(label, number, 0)
            grid.addLayout(self._keys(keys), number, 1)
        grid.setColumnStretch(0, 1)
        return grid

    def _keys(self, keys: list[str]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addStretch(1)
        for key in keys:
            row.addWidget(KeyLabel(self.theme, key), 0, Qt.AlignmentFlag.AlignVCenter)
        return row


def _grouped(actions: Actions) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    groups: dict[str, list[tuple[str, list[str]]]] = {}
    for entry in actions.entries():
        keys = _shown(entry)
        if keys:
            groups.setdefault(entry.group, []).append((entry.action.text().rstrip("…"), keys))
    return list(groups.items())


def _shown(entry: Entry) -> list[str]:
    if not entry.action.isVisible():  # it does not work on this library
        return []
    keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in entry.action.shortcuts()]
    return [key for key in keys if not key.startswith("Media")][:2]
