"""Names for the identifiers that travel between the floors of the house.

All of them are plain text at run time; the names exist so that a type checker can tell a song from an album.
"""

from __future__ import annotations

import os
from typing import NewType

SongId = NewType("SongId", str)
ArtistId = NewType("ArtistId", str)
AlbumId = NewType("AlbumId", str)
PlaylistId = NewType("PlaylistId", str)
LyricsId = NewType("LyricsId", str)
OperationId = NewType("OperationId", str)
MediaHash = NewType("MediaHash", str)
"""SHA-256 of a medium's bytes, 64 lower-case hexadecimal digits."""


def new_id() -> str:
    """Return a fresh random UUID (RFC 9562 version 4) in its canonical 36-character lower-case form."""
    raw = bytearray(os.urandom(16))
    raw[6] = raw[6] & 0x0F | 0x40
    raw[8] = raw[8] & 0x3F | 0x80
    digits = raw.hex()
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"
