"""Finding the songs that need attention. Implemented by SQLite, over a library's own catalogue or over a mirror."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from pluto_desktop.domain.attention import Alike, Lacks
from pluto_desktop.domain.ids import SongId


class AttentionReader(Protocol):
    """Tells what songs lack, every reason but DUPLICATE, and which are alike. Any worker thread.

    Where no songs are named the whole library is looked through; a few of them are the work of a moment.
    """

    def look(self, songs: Collection[SongId] | None = None) -> Lacks:
        """Return what songs lack, also of those that lack nothing; those that are not in the library are left out."""
        ...

    def list_alike(self, songs: Collection[SongId] | None = None) -> list[Alike]:
        """Return songs that share a name or a sound with another one, by group: all of each group with one of them."""
        ...
