"""What an import did, and what every kind of library offers for it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.progress import ReportProgress
from pluto_desktop.domain.sentences import sentence


@dataclass(frozen=True, slots=True)
class ImportError_:  # noqa: N801 - ImportError is Python's
    """A file or folder that was left out, and why."""

    path: Path
    error: KnownError

    @property
    def reason(self) -> str:
        """The English sentence."""
        return sentence(self.error)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. Songs count, not files: a song and its bgm are one.

    ``already`` are songs that were there: unchanged, moved, retagged or copies. ``completed`` are those of them that
    were given words or a cover which had come to lie beside them. ``skipped`` is the number of
    ``errors``. ``stopped`` is what ended the import early (a full disk), None if nothing did; what was added stays.
    """

    added: int = 0
    already: int = 0
    completed: int = 0
    seconds: float = 0.0
    errors: tuple[ImportError_, ...] = ()
    changes: Changes = field(default_factory=Changes)
    cancelled: bool = False
    stopped: KnownError | None = None

    @property
    def skipped(self) -> int:
        """How many files and folders were left out."""
        return len(self.errors)


class ImportKind(Enum):
    """Why music is looked for."""

    ADDED = auto()
    """A person adds it; what they once took out of the library comes back with it."""
    OPENED = auto()
    """A person wants to hear files, which are added on the way."""
    AGAIN = auto()
    """A person lets what was imported be looked through again; what they took out stays out."""
    FOLLOWED = auto()
    """Nobody asked: a folder is followed; what was taken out stays out."""


class AddsMusic(Protocol):
    """Adds music to a library, be it this device's own or a shared one. Any worker thread, one import at a time."""

    def run(
        self,
        paths: Sequence[Path],
        report: ReportProgress,
        cancel: CancelToken,
        copy: bool = False,
        on_changes: Callable[[Changes], None] | None = None,
    ) -> ImportReport:
        """Add the audio files at and under ``paths``; ``copy`` into the library's own folder, where there is a choice.

        ``on_changes`` is told, on this thread, of everything that is in the library so far, whenever more is.
        Never raises for a file or a full disk: the report tells. Cancelled or stopped, what was added stays, and
        running it again carries on.
        """
        ...
