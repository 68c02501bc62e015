"""What a mutation changed, so that views can decide what to draw again."""

from __future__ import annotations

from dataclasses import dataclass, field

from pluto_desktop.domain.ids import OperationId, SongId


@dataclass(frozen=True, slots=True)
class Changes:
    """What one mutation touched. ``everything`` means: too much to list, read again."""

    songs: frozenset[SongId] = field(default_factory=frozenset)
    albums: bool = False
    artists: bool = False
    playlists: bool = False
    favourites: bool = False
    plays: bool = False
    lyrics: bool = False
    everything: bool = False

    def __or__(self, other: Changes) -> Changes:
        """Both changes as one."""
        return Changes(
            self.songs | other.songs,
            self.albums or other.albums,
            self.artists or other.artists,
            self.playlists or other.playlists,
            self.favourites or other.favourites,
            self.plays or other.plays,
            self.lyrics or other.lyrics,
            self.everything or other.everything,
        )

    def __bool__(self) -> bool:
        return self != Changes()


@dataclass(frozen=True, slots=True)
class Edited:
    """An edit of this person: its operation, by which it is taken back, and what it changed."""

    op_id: OperationId
    changes: Changes
