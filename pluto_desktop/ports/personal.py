"""What belongs to this person on this device: playlists, favourites, plays, the queue, offsets (``device.db``)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from pluto_desktop.domain.bgm import BgmOffset
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import MediaHash, PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist, Rule


class Playlists(Protocol):
    """Playlists in the person's own order, smart ones among them. Positions count from 0.

    A smart playlist has a rule and no songs of its own. What the rule's words mean is not looked at here.
    """

    def list_playlists(self) -> list[Playlist]:
        """Return all playlists."""
        ...

    def create_playlist(self, name: str, songs: Sequence[SongId] = ()) -> Playlist:
        """Make a playlist; a name already taken gets a number behind it."""
        ...

    def create_smart_playlist(self, name: str, rule: Rule, playlist_id: PlaylistId | None = None) -> Playlist:
        """Make a playlist with a rule; a name already taken gets a number behind it.

        ``playlist_id`` is a fresh id, or that of a playlist that was deleted; without it one is drawn.
        """
        ...

    def find_rule(self, playlist_id: PlaylistId) -> Rule | None:
        """Return a playlist's rule; None where it has none.

        Raises NotFound, and Invalid("rule_newer") for one that a newer Pluto made and this one cannot read.
        """
        ...

    def change_smart_playlist(self, playlist_id: PlaylistId, name: str, rule: Rule) -> Changes:
        """Give a smart playlist a name and a rule, both or neither. Raises NotFound for any other."""
        ...

    def rename_playlist(self, playlist_id: PlaylistId, name: str) -> Changes:
        """Give a playlist another name."""
        ...

    def delete_playlist(self, playlist_id: PlaylistId) -> Changes:
        """Delete a playlist; its songs stay in the library."""
        ...

    def list_playlist_songs(self, playlist_id: PlaylistId) -> list[SongId]:
        """Return the songs that were put into a playlist, in its order: of a smart one none."""
        ...

    def set_playlist_songs(self, playlist_id: PlaylistId, songs: Sequence[SongId]) -> Changes:
        """Replace the songs of a playlist: adding, removing and reordering are all this.

        Raises Invalid("playlist_smart") for a smart one.
        """
        ...

    def move_playlist(self, playlist_id: PlaylistId, position: int) -> Changes:
        """Move a playlist to another place in the list of playlists."""
        ...


class Favourites(Protocol):
    """The songs with a heart."""

    def set_favourite(self, songs: Sequence[SongId], favourite: bool) -> Changes:
        """Give songs a heart or take it."""
        ...


class Plays(Protocol):
    """What was played, and when."""

    def record_play(self, song_id: SongId, at_ms: int, listened_ms: int) -> Changes:
        """Record one listening, at a time in milliseconds since 1970 (UTC)."""
        ...


class DeviceState(Protocol):
    """Small named values that survive a restart: the queue, the position, geometry of the lists. JSON values."""

    def load_state(self, name: str) -> object:
        """Return a value, or None if there is none."""
        ...

    def save_state(self, name: str, value: object) -> None:
        """Store a value made of dicts, lists, text, numbers, booleans and None."""
        ...


class Offsets(Protocol):
    """Listening offsets in signed milliseconds: positive shows the words later."""

    def song_offset_ms(self, song_id: SongId) -> int:
        """Return the offset of a song, 0 where none was set."""
        ...

    def set_song_offset_ms(self, song_id: SongId, offset_ms: int) -> None:
        """Remember the offset of a song."""
        ...

    def output_offsets_ms(self) -> Mapping[str, int]:
        """Return the offset of each output device, by the device's name ("" is the default device)."""
        ...

    def set_output_offset_ms(self, device: str, offset_ms: int) -> None:
        """Remember the offset of an output device."""
        ...


class BgmMemory(Protocol):
    """What this person set, or what was found, about songs and their music without voice."""

    def voice_of(self, song_id: SongId) -> int:
        """Return how much of a song's voice is to be heard, 0 to 100; 100 where nothing was set."""
        ...

    def set_voice_of(self, song_id: SongId, percent: int) -> None:
        """Remember how much of a song's voice is to be heard."""
        ...

    def find_bgm_offset(self, song: MediaHash, bgm: MediaHash) -> BgmOffset | None:
        """Return how two media lie against each other; None where nobody looked yet."""
        ...

    def set_bgm_offset(self, song: MediaHash, bgm: MediaHash, offset: BgmOffset) -> None:
        """Remember how two media lie against each other."""
        ...
