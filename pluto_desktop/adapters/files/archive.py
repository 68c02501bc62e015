"""A library in one file: a ZIP whose last entry, ``manifest.json``, holds the hash of every other one.

The format is ours and versioned; sound and pictures are stored as they are, since compressing them again gains
nothing, and the databases deflated.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import lzma
import shutil
import struct
import time
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import uuid4

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.archive import ArchiveEntry

FORMAT = 1
_MANIFEST = "manifest.json"
_CHUNK = 1 << 20
_MANIFEST_BYTES = 256 << 20
"""More than the names and hashes of a million files take."""
_SWELLING, _SMALL_BYTES = 100, 64 << 20
"""How many times its size an archive may become, and what any may: no library packs that well, only a trap does."""
_DATABASES = frozenset({"catalogue.db", "device.db"})
_DEFLATED = frozenset({".db", ".json"})


# A ZIP file whose bytes were changed fails in many ways: what its compression, its checksum, its numbers and its
# (encrypted, unknown) kinds of entries say.
_BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, KeyError, EOFError, ValueError, RuntimeError, struct.error,
    OverflowError,
)  # fmt: skip


class ZipArchiver:
    """Fulfils Archiver with ZIP files, of more than four gigabytes too."""

    def write(
        self, target: Path, entries: Iterable[ArchiveEntry], total: int, report: ReportProgress, cancel: CancelToken
    ) -> int:
        """Write an archive beside ``target`` and move it there when it is whole."""
        building = target.with_name(f".{target.name}.{uuid4().hex[:8]}.part")
        started = time.monotonic()
        hashes: dict[str, str] = {}
        try:
            with _disk_errors(target):
                for abandoned in target.parent.glob(f".{glob.escape(target.name)}.*.part"):
                    abandoned.unlink(missing_ok=True)  # of an export that was killed
                with zipfile.ZipFile(building, "x", allowZip64=True) as archive:
                    for entry in entries:
                        cancel.raise_if_cancelled()
                        hashes[entry.name] = _store(archive, entry, cancel)
                        report(Progress(len(hashes), total, seconds=time.monotonic() - started))
                    manifest = {"format": FORMAT, "files": hashes}
                    archive.writestr(_MANIFEST, json.dumps(manifest, ensure_ascii=False), zipfile.ZIP_DEFLATED)
                building.replace(target)
        finally:
            with suppress(OSError):  # where nothing can be written there is nothing to take away
                building.unlink(missing_ok=True)
        return len(hashes)

    def read(self, archive: Path, folder: Path, report: ReportProgress, cancel: CancelToken) -> int:
        """Unpack into a folder beside ``folder``, compare every hash, and give it its name at the end."""
        building = folder.with_name(f".{folder.name}.{uuid4().hex[:8]}.part")
        try:
            with _disk_errors(folder), _opened(archive) as opened:
                with _damage_told(archive):
                    hashes = _manifest(opened, archive)
                _look_at_sizes(opened, archive, folder)
                started = time.monotonic()
                building.mkdir(parents=True)
                for done, (name, sha256) in enumerate(hashes.items(), start=1):
                    cancel.raise_if_cancelled()
                    with _damage_told(archive):
                        found = _unpack(opened, name, building, cancel)
                    if found != sha256:
                        raise Invalid("archive_damaged", path=str(archive))
                    report(Progress(done, len(hashes), seconds=time.monotonic() - started))
                building.rename(folder)
        finally:
            shutil.rmtree(building, ignore_errors=True)
        return len(hashes)


def _store(archive: zipfile.ZipFile, entry: ArchiveEntry, cancel: CancelToken) -> str:
    info = zipfile.ZipInfo(entry.name, time.localtime()[:6])
    deflate = PurePosixPath(entry.name).suffix in _DEFLATED
    info.compress_type = zipfile.ZIP_DEFLATED if deflate else zipfile.ZIP_STORED
    try:
        source = entry.source.open("rb")
    except OSError as error:
        raise Denied("file_unreadable", path=str(entry.source)) from error
    with source, archive.open(info, "w", force_zip64=True) as stored:
        return _copy(source, stored, cancel)


def _unpack(archive: zipfile.ZipFile, name: str, folder: Path, cancel: CancelToken) -> str:
    target = folder.joinpath(*PurePosixPath(name).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(name) as stored, target.open("xb") as file:
        return _copy(stored, file, cancel)


def _copy(source: IO[bytes], target: IO[bytes], cancel: CancelToken) -> str:
    sha256 = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        cancel.raise_if_cancelled()
        sha256.update(chunk)
        target.write(chunk)
    return sha256.hexdigest()


def _manifest(opened: zipfile.ZipFile, archive: Path) -> dict[str, str]:
    """Return name and hash of every file; an archive whose names lead out of the folder is none of ours."""
    try:
        if opened.getinfo(_MANIFEST).file_size > _MANIFEST_BYTES:
            raise Invalid("not_an_archive", path=str(archive))
        manifest = json.loads(opened.read(_MANIFEST))
        hashes = {str(name): str(sha256) for name, sha256 in manifest["files"].items()}
        readable = manifest["format"] <= FORMAT
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise Invalid("not_an_archive", path=str(archive)) from error
    if not readable or not all(map(_safe, hashes)):
        raise Invalid("not_an_archive", path=str(archive))
    return hashes


def _look_at_sizes(opened: zipfile.ZipFile, archive: Path, folder: Path) -> None:
    """Refuse what cannot fit, or swells beyond all reason, before any of it is on the disk.

    The sizes said are to be believed: reading stops at them.
    """
    unpacked, room = sum(info.file_size for info in opened.infolist()), folder.parent
    if unpacked > max(_SWELLING * archive.stat().st_size, _SMALL_BYTES):
        raise Invalid("not_an_archive", path=str(archive))
    if unpacked > shutil.disk_usage(room).free:
        raise Denied("disk_full", path=str(folder))


def _safe(name: str) -> bool:
    path = PurePosixPath(name)
    plain = not {"..", "."} & set(path.parts) and not any(mark in name for mark in "\\:\0")
    return name in _DATABASES or (plain and path.parts[:1] == ("media",) and len(path.parts) > 1)


@contextmanager
def _damage_told(archive: Path) -> Iterator[None]:
    try:
        yield
    except _BROKEN as error:
        raise Invalid("archive_damaged", path=str(archive)) from error


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        opened = zipfile.ZipFile(archive)
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(archive)) from error
    except (*_BROKEN, IsADirectoryError) as error:
        raise Invalid("not_an_archive", path=str(archive)) from error
    except OSError as error:
        raise Denied("file_unreadable", path=str(archive)) from error
    with opened:
        yield opened


@contextmanager
def _disk_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Denied("disk_full", path=str(path)) from error
        raise Denied("file_unwritable", path=str(path)) from error
