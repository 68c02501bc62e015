"""Wave forms in a folder, a small file each, named by the medium's hash.

A file is a head of :data:`_HEAD` (little-endian), then the least and then the greatest sample of each bucket of the
finest level as signed bytes, then the onsets in milliseconds as unsigned 32-bit numbers, then their strengths as
bytes. The head is a mark with the version of the format, the check sum (CRC-32) of everything behind it, the length in
milliseconds, how many buckets and how many onsets there are. A file that does not fit its head, or is of another
version, was not kept; a wave form can always be worked out anew.
"""

from __future__ import annotations

import errno
import os
import struct
import sys
import tempfile
import zlib
from array import array
from contextlib import suppress
from pathlib import Path

from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.peaks import Onset, Peaks

_HEAD = struct.Struct("<8sIIII")
_MARK = b"PlutoPk2"
_ROOM = 200_000_000
"""Bytes: the wave forms of some three thousand songs."""


class DiskPeaks:
    """Keeps wave forms under ``root``; fulfils PeaksStore. Safe from any thread and beside other processes."""

    def __init__(self, root: Path, room: int = _ROOM) -> None:
        """``room`` is how many bytes all wave forms may take."""
        self._root, self._room = root, room

    def find(self, sha256: MediaHash) -> Peaks | None:
        """Read what was kept, and note that it was wanted."""
        place = self._place(sha256)
        try:
            data = place.read_bytes()
            with suppress(OSError):
                os.utime(place)
        except OSError:
            return None
        return _read(data)

    def keep(self, sha256: MediaHash, peaks: Peaks) -> None:
        """Write a wave form; its file is there whole or not at all."""
        place = self._place(sha256)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=place.parent, prefix=".new-")
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(_written(peaks))
                Path(temporary).replace(place)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise
        except OSError as error:
            code = "disk_full" if error.errno == errno.ENOSPC else "media_unwritable"
            raise Denied(code, path=str(self._root)) from error
        self._make_room(place)

    def _make_room(self, spared: Path) -> None:
        """Delete what was wanted longest ago, with what a crash left behind, until the rest fits."""
        found = []
        for place in self._root.glob("??/*"):
            with suppress(OSError):
                status = place.stat()
                found.append((status.st_mtime, status.st_size, place))
        over = sum(size for _, size, _ in found) - self._room
        for _, size, place in sorted(found):
            if over <= 0:
                return
            if place != spared:
                with suppress(OSError):
                    place.unlink()
                    over -= size

    def _place(self, sha256: MediaHash) -> Path:
        return self._root / sha256[:2] / f"{sha256}.peaks"


def _written(peaks: Peaks) -> bytes:
    lows, highs = peaks.levels[0]
    moments = array("I", [onset.at_ms for onset in peaks.onsets])
    if sys.byteorder == "big":
        moments.byteswap()
    strengths = bytes(onset.strength for onset in peaks.onsets)
    body = lows.tobytes() + highs.tobytes() + moments.tobytes() + strengths
    return _HEAD.pack(_MARK, zlib.crc32(body), peaks.duration_ms, len(lows), len(moments)) + body


def _read(data: bytes) -> Peaks | None:
    if len(data) < _HEAD.size:
        return None
    mark, checksum, duration_ms, buckets, count = _HEAD.unpack_from(data)
    body = data[_HEAD.size :]
    if mark != _MARK or zlib.crc32(body) != checksum or len(body) != 2 * buckets + 5 * count:
        return None
    moments = array("I", body[2 * buckets : 2 * buckets + 4 * count])
    if sys.byteorder == "big":
        moments.byteswap()
    onsets = [Onset(*onset) for onset in zip(moments, body[2 * buckets + 4 * count :], strict=True)]
    return Peaks.make(duration_ms, body[:buckets], body[buckets : 2 * buckets], onsets)
