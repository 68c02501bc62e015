"""Which seat the window of a shared library has, remembered on this device for the window after it."""

from __future__ import annotations

from pathlib import Path

from pluto_desktop.adapters.sql.lock import FolderLock
from pluto_desktop.adapters.sql.personal import SqlPersonal
from pluto_desktop.domain.errors import Conflict

_STATE = "seat"
_LOCK = "seat.lock"


class SqlSeat:
    """The place of a window in its library's folder. Any thread, one at a time."""

    def __init__(self, folder: Path, personal: SqlPersonal) -> None:
        self._folder, self._personal = folder, personal
        self._lock: FolderLock | None = None

    def sit_down(self, seat: str) -> str | None:
        """Remember a seat until :meth:`leave`; return the one before, whose window lives no more.

        Where another window of this library has the place, as one may that a second start could not speak to, that
        one's stays remembered and None is returned. Raises what writing to the library raises.
        """
        try:
            self._lock = FolderLock(self._folder, exclusive=True, name=_LOCK)
        except Conflict:
            return None
        before = self._personal.load_state(_STATE)
        self._personal.save_state(_STATE, seat)
        return before if isinstance(before, str) else None

    def leave(self) -> None:
        """Let the next window have the place; one that dies lets go of it too."""
        if self._lock is not None:
            self._lock.release()
            self._lock = None
