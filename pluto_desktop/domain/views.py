"""What a list of songs is asked for: a source, filters and an order."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Source(StrEnum):
    """Where the songs of a list come from. ``key`` of :class:`SongQuery` names the one meant, where one is meant."""

    ALL = "all"
    FAVOURITES = "favourites"
    RECENTLY_ADDED = "recently_added"
    RECENTLY_PLAYED = "recently_played"
    ALBUM = "album"
    ARTIST = "artist"
    PLAYLIST = "playlist"
    GENRE = "genre"
    FOLDER = "folder"
    ON_DEVICE = "on_device"
    """What lies on this device or is kept here, of a shared library."""


class Sort(StrEnum):
    """The column a list is ordered by. NATURAL is the source's own: a playlist's, disc and track, newest first."""

    NATURAL = "natural"
    TITLE = "title"
    ROMANISED = "romanised"
    ARTIST = "artist"
    ALBUM = "album"
    YEAR = "year"
    GENRE = "genre"
    DURATION = "duration"
    PLAYS = "plays"
    POPULARITY = "popularity"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class SongFilter:
    """Which songs of a source are wanted. Text is folded before it is compared; "" and None mean "any".

    ``has`` and ``has_not`` hold names out of ``lyrics``, ``words`` (word times), ``bgm``, ``cover``, ``audio``.
    ``language`` asks for songs of that language or with words in it.
    """

    artist: str = ""
    album: str = ""
    genre: str = ""
    language: str = ""
    year_from: int | None = None
    year_to: int | None = None
    has: frozenset[str] = field(default_factory=frozenset)
    has_not: frozenset[str] = field(default_factory=frozenset)

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered out."""
        return self == SongFilter()


@dataclass(frozen=True, slots=True)
class SongQuery:
    """A list of songs to be shown: a source (with ``key`` where the source needs one), filters, and an order."""

    source: Source = Source.ALL
    key: str = ""
    filter: SongFilter = field(default_factory=SongFilter)
    sort: Sort = Sort.NATURAL
    descending: bool = False


class AlbumSort(StrEnum):
    """The order of the covers page."""

    RECENTLY_ADDED = "recently_added"
    TITLE = "title"
    ARTIST = "artist"
    YEAR = "year"
