"""A list of songs as a table: all ids at once, rows by page, sorting in SQL."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from pluto_desktop.desktop.models.id_diff import Steps, diff_ids, places_of, same_ids, share_ids
from pluto_desktop.desktop.models.song_cells import cell_text, spoken, tooltip
from pluto_desktop.desktop.models.song_columns import SPECS, Column, label
from pluto_desktop.desktop.models.song_rows import PAGE, SongRows
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.domain.views import SongQuery, Sort, Source
from pluto_desktop.services.browse import Browse

SONG_MIME = "application/x-pluto-songs"
"""What is dragged between lists: a JSON list of song ids."""

SongRole = Qt.ItemDataRole.UserRole + 1
"""The :class:`SongRow` of a row, or None while it is being read."""

SONG_FLAGS = (
    Qt.ItemFlag.ItemIsEnabled
    | Qt.ItemFlag.ItemIsSelectable
    | Qt.ItemFlag.ItemIsDragEnabled
    | Qt.ItemFlag.ItemNeverHasChildren
)
"""What can be done with a row; made once, because Qt asks for it for every cell it paints."""

_MANY = 1_000
"""Changed songs whose rows are looked for one by one; where there are more, every row that is seen is read again."""

_NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


def songs_to_mime(ids: Sequence[SongId]) -> QMimeData:
    """Return song ids as something to drag."""
    data = QMimeData()
    data.setData(SONG_MIME, QByteArray(json.dumps(list(ids)).encode()))
    return data


def songs_from_mime(data: QMimeData) -> list[SongId]:
    """Return the song ids that are dragged; empty for anything else."""
    try:
        ids = json.loads(bytes(data.data(SONG_MIME).data()).decode() or "[]")
    except ValueError:
        return []
    return [SongId(one) for one in ids if isinstance(one, str)] if isinstance(ids, list) else []


_HEAD = 2 * PAGE
"""How many songs of a long list are shown before the rest of it is read."""


@dataclass(frozen=True, slots=True)
class _Answer:
    ids: list[SongId]
    positions: dict[SongId, int]
    steps: Steps | None
    same: bool


class SongTableModel(QAbstractTableModel):
    """The songs a query asks for. GUI thread only; reading is done through the task runner."""

    begun = Signal()
    """The first songs of a list are here with their rows, where nothing was shown before; the rest follows."""
    loaded = Signal()
    """The ids of the query are here (also when they came again and nothing changed)."""
    following = Signal()
    """The same list is about to change: songs come, go or move; :attr:`followed` comes after."""
    followed = Signal()
    renewed = Signal()
    """Another list or another order is shown now."""
    failed = Signal(object)
    """Reading ids or rows failed; carries the exception."""

    def __init__(self, browse: Browse, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browse = browse
        self._runner = runner
        self._query: SongQuery | None = None
        self._loading = False
        self._again = False
        self._fresh = True
        self._ids: list[SongId] = []
        self._positions: dict[SongId, int] | None = None
        self._playing: SongId | None = None
        self._offline = False
        self.rows = SongRows(browse.list_song_rows, runner, self)
        self.rows.arrived.connect(self._show_arrived)
        self.rows.failed.connect(self.failed)

    # -- what is shown --

    @property
    def query(self) -> SongQuery | None:
        """The query that is shown or being read."""
        return self._query

    @property
    def loading(self) -> bool:
        """Whether ids are being read."""
        return self._loading

    @property
    def ids(self) -> list[SongId]:
        """All ids in their order; not to be changed."""
        return self._ids

    @property
    def playing(self) -> SongId | None:
        """The song that is marked as playing."""
        return self._playing

    def show_query(self, query: SongQuery) -> None:
        """Show another list; what is shown stays until its ids are here."""
        self._fresh = True
        self._query = query
        if self._ids:
            self._load()
        else:
            self._load_head()

    def reload(self) -> None:
        """Read the ids again; rows that did not move stay as they are."""
        if self._loading:
            self._again = True
        elif self._query is not None:
            self._load()

    def apply_changes(self, changes: Changes) -> None:
        """Show what a mutation changed, touching only the rows concerned."""
        if self._query is None:
            return
        if changes.everything or len(changes.songs) > _MANY:
            self.rows.refresh()
            self._touch(None)
        else:
            self.rows.refresh(changes.songs)
            self._touch(changes.songs)
        if _may_reorder(changes, self._query):
            self.reload()

    def set_playing(self, song_id: SongId | None) -> None:
        """Mark the playing song."""
        before, self._playing = self._playing, song_id
        self._touch({one for one in (before, song_id) if one is not None})

    @property
    def offline(self) -> bool:
        """Whether songs that are not on this device cannot be had just now."""
        return self._offline

    def set_offline(self, *, offline: bool) -> None:
        """Say whether the servers that have the songs are away."""
        if offline != self._offline:
            self._offline = offline
            self._touch(None)

    def song(self, position: int) -> SongRow | None:
        """Return the row at a position, or None while it is being read."""
        return self.rows.get(position)

    def position_of(self, song_id: SongId) -> int | None:
        """Return where a song stands (first, if more than once), or None."""
        if self._positions is None:
            self._positions = places_of(self._ids)
        return self._positions.get(song_id)

    # -- Qt's questions --

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of songs."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(SPECS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a heading."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(SPECS):
            if role == Qt.ItemDataRole.DisplayRole:
                return label(Column(section))
            if role == Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if SPECS[Column(section)].right else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tooltip, what a screen reader says, or the row itself.

        Numbers are painted, not data: they would change with every song that goes.
        """
        if not index.isValid():
            return None
        row = self.rows.get(index.row())
        if role == SongRole or row is None:
            return row
        column = Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_text(row, column)
        tell = {Qt.ItemDataRole.ToolTipRole: tooltip, Qt.ItemDataRole.AccessibleTextRole: spoken}.get(
            Qt.ItemDataRole(role)
        )
        return tell(row, column, offline=self._offline) if tell else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every song can be selected and dragged."""
        return SONG_FLAGS if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        """Return what can be dragged out."""
        return [SONG_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the songs of some cells as something to drag, in the list's order."""
        return songs_to_mime([self._ids[row] for row in sorted({index.row() for index in indexes})])

    # -- reading --

    def _load_head(self) -> None:
        """Read the first songs of a list, so that they are painted before all of it is read."""
        query, browse = self._query, self._browse
        assert query is not None
        self._loading, self._again = True, False

        def read(_token: CancelToken) -> tuple[list[SongId], list[SongRow]]:
            ids = browse.list_song_ids(query, _HEAD)
            return ids, browse.list_song_rows(ids)

        self._runner.run(self, "ids", Lane.READ, read, self._take_head, self._fail)

    def _take_head(self, head: tuple[list[SongId], list[SongRow]]) -> None:
        ids, rows = head
        self.rows.put(rows)
        if len(ids) < _HEAD:
            self._take(_Answer(ids, places_of(ids), None, same=ids == self._ids))
            return
        self._fresh = False
        self.beginResetModel()
        self._adopt(ids)
        self.endResetModel()
        self.renewed.emit()
        self.begun.emit()
        # Painted first: reading all the ids would keep Python from it.
        QTimer.singleShot(0, self, self._load_rest)

    def _load_rest(self) -> None:
        if self._loading and not self._fresh:
            self._load()

    def _load(self) -> None:
        query, old, places, fresh = self._query, self._ids, self._positions, self._fresh
        assert query is not None
        self._loading, self._again = True, False
        self._runner.run(
            self,
            "ids",
            Lane.READ,
            lambda _token: _compare(old, places, self._browse.list_song_ids(query), follow=not fresh),
            self._take,
            self._fail,
        )

    def _take(self, answer: _Answer) -> None:
        fresh, self._loading, self._fresh = self._fresh, False, False
        if not answer.same:
            if not fresh:
                self.following.emit()
            self._replace(answer)
            (self.renewed if fresh else self.followed).emit()
        self.loaded.emit()
        if self._again:
            self._load()

    def _fail(self, error: Exception) -> None:
        self._loading = False
        self.failed.emit(error)

    def _replace(self, answer: _Answer) -> None:
        new = answer.ids
        if answer.steps is None:
            self.beginResetModel()
            self._adopt(new, answer.positions)
            self.endResetModel()
            return
        ids = list(self._ids)  # the old list may still be read by a worker
        self._adopt(ids)
        for first, last in reversed(answer.steps.removed):
            self.beginRemoveRows(_NOTHING, first, last)
            del ids[first : last + 1]
            self._adopt(ids)
            self.endRemoveRows()
        for first, last in answer.steps.inserted:
            self.beginInsertRows(_NOTHING, first, last)
            ids[first:first] = new[first : last + 1]
            self._adopt(ids)
            self.endInsertRows()
        self._positions = answer.positions

    def _adopt(self, ids: list[SongId], positions: dict[SongId, int] | None = None) -> None:
        self._ids = ids
        self._positions = positions
        self.rows.set_ids(ids)

    def _show_arrived(self, songs: frozenset[SongId]) -> None:
        self._touch(songs)

    def _touch(self, songs: frozenset[SongId] | set[SongId] | None) -> None:
        """Say that rows look different: of some songs, or of all (None)."""
        if not self._ids:
            return
        if songs is None:
            self._say_changed(0, len(self._ids) - 1)
            return
        positions = sorted(at for at in map(self.position_of, songs) if at is not None)
        for first, last in runs(positions):
            self._say_changed(first, last)

    def _say_changed(self, first: int, last: int) -> None:
        roles = [SongRole, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole]
        self.dataChanged.emit(self.index(first, 0), self.index(last, len(SPECS) - 1), roles)


