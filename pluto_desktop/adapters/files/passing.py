"""Media that only pass through: played while they come, and kept nowhere."""

from __future__ import annotations

import hashlib
import tempfile
import threading
import weakref
from collections.abc import Iterable
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location

_IN_MEMORY = 64 * 1024 * 1024
"""Bytes. What is larger goes on in a file that has no name and is gone when nobody plays it any more."""
_CHUNK = 1024 * 1024


class PassingMedia:
    """Begins media that are never found again; fulfils BeginsMedia and LocationWriter. Any thread."""

    def begin(self, sha256: MediaHash, extension: str) -> PassingPartial:
        """Begin a medium whose bytes come in any order."""
        return PassingPartial(Path(f"{sha256}{extension}"), sha256)

    def set_locations(self, _locations: Iterable[Location]) -> Changes:
        """Note nothing: nobody is to look for what passed; fulfils LocationWriter."""
        return Changes()


class PassingPartial:
    """Fulfils PartialFile in memory. Its place is a name only: there never is a file of it."""

    def __init__(self, target: Path, sha256: MediaHash) -> None:
        self.target = target
        self._sha256 = sha256
        self._guard = threading.Lock()
        self._bytes = tempfile.SpooledTemporaryFile(_IN_MEMORY)  # noqa: SIM115 - it lives as long as it is played
        weakref.finalize(self, self._bytes.close)

    def list_covered(self) -> list[tuple[int, int]]:
        """Return nothing: no attempt leaves anything for another."""
        return []

    def note(self, covered: Iterable[tuple[int, int]]) -> None:
        """Write nothing down."""

    def write(self, at: int, piece: bytes) -> None:
        """Put bytes at a place."""
        try:
            with self._guard:
                self._bytes.seek(at)
                self._bytes.write(piece)
        except OSError as error:
            raise Denied("disk_full", path=tempfile.gettempdir()) from error

    def read(self, at: int, count: int) -> bytes:
        """Return bytes that were put there; b"" once it is given up."""
        with self._guard:
            if self._bytes.closed:
                return b""
            self._bytes.seek(at)
            return self._bytes.read(count)

    def finish(self) -> Location:
        """Verify the whole; whoever reads from it goes on."""
        digest, size = hashlib.sha256(), 0
        while piece := self.read(size, _CHUNK):
            digest.update(piece)
            size += len(piece)
        if digest.hexdigest() != self._sha256:
            self.abandon()
            raise Invalid("medium_changed", medium=self._sha256)
        return Location(self.target, size, 0, self._sha256)

    def leave(self) -> None:
        """Let go of it, and so of all that is here."""
        self.abandon()

    def abandon(self) -> None:
        """Throw it away."""
        with self._guard:
            self._bytes.close()
