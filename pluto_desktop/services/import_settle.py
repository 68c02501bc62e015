"""Deciding what each file that was read is to the library, and writing it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.ports.catalogue import Beside, CatalogueWriter, KnownFile
from pluto_desktop.ports.files import MediaFolder
from pluto_desktop.services.import_plan import Known, Task
from pluto_desktop.services.import_report import ImportError_
from pluto_desktop.services.import_song import SongRead

_LEAST = 64
_MOST = 1024
_LONGEST_S = 2.0
_BATCH_COVERS = 64 * 1024 * 1024


class Settler:
    """Takes what was read, song by song, and writes it in batches. One import, one thread."""

    def __init__(
        self,
        known: Known,
        writer: CatalogueWriter,
        is_there: Callable[[Path], bool],
        copies: MediaFolder | None,
        *,
        brings_back: bool = True,
    ) -> None:
        """Without ``brings_back`` a song that a person took out of the library stays out."""
        self._brings_back = brings_back
        self._known = known
        self._writer = writer
        self._is_there = is_there
        self._copies = copies
        self._batch: list[NewSong] = []
        self._batch_covers = 0
        self._locations: list[Location] = []
        self._seen: set[str] = set()
        self._flushed = time.monotonic()
        self._beside: list[Beside] = []
        self.added = 0
        self.already = 0
        self.completed = 0
        self.errors: list[ImportError_] = []
        self.changes = Changes()

    def settle(self, task: Task, read: SongRead) -> None:
        """Put one song where it belongs. Raises Denied, Conflict or Offline where the library cannot be written."""
        if read.bgm_error is not None and task.files.bgm is not None:
            self.errors.append(ImportError_(task.files.bgm, read.bgm_error))
        if read.song is None:
            if read.error is not None:
                self.errors.append(ImportError_(task.files.audio, read.error))
            return
        try:
            self._place(task, read.song)
        except (Invalid, NotFound) as error:
            self.errors.append(ImportError_(task.files.audio, error))

    def complete(self, beside: Beside) -> None:
        """Give a song what came to lie beside it."""
        if beside.lyrics is None and beside.cover_bytes is None:
            return
        self._beside.append(beside)
        self._batch_covers += len(beside.cover_bytes or b"")
        if len(self._beside) >= _MOST or self._batch_covers > _BATCH_COVERS:
            self.flush()

    def flush_if_due(self, left: int) -> None:
        """Write what waits when it is worth a commit; ``left`` songs are still to be read.

        Large batches are cheap, but what waits when the last song was read is written while no core reads any more:
        so they get smaller towards the end. From a slow disk songs are to be seen every few seconds all the same.
        """
        worth_it = len(self._batch) >= min(_MOST, max(_LEAST, left // 2))
        if worth_it or (self._batch and time.monotonic() - self._flushed > _LONGEST_S):
            self.flush()

    def flush(self) -> None:
        """Write what waits."""
        self._flushed, self._batch_covers = time.monotonic(), 0
        if self._batch:
            # Songs come from the workers in no order; within a batch they are added as their folders list them.
            batch, self._batch = sorted(self._batch, key=_place_of), []
            ids = self._writer.add_songs(batch)
            self.added += len(ids)
            self.changes |= Changes(songs=frozenset(ids), albums=True, artists=True, lyrics=True)
        if self._beside:
            beside, self._beside = self._beside, []
            given = self._writer.add_beside(beside)
            self.completed += len(given.songs)
            self.changes |= given
        if self._locations:
            moved, self._locations = self._locations, []
            self.changes |= self._writer.set_locations(moved)

    def _place(self, task: Task, song: NewSong) -> None:
        medium, location = _sound(song)
        if task.bgm_for is not None:
            self._attach(task.bgm_for, medium, location)
            return
        if medium.sha256 in self._seen:
            self.already += 1
            return
        self._seen.add(medium.sha256)
        same = self._known.with_bytes(medium.sha256)
        if same is not None:
            self._moved(same, location)
            self._attach_own(same.song_id, song)
            self.complete(
                Beside(
                    same.song_id,
                    song.lyrics if same.wants_words else None,
                    song.cover_bytes if same.wants_cover else None,
                )
            )
            self.already += 1
        elif (changed := self._changed(medium, location.path)) is not None:
            self._replace(changed.song_id, MediaKind(changed.kind), song)
            self.already += 1
        elif task.grown_from is not None:
            # The bgm was here first, as a song of its own: that song now gets its voice, and keeps its id. In this
            # order: if we are killed in between, the next import finds a bgm that nobody has and attaches it.
            self._replace(task.grown_from, MediaKind.SONG, song)
            self.added += 1
        elif self._known.was_merged(medium.sha256):
            self.already += 1
        elif self._brings_back or not self._known.was_removed(medium.sha256, medium.sound_hash):
            self._add(song)

    def _changed(self, medium: Medium, path: Path) -> KnownFile | None:
        """Return the known file whose successor this is: retagged, moved and retagged, or changed in its place."""
        here = self._known.at(path)
        if here is not None and here.sound_hash == medium.sound_hash:
            return here
        for twin in self._known.sounding(medium.sound_hash):
            if not self._is_there(twin.location.path):
                return twin
        return here

    def _moved(self, same: KnownFile, location: Location) -> None:
        """Record a new place, unless the old one is good still: then this is a copy, and the first one stays."""
        if same.location.path == location.path or not self._is_there(same.location.path):
            self._locations.append(self._kept(location))

    def _add(self, song: NewSong) -> None:
        if self._copies is not None:
            song = replace(song, song_location=self._kept(_sound(song)[1]))
        if song.bgm_location is not None:
            song = replace(song, bgm_location=self._kept(song.bgm_location))
            self._seen.add(song.bgm.sha256 if song.bgm is not None else "")
        self._batch.append(song)
        self._batch_covers += len(song.cover_bytes or b"")
        if self._batch_covers > _BATCH_COVERS:
            self.flush()

    def _replace(self, song_id: SongId, kind: MediaKind, song: NewSong) -> None:
        medium, location = _sound(song)
        described = song if kind is MediaKind.SONG else None
        self.changes |= self._writer.replace_medium(
            song_id, replace(medium, kind=kind), self._kept(location), described
        )
        self._attach_own(song_id, song)

    def _attach_own(self, song_id: SongId, song: NewSong) -> None:
        """Attach the bgm that was read together with a song the library has already."""
        if song.bgm is None or song.bgm_location is None:
            return
        if self._is_other_song(song_id, song.bgm, song.bgm_location):
            return
        same = self._known.with_bytes(song.bgm.sha256)
        if same is not None and same.song_id == song_id and same.kind == MediaKind.BGM:
            self._moved(same, song.bgm_location)
            return
        self.changes |= self._writer.attach_bgm(song_id, song.bgm, self._kept(song.bgm_location))

    def _attach(self, song_id: SongId, medium: Medium, location: Location) -> None:
        if self._is_other_song(song_id, medium, location):
            return
        same = self._known.with_bytes(medium.sha256)
        if same is not None and same.song_id == song_id:
            self._moved(same, location)
            return
        replaced = self._known.at(location.path) is not None
        self.changes |= self._writer.attach_bgm(song_id, replace(medium, kind=MediaKind.BGM), self._kept(location))
        self.added += not replaced

    def _is_other_song(self, song_id: SongId, medium: Medium, location: Location) -> bool:
        """Whether a file that is named like a song's bgm is another song's sound: split off by a person, it stays that.

        What became of the file is noted then.
        """
        known = self._known.with_bytes(medium.sha256) or self._known.at(location.path)
        if known is None or known.kind != MediaKind.SONG or known.song_id == song_id:
            return False
        if known.location.sha256 == medium.sha256:
            self._moved(known, location)
        else:
            sound = replace(medium, kind=MediaKind.SONG)
            self.changes |= self._writer.replace_medium(known.song_id, sound, self._kept(location), None)
        return True

    def _kept(self, location: Location) -> Location:
        """Return where a medium is to be found from now on: where it lies, or its copy."""
        if self._copies is None or self._copies.holds(location.path):
            return location
        return self._copies.adopt(location.path, location.sha256, location.path.suffix)


def _place_of(song: NewSong) -> str:
    return os.fspath(song.song_location.path) if song.song_location is not None else ""


def _sound(song: NewSong) -> tuple[Medium, Location]:
    if song.song is None or song.song_location is None:
        raise AssertionError("a song that was read has its sound")
    return song.song, song.song_location
