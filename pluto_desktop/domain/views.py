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
    SMART = "smart"
    """The songs a smart playlist's rule lets through; ``key`` is the playlist's id."""
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
    PLAYED = "played"
    """When this person played a song last; what was never played counts as longest ago."""
    RANDOM = "random"
    """No order anyone could tell, the same every time for one ``key`` of :class:`SongQuery`."""


class TextField(StrEnum):
    """What of a song a text is looked for in."""

    ARTIST = "artist"
    ALBUM = "album"
    GENRE = "genre"
    LANGUAGE = "language"
    TAG = "tag"


@dataclass(frozen=True, slots=True)
class TextTest:
    """A text that a song must have in a field, or with ``negated`` must not have in it."""

    field: TextField
    text: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Whole numbers from ``first`` to ``last``, both included; None leaves that end open."""

    first: int | None = None
    last: int | None = None


_ANY = Span()


@dataclass(frozen=True, slots=True)
class SongFilter:
    """Which songs of a source are wanted. Text is folded before it is compared; "" and None mean "any".

    ``has`` and ``has_not`` hold names out of ``lyrics``, ``times`` (of lines or words), ``words`` (word times),
    ``bgm``, ``cover``, ``audio``, ``heart`` (a favourite), ``here`` (its sound lies on this device). ``language`` asks
    for songs of that language or with words in it. Days are counted back from now.
    """

    artist: str = ""
    album: str = ""
    genre: str = ""
    language: str = ""
    year_from: int | None = None
    year_to: int | None = None
    has: frozenset[str] = field(default_factory=frozenset)
    has_not: frozenset[str] = field(default_factory=frozenset)
    text: str = ""
    """Words of which each begins one of the title, the artists or the album, as they sound."""
    more: tuple[TextTest, ...] = ()
    """What else the fields of text must hold, or must not; all of it counts."""
    plays: Span = _ANY
    """How often this person heard a song."""
    length_ms: Span = _ANY
    added_within_days: int | None = None
    added_before_days: int | None = None
    played_within_days: int | None = None
    not_played_days: int | None = None
    """Never, or not in these days."""

    @property
    def empty(self) -> bool:
        """Whether nothing is filtered out."""
        return self == SongFilter()


@dataclass(frozen=True, slots=True)
class Selection:
    """The first ``limit`` songs (None: all) that a filter lets through, in an order."""

    filter: SongFilter
    sort: Sort = Sort.NATURAL
    descending: bool = False
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class SongQuery:
    """A list of songs to be shown: a source (with ``key`` where the source needs one), filters, and an order.

    ``selection`` is what the rule of a smart playlist comes to; it is worked out when the list is read
    (:mod:`pluto_desktop.services.rules`). ``filter`` and ``sort`` then narrow and order what it chose.
    """

    source: Source = Source.ALL
    key: str = ""
    filter: SongFilter = field(default_factory=SongFilter)
    sort: Sort = Sort.NATURAL
    descending: bool = False
    selection: Selection | None = None


class AlbumSort(StrEnum):
    """The order of the covers page."""

    RECENTLY_ADDED = "recently_added"
    TITLE = "title"
    ARTIST = "artist"
    YEAR = "year"
