"""The part of the catalogue that search asks: candidates by skeleton, cheap and many; ranking is ours (``search/``).

A *skeleton* is the folded form of a text that Telugu script, its informal spellings in Latin letters, and English
share (see :mod:`pluto_desktop.search.folding`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.views import SongFilter


class SongCandidate(NamedTuple):
    """A song that might be meant, with the skeletons of its title, artist and album.

    ``romanised_skeleton`` is "" where the romanised title folds to the same as the title.
    """

    id: SongId
    title: str
    romanised: str
    artist: str
    album: str
    year: int | None
    title_skeleton: str
    artist_skeleton: str
    album_skeleton: str
    popularity: int
    romanised_skeleton: str = ""
    duration_ms: int | None = None
    cover: MediaHash | None = None


class LineCandidate(NamedTuple):
    """A line of lyrics that might be meant. ``number`` counts lines from 1."""

    song_id: SongId
    title: str
    artist: str
    text: str
    skeleton: str
    start_ms: int | None
    number: int
    popularity: int
    cover: MediaHash | None = None


class NameCandidate(NamedTuple):
    """An artist, or an album (``detail`` names its artist), that might be meant."""

    id: ArtistId | AlbumId
    name: str
    detail: str
    skeleton: str
    songs: int
    cover: MediaHash | None = None


class SearchIndex(Protocol):
    """Candidates for a query. ``limit`` bounds every answer; more popular songs come first where a bound cuts.

    Safe from any thread. Terms are words out of :mod:`pluto_desktop.search.folding`.
    """

    def asking(self, cancel: CancelToken | None = None) -> AbstractContextManager[None]:
        """Answer what this thread asks inside the block from one state of the library.

        Broken off with Cancelled soon after the token is cancelled. Calls outside such a block are allowed too.
        """
        ...

    def songs_by_joined_prefix(self, prefix: str, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        """Songs with a word from which on the joined title skeleton starts with ``prefix``, in the keys' order."""
        ...

    def songs_by_terms(
        self, terms: Sequence[Sequence[tuple[str, bool]]], limit: int, wanted: SongFilter, *, title_only: bool = False
    ) -> list[SongCandidate]:
        """Songs holding, for every group, one of its terms; a term is (skeleton, whether it is only a prefix)."""
        ...

    def songs_filtered(self, limit: int, wanted: SongFilter) -> list[SongCandidate]:
        """Return the most popular songs a filter lets through, for a query of filters alone."""
        ...

    def lines_by_terms(self, terms: Sequence[Sequence[tuple[str, bool]]], limit: int) -> list[LineCandidate]:
        """Lines of lyrics holding one of the terms of every group, near each other; one line of a song, the best."""
        ...

    def artists_by_terms(self, terms: Sequence[Sequence[tuple[str, bool]]], limit: int) -> list[NameCandidate]:
        """Artists whose name holds, for every group, one of its terms."""
        ...

    def albums_by_terms(self, terms: Sequence[Sequence[tuple[str, bool]]], limit: int) -> list[NameCandidate]:
        """Albums whose title holds, for every group, one of its terms."""
        ...

    def edited_songs(self) -> frozenset[SongId]:
        """Return the songs of which an edit waits to be sent to the shared library."""
        ...

    def songs_elsewhere(self, songs: Sequence[SongId]) -> frozenset[SongId]:
        """Return those of the songs that have sound, none of which can be reached on this device."""
        ...

    def vocabulary(self) -> Iterable[tuple[str, int]]:
        """Every skeleton term of titles, artists and albums with the number of songs it is in."""
        ...

    def vocabulary_version(self) -> int:
        """Return a number that changes when the vocabulary may have changed."""
        ...


class SearchUpkeep(Protocol):
    """Keeps the search index quick."""

    def tidy(self, cancel: CancelToken) -> int:
        """Put the index in order where changes have left it in pieces; return how many parts of it were."""
        ...
