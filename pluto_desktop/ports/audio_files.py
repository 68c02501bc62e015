"""Reading what audio files say of themselves."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.ids import MediaHash


@dataclass(frozen=True, slots=True)
class FileTags:
    """What a file's tags say, cleaned: no control characters, whitespace trimmed, at most 1,000 characters a field.

    ``lyrics`` is the embedded text as found (LRC or plain), "" if none. ``cover`` are the bytes of the front cover.
    """

    title: str = ""
    artists: tuple[str, ...] = ()
    album: str = ""
    album_artist: str = ""
    disc: int | None = None
    track: int | None = None
    date: str = ""
    genres: tuple[str, ...] = ()
    language: str = ""
    comment: str = ""
    lyrics: str = ""
    cover: bytes | None = None
    gain_db: float | None = None
    peak: float | None = None


@dataclass(frozen=True, slots=True)
class AudioFile:
    """An audio file read: its bytes' hash, its sound's hash, its tags."""

    path: Path
    size: int
    mtime_ns: int
    sha256: MediaHash
    sound_hash: str
    format: str
    duration_ms: int | None
    tags: FileTags = field(default_factory=FileTags)


class TagReader(Protocol):
    """Reads audio files; never changes them."""

    def read(self, path: Path) -> AudioFile:
        """Read one file.

        Raises Invalid with ``file_empty``, ``not_audio`` or ``file_damaged``, NotFound("file_missing"),
        Denied("file_unreadable"); each with ``path``.
        """
        ...


@dataclass(frozen=True, slots=True)
class Loudness:
    """Measured loudness as ReplayGain 2 wants it: gain to -18 LUFS in decibels, and the highest sample (1.0: full)."""

    gain_db: float
    peak: float


class LoudnessMeter(Protocol):
    """Measures how loud a file is."""

    def measure(self, path: Path) -> Loudness:
        """Decode a file and measure it. Raises Invalid("not_audio") where nothing can be decoded."""
        ...


class Aligner(Protocol):
    """Finds how a song and its music without voice lie against each other."""

    def align(self, song: Path, bgm: Path) -> BgmOffset:
        """Compare two files. Takes a second or so.

        Raises Invalid("not_audio") where one cannot be decoded, NotFound("file_missing").
        """
        ...
