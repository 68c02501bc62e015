"""From the library into the tags of a person's files: first what would change, then, when asked, the writing."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from itertools import islice

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.songs import Location, MediaKind, Song
from pluto_desktop.lyrics.document import Document
from pluto_desktop.ports.audio_files import AudioFile, FileTags, NewTags, TagReader, TagWriter
from pluto_desktop.ports.catalogue import CatalogueReader, CatalogueWriter, KnownFile, KnownFiles
from pluto_desktop.ports.files import MediaFolder, WorkPool
from pluto_desktop.services.import_song import location_of, medium_of, shown
from pluto_desktop.services.tags_wanted import TagChange, changes_of, tags_of

_AT_ONCE = 500

Lock = Callable[[], AbstractContextManager[object]]
"""Keeps other programs from writing tags of this library's files. Raises Conflict("library_locked")."""


@dataclass(frozen=True, slots=True)
class FileChanges:
    """A song's file whose tags say something else than the song, which had that ``version`` when it was looked at."""

    song_id: SongId
    title: str
    version: int
    location: Location
    changes: tuple[TagChange, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A song whose file cannot be written, and why."""

    song_id: SongId
    title: str
    error: KnownError


@dataclass(frozen=True, slots=True)
class TagPlan:
    """What writing would do: files that would change, files that say the same already, and what cannot be written."""

    files: tuple[FileChanges, ...] = ()
    same: int = 0
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, slots=True)
class TagsWritten:
    """What writing did. ``stopped`` is what ended it early (a full disk); what was written stays written."""

    written: tuple[SongId, ...] = ()
    failed: tuple[LeftOut, ...] = ()
    changes: Changes = field(default_factory=Changes)
    cancelled: bool = False
    stopped: KnownError | None = None


@dataclass(frozen=True, slots=True)
class _Looked:
    """A file that was read, without its picture, whose hash is ``cover``; or why it could not be."""

    known: KnownFile
    audio: AudioFile | None = None
    cover: MediaHash | None = None
    error: KnownError | None = None


@dataclass(frozen=True, slots=True)
class _Look:
    """Reads one file. Can be pickled when its reader can; any thread."""

    tags: TagReader

    def __call__(self, known: KnownFile) -> _Looked:
        try:
            audio = self.tags.read(known.location.path)
        except KnownError as error:
            return _Looked(known, error=error)
        picture = audio.tags.cover
        cover = None if picture is None else MediaHash(hashlib.sha256(picture).hexdigest())
        return _Looked(known, replace(audio, tags=replace(audio.tags, cover=None)), cover)


class WriteTags:
    """Writes tags; on any worker thread. Only files of the person's own folders, never those the library keeps."""

    def __init__(
        self,
        tags: TagReader,
        writer: TagWriter,
        catalogue: CatalogueReader,
        known: KnownFiles,
        notes: CatalogueWriter,
        *,
        media: MediaFolder,
        pool: WorkPool,
        lock: Lock,
    ) -> None:
        """Make it of its parts; ``notes`` is where it is noted that a file has other bytes from now on."""
        self._look, self._writer = _Look(tags), writer
        self._catalogue, self._known, self._notes = catalogue, known, notes
        self._media, self._pool, self._lock = media, pool, lock

    def plan(self, ids: Sequence[SongId], report: ReportProgress, cancel: CancelToken) -> TagPlan:
        """Return what writing the tags of songs' files would change; songs that are gone are passed over.

        Nothing is written. Raises Cancelled.
        """
        started, files, left_out, same = time.monotonic(), list[FileChanges](), list[LeftOut](), 0
        done = 0
        for some in _batches(ids, _AT_ONCE):
            readable = []
            for known in self._files_of(some, left_out):
                if self._media.holds(known.location.path):
                    left_out.append(self._left_out(known, Denied("tags_kept", path=shown(known.location.path))))
                else:
                    readable.append(known)
            done += len(some) - len(readable)
            for batch in self._pool.each(self._look, readable, cancel):
                for looked in batch:
                    found = self._compared(looked)
                    if isinstance(found, LeftOut):
                        left_out.append(found)
                    elif found.changes:
                        files.append(found)
                    else:
                        same += 1
                done += len(batch)
                report(Progress(done, len(ids), len(left_out), time.monotonic() - started))
            cancel.raise_if_cancelled()
        order = {song: place for place, song in enumerate(ids)}
        files.sort(key=lambda one: order[one.song_id])
        return TagPlan(tuple(files), same, tuple(left_out))

    def write(self, files: Sequence[FileChanges], report: ReportProgress, cancel: CancelToken) -> TagsWritten:
        """Write the changes that are listed, and no others. What fails is told and leaves its file as it was.

        Cancelled, the file at hand is finished and the others are left. Raises Conflict("library_locked").
        """
        started = time.monotonic()
        written: list[SongId] = []
        failed: list[LeftOut] = []
        changes = Changes()
        stopped: KnownError | None = None
        with self._lock():
            for place, one in enumerate(files):
                if cancel.cancelled:
                    break
                report(Progress(place, len(files), len(failed), time.monotonic() - started))
                try:
                    changes |= self._write(one)
                    written.append(one.song_id)
                except KnownError as error:
                    failed.append(LeftOut(one.song_id, one.title, error))
                    if error.code == "disk_full":
                        stopped = error
                        break
        report(Progress(len(written) + len(failed), len(files), len(failed), time.monotonic() - started))
        return TagsWritten(tuple(written), tuple(failed), changes, cancel.cancelled, stopped)

    def write_words(self, song_id: SongId, words: Document) -> Changes:
        """Write words into a song's file, whatever the library says of the song.

        Raises what :meth:`TagWriter.write` raises, Invalid("embed_format"), Denied("embed_kept") for a file that the
        library keeps under the hash of its bytes, NotFound("no_audio_here"), Conflict("library_locked").
        """
        song = self._catalogue.get_song(song_id)
        location = None if song.song is None else self._catalogue.find_location(song.song.sha256)
        if song.song is None or location is None:
            raise NotFound("no_audio_here", name=song.title)
        if self._media.holds(location.path):
            raise Denied("embed_kept", path=shown(location.path))
        if "lyrics" not in self._writer.holds(song.song.format):
            raise Invalid("embed_format", path=shown(location.path))
        with self._lock():
            return self._note(self._writer.write(location, NewTags(FileTags(), frozenset({"lyrics"}), words)))

    def settle(self) -> Changes:
        """Put right what a program that ended while it wrote left. Nothing is done while another program writes."""
        changes = Changes()
        try:
            with self._lock():
                for path in self._writer.settle():
                    for known in self._known.list_files_under(path):
                        if (audio := self._look(known).audio) is not None:
                            changes |= self._note(audio)
        except Conflict:
            return changes
        return changes

    def _files_of(self, ids: Sequence[SongId], left_out: list[LeftOut]) -> list[KnownFile]:
        """Return the songs' own files; songs without one here are added to ``left_out``."""
        found = {one.song_id: one for one in self._known.list_files_of(ids) if one.kind == MediaKind.SONG}
        rows = self._catalogue.list_song_rows([song for song in ids if song not in found])
        left_out += [LeftOut(row.id, row.title, NotFound("no_audio_here", name=row.title)) for row in rows]
        return [found[song] for song in ids if song in found]

    def _compared(self, looked: _Looked) -> FileChanges | LeftOut:
        known, audio = looked.known, looked.audio
        if audio is None:
            assert looked.error is not None
            return self._left_out(known, looked.error)
        path = known.location.path
        if audio.sha256 != known.location.sha256:
            return self._left_out(known, Conflict("tags_file_changed", path=shown(path)))
        if not (held := self._writer.holds(audio.format)):
            return self._left_out(known, Invalid("tags_format", path=shown(path)))
        song = self._catalogue.get_song(known.song_id)
        # The picture that is in the file already need not be fetched to be compared.
        new = self._wanted(song, held if looked.cover != song.cover else held - {"cover"})
        wanted = self._writer.as_read(audio.format, new)
        changes = changes_of(audio.tags, looked.cover, wanted, new, song)
        return FileChanges(song.id, song.title, song.version, known.location, tuple(changes))

    def _wanted(self, song: Song, fields: Iterable[str]) -> NewTags:
        words = self._catalogue.find_lyrics(song.id)
        given = frozenset(fields)
        cover = self._catalogue.find_cover(song.cover) if song.cover is not None and "cover" in given else None
        return tags_of(song, words, cover, given)

    def _left_out(self, known: KnownFile, error: KnownError) -> LeftOut:
        return LeftOut(known.song_id, self._catalogue.get_song(known.song_id).title, error)

    def _write(self, one: FileChanges) -> Changes:
        song = self._catalogue.get_song(one.song_id)
        if song.version != one.version:
            raise Conflict("tags_song_changed", name=song.title)
        new = self._wanted(song, (change.field for change in one.changes))
        return self._note(self._writer.write(one.location, new))

    def _note(self, audio: AudioFile) -> Changes:
        """Note that a file's tags changed and nothing else: whatever songs have it have the new bytes from now on."""
        changes = Changes()
        for known in self._known.list_files_under(audio.path):
            if known.location.sha256 == audio.sha256 or known.sound_hash != audio.sound_hash:
                continue
            song = self._catalogue.get_song(known.song_id)
            before = song.song if known.kind == MediaKind.SONG else song.bgm
            medium = medium_of(audio, MediaKind(known.kind))
            if medium.gain_db is None and before is not None:  # it was measured, not written in the file
                medium = replace(medium, gain_db=before.gain_db, peak=before.peak)
            changes |= self._notes.replace_medium(song.id, medium, location_of(audio), None)
        return changes


def only(files: Iterable[FileChanges], chosen: Callable[[SongId, str], bool]) -> list[FileChanges]:
    """Return those of some changes that were chosen, by song and field; a file of which none is is left out."""
    kept = (
        replace(one, changes=tuple(change for change in one.changes if chosen(one.song_id, change.field)))
        for one in files
    )
    return [one for one in kept if one.changes]


def _batches(ids: Sequence[SongId], size: int) -> Iterator[list[SongId]]:
    rest = iter(ids)
    while some := list(islice(rest, size)):
        yield some
