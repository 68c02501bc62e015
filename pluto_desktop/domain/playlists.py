"""Playlists: ordered songs a person put together; a song may stand in one more than once."""

from __future__ import annotations

from dataclasses import dataclass

from pluto_desktop.domain.ids import PlaylistId


@dataclass(frozen=True, slots=True)
class Playlist:
    """A playlist as the side bar shows it."""

    id: PlaylistId
    name: str
    songs: int
