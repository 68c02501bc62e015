"""Finding the songs that need attention. Implemented by SQLite, over a library's own catalogue or over a mirror."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from pluto_desktop.domain.attention import Alike, Need
from pluto_desktop.domain.ids import SongId


class AttentionReader(Protocol):
    """Tells of every reason but DUPLICATE by itself. Any worker thread; the whole library is looked through."""

    def count_needs(self, also: Collection[SongId]) -> tuple[Mapping[Need, int], int]:
        """Return how many songs there are by reason, and how many there are with any, those ``also`` counted in."""
        ...

    def list_needing(self, need: Need | None, also: Collection[SongId]) -> list[SongId]:
        """Return the songs with a reason by name; with any, or ``also``, where none is given."""
        ...

    def needs_of(self, songs: Sequence[SongId]) -> dict[SongId, tuple[Need, ...]]:
        """Return the reasons of some songs, in the order of :class:`Need`; songs without one are left out."""
        ...

    def list_alike(self) -> list[Alike]:
        """Return songs that share a name or a sound with another one, by group."""
        ...
