"""What of a shared library lies on this device: what a person keeps, and what is only here because it was played."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.songs import Medium


class PinKind(StrEnum):
    """What a person can keep on this device."""

    SONG = "song"
    ALBUM = "album"
    PLAYLIST = "playlist"


@dataclass(frozen=True, slots=True)
class Pin:
    """One thing that a person keeps. An album or a playlist stands for the songs it has at any time."""

    kind: PinKind
    id: str


@dataclass(frozen=True, slots=True)
class SongMedium:
    """A medium of a song. ``here`` is whether its bytes are noted to lie on this device; never for covers."""

    song_id: SongId
    title: str
    medium: Medium
    here: bool


@dataclass(frozen=True, slots=True)
class HeldMedium:
    """Sound that lies on this device. ``used_at_ms`` is when it was played last, or came; ms since 1970.

    ``held`` is whether it must stay: a person keeps its song, or an edit that waits needs its bytes.
    """

    sha256: MediaHash
    path: Path
    size: int
    used_at_ms: int
    held: bool


@dataclass(frozen=True, slots=True)
class Held:
    """What lies here, in numbers; sizes in bytes.

    ``songs`` have their sound here, ``kept`` of them (and of those still to come) a person keeps; ``kept_bytes`` is
    what the kept ones take here. ``missing`` media of kept songs, of ``missing_bytes``, are still to come.
    """

    songs: int = 0
    size: int = 0
    kept: int = 0
    kept_bytes: int = 0
    missing: int = 0
    missing_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Removed:
    """What came of removing songs from this device; ``stayed`` belong to an album or a playlist that is kept."""

    changes: Changes = field(default_factory=Changes)
    stayed: tuple[SongId, ...] = ()


class Fetching(StrEnum):
    """What the fetching of what is kept does."""

    RESTING = "resting"
    """Everything is here, or nothing can be done for now."""
    FETCHING = "fetching"
    OFFLINE = "offline"
    """Something is missing and the servers cannot be reached; it goes on by itself."""
    PAUSED = "paused"
    """A person stopped it until they say otherwise, or Pluto is started anew."""
    STOPPED = "stopped"
    """Something a person must see to: ``error`` says what."""


@dataclass(frozen=True, slots=True)
class FetchState:
    """How far the fetching is. ``title`` is the song that comes, ``done`` of ``total`` bytes of all that is missing.

    ``left`` counts the media still to come.
    """

    doing: Fetching = Fetching.RESTING
    title: str = ""
    done: int = 0
    total: int = 0
    left: int = 0
    error: KnownError | None = None
