"""Short lists that are read whole: albums, artists, genres, folders. Ten thousand values take milliseconds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pluto_desktop.desktop.models.id_diff import diff_ids, places_of
from pluto_desktop.desktop.tasks import Lane, TaskRunner

V = TypeVar("V")

ValueRole = Qt.ItemDataRole.UserRole + 1
"""The value of a row."""

_NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class ValueListModel(QAbstractListModel, Generic[V]):
    """Frozen values by key. :meth:`load` reads them on a worker; what stayed keeps its row and its selection."""

    loaded = Signal()
    """The values are here (also when nothing changed)."""
    failed = Signal(object)
    """Reading failed; carries the exception."""

    def __init__(
        self,
        runner: TaskRunner,
        key: Callable[[V], str],
        text: Callable[[V], str],
        spoken: Callable[[V], str] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._runner = runner
        self._key = key
        self._text = text
        self._spoken = spoken or text
        self._values: list[V] = []
        self._keys: list[str] = []
        self._rows: dict[str, int] = {}
        self.loading = False

    @property
    def values(self) -> Sequence[V]:
        """All values in their order."""
        return self._values

    def value(self, row: int) -> V:
        """Return the value at a row."""
        return self._values[row]

    def row_of(self, key: str) -> int | None:
        """Return where a key stands, or None."""
        return self._rows.get(key)

    def load(self, read: Callable[[], Sequence[V]]) -> None:
        """Read values on a worker and show them; a newer reading replaces an older one."""
        self.loading = True
        self._runner.run(self, "values", Lane.READ, lambda _token: list(read()), self._take, self._fail)

    def _take(self, values: list[V]) -> None:
        self.loading = False
        self.set_values(values)
        self.loaded.emit()

    def _fail(self, error: Exception) -> None:
        self.loading = False
        self.failed.emit(error)

    def set_values(self, new: list[V]) -> None:
        """Show values, touching only the rows that differ."""
        keys = [self._key(value) for value in new]
        steps = None if keys == self._keys else diff_ids(self._keys, places_of(self._keys), keys, places_of(keys))
        if keys != self._keys and steps is None:
            self.beginResetModel()
            self._adopt(new, keys)
            self.endResetModel()
            return
        if steps is not None:
            for first, last in reversed(steps.removed):
                self.beginRemoveRows(_NOTHING, first, last)
                self._adopt(
                    self._values[:first] + self._values[last + 1 :], self._keys[:first] + self._keys[last + 1 :]
                )
                self.endRemoveRows()
            for first, last in steps.inserted:
                self.beginInsertRows(_NOTHING, first, last)
                here, there = slice(None, first), slice(first, last + 1)
                values = self._values[here] + new[there] + self._values[first:]
                self._adopt(values, self._keys[here] + keys[there] + self._keys[first:])
                self.endInsertRows()
        differing = [row for row, (old, value) in enumerate(zip(self._values, new, strict=True)) if old != value]
        self._adopt(new, keys)
        for row in differing:
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def _adopt(self, values: list[V], keys: list[str]) -> None:
        self._values, self._keys = values, keys
        self._rows = {key: row for row, key in enumerate(keys)}

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of values."""
        return 0 if parent.isValid() else len(self._values)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a value's text, what a screen reader says, or the value itself."""
        if not index.isValid() or index.row() >= len(self._values):
            return None
        value = self._values[index.row()]
        if role == ValueRole:
            return value
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(value)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return self._spoken(value)
        return None
