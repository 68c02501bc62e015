"""Keeping the library on this device safe: looked at before it is opened, backed up daily, repaired when damaged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound
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


_NOTHING = Repair((), (), None)


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

        Works beside an open window. Raises the error of the library's state where it is damaged, so that the good
        backups stay, or can only be read.
        """
        state = self._files.inspect()
        if state.error is not None:
            raise state.error
        if state.health is not Health.GOOD or self._backed_up_today():
            return None
        backup = self._files.back_up("daily", cancel)
        self._files.rotate(KEPT_BACKUPS)
        return backup

    def back_up(self, cancel: CancelToken | None = None) -> Backup:
        """Back the library up now, whatever was done today. Raises as :meth:`back_up_daily` does."""
        backup = self._files.back_up("manual", cancel)
        self._files.rotate(KEPT_BACKUPS)
        return backup

    def restore_backup(self) -> Repair:
        """Set the damaged or missing files aside and put back the newest backup of them that is whole.

        Where the library opens it is read thoroughly first, for a page deep inside may be the damaged one. It must be
        closed. Raises NotFound("backup_not_found") where there is no backup, Invalid("backup_damaged") where none is
        whole, and the error of a library that is too new: it is left alone.
        """
        state, files = self._in_need()
        if not files:
            return _NOTHING
        names = {path.name for path in files}
        damaged: KnownError = NotFound("backup_not_found", path=str(state.folder))
        for backup in self._files.list_backups():
            if names <= set(backup.files):
                try:
                    return Repair(files, self._files.restore(backup, files), backup)
                except Invalid as error:
                    damaged = error
        raise damaged

    def start_anew(self) -> Repair:
        """Set the damaged or missing files aside and make them new and empty. Otherwise as :meth:`restore_backup`."""
        _, files = self._in_need()
        return Repair(files, self._files.start_anew(files), None) if files else _NOTHING

    def _in_need(self) -> tuple[LibraryState, tuple[Path, ...]]:
        state = self._files.inspect()
        if state.health in {Health.DAMAGED, Health.MISSING}:
            return state, state.files
        if not state.writable and state.error is not None:
            raise state.error
        return state, tuple(dict.fromkeys(problem.file for problem in self._files.check()))

    def _backed_up_today(self) -> bool:
        now = self._now()
        made = (dt.datetime.fromtimestamp(held.made_at_ms / 1000, now.tzinfo) for held in self._files.list_backups())
        return any(at.date() == now.date() for at in made)
