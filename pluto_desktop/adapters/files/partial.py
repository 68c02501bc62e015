"""A file of the media folder that is being filled in any order."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path

from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location

_CHUNK = 1024 * 1024


class DiskPartial:
    """Fulfils PartialFile under a temporary name beside the file's place, which a crash leaves to be swept."""

    def __init__(self, target: Path, sha256: MediaHash) -> None:
        self.target = target
        self._sha256 = sha256
        self._guard = threading.Lock()
        handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
        self._temporary = Path(temporary)
        self._file = os.fdopen(handle, "w+b", buffering=0)

    def write(self, at: int, piece: bytes) -> None:
        """Put bytes at a place."""
        try:
            with self._guard:
                self._file.seek(at)
                self._file.write(piece)
        except OSError as error:
            raise Denied("disk_full", path=str(self.target.parent)) from error

    def read(self, at: int, count: int) -> bytes:
        """Return bytes that were put there, also once it is finished; b"" once it is abandoned."""
        with self._guard:
            if not self._file.closed:
                self._file.seek(at)
                return self._file.read(count)
        try:
            with self.target.open("rb") as whole:
                whole.seek(at)
                return whole.read(count)
        except OSError:
            return b""

    def finish(self) -> Location:
        """Verify the whole and put it in its place; whoever reads from it goes on."""
        digest = hashlib.sha256()
        at = 0
        while piece := self.read(at, _CHUNK):
            digest.update(piece)
            at += len(piece)
        if digest.hexdigest() != self._sha256:
            self.abandon()
            raise Invalid("medium_changed", medium=self._sha256)
        try:
            with self._guard:
                os.fsync(self._file.fileno())
                self._file.close()
                self._temporary.replace(self.target)
            status = self.target.stat()
        except OSError as error:
            raise Denied("media_unwritable", path=str(self.target.parent)) from error
        return Location(self.target, status.st_size, status.st_mtime_ns, self._sha256)

    def abandon(self) -> None:
        """Throw it away."""
        with self._guard:
            self._file.close()
        with suppress(OSError):
            self._temporary.unlink(missing_ok=True)
