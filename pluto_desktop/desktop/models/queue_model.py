"""The queue as a list: the ids the play session has, rows read lazily."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from pluto_desktop.desktop.models.formatting import clock, one_line
from pluto_desktop.desktop.models.song_cells import absent
from pluto_desktop.desktop.models.song_rows import SongRows
from pluto_desktop.desktop.models.song_table import SONG_FLAGS, SONG_MIME, SongRole, runs, songs_to_mime
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.services.browse import Browse

_MOST_SUMMED = 3000

_NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class QueueModel(QAbstractTableModel):
    """Songs in play order; one may stand more than once. GUI thread only."""

    total_changed = Signal(object)
    """The queue's whole duration in milliseconds, or None where it is too long to be summed up."""
    failed = Signal(object)
    """Reading rows failed; carries the exception."""

    def __init__(self, browse: Browse, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._runner = runner
        self._ids: tuple[SongId, ...] = ()
        self._current = -1
        self.offline = False
        """Whether songs that are not on this device cannot be had just now."""
        self.rows = SongRows(browse.list_song_rows, runner, self)
        self.rows.arrived.connect(self._show_arrived)
        self.rows.failed.connect(self.failed)

    @property
    def ids(self) -> tuple[SongId, ...]:
        """The songs in play order."""
        return self._ids

    @property
    def current(self) -> int:
        """The position that plays, or -1."""
        return self._current

    def set_queue(self, ids: Sequence[SongId], current: int) -> None:
        """Show a queue and which of it plays; only rows that came, went or differ are told."""
        new = tuple(ids)
        if new is not self._ids and new != self._ids:
            self._replace(new)
            self._sum_up()
        if current != self._current:
            before, self._current = self._current, current
            for at in (before, current):
                if 0 <= at < len(self._ids):
                    self.dataChanged.emit(self.index(at, 0), self.index(at, 0))

    def refresh(self, songs: frozenset[SongId] | None) -> None:
        """Read the rows of some songs again (all: None)."""
        self.rows.refresh(songs)
        self._show_arrived(frozenset(self._ids) if songs is None else songs)

    def song(self, position: int) -> SongRow | None:
        """Return the row at a position, or None while it is being read."""
        return self.rows.get(position)

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of songs."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a song's title, what a screen reader says, or the row itself."""
        if not index.isValid():
            return None
        row = self.rows.get(index.row())
        if role == SongRole:
            return row
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.title)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            parts = [one_line(row.title), one_line(row.artist), clock(row.duration_ms)]
            if absent(row, offline=self.offline):
                parts.append(QCoreApplication.translate("songs", "not on this device"))
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every song can be selected and dragged."""
        return SONG_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Return what can be dragged out."""
        return [SONG_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the songs of some rows as something to drag."""
        return songs_to_mime([self._ids[row] for row in sorted({index.row() for index in indexes})])

    def _replace(self, new: tuple[SongId, ...]) -> None:
        """Insert or remove the one stretch that differs; a queue mostly changes in one place."""
        old = self._ids
        head = _same_at_start(old, new)
        tail = _same_at_start(old[head:][::-1], new[head:][::-1])
        if len(old) - tail > head:
            self.beginRemoveRows(_NOTHING, head, len(old) - tail - 1)
            self._adopt(old[:head] + old[len(old) - tail :])
            self.endRemoveRows()
        if len(new) - tail > head:
            self.beginInsertRows(_NOTHING, head, len(new) - tail - 1)
            self._adopt(new)
            self.endInsertRows()

    def _adopt(self, ids: tuple[SongId, ...]) -> None:
        self._ids = ids
        self.rows.set_ids(ids)

    def _sum_up(self) -> None:
        ids = self._ids
        if len(ids) > _MOST_SUMMED:
            self.total_changed.emit(None)
            return
        self._runner.run(
            self,
            "total",
            Lane.READ,
            lambda _token: self._browse.list_song_rows(list(dict.fromkeys(ids))),
            lambda rows: self._take_rows(ids, rows),
            self.failed.emit,
        )

    def _take_rows(self, ids: tuple[SongId, ...], rows: Sequence[SongRow]) -> None:
        lengths = {row.id: row.duration_ms or 0 for row in rows}
        self.total_changed.emit(sum(lengths.get(one, 0) for one in ids))

    def _show_arrived(self, songs: frozenset[SongId]) -> None:
        for first, last in runs([at for at, one in enumerate(self._ids) if one in songs]):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))


def _same_at_start(one: Sequence[SongId], other: Sequence[SongId]) -> int:
    """Return how many songs two queues share at their start; halves are compared whole, which is fast."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
