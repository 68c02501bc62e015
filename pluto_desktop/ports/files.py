"""The files of this device as an import sees them: walking folders, keeping copies, and working in parallel.

A path is a :class:`~pathlib.Path` whose text may hold half surrogates where a name is not UTF-8 (``os.fsdecode``);
``os.fsencode`` gives the very bytes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, TypeVar

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file as its folder lists it."""

    path: Path
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class FoundFolder:
    """One folder with audio files in it.

    ``audio`` are the files that were asked for, ``beside`` further audio files there (when single files were asked
    for); both by name. ``lyrics`` maps the name of an audio file without its ending, case folded, to the
    files of its words, the best first; their time is when anything was done to them, for a file may be put in another's
    place with the time it had.
    """

    path: Path
    audio: tuple[FoundFile, ...]
    beside: tuple[FoundFile, ...] = ()
    lyrics: Mapping[str, Sequence[FoundFile]] = field(default_factory=dict)
    cover: Path | None = None


@dataclass(frozen=True, slots=True)
class Unwalkable:
    """A path that could not be looked into; ``code`` is ``file_missing``, ``folder_unreadable`` or ``not_audio``."""

    path: Path
    code: str


class FileWalker(Protocol):
    """Finds audio files; changes nothing. Safe from any thread."""

    def walk(self, paths: Sequence[Path], cancel: CancelToken) -> Iterator[FoundFolder | Unwalkable]:
        """Yield the folders under ``paths`` (files or folders) that hold audio, each folder once.

        Links are followed, loops of them are not. Hidden files are left out. Stops early when cancelled.
        """
        ...

    def list_present(self, paths: Iterable[Path]) -> set[Path]:
        """Return those of the paths that are files now; a folder is listed once, however many files are asked for.

        A disk that does not answer is not waited for: its files are not there.
        """
        ...


class FolderLister(Protocol):
    """Looks at folders, not at what their files hold; changes nothing. Safe from any thread."""

    def list_folders(self, root: Path, cancel: CancelToken) -> list[Path]:
        """Return a folder and all folders in it that are not hidden, each once; links are followed, loops are not.

        What cannot be looked into is left out. Stops early when cancelled.
        """
        ...

    def answers(self, path: Path, wait_s: float) -> bool:
        """Return whether a folder can be listed within that time; False at once for one that is not there."""
        ...

    def changed_ns(self, folder: Path) -> int:
        """Return when what lies in a folder itself was last written, in ns since 1970; 0 where nothing is there."""
        ...


class PartialFile(Protocol):
    """A file that is being filled in any order. Any thread, one writer at a time."""

    @property
    def target(self) -> Path:
        """Where the file will be once it is whole."""
        ...

    def list_covered(self) -> list[tuple[int, int]]:
        """Return which stretches ``[first, last)`` an earlier attempt left here."""
        ...

    def note(self, covered: Iterable[tuple[int, int]]) -> None:
        """Write down which stretches are here, for an attempt after this one."""
        ...

    def write(self, at: int, piece: bytes) -> None:
        """Put bytes at a place. Raises Denied("disk_full")."""
        ...

    def read(self, at: int, count: int) -> bytes:
        """Return bytes that were put there."""
        ...

    def finish(self) -> Location:
        """Verify the whole by its hash and put it in its place. Raises Invalid("medium_changed"), Denied."""
        ...

    def leave(self) -> None:
        """Let go of it; what was noted is gone on with by the next attempt."""
        ...

    def abandon(self) -> None:
        """Throw it away; nothing happens after :meth:`finish` or :meth:`leave`."""
        ...


class BeginsMedia(Protocol):
    """Where the bytes of a medium go as they come, be that a folder or not."""

    def begin(self, sha256: MediaHash, extension: str) -> PartialFile:
        """Begin a file whose bytes come in any order. Raises Denied where there is no room."""
        ...


class MediaFolder(Protocol):
    """The library's own folder of media: for people who choose to copy, and for what a shared library brings."""

    def adopt(self, source: Path, sha256: MediaHash, extension: str) -> Location:
        """Copy a file in whole, named by its hash, and return where it is now; a copy already there is kept.

        Raises Denied("disk_full") or Denied("media_unwritable"), NotFound("file_missing"), and
        Invalid("file_changed") where the bytes are no longer those of the hash.
        """
        ...

    def begin(self, sha256: MediaHash, extension: str) -> PartialFile:
        """Begin a file whose bytes come in any order, or go on with it; until it is finished nobody finds it.

        Raises Denied("disk_full") or Denied("media_unwritable").
        """
        ...

    def find(self, sha256: MediaHash, extension: str) -> Path | None:
        """Return where a file lies whole, None where it does not."""
        ...

    def list_older(self, age_s: float) -> list[Path]:
        """Return the files that lie whole here and were put here longer ago than that."""
        ...

    def holds(self, path: Path) -> bool:
        """Whether a path lies inside this folder."""
        ...

    def remove(self, path: Path) -> None:
        """Delete a file of this folder; files elsewhere, and those that are gone, are passed over. Raises Denied."""
        ...


class WorkPool(Protocol):
    """Runs one function over many items, on more than one core where that pays."""

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item], cancel: CancelToken
    ) -> Iterator[list[Result]]:
        """Yield the results in small lists, in no particular order; ``work`` and the items can be pickled.

        The items are drawn on the calling thread, all of them before the first result is yielded; work may begin
        before the last one is drawn. Stops early, without an error, when cancelled. What ``work`` raises is raised
        here.
        """
        ...
