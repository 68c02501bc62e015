"""The library's own folder of media: files named by their hash, whole or not there."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from pluto_desktop.adapters.files.partial import PREFIX, DiskPartial
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location

_CHUNK = 1024 * 1024
_ABANDONED_S = 24 * 3600.0
_LEFT_S = 30 * _ABANDONED_S
"""What began to come and was not gone on with for so long is not wanted any more."""
_FULL = frozenset({errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)})


class DiskMediaFolder:
    """Keeps copies under ``root``; fulfils MediaFolder. Safe from any thread and beside other processes."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._swept = False

    def adopt(self, source: Path, sha256: MediaHash, extension: str) -> Location:
        """Copy a file in whole, under a name made of its hash."""
        target = self._target(sha256, extension)
        try:
            if not target.exists():
                self._sweep()
                target.parent.mkdir(parents=True, exist_ok=True)
                self._copy(source, sha256, target)
            status = target.stat()
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=_shown(source)) from error
        except OSError as error:
            code = "disk_full" if error.errno in _FULL else "media_unwritable"
            raise Denied(code, path=str(self._root)) from error
        return Location(target, status.st_size, status.st_mtime_ns, sha256)

    def find(self, sha256: MediaHash, extension: str) -> Path | None:
        """Return where a file lies."""
        target = self._target(sha256, extension)
        return target if target.exists() else None

    def begin(self, sha256: MediaHash, extension: str) -> DiskPartial:
        """Begin a file whose bytes come in any order."""
        target = self._target(sha256, extension)
        try:
            self._sweep()
            target.parent.mkdir(parents=True, exist_ok=True)
            return DiskPartial(target, sha256)
        except OSError as error:
            code = "disk_full" if error.errno in _FULL else "media_unwritable"
            raise Denied(code, path=str(self._root)) from error

    def list_older(self, age_s: float) -> list[Path]:
        """Return the files that were put here longer ago than that."""
        until, found = time.time() - age_s, []
        for path in self._root.glob("??/[!.]*"):
            with suppress(OSError):
                if path.stat().st_mtime < until:
                    found.append(path)
        return found

    def holds(self, path: Path) -> bool:
        """Whether a path lies inside this folder."""
        return path.is_relative_to(self._root)

    def remove(self, path: Path) -> None:
        """Delete a file of this folder; any other stays where it is."""
        if not self.holds(path):
            return
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            raise Denied("media_unwritable", path=str(self._root)) from error

    def _target(self, sha256: MediaHash, extension: str) -> Path:
        return self._root / sha256[:2] / f"{sha256}{extension.lower()}"

    def _copy(self, source: Path, sha256: MediaHash, target: Path) -> None:
        """Copy by way of a temporary name: a crash or a full disk never leaves half a file under the real one."""
        digest = hashlib.sha256()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        try:
            with os.fdopen(handle, "wb") as copy, source.open("rb") as original:
                while chunk := original.read(_CHUNK):
                    digest.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
            if digest.hexdigest() != sha256:
                raise Invalid("file_changed", path=_shown(source))
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise

    def _sweep(self) -> None:
        """Remove what a crash left behind; once, and only what is old: another process may be at work on it."""
        if self._swept:
            return
        self._swept = True
        for pattern, limit_s in (("??/.new-*", _ABANDONED_S), (f"??/{PREFIX}*", _LEFT_S)):
            for left in self._root.glob(pattern):
                try:
                    if time.time() - left.stat().st_mtime > limit_s:
                        left.unlink()
                except OSError:
                    continue


def _shown(path: Path) -> str:
    return os.fsencode(path).decode("utf-8", "replace")
