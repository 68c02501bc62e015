"""Rows of songs, read lazily by page off the GUI thread and kept in a bounded cache."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import SongRow

PAGE = 48
"""Rows read at once: some two screens of them, for little more than a screen's time."""

_KEPT = 8192
_PAGES_WANTED = 6

ReadRows = Callable[[Sequence[SongId]], Sequence[SongRow]]


class SongRows(QObject):
    """Rows by song id, for the list of ids that :meth:`set_ids` names. GUI thread only.

    :meth:`get` never waits: what is not here yet is asked for, one reading at a time, and :attr:`arrived` tells. While
    a reading is under way only the pages looked at last are remembered, so flinging through a long list does not queue
    up work for rows nobody looks at any more. At most 8,192 rows are kept.
    """

    arrived = Signal(object)
    """Rows came: a frozenset of song ids."""
    failed = Signal(object)
    """Reading failed; carries the exception."""

    def __init__(self, read: ReadRows, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._runner = runner
        self._ids: Sequence[SongId] = ()
        self._rows: OrderedDict[SongId, SongRow] = OrderedDict()
        self._gone: set[SongId] = set()
        self._stale: set[SongId] = set()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._reading = False
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._fetch)

    def set_ids(self, ids: Sequence[SongId]) -> None:
        """Name the list that positions refer to; rows already read stay."""
        self._ids = ids
        self._gone.clear()
        self._wanted.clear()

    def get(self, position: int) -> SongRow | None:
        """Return the row at a position, or None after asking for it."""
        song_id = self._ids[position]
        row = self._rows.get(song_id)
        if (row is None and song_id not in self._gone) or song_id in self._stale:
            self._want(position // PAGE)
        return row

    def find(self, song_id: SongId) -> SongRow | None:
        """Return a row if it is here, without asking for it."""
        return self._rows.get(song_id)

    def refresh(self, songs: Iterable[SongId] | None = None) -> None:
        """Read rows again when they are next looked at (all of them by default); until then the old ones are shown."""
        self._stale.update(self._rows if songs is None else (song for song in songs if song in self._rows))
        self._gone.clear()

    def put(self, rows: Iterable[SongRow]) -> None:
        """Keep rows that somebody else read."""
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
            self._stale.discard(row.id)
        while len(self._rows) > _KEPT:
            self._stale.discard(self._rows.popitem(last=False)[0])

    def _want(self, page: int) -> None:
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        if len(self._wanted) > _PAGES_WANTED:
            self._wanted.popitem(last=False)
        if not self._reading and not self._timer.isActive():
            self._timer.start()

    def _fetch(self) -> None:
        if self._reading or not self._wanted:
            return
        ids: list[SongId] = []
        for page in self._wanted:
            ids += self._ids[page * PAGE : (page + 1) * PAGE]
        self._wanted.clear()
        needed = [
            song
            for song in dict.fromkeys(ids)
            if (song not in self._rows and song not in self._gone) or song in self._stale
        ]
        if not needed:
            return
        self._reading = True
        read = self._read
        self._runner.run(
            self,
            "rows",
            Lane.READ,
            lambda _token: read(needed),
            lambda rows: self._take(needed, rows),
            self._fail,
        )

    def _take(self, asked: list[SongId], rows: Sequence[SongRow]) -> None:
        self._reading = False
        self.put(rows)
        missing = set(asked) - {row.id for row in rows}
        self._gone |= missing
        for song in missing:
            self._rows.pop(song, None)
            self._stale.discard(song)
        self.arrived.emit(frozenset(asked))
        if self._wanted:
            self._timer.start()

    def _fail(self, error: Exception) -> None:
        self._reading = False
        self._wanted.clear()
        self.failed.emit(error)
