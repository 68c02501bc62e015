"""The files that would be written, each with its fields below it, as a tree in which they can be ticked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.views.tags.texts import field_name, said_after, said_before
from pluto_desktop.domain.ids import SongId
from pluto_desktop.services.write_tags import FileChanges, only

Index = QModelIndex | QPersistentModelIndex
_AT_ONCE = 500
"""Files that a view is given at once; it asks for more when it is scrolled to its end."""
_FILE = 0
"""The inner id of a file's row; that of a field's is the row of its file, counted from one."""


class TagsModel(QAbstractItemModel):
    """Shows files and fields; everything is ticked at first."""

    ticked = Signal()
    """Something was ticked, or is no longer."""

    def __init__(self, files: Sequence[FileChanges], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files = files
        self._shown = min(len(files), _AT_ONCE)
        self._all = True
        self._others: set[tuple[SongId, str]] = set()
        self.ticked_files = len(files)
        """In how many files something is ticked."""

    def chosen(self) -> list[FileChanges]:
        """Return the changes that are ticked."""
        return only(self._files, self._is_ticked)

    def tick_all(self, *, on: bool) -> None:
        """Tick everything, or nothing."""
        self._all, self._others = on, set()
        self.ticked_files = len(self._files) if on else 0
        # A range of files draws the whole view anew, fields included; a signal for each would be felt.
        last = self.index(self._shown - 1, 0)
        self.dataChanged.emit(self.index(0, 0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticked.emit()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008 - Qt's
        """Return the index of a file, or of a field below one."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() + 1 if parent.isValid() else _FILE)

    def parent(self, child: Index) -> QModelIndex:  # type: ignore[override]
        """Return the file that a field belongs to."""
        if not child.isValid() or child.internalId() == _FILE:
            return QModelIndex()
        return self.createIndex(child.internalId() - 1, 0, _FILE)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many files there are, or fields of one."""
        if not parent.isValid():
            return self._shown
        if parent.internalId() != _FILE or parent.column() != 0:
            return 0
        return len(self._files[parent.row()].changes)

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether there are more files than the view was given."""
        return not parent.isValid() and self._shown < len(self._files)

    def fetchMore(self, parent: Index) -> None:
        """Give the view more files."""
        if self.canFetchMore(parent):
            more = min(self._shown + _AT_ONCE, len(self._files))
            self.beginInsertRows(QModelIndex(), self._shown, more - 1)
            self._shown = more
            self.endInsertRows()

    def columnCount(self, _parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the three columns: what, now, then."""
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a column is called."""
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (self.tr("Song"), self.tr("The file says"), self.tr("It will say"))[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let the first column be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.column() == 0 else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what is shown of a file or a field."""
        one = self._file_of(index)
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == 0:
            return self._state(one) if index.internalId() == _FILE else self._field_state(one, index.row())
        if role not in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return None
        if index.internalId() == _FILE:
            if role == Qt.ItemDataRole.ToolTipRole:
                return one_line(str(one.location.path))
            return (one_line(one.title), one_line(one.location.path.name), "")[index.column()]
        change = one.changes[index.row()]
        return (field_name(change.field), said_before(change), said_after(change))[index.column()]

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick a file with all its fields, or one field."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        one = self._file_of(index)
        whole = index.internalId() == _FILE
        fields = {(one.song_id, change.field) for change in (one.changes if whole else [one.changes[index.row()]])}
        before = self._state(one) is not Qt.CheckState.Unchecked
        if (Qt.CheckState(value) is not Qt.CheckState.Unchecked) == self._all:
            self._others -= fields
        else:
            self._others |= fields
        self.ticked_files += (self._state(one) is not Qt.CheckState.Unchecked) - before
        self._tell(self.index(index.row(), 0) if whole else self.parent(index))
        self.ticked.emit()
        return True

    def _tell(self, file: QModelIndex) -> None:
        roles, last = [Qt.ItemDataRole.CheckStateRole], self.rowCount(file) - 1
        self.dataChanged.emit(file, file, roles)
        self.dataChanged.emit(self.index(0, 0, file), self.index(last, 0, file), roles)

    def _is_ticked(self, song: SongId, field: str) -> bool:
        return ((song, field) not in self._others) is self._all

    def _file_of(self, index: Index) -> FileChanges:
        return self._files[index.row() if index.internalId() == _FILE else index.internalId() - 1]

    def _field_state(self, one: FileChanges, row: int) -> Qt.CheckState:
        ticked = self._is_ticked(one.song_id, one.changes[row].field)
        return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked

    def _state(self, one: FileChanges) -> Qt.CheckState:
        states = {self._field_state(one, row) for row in range(len(one.changes))}
        return states.pop() if len(states) == 1 else Qt.CheckState.PartiallyChecked
