"""What a person does with the songs: playlists, favourites, and what is remembered between two evenings."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.domain.playlists import Playlist, Rule
from pluto_desktop.domain.views import SongQuery, Source
from pluto_desktop.ports.catalogue import CatalogueReader, KnownFiles
from pluto_desktop.ports.personal import DeviceState, Favourites, Offsets, Playlists, Plays
from pluto_desktop.services import m3u8
from pluto_desktop.services.rules import resolved

_LARGEST_PLAYLIST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PlaylistImport:
    """What came of a playlist file. ``missing`` are the files it names that no song of the library has."""

    playlist: Playlist
    songs: int
    missing: tuple[Path, ...]
    changes: Changes


@dataclass(frozen=True, slots=True)
class PlaylistExport:
    """What came of writing a playlist. ``missing`` are the songs without a file on this device; they were left out."""

    path: Path
    songs: int
    missing: tuple[SongId, ...]


class Personal:
    """Playlists, favourites, plays, state and offsets. Synchronous; may be called from any worker thread."""

    def __init__(
        self,
        playlists: Playlists,
        favourites: Favourites,
        plays: Plays,
        state: DeviceState,
        offsets: Offsets,
        *,
        reader: CatalogueReader,
        files: KnownFiles,
    ) -> None:
        self._playlists = playlists
        self._favourites = favourites
        self._plays = plays
        self._state = state
        self._offsets = offsets
        self._reader = reader
        self._files = files

    def list_playlists(self) -> list[Playlist]:
        """Return all playlists in the person's order."""
        return self._playlists.list_playlists()

    def create_playlist(self, name: str, songs: Sequence[SongId] = ()) -> Playlist:
        """Make a playlist; a name already taken gets a number behind it. Raises Invalid for an empty name."""
        return self._playlists.create_playlist(name, songs)

    def find_rule(self, playlist_id: PlaylistId) -> Rule | None:
        """Return the rule of a smart playlist, None for any other.

        Raises NotFound, and Invalid for a rule that this Pluto cannot read.
        """
        return self._playlists.find_rule(playlist_id)

    def rename_playlist(self, playlist_id: PlaylistId, name: str) -> Changes:
        """Give a playlist another name."""
        return self._playlists.rename_playlist(playlist_id, name)

    def delete_playlist(self, playlist_id: PlaylistId) -> Changes:
        """Delete a playlist; its songs stay in the library."""
        return self._playlists.delete_playlist(playlist_id)

    def move_playlist(self, playlist_id: PlaylistId, position: int) -> Changes:
        """Move a playlist to another place in the list of playlists."""
        return self._playlists.move_playlist(playlist_id, position)

    def list_playlist_songs(self, playlist_id: PlaylistId) -> list[SongId]:
        """Return the songs of a playlist in its order; of a smart one those that it has now."""
        if self._playlists.find_rule(playlist_id) is None:
            return self._playlists.list_playlist_songs(playlist_id)
        return self._reader.list_song_ids(resolved(SongQuery(Source.SMART, playlist_id), self._playlists))

    def add_to_playlist(self, playlist_id: PlaylistId, songs: Sequence[SongId], position: int | None = None) -> Changes:
        """Put songs into a playlist before a position, or at its end."""
        if not songs:
            return Changes()
        held = self._playlists.list_playlist_songs(playlist_id)
        place = len(held) if position is None else min(max(position, 0), len(held))
        return self._playlists.set_playlist_songs(playlist_id, [*held[:place], *songs, *held[place:]])

    def remove_from_playlist(self, playlist_id: PlaylistId, positions: Sequence[int]) -> Changes:
        """Take the songs at some positions out of a playlist; positions that are not there are passed over."""
        held = self._playlists.list_playlist_songs(playlist_id)
        leaving = set(positions)
        kept = [song for place, song in enumerate(held) if place not in leaving]
        return Changes() if len(kept) == len(held) else self._playlists.set_playlist_songs(playlist_id, kept)

    def move_in_playlist(self, playlist_id: PlaylistId, positions: Sequence[int], to: int) -> Changes:
        """Move the songs at some positions, in their order, before the song now at ``to`` (the length: the end)."""
        held = self._playlists.list_playlist_songs(playlist_id)
        moving = sorted({place for place in positions if 0 <= place < len(held)})
        before = [song for place, song in enumerate(held[: max(to, 0)]) if place not in moving]
        after = [song for place, song in enumerate(held) if place >= max(to, 0) and place not in moving]
        moved = [*before, *(held[place] for place in moving), *after]
        return Changes() if moved == held else self._playlists.set_playlist_songs(playlist_id, moved)

    def import_m3u8(self, path: Path) -> PlaylistImport:
        """Make a playlist of the songs a playlist file names that are in the library, and tell which are not.

        Raises NotFound, Denied or Invalid for the file itself; then nothing was made.
        """
        name, entries = m3u8.parse(_read(path), path.parent.absolute())
        if not entries:
            raise Invalid("playlist_empty", path=str(path))
        songs: list[SongId] = []
        missing: list[Path] = []

        @cache
        def songs_in(folder: Path) -> dict[Path, SongId]:
            files = self._files.list_files_in(folder)
            return {item.location.path: item.song_id for item in files if item.kind == "song"}

        for entry in entries:
            at = (songs_in(place.parent).get(place) for place in _places(entry.path))
            song_id = next((song for song in at if song is not None), None)
            if song_id is None:
                missing.append(entry.path)
            else:
                songs.append(song_id)
        playlist = self._playlists.create_playlist(name or path.stem, songs)
        return PlaylistImport(playlist, len(songs), tuple(missing), Changes(playlists=True))

    def export_m3u8(self, playlist_id: PlaylistId, path: Path) -> PlaylistExport:
        """Write a playlist to a file, whole or not at all; songs without a file here are left out and told."""
        name = next((held.name for held in self._playlists.list_playlists() if held.id == playlist_id), None)
        if name is None:
            raise NotFound("playlist_not_found", name=playlist_id)
        ids = self.list_playlist_songs(playlist_id)
        rows = {row.id: row for row in self._reader.list_song_rows(ids)}
        paths = {item.song_id: item.location.path for item in self._files.list_files_of(ids) if item.kind == "song"}
        entries: list[m3u8.Entry] = []
        for song_id in ids:
            row, file = rows.get(song_id), paths.get(song_id)
            if row is not None and file is not None:
                title = f"{row.artist} - {row.title}" if row.artist else row.title
                entries.append(m3u8.Entry(file, title, row.duration_ms))
        _write(path, m3u8.render(name, entries, path.parent.absolute()))
        missing = tuple(song_id for song_id in ids if song_id not in rows or song_id not in paths)
        return PlaylistExport(path, len(entries), missing)

    def set_favourite(self, songs: Sequence[SongId], favourite: bool) -> Changes:
        """Give songs a heart or take it."""
        return self._favourites.set_favourite(songs, favourite)

    def record_play(self, song_id: SongId, at_ms: int, listened_ms: int) -> Changes:
        """Record one listening, at a time in milliseconds since 1970 (UTC)."""
        return self._plays.record_play(song_id, at_ms, listened_ms)

    def load_state(self, name: str) -> object:
        """Return a value remembered under a name, or None."""
        return self._state.load_state(name)

    def save_state(self, name: str, value: object) -> None:
        """Remember a value made of dicts, lists, text, numbers, booleans and None."""
        self._state.save_state(name, value)

    def song_offset_ms(self, song_id: SongId) -> int:
        """Return the listening offset of a song in signed milliseconds."""
        return self._offsets.song_offset_ms(song_id)

    def set_song_offset_ms(self, song_id: SongId, offset_ms: int) -> None:
        """Remember the listening offset of a song."""
        self._offsets.set_song_offset_ms(song_id, offset_ms)

    def output_offsets_ms(self) -> Mapping[str, int]:
        """Return the listening offset of each output device by its name."""
        return self._offsets.output_offsets_ms()

    def set_output_offset_ms(self, device: str, offset_ms: int) -> None:
        """Remember the listening offset of an output device."""
        self._offsets.set_output_offset_ms(device, offset_ms)


def _places(path: Path) -> Iterator[Path]:
    """Yield a path as it is written, then where its links lead."""
    yield path
    with contextlib.suppress(OSError, RuntimeError):
        yield path.resolve()


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST_PLAYLIST:
            raise Invalid("playlist_unreadable", path=str(path))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except PermissionError as error:
        raise Denied("file_unreadable", path=str(path)) from error
    except (OSError, ValueError) as error:
        raise Invalid("playlist_unreadable", path=str(path)) from error


def _write(path: Path, data: bytes) -> None:
    building = path.with_name(f".{path.name[:80]}.{os.getpid()}.new")
    try:
        with building.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        building.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            building.unlink(missing_ok=True)
        raise Denied("playlist_unwritable", path=str(path)) from error
