"""Keeping the library on this device safe: looked at before it is opened, backed up daily, repaired when damaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.library import Backup, Health, LibraryState, Problem
from pluto_desktop.ports.library import LibraryFiles

__all__ = ["Backup", "Health", "LibraryCare", "LibraryState", "Problem", "Repair"]

KEPT_BACKUPS = 7


@dataclass(frozen=True, slots=True)
class Repair:
    """What a repair did: the files put right, where the damaged ones now lie, and the backup used (None: made anew)."""

    files: tuple[Path, ...]
    set_aside: tuple[Path, ...]
    backup: Backup | None


class LibraryCare:
    """Care for one library. Synchronous, for a worker thread; ``now`` returns the local time with its zone."""

    def __init__(self, files: LibraryFiles, now: Callable[[], dt.datetime] | None = None) -> None:
        self._files = files
        self._now = now or (lambda: dt.datetime.now().astimezone())

    def inspect(self) -> LibraryState:
        """Say how the library is, quickly and without changing anything; ``backup`` is what may be restored."""
        return self._files.inspect()

    def integrity(self) -> list[Problem]:
        """Check every file thoroughly; an empty list means that all is well."""
        return self._files.check()

    def list_backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return self._files.list_backups()

    def back_up_daily(self, cancel: CancelToken | None = None) -> Backup | None:
        """Back the library up unless that was done today, and let go of the oldest; None where nothing was due.

        Works beside an open window. Raises Invalid where the library is damaged: the good backups stay.
        """
        today = self._now().date()
        for backup in self._files.list_backups():
            made = dt.datetime.fromtimestamp(backup.made_at_ms / 1000, self._now().tzinfo)
            if made.date() == today:
                return None
        state = self._files.inspect()
        if not state.opens and state.error is not None:
            raise state.error
        if state.health is not Health.GOOD:
            return None
        backup = self._files.back_up("daily", cancel)
        self._files.rotate(KEPT_BACKUPS)
        return backup

    def back_up(self, cancel: CancelToken | None = None) -> Backup:
        """Back the library up now, whatever was done today. Raises as :meth:`back_up_daily` does."""
        backup = self._files.back_up("manual", cancel)
        self._files.rotate(KEPT_BACKUPS)
        return backup

    def restore_backup(self, backup: Backup | None = None) -> Repair:
        """Set the damaged or missing files aside and put back the last good backup (or the one given).

        The library must be closed. Raises NotFound("backup_not_found") where there is no backup.
        """
        state = self._files.inspect()
        wanted = backup or state.backup
        if wanted is None:
            raise NotFound("backup_not_found", path=str(state.folder))
        files = state.files or tuple(state.folder / name for name in wanted.files)
        return Repair(files, self._files.restore(wanted, files), wanted)

    def start_anew(self) -> Repair:
        """Set the damaged or missing files aside and make them new and empty. The library must be closed."""
        state = self._files.inspect()
        if state.opens:
            return Repair((), (), None)
        return Repair(state.files, self._files.start_anew(state.files), None)
