"""Playlists: songs a person put together in an order, or smart ones, whose rule says at any time what is in them."""

from __future__ import annotations

from dataclasses import dataclass

from pluto_desktop.domain.ids import PlaylistId
from pluto_desktop.domain.views import Sort

RULE_ORDERS: dict[str, tuple[Sort, bool]] = {
    "newest": (Sort.ADDED, True),
    "oldest": (Sort.ADDED, False),
    "name": (Sort.ROMANISED, False),
    "artist": (Sort.ARTIST, False),
    "album": (Sort.ALBUM, False),
    "year": (Sort.YEAR, True),
    "longest": (Sort.DURATION, True),
    "shortest": (Sort.DURATION, False),
    "most-played": (Sort.PLAYS, True),
    "least-played": (Sort.PLAYS, False),
    "just-played": (Sort.PLAYED, True),
    "longest-ago": (Sort.PLAYED, False),
    "random": (Sort.RANDOM, False),
}
"""The orders that the rule of a smart playlist may ask for: (order, descending) by a name."""

LARGEST_LIMIT = 100_000
"""How many songs a rule may ask for, where it asks for only so many."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is in a smart playlist: a search, in the words of the search box, an order, and perhaps how many songs.

    ``words`` are kept as they were typed; what they mean is read anew each time (:mod:`pluto_desktop.search.rules`).
    """

    words: str
    sort: Sort = Sort.ADDED
    descending: bool = True
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist as the side bar shows it. ``songs`` is None for a smart one, whose songs are yet to be counted."""

    id: PlaylistId
    name: str
    songs: int | None
    smart: bool = False
