"""Copies of songs for elsewhere: the sound that is on this device, with what the library says of them in its tags."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.file_names import file_stem
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.songs import Song
from pluto_desktop.ports.audio_files import TaggedCopy, TagWriter
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.services.tags_wanted import tags_of
from pluto_desktop.services.write_tags import LeftOut, Lock

_STOPS = frozenset({"copies_unwritable", "disk_full"})
# A song's file is told by the song: that of a shared library has a name nobody knows.
_BY_SONG = {
    "tags_format": "copy_format",
    "tags_failed": "copy_failed",
    "tags_file_changed": "copy_changed",
    "file_missing": "copy_not_here",
}


@dataclass(frozen=True, slots=True)
class CopiesSaved:
    """What saving copies did.

    ``saved`` are the copies that were made, ``there`` how many were in the folder already, as they would be made.
    ``without_cover`` is how many of both have not the song's cover, but no picture or their file's own: the cover is
    not on this device, or such a file cannot hold it. ``without_words`` is how many have no words, for such a file
    cannot hold any.
    ``stopped`` is what ended it early, as a full disk does.
    """

    saved: tuple[Path, ...] = ()
    there: int = 0
    without_cover: int = 0
    without_words: int = 0
    failed: tuple[LeftOut, ...] = ()
    cancelled: bool = False
    stopped: KnownError | None = None


class SaveCopies:
    """Makes copies; on any worker thread. The library and its files are only read."""

    def __init__(
        self,
        writer: TagWriter,
        catalogue: CatalogueReader,
        *,
        media: MediaFolder,
        lock: Lock,
        follows: Callable[[Path], bool],
    ) -> None:
        """``follows`` tells whether music in a folder comes into the library by itself."""
        self._writer, self._catalogue, self._media = writer, catalogue, media
        self._lock, self._follows = lock, follows

    def save(self, ids: Sequence[SongId], folder: Path, report: ReportProgress, cancel: CancelToken) -> CopiesSaved:
        """Copy songs into a folder, each named by its artist and title; nothing there is ever replaced.

        Songs whose sound is not on this device are left out and told of, songs that are gone are passed over.
        Cancelled, the copy at hand is finished and the others are left. Raises Conflict("library_locked") while
        another program writes tags, Denied("copies_unwritable") for a folder of the library itself, and
        Denied("copies_double") for one whose music is added, or was: the copies would be added too.
        """
        self._refuse(folder)
        started = time.monotonic()
        copies: list[TaggedCopy] = []
        failed: list[LeftOut] = []
        lacking = Counter[str]()
        stopped: KnownError | None = None
        with self._lock():
            for place, song_id in enumerate(ids):
                if cancel.cancelled:
                    break
                report(Progress(place, len(ids), len(failed), time.monotonic() - started))
                try:
                    song = self._catalogue.get_song(song_id)
                except NotFound:
                    continue
                try:
                    copy, lacks = self._copy(song, folder)
                except KnownError as error:
                    if error.code in _STOPS:
                        stopped = error
                        break
                    told = _told_by_song(error, song)
                    failed.append(LeftOut(song_id, song.title, told))
                else:
                    copies.append(copy)
                    lacking.update(lacks)
        done = len(copies) + len(failed)
        report(Progress(done, len(ids), len(failed), time.monotonic() - started))
        saved = tuple(copy.path for copy in copies if copy.made)
        return CopiesSaved(
            saved,
            len(copies) - len(saved),
            lacking["cover"],
            lacking["lyrics"],
            tuple(failed),
            cancel.cancelled and stopped is None,
            stopped,
        )

    def _refuse(self, folder: Path) -> None:
        """Raise Denied for a folder that has something to do with the library, be it by way of a link."""
        ways = {folder, Path(os.path.realpath(folder))}
        if any(map(self._media.holds, ways)):
            raise Denied("copies_unwritable", path=str(folder))
        ours = (path for path, _songs in self._catalogue.list_folders() if not self._media.holds(path))
        if self._follows(folder) or any(path.is_relative_to(way) for path in ours for way in ways):
            raise Denied("copies_double", path=str(folder))

    def _copy(self, song: Song, folder: Path) -> tuple[TaggedCopy, set[str]]:
        """Copy one song; returns what the copy lacks of cover and words too."""
        location = None if song.song is None else self._catalogue.find_location(song.song.sha256)
        if song.song is None or location is None:
            raise NotFound("copy_not_here", name=song.title)
        held = self._writer.holds(song.song.format)
        if not held:
            raise Invalid("copy_format", name=song.title)
        cover = self._catalogue.find_cover(song.cover) if song.cover is not None else None
        words = self._catalogue.find_lyrics(song.id)
        new = tags_of(song, words, cover, held)
        copy = self._writer.write_copy(location, new, folder, stem_of(song))
        lacks = set[str]()
        if song.cover is not None and copy.cover != song.cover:
            lacks.add("cover")
        if words is not None and words.lines and not self._writer.as_read(song.song.format, new).lyrics:
            lacks.add("lyrics")
        return copy, lacks


def _told_by_song(error: KnownError, song: Song) -> KnownError:
    code = _BY_SONG.get(error.code)
    return error if code is None else type(error)(code, name=song.title)


def stem_of(song: Song) -> str:
    """Return what the copy of a song is called, without its ending: its artists as printed, and its title."""
    artists = ", ".join(credit.name for credit in song.artists)
    return file_stem(f"{artists} - {song.title}" if artists else song.title, song.id)
