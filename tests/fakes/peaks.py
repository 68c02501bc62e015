"""Wave forms kept in memory, and a maker that knows its answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.domain.progress import Progress, ReportProgress


@dataclass
class FakePeaksStore:
    """Fulfils PeaksStore, with room for so many."""

    room: int = 100
    kept: dict[MediaHash, Peaks] = field(default_factory=dict)

    def find(self, sha256: MediaHash) -> Peaks | None:
        found = self.kept.pop(sha256, None)
        if found is not None:
            self.kept[sha256] = found
        return found

    def keep(self, sha256: MediaHash, peaks: Peaks) -> None:
        self.kept.pop(sha256, None)
        self.kept[sha256] = peaks
        while len(self.kept) > self.room:
            del self.kept[next(iter(self.kept))]


@dataclass
class FakePeaksMaker:
    """Fulfils PeaksMaker: ``answers`` says what files sound like; what is not in it is not there."""

    answers: dict[Path, Peaks] = field(default_factory=dict)
    asked: list[Path] = field(default_factory=list)

    def make(self, path: Path, cancel: CancelToken, progress: ReportProgress) -> Peaks:
        self.asked.append(path)
        cancel.raise_if_cancelled()
        if path not in self.answers:
            raise NotFound("file_missing", path=str(path))
        made = self.answers[path]
        progress(Progress(made.duration_ms, made.duration_ms))
        return made
