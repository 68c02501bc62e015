"""What the editor of timed words is given, apart from what the window has already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.services.playing_values import Playable
    from pluto_desktop.services.time_words import TimeWords
    from pluto_desktop.services.timing_player import TimingPlayer


class TimingParts(NamedTuple):
    """Made when words are timed first; each is called on a worker."""

    words: Callable[[], TimeWords]
    """Makes what opens, keeps and saves words."""
    find: Callable[[SongId], Playable]
    """Finds what a song can be played from. Raises KnownError."""
    player: Callable[[], TimingPlayer]
    """Makes a player of the editor's own, so that the queue is left alone."""
