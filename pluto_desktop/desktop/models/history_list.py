"""What was done to the library as a list, the newest first; older pages are asked for when the end comes into sight."""

from __future__ import annotations

from collections.abc import Sequence
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
from pluto_desktop.desktop.models.history_texts import line_title, what_was_done, when
from pluto_desktop.domain.batches import OperationLine

_NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class HistoryModel(QAbstractTableModel):
    """Edits that wait on this device, then operations. GUI thread only."""

    more_wanted = Signal()
    """Older operations are wanted; :meth:`add_older` takes them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting: list[OperationLine] = []
        self._lines: list[OperationLine] = []
        self._more = self._asked = False

    def line(self, position: int) -> OperationLine:
        """Return the operation of a row."""
        return self._all()[position]

    def waits(self, position: int) -> bool:
        """Return whether the edit of a row waits on this device."""
        return position < len(self._waiting)

    @property
    def oldest(self) -> OperationLine | None:
        """The last operation there is a row of."""
        return self._lines[-1] if self._lines else None

    def set_waiting(self, lines: Sequence[OperationLine]) -> None:
        """Show other edits that wait."""
        if list(lines) != self._waiting:
            self.beginResetModel()
            self._waiting = list(lines)
            self.endResetModel()

    def set_lines(self, lines: Sequence[OperationLine], *, more: bool) -> None:
        """Show the newest operations; what was read of older ones stays where it follows on."""
        kept = [line.op_id for line in self._lines]
        if lines and lines[-1].op_id in kept:
            older = self._lines[kept.index(lines[-1].op_id) + 1 :]
            more = more if not older else self._more
            lines = [*lines, *older]
        self._asked = False
        if list(lines) == self._lines and more == self._more:
            return
        self.beginResetModel()
        self._lines, self._more = list(lines), more
        self.endResetModel()

    def add_older(self, lines: Sequence[OperationLine], *, more: bool) -> None:
        """Show a page of older operations; ``more`` is whether there may be still older ones."""
        self._more, self._asked = more, False
        if lines:
            count = self.rowCount()
            self.beginInsertRows(_NOTHING, count, count + len(lines) - 1)
            self._lines += lines
            self.endInsertRows()

    def ask_again(self) -> None:
        """Let older operations be asked for again: they did not come."""
        self._asked = False

    def canFetchMore(self, parent: Index = _NOTHING) -> bool:
        """Return whether there may be older operations."""
        return not parent.isValid() and self._more and not self._asked

    def fetchMore(self, _parent: Index = _NOTHING) -> None:
        """Ask for older operations."""
        self._asked = True
        self.more_wanted.emit()

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of operations that were read."""
        return 0 if parent.isValid() else len(self._waiting) + len(self._lines)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what an operation is called, or in words all that stands in its row."""
        if not index.isValid():
            return None
        line = self.line(index.row())
        if role == Qt.ItemDataRole.DisplayRole:
            return line_title(line)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            parts = [line_title(line), one_line(line.actor), what_was_done(line), when(line.at_ms)]
            if self.waits(index.row()):
                parts.append(QCoreApplication.translate("history", "waits to be sent"))
            return ", ".join(part for part in parts if part)
        return None

    def _all(self) -> list[OperationLine]:
        return self._waiting + self._lines
