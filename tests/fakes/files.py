"""Files as an import sees them, without a disk or further processes."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import Location
from pluto_desktop.ports.audio_files import AudioFile, FileTags
from pluto_desktop.ports.files import FoundFile, FoundFolder, Unwalkable

Item = TypeVar("Item")
Result = TypeVar("Result")


class InlinePool:
    """Fulfils WorkPool on the calling thread."""

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item], cancel: CancelToken
    ) -> Iterator[list[Result]]:
        for item in list(items):
            if cancel.cancelled:
                return
            yield [work(item)]


class FakeFiles:
    """Fulfils FileWalker and TagReader: audio files are a sound and a title, both text, and nothing else."""

    def __init__(self) -> None:
        self.files: dict[Path, tuple[str, FileTags, int]] = {}
        self.errors: dict[Path, KnownError] = {}
        self.read_paths: list[Path] = []
        self._clock = 0

    def put(self, path: str, sound: str, tags: FileTags | None = None) -> Path:
        self._clock += 1
        self.files[Path(path)] = (sound, tags or FileTags(title=Path(path).stem), self._clock)
        return Path(path)

    def move(self, old: str, new: str) -> None:
        self.files[Path(new)] = self.files.pop(Path(old))

    def take(self, path: str) -> None:
        del self.files[Path(path)]

    def walk(self, paths: Sequence[Path], cancel: CancelToken) -> Iterator[FoundFolder | Unwalkable]:
        folders: dict[Path, tuple[list[FoundFile], list[FoundFile]]] = {}
        for path in sorted(self.files):
            asked = any(path == root or path.is_relative_to(root) for root in paths)
            folders.setdefault(path.parent, ([], []))[0 if asked else 1].append(self._found(path))
        for root in paths:
            if not any(path == root or path.is_relative_to(root) for path in self.files):
                yield Unwalkable(root, "file_missing")
        for folder, (audio, beside) in folders.items():
            if audio and not cancel.cancelled:
                yield FoundFolder(folder, tuple(audio), tuple(beside))

    def list_present(self, paths: Iterable[Path]) -> set[Path]:
        return {path for path in paths if path in self.files}

    def read(self, path: Path) -> AudioFile:
        self.read_paths.append(path)
        if path in self.errors:
            raise self.errors[path]
        if path not in self.files:
            raise NotFound("file_missing", path=str(path))
        sound, tags, at = self.files[path]
        sha256 = MediaHash(hashlib.sha256(f"{sound}{tags}".encode()).hexdigest())
        return AudioFile(path, len(sound), at, sha256, f"sound {sound}", "mp3", 1000, tags)

    def _found(self, path: Path) -> FoundFile:
        sound, _tags, at = self.files[path]
        return FoundFile(path, len(sound), at)


class FakePartial:
    """Fulfils PartialFile."""

    def __init__(self, folder: FakeMediaFolder, sha256: MediaHash, target: Path) -> None:
        self.folder, self.sha256, self.target = folder, sha256, target
        self.data, self._noted = folder.left.pop(sha256, (bytearray(), []))
        self.abandoned = False

    def list_covered(self) -> list[tuple[int, int]]:
        return list(self._noted)

    def note(self, covered: Iterable[tuple[int, int]]) -> None:
        self._noted = list(covered)

    def write(self, at: int, piece: bytes) -> None:
        self.data.extend(b"\0" * max(0, at + len(piece) - len(self.data)))
        self.data[at : at + len(piece)] = piece

    def read(self, at: int, count: int) -> bytes:
        return bytes(self.data[at : at + count])

    def finish(self) -> Location:
        data = bytes(self.data)
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise Invalid("medium_changed", medium=self.sha256)
        self.folder.received[self.sha256] = data
        return Location(self.target, len(data), 1, self.sha256)

    def leave(self) -> None:
        if self._noted:
            self.folder.left[self.sha256] = (self.data, self._noted)

    def abandon(self) -> None:
        self.abandoned = True


class FakeMediaFolder:
    """Fulfils MediaFolder; ``error`` is raised instead of copying."""

    def __init__(self, root: Path = Path("/library/media")) -> None:
        self.root = root
        self.adopted: list[Path] = []
        self.received: dict[MediaHash, bytes] = {}
        self.left: dict[MediaHash, tuple[bytearray, list[tuple[int, int]]]] = {}
        self.removed: list[Path] = []
        self.put_at: dict[Path, float] = {}
        self.error: KnownError | None = None

    def adopt(self, source: Path, sha256: MediaHash, extension: str) -> Location:
        if self.error is not None:
            raise self.error
        self.adopted.append(source)
        self.put_at[self.root / f"{sha256}{extension}"] = time.time()
        return Location(self.root / f"{sha256}{extension}", 1, 1, sha256)

    def find(self, sha256: MediaHash, extension: str) -> Path | None:
        return self.root / f"{sha256}{extension}" if sha256 in self.received else None

    def begin(self, sha256: MediaHash, extension: str) -> FakePartial:
        if self.error is not None:
            raise self.error
        return FakePartial(self, sha256, self.root / f"{sha256}{extension}")

    def list_older(self, age_s: float) -> list[Path]:
        return [path for path, at in self.put_at.items() if at < time.time() - age_s and path not in self.removed]

    def holds(self, path: Path) -> bool:
        return path.is_relative_to(self.root)

    def remove(self, path: Path) -> None:
        if self.holds(path):
            self.removed.append(path)


class FakeFolders:
    """Fulfils FolderLister: folders and when something in them was written; ``silent`` ones never answer."""

    def __init__(self) -> None:
        self.folders: dict[Path, int] = {}
        self.silent: set[Path] = set()

    def put(self, path: str, changed_ns: int = 0) -> Path:
        self.folders[Path(path)] = changed_ns
        return Path(path)

    def list_folders(self, root: Path, cancel: CancelToken) -> list[Path]:
        return [] if cancel.cancelled else sorted(path for path in self.folders if path.is_relative_to(root))

    def answers(self, path: Path, wait_s: float) -> bool:
        if path in self.silent:
            time.sleep(wait_s)
        return path in self.folders and path not in self.silent

    def changed_ns(self, folder: Path) -> int:
        return self.folders.get(folder, 0)
