"""What is kept on this device of a shared library, and what lies here. Implemented by SQLite.

Synchronous, any worker thread.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.keeping import Held, HeldMedium, Pin, SongMedium


class Pins(Protocol):
    """What a person keeps; precious, in ``device.db``."""

    def list_pins(self) -> list[Pin]:
        """Return everything that is kept, the oldest wish first."""
        ...

    def put_pins(self, pins: Sequence[Pin]) -> None:
        """Keep more; what is kept already keeps its place."""
        ...

    def drop_pins(self, pins: Sequence[Pin]) -> None:
        """Keep things no longer; what was not kept is passed over."""
        ...


class HeldMedia(Protocol):
    """What lies on this device, as the catalogue and the pins together tell it."""

    def list_pinned_songs(self) -> list[SongId]:
        """Return the songs that pins stand for, those that are gone from the library left out."""
        ...

    def list_media_of(self, songs: Sequence[SongId]) -> list[SongMedium]:
        """Return the sound, bgm and cover of songs, in the songs' order."""
        ...

    def list_held(self) -> list[HeldMedium]:
        """Return all sound that is noted to lie here, the least recently used first."""
        ...

    def count_held(self) -> Held:
        """Return how much lies here and how much is to come."""
        ...

    def list_spared_covers(self) -> list[MediaHash]:
        """Return the covers of songs that are kept, and those that edits need which wait."""
        ...

    def forget(self, paths: Sequence[Path]) -> Changes:
        """Note that media lie at some paths no longer."""
        ...


class CoverCache(Protocol):
    """The pictures of covers on this device."""

    def trim(self, limit: int, spared: Collection[MediaHash]) -> int:
        """Delete the pictures that came first until all take ``limit`` bytes, but none that is spared; return how many.

        What cannot be deleted is passed over.
        """
        ...
