"""The parts of a song as files of this device: what can be had, and what cannot, and why."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from pluto_desktop.domain.errors import Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.result import Complete, Fetched, Partial
from pluto_desktop.domain.songs import Medium, Song
from pluto_desktop.ports.catalogue import CatalogueReader


class SongPart(StrEnum):
    """What a song may have as a file."""

    AUDIO = "audio"
    BGM = "bgm"
    COVER = "cover"


@dataclass(frozen=True, slots=True)
class SongFiles:
    """A song, and where those of its parts that were asked for lie on this device."""

    song: Song
    files: Mapping[SongPart, Path]


Bring = Callable[[Medium], Path]
"""Brings a medium of a shared library here and returns where it is; KnownError where that cannot be."""
BringCover = Callable[[MediaHash], None]
"""Brings a cover here. Raises KnownError."""

_NONE = {SongPart.AUDIO: "no_audio", SongPart.BGM: "no_bgm", SongPart.COVER: "no_cover"}
_UNREACHED = {SongPart.AUDIO: "audio_not_here", SongPart.BGM: "bgm_not_here", SongPart.COVER: "cover_not_here"}
_LOST = {SongPart.AUDIO: "audio_lost", SongPart.BGM: "bgm_lost", SongPart.COVER: "cover_lost"}


class FindSongFiles:
    """Finds the files of songs, bringing what is not here where the library is a shared one. Any worker thread."""

    def __init__(
        self,
        reader: CatalogueReader,
        place_of: Callable[[MediaHash], Path],
        bring: Bring | None = None,
        bring_cover: BringCover | None = None,
    ) -> None:
        """``place_of`` tells where a cover lies once it is here."""
        self._reader, self._place_of = reader, place_of
        self._bring, self._bring_cover = bring, bring_cover

    def find(self, song_id: SongId, wanted: Collection[SongPart]) -> Fetched[SongFiles]:
        """Return the song with those of the wanted parts that can be had; a part that it does not have is missing.

        Raises NotFound("song_not_found").
        """
        song = self._reader.get_song(song_id)
        files: dict[SongPart, Path] = {}
        missing: dict[str, KnownError] = {}
        for part in wanted:
            try:
                files[part] = self._find(song, part)
            except KnownError as error:
                missing[part.value] = error
        found = SongFiles(song, files)
        return Partial(found, missing) if missing else Complete(found)

    def _find(self, song: Song, part: SongPart) -> Path:
        try:
            if part is SongPart.COVER:
                return self._cover(song)
            medium = song.song if part is SongPart.AUDIO else song.bgm
            if medium is None:
                raise NotFound(_NONE[part], name=song.title)
            return self._medium(medium, song.title)
        except (Offline, Timeout) as error:
            raise type(error)(_UNREACHED[part], name=song.title) from error
        except (NotFound, Invalid) as error:
            if error.code not in {"medium_lost", "medium_changed"}:
                raise
            raise NotFound(_LOST[part], name=song.title) from error

    def _medium(self, medium: Medium, title: str) -> Path:
        location = self._reader.find_location(medium.sha256)
        if location is not None and location.path.exists():
            return location.path
        if self._bring is not None:
            return self._bring(medium)
        raise NotFound("no_audio_here", name=title)

    def _cover(self, song: Song) -> Path:
        if song.cover is None:
            raise NotFound(_NONE[SongPart.COVER], name=song.title)
        if self._reader.find_cover(song.cover) is None:
            if self._bring_cover is None:
                raise NotFound("medium_lost", medium=song.cover)
            self._bring_cover(song.cover)
        return self._place_of(song.cover)
