"""A library out into one file, and back from it: for moving to another device and for safe keeping."""

from __future__ import annotations

import datetime as dt
import glob
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, KnownError
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.songs import Location
from pluto_desktop.ports.archive import ArchiveEntry, Archiver
from pluto_desktop.ports.catalogue import CatalogueWriter, KnownFile, KnownFiles
from pluto_desktop.ports.library import LibraryFiles

_MEDIA = "media"
_COPIED, _PREPARED = ".export-", ".restore-"

_NOT_RESTORED = {
    "library_damaged": "archive_damaged",
    "library_part_missing": "archive_damaged",
    "library_not_found": "not_an_archive",
    "library_too_new": "archive_newer",
    "library_newer": "archive_newer",
}
"""What is said of the archive where the library in it is not as it should be."""


class RestoredCatalogue(KnownFiles, CatalogueWriter, Protocol):
    """What a restore needs of the library it has just unpacked."""


OpenCatalogue = Callable[[Path], AbstractContextManager[RestoredCatalogue]]
Alone = Callable[[Path], AbstractContextManager[object]]
"""Keeps a library to oneself; raises Conflict("library_locked") where another Pluto has it open."""


@dataclass(frozen=True, slots=True)
class Exported:
    """What went into an archive; ``left_out`` counts song files that lie outside the library and were not taken."""

    path: Path
    files: int
    left_out: int


@dataclass(frozen=True, slots=True)
class Prepared:
    """An archive unpacked beside the library it is to become."""

    unpacked: Path
    folder: Path
    files: int


@dataclass(frozen=True, slots=True)
class Restored:
    """What came out of an archive; ``set_aside`` is where the library that was there before is now."""

    folder: Path
    files: int
    set_aside: Path | None


class ExportLibrary:
    """Writes a library into one file, beside a running window."""

    def __init__(self, folder: Path, known: KnownFiles, files: LibraryFiles, archiver: Archiver) -> None:
        self._folder = folder
        self._known = known
        self._files = files
        self._archiver = archiver

    def run(self, target: Path, report: ReportProgress, cancel: CancelToken, *, with_music: bool = False) -> Exported:
        """Write the databases, covers and kept media; with ``with_music`` the song files that lie elsewhere too.

        The databases come from a copy made now, so the archive holds one checked moment of a library in use. Raises
        what :meth:`Archiver.write` and :meth:`LibraryFiles.copy_to` raise. Any worker thread.
        """
        outside = list(self._outside())
        try:
            copies = _beside(target, _COPIED)
        except OSError as error:
            raise Denied("file_unwritable", path=str(target)) from error
        try:
            entries = [ArchiveEntry(copy, copy.name) for copy in self._copied(copies, target, cancel)]
            entries += self._kept_media()
            if with_music:
                entries += outside
            files = self._archiver.write(target, entries, len(entries), report, cancel)
        finally:
            shutil.rmtree(copies, ignore_errors=True)
        return Exported(target, files, 0 if with_music else len(outside))

    def _copied(self, copies: Path, target: Path, cancel: CancelToken) -> tuple[Path, ...]:
        try:
            return self._files.copy_to(copies, cancel)
        except Denied as error:
            if error.code == "disk_full":  # that of the archive, which may be another than the library's
                raise Denied("disk_full", path=str(target)) from error
            raise

    def _kept_media(self) -> Iterator[ArchiveEntry]:
        for path in sorted((self._folder / _MEDIA).rglob("*")):
            if path.is_file() and not path.name.startswith("."):
                yield ArchiveEntry(path, path.relative_to(self._folder).as_posix())

    def _outside(self) -> Iterator[ArchiveEntry]:
        taken: set[str] = set()
        for known in self._known.list_known_files():
            location = known.location
            if location.path.is_relative_to(self._folder) or location.sha256 in taken or not location.path.is_file():
                continue
            taken.add(location.sha256)
            yield ArchiveEntry(location.path, _kept_name(known))


