"""Songs that need attention as a list: rows and reasons are read when they are looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.id_diff import Steps
from pluto_desktop.desktop.models.listing import Shown
from pluto_desktop.desktop.models.need_texts import need_tag
from pluto_desktop.desktop.models.song_rows import SongRows
from pluto_desktop.desktop.models.song_table import SONG_FLAGS, SONG_MIME, SongRole, runs
from pluto_desktop.desktop.tasks import TaskRunner
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow
from pluto_desktop.services.browse import Browse

_NOTHING = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class AttentionModel(QAbstractTableModel):
    """The songs of one reason, or of any. GUI thread only."""

    needs_wanted = Signal(object)
    """The reasons of songs (ids) are wanted; :meth:`put_needs` takes them."""
    failed = Signal(object)
    """Reading rows failed; carries the exception."""

    def __init__(self, browse: Browse, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._ids: list[SongId] = []
        self._seen: dict[SongId, int] = {}
        """Where the songs stand that were looked at."""
        self._needs: dict[SongId, tuple[Need, ...]] = {}
        self.need: Need | None = None
        """The reason whose songs these are; it is told first."""
        self.playing: SongId | None = None
        self.rows = SongRows(browse.list_song_rows, runner, self)
        self.rows.arrived.connect(self._arrived)
        self.rows.failed.connect(self.failed)

    @property
    def ids(self) -> Sequence[SongId]:
        """The songs, in order."""
        return self._ids

    @property
    def shown(self) -> Shown:
        """What is shown; its list stays as it is while it is compared with another one."""
        return Shown(self.need, self._ids)

    def set_songs(self, need: Need | None, ids: list[SongId]) -> None:
        """Show other songs; nothing is selected then."""
        self.beginResetModel()
        self.need = need
        self._adopt(ids)
        self._seen.clear()
        self.endResetModel()

    def follow(self, steps: Steps, new: list[SongId]) -> None:
        """Let songs come and go; the others stay selected."""
        ids = list(self._ids)
        for first, last in reversed(steps.removed):
            self.beginRemoveRows(_NOTHING, first, last)
            del ids[first : last + 1]
            self._adopt(ids)
            self.endRemoveRows()
        for first, last in steps.inserted:
            self.beginInsertRows(_NOTHING, first, last)
            ids[first:first] = new[first : last + 1]
            self._adopt(ids)
            self.endInsertRows()

    def refresh(self, songs: frozenset[SongId] | None) -> None:
        """Read the rows of some songs again (all: None), and why they stand here."""
        self.rows.refresh(songs)
        if self._ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._ids) - 1, 0))

    def put_needs(self, asked: frozenset[SongId], needs: Mapping[SongId, tuple[Need, ...]]) -> None:
        """Take the reasons of the songs that were ``asked`` for."""
        for song in asked:
            self._needs.pop(song, None)
        self._needs.update(needs)
        self._show(asked)

    def set_playing(self, song: SongId | None) -> None:
        """Mark the song that plays."""
        changed = {one for one in (self.playing, song) if one is not None}
        self.playing = song
        self._show(frozenset(changed))

    def song(self, position: int) -> SongRow | None:
        """Return the row at a position, or None while it is being read."""
        self._seen[self._ids[position]] = position
        return self.rows.get(position)

    def tags(self, row: SongRow) -> list[str]:
        """Return why a song stands here, the reason of the list first."""
        needs = self._needs.get(row.id, ())
        if self.need is not None:
            needs = (self.need, *(need for need in needs if need is not self.need))
        return [need_tag(need, row) for need in needs]

    def rowCount(self, parent: Index = _NOTHING) -> int:
        """Return the number of songs."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _NOTHING) -> int:
        """Return one."""
        return 0 if parent.isValid() else 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a song's title, the row itself, or in words what stands in it."""
        if not index.isValid():
            return None
        row = self.song(index.row())
        if role == SongRole:
            return row
        if row is None:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.DisplayRole:
            return one_line(row.title)
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            parts = [one_line(row.title), one_line(row.artist), *self.tags(row)]
            return ", ".join(part for part in parts if part)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every song can be selected and dragged."""
        return SONG_FLAGS if index.isValid() else Qt.ItemFlag.NoItemFlags

    def mimeTypes(self) -> list[str]:
        """Return what can be dragged out."""
        return [SONG_MIME]

    def _arrived(self, songs: frozenset[SongId]) -> None:
        self._show(songs)
        self.needs_wanted.emit(songs)

    def _adopt(self, ids: list[SongId]) -> None:
        self._ids = ids
        self.rows.set_ids(ids)

    def _show(self, songs: frozenset[SongId]) -> None:
        """Say that songs look different: those that were looked at, for a list may be long."""
        places = (self._seen.get(song) for song in songs)
        ids = self._ids
        there = sorted(at for at in places if at is not None and at < len(ids) and ids[at] in songs)
        for first, last in runs(there):
            self.dataChanged.emit(self.index(first, 0), self.index(last, 0))
