"""A file of the media folder that is being filled in any order, and gone on with where it was left."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import threading
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location

PREFIX = ".part-"
_CHUNK = 1024 * 1024


class DiskPartial:
    """Fulfils PartialFile under a temporary name beside the file's place.

    The name is made of the hash, so that the next attempt finds what is there; which bytes those are stands in a small
    file beside it. It may be wrong after a power cut: the hash of the whole decides. Where somebody else fills the
    same file just now, another name is taken and nothing of it is kept.
    """

    def __init__(self, target: Path, sha256: MediaHash) -> None:
        self.target = target
        self._sha256 = sha256
        self._guard = threading.Lock()
        self._temporary = target.with_name(f"{PREFIX}{sha256}")
        self._notes: Path | None = target.with_name(f"{PREFIX}{sha256}.json")
        handle = _open_alone(self._temporary)
        if handle is None:
            handle, temporary = tempfile.mkstemp(dir=target.parent, prefix=".new-")
            self._temporary, self._notes = Path(temporary), None
        self._file = os.fdopen(handle, "r+b", buffering=0)

    def list_covered(self) -> list[tuple[int, int]]:
        """Return which stretches were there when it was left."""
        if self._notes is None:
            return []
        try:
            size = os.fstat(self._file.fileno()).st_size
            noted = json.loads(self._notes.read_bytes())
            return [(first, last) for first, last in noted if 0 <= int(first) < int(last) <= size]
        except (OSError, ValueError, TypeError):
            return []

    def note(self, covered: Iterable[tuple[int, int]]) -> None:
        """Write down which stretches are there; a disk that does not take it costs only time later."""
        if self._notes is None:
            return
        new = self._notes.with_name(f"{self._notes.name}.new")
        with suppress(OSError):
            new.write_text(json.dumps(list(covered)), encoding="ascii")
            new.replace(self._notes)

    def write(self, at: int, piece: bytes) -> None:
        """Put bytes at a place."""
        try:
            with self._guard:
                self._file.seek(at)
                left = memoryview(piece)
                while left:
                    left = left[self._file.write(left) :]
        except OSError as error:
            raise Denied("disk_full", path=str(self.target.parent)) from error

    def read(self, at: int, count: int) -> bytes:
        """Return bytes that were put there, also once it is finished; b"" once it is given up."""
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
                if sys.platform == "win32":  # where an open file cannot be given another name
                    self._file.close()
                self._temporary.replace(self.target)
                self._file.close()  # lets go of the lock only now: whoever waits for it finds the file in its place
            self._forget_notes()
            status = self.target.stat()
        except OSError as error:
            raise Denied("media_unwritable", path=str(self.target.parent)) from error
        return Location(self.target, status.st_size, status.st_mtime_ns, self._sha256)

    def leave(self) -> None:
        """Let go of it; what is there waits for the next attempt."""
        if self._notes is None or not self._notes.exists():
            self.abandon()
            return
        with self._guard:
            self._file.close()

    def abandon(self) -> None:
        """Throw it away; nothing happens where it was left or finished."""
        with self._guard:
            if self._file.closed:
                return
            with suppress(OSError):
                self._temporary.unlink(missing_ok=True)
            self._file.close()
        self._forget_notes()

    def _forget_notes(self) -> None:
        if self._notes is not None:
            with suppress(OSError):
                self._notes.unlink(missing_ok=True)


if sys.platform == "win32":

    def _open_alone(_path: Path) -> int | None:
        """Return None: a file that is open has no second name there, so each attempt begins anew."""
        return None

else:
    import fcntl

    def _open_alone(path: Path) -> int | None:
        """Open a file for this attempt alone; None where another attempt has it."""
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            # Whoever had it may have given it its name, or thrown it away, before the lock was ours.
            if os.fstat(handle).st_ino == path.stat().st_ino:
                return handle
        except OSError:
            pass
        os.close(handle)
        return None
