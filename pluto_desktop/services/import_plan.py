"""What an import has to read: which files are new or changed, and which belong together. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.ports.catalogue import KnownFile, KnownFiles
from pluto_desktop.ports.files import FoundFile, FoundFolder
from pluto_desktop.services.import_names import bgm_of, bgm_rank, pair_key
from pluto_desktop.services.import_song import BesideFiles, SongFiles


class Known:
    """The files the library has already, by path, by bytes and by sound: each is asked for when it is met.

    What stands in a folder is as it was when the folder was first asked for.
    """

    def __init__(self, files: KnownFiles) -> None:
        self._files = files
        self._new_library = next(files.iterate_paths(1), None) is None
        self._folders: dict[Path, dict[Path, KnownFile]] = {}

    def at(self, path: Path) -> KnownFile | None:
        """Return the known file at a path."""
        if self._new_library:
            return None
        folder = self._folders.get(path.parent)
        if folder is None:
            files = self._files.list_files_in(path.parent)
            folder = self._folders[path.parent] = {file.location.path: file for file in files}
        return folder.get(path)

    def with_bytes(self, sha256: MediaHash) -> KnownFile | None:
        """Return a known file with these bytes."""
        return None if self._new_library else next(reversed(self._files.list_files_with(sha256)), None)

    def sounding(self, sound_hash: str) -> list[KnownFile]:
        """Return the known files that sound the same."""
        return [] if self._new_library else self._files.list_files_sounding(sound_hash)

    def was_removed(self, sha256: MediaHash, sound_hash: str) -> bool:
        """Return whether a person took a song with these bytes, or this sound, out of the library."""
        return not self._new_library and self._files.was_removed(sha256, sound_hash)

    def was_merged(self, sha256: MediaHash) -> bool:
        """Return whether the song with these bytes is part of another by now."""
        return not self._new_library and self._files.was_merged(sha256)

    def unchanged(self, found: FoundFile) -> KnownFile | None:
        """Return the known file that a found one still is, going by its size and time alone."""
        known = self.at(found.path)
        if known is None:
            return None
        place = known.location
        return known if (place.size, place.mtime_ns) == (found.size, found.mtime_ns) else None

    def missing(self, roots: Sequence[Path], found: Collection[Path]) -> list[Path]:
        """Return the files thought reachable that lie under ``roots`` and are not among those found there."""
        if self._new_library:
            return []
        under = (file for root in roots for file in self._files.list_files_under(root) if file.reachable)
        return list(dict.fromkeys(file.location.path for file in under if file.location.path not in found))


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to read.

    ``bgm_for`` is the song that the file is the bgm of; ``grown_from`` the song that its bgm has been until now.
    """

    files: SongFiles
    bgm_for: SongId | None = None
    grown_from: SongId | None = None


@dataclass(slots=True)
class Plan:
    """How many songs need no reading, what came to lie beside them, and which files are there again.

    ``found`` tells for each file found whether it is known and as it was when it was read.
    """

    already: int = 0
    beside: list[BesideFiles] = field(default_factory=list)
    back: list[Path] = field(default_factory=list)
    found: dict[Path, bool] = field(default_factory=dict)


def plan_folder(plan: Plan, folder: FoundFolder, known: Known) -> Iterator[Task]:
    """Yield what is to be read of one folder; what need not be is counted in ``plan``."""
    for files in (folder.audio, folder.beside):
        plan.found.update((file.path, known.unchanged(file) is not None) for file in files)
    songs, bgms = _pairs(folder)
    asked = {file.path for file in folder.audio}
    for song, bgm in songs:
        if song.path in asked or (bgm is not None and bgm.path in asked):
            yield from _plan_song(plan, folder, known, song, bgm)
    for bgm in bgms:
        if bgm.path in asked:
            yield from _plan_song(plan, folder, known, bgm, None)


def list_songs(folder: FoundFolder) -> Iterator[SongFiles]:
    """Yield the songs of one folder, each with what belongs to it, whatever the library has already."""
    songs, bgms = _pairs(folder)
    asked = {file.path for file in folder.audio}
    for song, bgm in songs:
        if song.path in asked or (bgm is not None and bgm.path in asked):
            yield _files_of(folder, song, bgm)
    for bgm in bgms:
        if bgm.path in asked:
            yield _files_of(folder, bgm, None)


def _files_of(folder: FoundFolder, song: FoundFile, bgm: FoundFile | None) -> SongFiles:
    words = _words(folder, song.path)
    return SongFiles(song.path, bgm.path if bgm is not None else None, cover=folder.cover, words=words)


def _pairs(folder: FoundFolder) -> tuple[list[tuple[FoundFile, FoundFile | None]], list[FoundFile]]:
    """Return songs with their bgm, and the files named like a bgm that are none: each is a song of its own."""
    by_song: dict[str, list[FoundFile]] = defaultdict(list)
    songs: list[FoundFile] = []
    for file in (*folder.audio, *folder.beside):
        name = bgm_of(file.path)
        if name is None:
            songs.append(file)
        else:
            by_song[name].append(file)
    pairs: list[tuple[FoundFile, FoundFile | None]] = []
    for song in songs:
        candidates = by_song.get(pair_key(song.path), [])
        best = min(candidates, key=lambda file: bgm_rank(file.path), default=None)
        if best is not None:
            candidates.remove(best)
        pairs.append((song, best))
    return pairs, [file for files in by_song.values() for file in files]


def _plan_song(plan: Plan, folder: FoundFolder, known: Known, song: FoundFile, bgm: FoundFile | None) -> Iterator[Task]:
    known_song = _still(plan, known, song)
    known_bgm = _still(plan, known, bgm) if bgm is not None else None
    if known_song is not None:
        _plan_beside(plan, folder, known_song)
        if bgm is None or known_bgm is not None:
            plan.already += 1
            return
        yield Task(SongFiles(bgm.path), bgm_for=known_song.song_id)
        return
    wanted_bgm, grown_from = bgm, None
    if known_bgm is not None:
        if known_bgm.kind == MediaKind.SONG:
            grown_from = known_bgm.song_id
        else:
            wanted_bgm = None
    yield Task(_files_of(folder, song, wanted_bgm), grown_from=grown_from)


def _plan_beside(plan: Plan, folder: FoundFolder, known: KnownFile) -> None:
    files = folder.lyrics.get(known.location.path.stem.casefold(), ())
    wanted = known.wants_words or any(_is_newer(lyrics, known.words_at_ms) for lyrics in files)
    words = _words(folder, known.location.path) if wanted else ()
    cover = folder.cover if known.wants_cover else None
    if words or cover is not None:
        plan.beside.append(BesideFiles(known.song_id, known.duration_ms, words, cover))


def _is_newer(lyrics: FoundFile, words_at_ms: int | None) -> bool:
    return words_at_ms is not None and lyrics.mtime_ns // 1_000_000 >= words_at_ms


def _words(folder: FoundFolder, audio: Path) -> tuple[Path, ...]:
    return tuple(found.path for found in folder.lyrics.get(audio.stem.casefold(), ()))


def _still(plan: Plan, known: Known, found: FoundFile) -> KnownFile | None:
    unchanged = known.unchanged(found)
    if unchanged is not None and not unchanged.reachable:
        plan.back.append(found.path)
    return unchanged
