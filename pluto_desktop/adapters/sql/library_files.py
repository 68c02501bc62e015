"""The two files of a library while they are closed: looked at, upgraded, backed up, repaired."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

from pluto_desktop.adapters.sql import backups
from pluto_desktop.adapters.sql.connections import connect, readable_mode
from pluto_desktop.adapters.sql.inspect import FileState, look_at, problems_of, writable
from pluto_desktop.adapters.sql.lock import FolderLock
from pluto_desktop.adapters.sql.translate import translating
from pluto_desktop.adapters.sql.versions import BUILDING, HEAD, create, is_empty
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, KnownError
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.library import Backup, Health, LibraryState, Problem

_WAIT_S = 30.0
# The worst that is found in a file says how the library is.
_WORST = (Health.DAMAGED, Health.MISSING, Health.TOO_NEW, Health.NEWER, Health.OLDER)
_ERRORS: dict[Health, tuple[type[KnownError], str]] = {
    Health.DAMAGED: (Invalid, "library_damaged"),
    Health.MISSING: (Invalid, "library_part_missing"),
    Health.TOO_NEW: (Denied, "library_too_new"),
    Health.NEWER: (Denied, "library_newer"),
    Health.READ_ONLY: (Denied, "library_read_only"),
}
_NAMES_A_FILE = {Health.DAMAGED, Health.MISSING}


class SqlLibraryFiles:
    """Cares for the files of one library; fulfils LibraryFiles."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def inspect(self) -> LibraryState:
        """Look at the files without changing them."""
        try:
            with translating(self._folder):
                states = [look_at(self._folder / file, file) for file in HEAD]
                unfinished = _unfinished(states)
        except OSError as error:
            code = "library_forbidden" if isinstance(error, PermissionError) else "library_unreachable"
            raise Denied(code, path=str(self._folder)) from error
        if unfinished and not self.list_backups():
            return LibraryState(self._folder, Health.NEW)
        for health in _WORST:
            concerned = [state for state in states if state.health is health]
            if concerned:
                return self._state(health, concerned)
        if not writable(self._folder):
            return self._state(Health.READ_ONLY, [])
        return LibraryState(self._folder, Health.GOOD)

    def check(self) -> list[Problem]:
        """Read the files whole."""
        return [
            Problem(path, detail)
            for path in (self._folder / file for file in HEAD)
            if path.exists()
            for detail in problems_of(path)
        ]

    def list_backups(self) -> list[Backup]:
        """Return the backups, newest first."""
        return backups.list_backups(self._folder)

    def back_up(self, reason: str, cancel: CancelToken | None = None) -> Backup:
        """Copy the files and check the copies."""
        with FolderLock(self._folder, exclusive=True, wait_s=_WAIT_S, name=backups.LOCK):
            return backups.make_backup(self._folder, reason, cancel)

    def copy_to(self, folder: Path, cancel: CancelToken | None = None) -> tuple[Path, ...]:
        """Copy the files into another folder and check the copies."""
        return backups.copy_files(self._folder, folder, cancel)

    def rotate(self, keep: int) -> list[Path]:
        """Delete old backups."""
        with FolderLock(self._folder, exclusive=True, wait_s=_WAIT_S, name=backups.LOCK):
            return backups.rotate(self._folder, keep)

    def set_aside(self, file: Path) -> Path:
        """Rename a damaged file, its journal with it."""
        with FolderLock(self._folder, exclusive=True), translating(self._folder):
            return self._set_aside(file)

    def restore(self, backup: Backup, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """Put files back from a backup that is checked first."""
        with FolderLock(self._folder, exclusive=True):
            for file in files:
                copy = backup.folder / file.name
                if not copy.is_file() or problems_of(copy):
                    raise Invalid("backup_damaged", path=str(copy))
            # All that can fail for want of room comes first: until then the old files are where they were.
            copies = [self._beside(file, backup.folder / file.name) for file in files]
            aside = [self._set_aside(file) for file in files if file.exists()]
            for file, copy in zip(files, copies, strict=True):
                self._put(copy, file)
        return tuple(aside)

    def start_anew(self, files: tuple[Path, ...]) -> tuple[Path, ...]:
        """Make files new and empty."""
        with FolderLock(self._folder, exclusive=True):
            aside = [self._set_aside(file) for file in files if file.exists()]
            self._create(files)
        return tuple(aside)

    def make(self) -> None:
        """Make the files of a new library."""
        with FolderLock(self._folder, exclusive=True, wait_s=_WAIT_S):
            self._create(tuple(self._folder / file for file in HEAD if not (self._folder / file).exists()))

    def upgrade(self) -> None:
        """Back up the files and bring them up to date; while another Pluto does so, wait for it."""
        from pluto_desktop.adapters.sql.migrate import upgrade  # noqa: PLC0415 - loads SQLAlchemy and Alembic

        with FolderLock(self._folder, exclusive=True, wait_s=_WAIT_S):
            older = [file for file in HEAD if look_at(self._folder / file, file).health is Health.OLDER]
            if not older:
                return
            self.back_up("before-upgrade")
            with translating(self._folder):
                for file in older:
                    upgrade(self._folder / file, file)

    def _state(self, health: Health, concerned: list[FileState]) -> LibraryState:
        paths = tuple(state.path for state in concerned)
        error = None
        if health in _ERRORS:
            kind, code = _ERRORS[health]
            error = kind(code, path=str(paths[0] if health in _NAMES_A_FILE else self._folder))
        backup = None
        if health in _NAMES_A_FILE:
            names = {path.name for path in paths}
            backup = next((held for held in self.list_backups() if names <= set(held.files)), None)
        return LibraryState(self._folder, health, paths, error, backup)

    def _create(self, files: tuple[Path, ...]) -> None:
        try:
            with translating(self._folder):
                library_id = self._library_id()
                for file in files:
                    create(file, file.name, library_id)
        except OSError as error:
            raise _denied(error, self._folder) from error

    def _library_id(self) -> str:
        """Return the id that the other file of the library bears, so that the two stay one library."""
        for file in HEAD:
            path = self._folder / file
            if look_at(path, file).health is Health.GOOD:
                connection = connect(path, readable_mode(path))
                try:
                    row = connection.execute("SELECT value FROM library WHERE key = 'library_id'").fetchone()
                finally:
                    connection.close()
                if row is not None:
                    return str(row[0])
        return new_id()

    def _set_aside(self, file: Path) -> Path:
        stamp = dt.datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        aside = file.with_name(f"{file.stem}.damaged-{stamp}{file.suffix}")
        number = 2
        while aside.exists():
            aside = file.with_name(f"{file.stem}.damaged-{stamp}-{number}{file.suffix}")
            number += 1
        try:
            # The journal goes along: left behind, it would be played into whatever takes the file's place.
            journal = file.with_name(file.name + "-wal")
            if journal.exists():
                journal.rename(aside.with_name(aside.name + "-wal"))
            file.with_name(file.name + "-shm").unlink(missing_ok=True)
            return file.rename(aside)
        except OSError as error:
            raise _denied(error, self._folder) from error

    def _beside(self, file: Path, copy: Path) -> Path:
        building = file.with_name(file.name + BUILDING)
        try:
            shutil.copyfile(copy, building)
            with building.open("rb+") as stream:
                os.fsync(stream.fileno())
        except OSError as error:
            building.unlink(missing_ok=True)
            raise _denied(error, self._folder) from error
        return building

    def _put(self, building: Path, file: Path) -> None:
        try:
            for suffix in ("-wal", "-shm"):
                file.with_name(file.name + suffix).unlink(missing_ok=True)
            building.replace(file)
        except OSError as error:
            raise _denied(error, self._folder) from error


def _unfinished(states: list[FileState]) -> bool:
    """Whether there is no library yet, or one whose making was broken off: the catalogue comes first, and empty."""
    catalogue, *others = states
    if any(state.health is not Health.MISSING for state in others):
        return False
    return catalogue.health is Health.MISSING or (catalogue.health is Health.GOOD and is_empty(catalogue.path))


def _denied(error: OSError, folder: Path) -> Denied:
    return Denied("disk_full" if error.errno in {28, 122} else "library_read_only", path=str(folder))
