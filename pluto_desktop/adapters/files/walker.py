"""Finding audio files in folders."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.adapters.files.presence import list_present
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.lyrics.endings import LYRICS_ENDINGS, rank, songs_of
from pluto_desktop.ports.files import FoundFile, FoundFolder, Unwalkable

AUDIO_ENDINGS = frozenset(
    {
        ".mp3", ".flac", ".ogg", ".oga", ".opus", ".m4a", ".m4b", ".aac", ".wav", ".aif", ".aiff", ".aifc", ".wma",
        ".wv", ".ape", ".mpc", ".tta", ".spx",
    }
)  # fmt: skip
"""Endings of files that both mutagen reads and VLC plays."""

_COVER_STEMS = ("cover", "folder", "front")
_COVER_ENDINGS = frozenset({".jpg", ".jpeg", ".png", ".webp"})


@dataclass(slots=True)
class _Listing:
    audio: list[FoundFile] = field(default_factory=list)
    lyrics: dict[str, list[FoundFile]] = field(default_factory=dict)
    covers: dict[str, Path] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)

    @property
    def cover(self) -> Path | None:
        return next((self.covers[stem] for stem in _COVER_STEMS if stem in self.covers), None)


class DiskWalker:
    """Walks the disk; fulfils FileWalker."""

    def walk(self, paths: Sequence[Path], cancel: CancelToken) -> Iterator[FoundFolder | Unwalkable]:
        """Yield folders with audio, and what could not be looked into."""
        seen: set[tuple[int, int]] = set()
        wanted: dict[str, list[str]] = {}
        roots: list[str] = []
        for path in paths:
            absolute = os.path.abspath(path)  # noqa: PTH100 - links stay what they are
            if os.path.isdir(absolute):  # noqa: PTH112 - names stay text: a Path for each of 100,000 costs time
                roots.append(absolute)
            elif not os.path.lexists(absolute):
                yield Unwalkable(Path(absolute), "file_missing")
            elif _ending(absolute) not in AUDIO_ENDINGS:
                yield Unwalkable(Path(absolute), "not_audio")
            else:
                folder, name = os.path.split(absolute)
                wanted.setdefault(folder, []).append(name)
        for root in roots:
            yield from _walk_folder(root, seen, cancel)
        for folder, names in wanted.items():
            if _identity(folder) not in seen:
                yield from _only(folder, set(names))

    def list_present(self, paths: Iterable[Path]) -> set[Path]:
        """Return the paths that are files now; a disk that does not answer has none."""
        return list_present(paths)


def _walk_folder(root: str, seen: set[tuple[int, int]], cancel: CancelToken) -> Iterator[FoundFolder | Unwalkable]:
    waiting = [root]
    while waiting and not cancel.cancelled:
        folder = waiting.pop()
        identity = _identity(folder)
        if identity is None or identity in seen:
            continue  # a loop of links, or a folder that two of the paths lead to
        seen.add(identity)
        try:
            listing = _list(folder)
        except FileNotFoundError:
            continue  # taken away while we walked
        except OSError:
            yield Unwalkable(Path(folder), "folder_unreadable")
            continue
        waiting += sorted(listing.folders, reverse=True)
        if listing.audio:
            yield FoundFolder(Path(folder), tuple(listing.audio), (), listing.lyrics, listing.cover)


def _only(folder: str, names: set[str]) -> Iterator[FoundFolder | Unwalkable]:
    try:
        listing = _list(folder, hidden=True)
    except OSError:
        # A folder may be entered without being listed: the files named are still to be had.
        listing = _Listing()
        for name in sorted(names):
            _take_stat(listing, Path(folder, name))
    asked = tuple(found for found in listing.audio if found.path.name in names)
    beside = tuple(found for found in listing.audio if found.path.name not in names)
    for name in sorted(names - {found.path.name for found in asked}):
        # A pipe or a device may bear an audio file's name: opened, it would never end.
        special = os.path.exists(os.path.join(folder, name))  # noqa: PTH110, PTH118
        yield Unwalkable(Path(folder, name), "not_audio" if special else "file_missing")
    if asked:
        yield FoundFolder(Path(folder), asked, beside, listing.lyrics, listing.cover)


def _list(folder: str, *, hidden: bool = False) -> _Listing:
    listing = _Listing()
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = entry.name
            if name.startswith(".") and not hidden:
                continue
            ending = _ending(name)
            if ending in AUDIO_ENDINGS:
                try:
                    if entry.is_dir():
                        listing.folders.append(entry.path)
                        continue
                    status = entry.stat()
                except OSError:
                    continue  # a link to nowhere, or a file taken away meanwhile
                if stat.S_ISREG(status.st_mode):
                    listing.audio.append(FoundFile(Path(entry.path), status.st_size, status.st_mtime_ns))
            elif not _take_beside(listing, entry, ending) and _is_folder(entry):
                listing.folders.append(entry.path)
    for files in listing.lyrics.values():
        files.sort(key=lambda file: rank(file.path.name))
    return listing


def _take_stat(listing: _Listing, path: Path) -> None:
    try:
        status = path.stat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        listing.audio.append(FoundFile(path, status.st_size, status.st_mtime_ns))


def _take_beside(listing: _Listing, entry: os.DirEntry[str], ending: str) -> bool:
    """Take what goes with songs by its name; return whether it is that."""
    if ending in LYRICS_ENDINGS:
        _take_words(listing, entry)
        return True
    if ending in _COVER_ENDINGS and _is_file(entry):
        listing.covers.setdefault(os.path.splitext(entry.name)[0].casefold(), Path(entry.path))  # noqa: PTH122
        return True
    return False


def _take_words(listing: _Listing, entry: os.DirEntry[str]) -> None:
    try:
        status = entry.stat()
    except OSError:
        return
    if stat.S_ISREG(status.st_mode):
        touched_ns = max(status.st_mtime_ns, status.st_ctime_ns)
        words = FoundFile(Path(entry.path), status.st_size, touched_ns)
        for song in songs_of(entry.name):
            listing.lyrics.setdefault(song, []).append(words)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


def _ending(name: str) -> str:
    return os.path.splitext(name)[1].lower()  # noqa: PTH122


def _identity(folder: str) -> tuple[int, int] | None:
    try:
        status = os.stat(folder)  # noqa: PTH116
    except OSError:
        # A link that leads to itself, or a folder taken away; told as unreadable only where it exists.
        return None
    return status.st_dev, status.st_ino
