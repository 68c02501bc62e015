"""What a server of words is told of a song, and what it knows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AskedSong:
    """All that is sent to a server of words; "" and None where the song has none of it."""

    title: str
    artist: str = ""
    album: str = ""
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True)
class FoundWords:
    """What a server has of one song. ``synced`` are words with times, as LRC; ``plain`` the same without; or "".

    ``instrumental`` is whether the server says that nobody sings in it.
    """

    title: str
    artist: str = ""
    album: str = ""
    duration_ms: int | None = None
    instrumental: bool = False
    synced: str = ""
    plain: str = ""