class RestoreLibrary:
    """Makes a library out of an archive, in two steps: the long one beside the library in use, and a short one."""

    def __init__(self, archiver: Archiver, open_catalogue: OpenCatalogue, alone: Alone) -> None:
        self._archiver = archiver
        self._open_catalogue = open_catalogue
        self._alone = alone

    def run(
        self, archive: Path, folder: Path, report: ReportProgress, cancel: CancelToken, *, set_aside: bool = False
    ) -> Restored:
        """Unpack an archive into ``folder``; a library already there is set aside under another name, if allowed.

        The library of that folder must not be open. The new one is whole before the old one is touched. Raises
        Invalid("folder_not_empty") and what :meth:`prepare` raises; each leaves everything as it was.
        """
        if _occupied(folder) and not set_aside:
            raise Invalid("folder_not_empty", path=str(folder))
        prepared = self.prepare(archive, folder, report, cancel)
        try:
            return self.complete(prepared)
        except BaseException:
            shutil.rmtree(prepared.unpacked.parent, ignore_errors=True)
            raise

    def prepare(self, archive: Path, folder: Path, report: ReportProgress, cancel: CancelToken) -> Prepared:
        """Unpack an archive beside ``folder``, whose library may be in use. Any worker thread.

        Raises what :meth:`Archiver.read` raises; then nothing is left behind.
        """
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            beside = _beside(folder, _PREPARED)
        except OSError as error:
            raise Denied("file_unwritable", path=str(folder)) from error
        try:
            unpacked = beside / "library"
            files = self._archiver.read(archive, unpacked, report, cancel)
            with self._open_catalogue(unpacked) as catalogue:
                catalogue.set_locations(list(_found_again(catalogue.list_known_files(), unpacked, folder)))
        except BaseException as error:
            shutil.rmtree(beside, ignore_errors=True)
            if isinstance(error, KnownError) and error.code in _NOT_RESTORED:
                # It tells of a library in a folder that nobody has seen and that is gone again.
                raise Invalid(_NOT_RESTORED[error.code], path=str(archive)) from error
            raise
        return Prepared(unpacked, folder, files)

    def complete(self, prepared: Prepared) -> Restored:
        """Put the unpacked library in its place and set the one there aside; it must be closed everywhere.

        Two renames: takes no time. Raises Denied("file_unwritable") and Conflict("library_locked"); then the old
        library is in its place.
        """
        folder = prepared.folder
        aside: Path | None = None
        try:
            if _occupied(folder):
                with self._alone(folder):
                    pass  # held on to, the lock would keep some systems from renaming the folder
                aside = _moved_aside(folder)
            elif folder.exists():
                folder.rmdir()
            prepared.unpacked.rename(folder)
        except OSError as error:
            if aside is not None and not folder.exists():
                aside.rename(folder)
            raise Denied("file_unwritable", path=str(folder)) from error
        prepared.unpacked.parent.rmdir()
        return Restored(folder, prepared.files, aside)


def _beside(target: Path, mark: str) -> Path:
    """Make a hidden folder beside what is to be written; those of attempts that were killed go. Raises OSError."""
    for abandoned in target.parent.glob(f".{glob.escape(target.name)}{mark}*"):
        shutil.rmtree(abandoned, ignore_errors=True)
    return Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}{mark}"))


def _kept_name(known: KnownFile) -> str:
    sha256 = known.location.sha256
    return f"{_MEDIA}/{sha256[:2]}/{sha256}{known.location.path.suffix.lower()}"


def _found_again(known_files: list[KnownFile], unpacked: Path, folder: Path) -> Iterator[Location]:
    """Yield where the media of the archive will lie once ``unpacked`` has become ``folder``."""
    for known in known_files:
        parts = known.location.path.parts
        names = [_kept_name(known)]
        if _MEDIA in parts:
            last = len(parts) - 1 - parts[::-1].index(_MEDIA)
            names.append("/".join(parts[last:]))
        for name in names:
            kept = unpacked / name
            if kept.is_file() and kept.stat().st_size == known.location.size:
                yield Location(folder / name, known.location.size, kept.stat().st_mtime_ns, known.location.sha256)
                break


def _occupied(folder: Path) -> bool:
    return folder.exists() and any(folder.iterdir())


def _moved_aside(folder: Path) -> Path:
    stamp = dt.datetime.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    aside = folder.with_name(f"{folder.name} (set aside {stamp})")
    folder.rename(aside)
    return aside
