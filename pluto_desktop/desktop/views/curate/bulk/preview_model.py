"""The changes of a plan as a table: ten thousands of rows, each to be ticked off."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.sentences import explain
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.curate.bulk.names import box_name, box_text
from pluto_desktop.services.bulk.plan import Change, Plan

Index = QModelIndex | QPersistentModelIndex
_NOTHING = QModelIndex()
translate = QCoreApplication.translate


class Part(IntEnum):
    """The columns."""

    SONG = 0
    FIELD = 1
    BEFORE = 2
    AFTER = 3


_HEADINGS = {
    Part.SONG: QT_TRANSLATE_NOOP("preview", "Song"),
    Part.FIELD: QT_TRANSLATE_NOOP("preview", "Field"),
    Part.BEFORE: QT_TRANSLATE_NOOP("preview", "Before"),
    Part.AFTER: QT_TRANSLATE_NOOP("preview", "After"),
}


class PreviewModel(QAbstractTableModel):
    """Shows a plan. Its changes are ticked but those that cannot be made, and those a person unticked."""

    ticked = Signal()
    """Other changes are ticked than before."""

    def __init__(self, plan: Plan, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.plan = plan
        self.problems = frozenset(at for at, change in enumerate(plan.changes) if change.problem is not None)
        self.without: set[int] = set()
        """The places of changes that were unticked."""

    def change(self, row: int) -> Change:
        """Return the change at a row."""
        return self.plan.changes[row]

    def is_ticked(self, row: int) -> bool:
        """Whether the change at a row will be made."""
        return row not in self.without and row not in self.problems

    @property
    def count(self) -> int:
        """How many changes are ticked."""
        return len(self.plan.changes) - len(self.problems) - len(self.without)

    def count_songs(self) -> int:
        """Return how many songs the ticked changes are of."""
        return len({change.song for at, change in enumerate(self.plan.changes) if self.is_ticked(at)})

    def tick(self, rows: Iterable[int], *, on: bool) -> None:
        """Tick or untick the changes at rows; those that cannot be made stay as they are."""
        before = len(self.without)
        if on:
            self.without.difference_update(rows)
        else:
            self.without.update(set(rows) - self.problems)
        if len(self.without) != before:
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, Part.AFTER))
            self.ticked.emit()

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of changes."""
        return 0 if parent.isValid() else len(self.plan.changes)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Part)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a column is called."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return translate("preview", _HEADINGS[Part(section)])
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, what a screen reader says, and whether the change is ticked."""
        if not index.isValid():
            return None
        row, part = index.row(), Part(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(row, part)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.text(row, part) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row) if part is Part.SONG else self.text(row, part)
        if role == Qt.ItemDataRole.CheckStateRole and part is Part.SONG and row not in self.problems:
            return Qt.CheckState.Checked if self.is_ticked(row) else Qt.CheckState.Unchecked
        return None

    def text(self, row: int, part: Part) -> str:
        """Return what a cell says."""
        change = self.change(row)
        match part:
            case Part.SONG:
                return one_line(self.plan.songs[change.song].title)
            case Part.FIELD:
                return box_name(change.box)
            case Part.BEFORE:
                return box_text(change.box, change.before)
            case Part.AFTER:
                return explain(change.problem) if change.problem is not None else box_text(change.box, change.after)

    def _spoken(self, row: int) -> str:
        nothing = translate("preview", "nothing")
        parts = [self.text(row, part) or nothing for part in Part]
        if row in self.problems:
            return translate("preview", "%1, cannot be changed: %2").replace("%1", parts[0]).replace("%2", parts[3])
        said = translate("preview", "ticked") if self.is_ticked(row) else translate("preview", "not ticked")
        return f"{said}: {parts[0]}, {parts[1]}: {parts[2]} → {parts[3]}"
