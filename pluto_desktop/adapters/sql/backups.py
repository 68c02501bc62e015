"""Copies of the library's files: made while they are in use, checked before they count."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pluto_desktop.adapters.sql.connections import connect, readable_mode
from pluto_desktop.adapters.sql.inspect import problems_of
from pluto_desktop.adapters.sql.translate import translating
from pluto_desktop.adapters.sql.versions import HEAD
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.library import Backup

FOLDER = "backups"
LOCK = "backups.lock"
"""Name of the lock of whoever makes or deletes backups."""
_NAME = re.compile(r"(\d{4}-\d{2}-\d{2}T\d{6}\.\d{3})Z-[a-z-]+")
_STAMP = "%Y-%m-%dT%H%M%S.%f"
_PAGES = 1024


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups of a library, newest first; what does not look like one is passed over."""
    try:
        found = [_backup(path) for path in (folder / FOLDER).iterdir()]
    except OSError:
        return []
    return sorted((backup for backup in found if backup), key=lambda backup: backup.made_at_ms, reverse=True)


def make_backup(folder: Path, reason: str, cancel: CancelToken | None) -> Backup:
    """Copy and check the files under a name that is no backup's, then give it its own.

    The caller holds :data:`LOCK`, so that nobody rotates an unfinished one away.
    """
    stamp = dt.datetime.now(dt.UTC).strftime(_STAMP)[:-3]
    building = folder / FOLDER / f"{stamp}Z-{reason}.new"
    try:
        with _disk_errors(folder):
            building.mkdir(parents=True)
            copy_files(folder, building, cancel)
            finished = building.rename(building.with_suffix(""))
    finally:
        shutil.rmtree(building, ignore_errors=True)
    backup = _backup(finished)
    assert backup is not None
    return backup


def copy_files(folder: Path, target: Path, cancel: CancelToken | None) -> tuple[Path, ...]:
    """Copy the files of a library, in use or not, into another folder, and check the copies."""
    copies = tuple(target / file for file in HEAD if (folder / file).exists())
    for copy in copies:
        _copy(folder / copy.name, copy, cancel)
        if problems_of(copy, cancel):
            raise Invalid("library_damaged", path=str(folder / copy.name))
    return copies


def rotate(folder: Path, keep: int) -> list[Path]:
    """Delete the backups beyond the newest ``keep``, and what broken attempts left; the fullest one stays.

    The caller holds :data:`LOCK`: whatever is unfinished there was given up.
    The fullest stays because a library that was emptied or made anew is sound, yet must not push out the songs.
    """
    backups = list_backups(folder)
    fullest = max(backups, key=_size, default=None)
    leaving = [backup.folder for backup in backups[keep:] if backup is not fullest]
    leaving += (folder / FOLDER).glob("*.new")
    for path in leaving:
        shutil.rmtree(path, ignore_errors=True)
    return leaving


def _backup(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = dt.datetime.strptime(match[1], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    files = tuple(file for file in HEAD if (path / file).is_file())
    return Backup(path, int(made.timestamp() * 1000), files) if files else None


@contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        code = "disk_full" if error.errno in {28, 122} else "library_read_only"
        raise Denied(code, path=str(folder)) from error


def _copy(source: Path, target: Path, cancel: CancelToken | None) -> None:
    def look_up(*_: object) -> None:
        if cancel is not None:
            cancel.raise_if_cancelled()

    with translating(source):
        reading = connect(source, readable_mode(source))
        try:
            writing = sqlite3.connect(target)
            try:
                reading.backup(writing, pages=_PAGES, progress=look_up, sleep=0)
                # One plain file, so that a copy of a backup is a backup.
                writing.execute("PRAGMA journal_mode = DELETE")
            finally:
                writing.close()
        finally:
            reading.close()


def _size(backup: Backup) -> int:
    return sum((backup.folder / file).stat().st_size for file in backup.files)
