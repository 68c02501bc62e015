"""What an import has to read: which files are new or changed, and which belong together. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.ports.catalogue import KnownFile
from pluto_desktop.ports.files import FoundFile, FoundFolder
from pluto_desktop.services.import_names import bgm_of, bgm_rank, pair_key
from pluto_desktop.services.import_song import BesideFiles, SongFiles


class Known:
    """The files the library knows, by path, by bytes and by sound."""

    def __init__(self, files: Iterable[KnownFile]) -> None:
        self.by_path: dict[Path, KnownFile] = {}
        self.by_sha256: dict[str, KnownFile] = {}
        self.by_sound: dict[str, list[KnownFile]] = defaultdict(list)
        for file in files:
            self.by_path[file.location.path] = file
            self.by_sha256[file.location.sha256] = file
            if file.sound_hash:
                self.by_sound[file.sound_hash].append(file)

    def unchanged(self, found: FoundFile) -> KnownFile | None:
        """Return the known file that a found one still is, going by its size and time alone."""
        known = self.by_path.get(found.path)
        if known is None:
            return None
        at = known.location
        return known if (at.size, at.mtime_ns) == (found.size, found.mtime_ns) else None


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
    files = SongFiles(
        song.path,
        wanted_bgm.path if wanted_bgm is not None else None,
        folder.lyrics.get(song.path.stem.casefold()),
        folder.cover,
    )
    yield Task(files, grown_from=grown_from)


def _plan_beside(plan: Plan, folder: FoundFolder, known: KnownFile) -> None:
    lyrics = folder.lyrics.get(known.location.path.stem.casefold()) if known.wants_words else None
    cover = folder.cover if known.wants_cover else None
    if lyrics is not None or cover is not None:
        plan.beside.append(BesideFiles(known.song_id, known.duration_ms, lyrics, cover))


def _still(plan: Plan, known: Known, found: FoundFile) -> KnownFile | None:
    unchanged = known.unchanged(found)
    if unchanged is not None and not unchanged.reachable:
        plan.back.append(found.path)
    return unchanged


def under(paths: Sequence[Path], known: Known, found: Collection[Path]) -> list[Path]:
    """Return the files thought reachable that lie under ``paths`` and were not found there."""
    roots = tuple(paths)
    return [
        path
        for path, file in known.by_path.items()
        if file.reachable and path not in found and any(path == root or path.is_relative_to(root) for root in roots)
    ]