def _compare(old: list[SongId], places: dict[SongId, int] | None, new: list[SongId], *, follow: bool) -> _Answer:
    """Prepare a new list of ids for the model; on a worker thread, because 100,000 ids take some 60 ms."""
    if same_ids(old, new):
        return _Answer(old, {}, None, same=True)
    in_old, in_new = places_of(old) if places is None else places, places_of(new)
    share_ids(new, old, in_old)
    return _Answer(new, in_new, diff_ids(old, in_old, new, in_new) if follow else None, same=False)


def runs(positions: Sequence[int]) -> list[tuple[int, int]]:
    """Return ascending positions as (first, last) runs of neighbours."""
    found: list[tuple[int, int]] = []
    for at in positions:
        if found and at <= found[-1][1] + 1:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def _may_reorder(changes: Changes, query: SongQuery) -> bool:
    """Return whether a list may have other songs now, or another order; a rule may hang on anything."""
    return (
        changes.everything
        or query.source is Source.SMART
        or bool(changes.songs and not (changes.favourites or changes.plays))
        or (changes.favourites and query.source is Source.FAVOURITES)
        or (changes.plays and (query.source is Source.RECENTLY_PLAYED or query.sort is Sort.PLAYS))
        or (changes.playlists and query.source is Source.PLAYLIST)
        or (changes.lyrics and not query.filter.empty)
    )
