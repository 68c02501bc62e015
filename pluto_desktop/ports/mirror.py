"""The copy of the shared library's catalogue on this device. Implemented by SQLite."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import BEGINNING, FeedPosition, Pulled, ReadyPage, SongPage


@dataclass(frozen=True, slots=True)
class MirrorState:
    """How far the copy is.

    ``library_id`` is "" before the first pull. While the first pull runs ``complete`` is False, ``after`` is the last
    song that came, and ``position`` is where the feed stood when it began.
    """

    library_id: str = ""
    position: FeedPosition = BEGINNING
    complete: bool = False
    after: SongId | None = None


class Mirror(Protocol):
    """Writes what the shared library tells; each call is one transaction. Any worker thread."""

    def state(self) -> MirrorState:
        """Return how far the copy is."""
        ...

    def begin(self, library_id: str, position: FeedPosition) -> None:
        """Start a first pull, or a comparison of everything, from a position of the feed.

        What is there stays until the pull is complete; songs that did not come by then are taken out.
        """
        ...

    def put_page(self, page: SongPage | ReadyPage) -> Changes:
        """Take in a page of the first pull and remember it as come."""
        ...

    def complete(self) -> Changes:
        """End the first pull: songs that did not come in it are gone."""
        ...

    def apply(self, pulled: Pulled) -> Changes:
        """Take in changes and the position they lead to."""
        ...

    def list_present(self, ids: Sequence[SongId]) -> dict[SongId, int]:
        """Return the versions of those songs that are here."""
        ...
