"""From a song to the file that can be played, with the gain that brings it to the loudness of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from pluto_desktop.domain.errors import NotFound, Offline, Timeout
from pluto_desktop.domain.ids import AlbumId, SongId
from pluto_desktop.domain.songs import MediaKind, Medium
from pluto_desktop.playback.gain import UNKNOWN, Loudness, album_loudness
from pluto_desktop.ports.catalogue import CatalogueReader, KnownFiles
from pluto_desktop.ports.player import Source
from pluto_desktop.services.playing_values import Playable

Arrive = Callable[[Medium], tuple[Path, Source | None]]
"""Brings a medium to this device: where it will be, and what it can be played from meanwhile. Raises KnownError."""


class FindPlayable:
    """Finds what a song can be played from: a file of this device, or what ``arrive`` brings. Any worker thread."""

    def __init__(self, reader: CatalogueReader, arrive: Arrive | None = None) -> None:
        self._reader, self._arrive = reader, arrive

    def __call__(self, song_id: SongId) -> Playable:
        """Return what can be played of a song.

        Raises NotFound(``song_not_found``), NotFound(``no_audio_here``) where no file of it is on this device. That
        the file is still there is for the player to find out: a disk may come back any moment. Of a shared library
        also Offline(``audio_not_here``), Timeout(``audio_slow``) and NotFound(``audio_lost``).
        """
        song = self._reader.get_song(song_id)
        rows = self._reader.list_song_rows([song_id])
        if song.song is None or not rows:
            raise NotFound("no_audio_here" if self._arrive is None else "no_audio", name=song.title)
        path, source = self._find(song.song, song.title)
        return Playable(
            path=path,
            row=rows[0],
            loudness=Loudness(song.song.gain_db, song.song.peak),
            album_loudness=UNKNOWN if song.album is None else self._loudness_of(song.album.id),
            duration_ms=song.song.duration_ms,
            source=source,
        )

    def look(self, song_id: SongId) -> Playable:
        """Return what is to be shown of a song, wherever its sound is; nothing is brought here for that.

        Raises NotFound("song_not_found").
        """
        song = self._reader.get_song(song_id)
        rows = self._reader.list_song_rows([song_id])
        if not rows:
            raise NotFound("song_not_found", name=song.title)
        location = None if song.song is None else self._reader.find_location(song.song.sha256)
        return Playable(None if location is None else location.path, rows[0], duration_ms=song.duration_ms)

    def _find(self, medium: Medium, title: str) -> tuple[Path, Source | None]:
        location = self._reader.find_location(medium.sha256)
        if self._arrive is not None and (location is None or not location.path.exists()):
            return self._bring(self._arrive, medium, title)
        if location is None:
            raise NotFound("no_audio_here", name=title)
        return location.path, None

    @staticmethod
    def _bring(arrive: Arrive, medium: Medium, title: str) -> tuple[Path, Source | None]:
        try:
            return arrive(medium)
        except Offline as error:
            raise Offline("audio_not_here", name=title) from error
        except Timeout as error:
            raise Timeout("audio_slow", name=title) from error
        except NotFound as error:
            if error.code != "medium_lost":
                raise
            raise NotFound("audio_lost", name=title) from error

    def _loudness_of(self, album: AlbumId) -> Loudness:
        media = self._reader.list_album_media(album)
        return album_loudness((Loudness(medium.gain_db, medium.peak), medium.duration_ms) for medium in media)


class SongsAt:
    """Finds the songs that files belong to, for files opened from the desktop. Any worker thread."""

    def __init__(self, known: KnownFiles) -> None:
        self._known = known

    def __call__(self, paths: Sequence[Path]) -> list[SongId]:
        """Return the songs of files, in the files' order; a folder stands for all songs in it, in its order."""
        found = (known for path in paths for known in self._known.list_files_under(path))
        return list(dict.fromkeys(known.song_id for known in found if known.kind == MediaKind.SONG))
