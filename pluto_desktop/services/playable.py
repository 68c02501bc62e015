"""From a song to the file that can be played, with the gain that brings it to the loudness of the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from pluto_desktop.domain.errors import NotFound, Offline, Timeout
from pluto_desktop.domain.ids import AlbumId, SongId
from pluto_desktop.domain.songs import MediaKind, Medium, Song
from pluto_desktop.playback.gain import UNKNOWN, Loudness, album_loudness
from pluto_desktop.ports.catalogue import CatalogueReader, KnownFiles
from pluto_desktop.ports.personal import BgmMemory
from pluto_desktop.ports.player import Source
from pluto_desktop.services.playing_values import Playable, PlayableBgm

Arrive = Callable[[Medium], tuple[Path, Source | None]]
"""Brings a medium to this device: where it will be, and what it can be played from meanwhile. Raises KnownError."""


class FindPlayable:
    """Finds what a song can be played from: a file of this device, or what ``arrive`` brings. Any worker thread."""

    def __init__(self, reader: CatalogueReader, arrive: Arrive | None = None, memory: BgmMemory | None = None) -> None:
        """Without a ``memory`` songs are played without the music that has no voice."""
        self._reader, self._arrive, self._memory = reader, arrive, memory

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
            bgm=self._bgm_of(song),
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
        path = None if location is None else location.path
        return Playable(path, rows[0], duration_ms=song.duration_ms, bgm=self._bgm_of(song))

    def find_bgm(self, song_id: SongId) -> PlayableBgm | None:
        """Return the music without voice of a song as it is known here, without bringing it. Raises NotFound."""
        return self._bgm_of(self._reader.get_song(song_id))

    def bring_bgm(self, song_id: SongId) -> PlayableBgm:
        """Return the music without voice of a song, brought here where it is not.

        Raises NotFound("no_bgm"), NotFound("no_bgm_here"); of a shared library also Offline("bgm_not_here"),
        Timeout("bgm_slow") and NotFound("bgm_lost").
        """
        song = self._reader.get_song(song_id)
        bgm = self._bgm_of(song)
        if bgm is None:
            raise NotFound("no_bgm", name=song.title)
        if bgm.path is not None:
            return bgm
        if self._arrive is None:
            raise NotFound("no_bgm_here", name=song.title)
        path, source = self._bring(self._arrive, bgm.medium, song.title, "bgm")
        return replace(bgm, path=path, source=source)

    def _bgm_of(self, song: Song) -> PlayableBgm | None:
        """Return what is known of the music without voice, without bringing it."""
        if song.bgm is None or song.song is None or self._memory is None:
            return None
        location = self._reader.find_location(song.bgm.sha256)
        here = location is not None and (self._arrive is None or location.path.exists())
        return PlayableBgm(
            song.bgm,
            song.song,
            location.path if location is not None and here else None,
            offset=self._memory.find_bgm_offset(song.song.sha256, song.bgm.sha256),
            voice=self._memory.voice_of(song.id),
        )

    def _find(self, medium: Medium, title: str) -> tuple[Path, Source | None]:
        location = self._reader.find_location(medium.sha256)
        if self._arrive is not None and (location is None or not location.path.exists()):
            return self._bring(self._arrive, medium, title, "audio")
        if location is None:
            raise NotFound("no_audio_here", name=title)
        return location.path, None

    @staticmethod
    def _bring(arrive: Arrive, medium: Medium, title: str, what: str) -> tuple[Path, Source | None]:
        try:
            return arrive(medium)
        except Offline as error:
            raise Offline(f"{what}_not_here", name=title) from error
        except Timeout as error:
            raise Timeout(f"{what}_slow", name=title) from error
        except NotFound as error:
            if error.code != "medium_lost":
                raise
            raise NotFound(f"{what}_lost", name=title) from error

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
