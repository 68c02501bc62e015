"""What belongs to a person, kept in memory."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId, new_id
from pluto_desktop.domain.playlists import Playlist, Rule


class FakePersonal:
    """Fulfils Playlists, Favourites, Plays, DeviceState and Offsets."""

    def __init__(self) -> None:
        self.gone: set[SongId] = set()
        self.favourites: dict[SongId, int] = {}
        self.plays: list[tuple[SongId, int, int]] = []
        self._names: dict[PlaylistId, str] = {}
        self._songs: dict[PlaylistId, list[SongId]] = {}
        self.rules: dict[PlaylistId, Rule] = {}
        self._state: dict[str, str] = {}
        self._song_offsets: dict[SongId, int] = {}
        self._output_offsets: dict[str, int] = {}

    def list_playlists(self) -> list[Playlist]:
        return [
            Playlist(key, name, None if key in self.rules else len(self.list_playlist_songs(key)), key in self.rules)
            for key, name in self._names.items()
        ]

    def create_playlist(self, name: str, songs: Sequence[SongId] = ()) -> Playlist:
        key = PlaylistId(new_id())
        self._names[key] = self._unique(key, name)
        self._songs[key] = list(songs)
        return Playlist(key, self._names[key], len(songs))

    def create_smart_playlist(self, name: str, rule: Rule, playlist_id: PlaylistId | None = None) -> Playlist:
        key = playlist_id or PlaylistId(new_id())
        self._names[key] = self._unique(key, name)
        self._songs[key], self.rules[key] = [], rule
        return Playlist(key, self._names[key], None, smart=True)

    def find_rule(self, playlist_id: PlaylistId) -> Rule | None:
        self._found(playlist_id)
        return self.rules.get(playlist_id)

    def change_smart_playlist(self, playlist_id: PlaylistId, name: str, rule: Rule) -> Changes:
        if playlist_id not in self.rules:
            raise NotFound("playlist_not_found", name=playlist_id)
        changes = self.rename_playlist(playlist_id, name)
        self.rules[playlist_id] = rule
        return changes

    def rename_playlist(self, playlist_id: PlaylistId, name: str) -> Changes:
        self._found(playlist_id)
        self._names[playlist_id] = self._unique(playlist_id, name)
        return Changes(playlists=True)

    def delete_playlist(self, playlist_id: PlaylistId) -> Changes:
        self._found(playlist_id)
        del self._names[playlist_id], self._songs[playlist_id]
        self.rules.pop(playlist_id, None)
        return Changes(playlists=True)

    def list_playlist_songs(self, playlist_id: PlaylistId) -> list[SongId]:
        self._found(playlist_id)
        return [song for song in self._songs[playlist_id] if song not in self.gone]

    def set_playlist_songs(self, playlist_id: PlaylistId, songs: Sequence[SongId]) -> Changes:
        self._found(playlist_id)
        if playlist_id in self.rules:
            raise Invalid("playlist_smart")
        self._songs[playlist_id] = list(songs)
        return Changes(playlists=True)

    def move_playlist(self, playlist_id: PlaylistId, position: int) -> Changes:
        self._found(playlist_id)
        keys = [key for key in self._names if key != playlist_id]
        keys.insert(max(position, 0), playlist_id)
        self._names = {key: self._names[key] for key in keys}
        return Changes(playlists=True)

    def set_favourite(self, songs: Sequence[SongId], favourite: bool) -> Changes:
        for song in songs:
            if favourite:
                self.favourites.setdefault(song, len(self.favourites))
            else:
                self.favourites.pop(song, None)
        return Changes(songs=frozenset(songs), favourites=True)

    def record_play(self, song_id: SongId, at_ms: int, listened_ms: int) -> Changes:
        self.plays.append((song_id, at_ms, listened_ms))
        return Changes(songs=frozenset({song_id}), plays=True)

    def load_state(self, name: str) -> object:
        return json.loads(self._state[name]) if name in self._state else None

    def save_state(self, name: str, value: object) -> None:
        self._state[name] = json.dumps(value)

    def song_offset_ms(self, song_id: SongId) -> int:
        return self._song_offsets.get(song_id, 0)

    def set_song_offset_ms(self, song_id: SongId, offset_ms: int) -> None:
        self._song_offsets[song_id] = offset_ms

    def output_offsets_ms(self) -> Mapping[str, int]:
        return dict(self._output_offsets)

    def set_output_offset_ms(self, device: str, offset_ms: int) -> None:
        self._output_offsets[device] = offset_ms

    def _found(self, playlist_id: PlaylistId) -> None:
        if playlist_id not in self._names:
            raise NotFound("playlist_not_found", name=playlist_id)

    def _unique(self, key: PlaylistId, name: str) -> str:
        name = " ".join(name.split())
        if not name:
            raise Invalid("playlist_unnamed")
        taken = {held.casefold() for other, held in self._names.items() if other != key}
        unique, number = name, 2
        while unique.casefold() in taken:
            unique, number = f"{name} {number}", number + 1
        return unique
