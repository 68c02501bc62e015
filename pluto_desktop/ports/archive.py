"""A whole library in one file, for moving house and for safe keeping."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.progress import ReportProgress


@dataclass(frozen=True, slots=True)
class ArchiveEntry:
    """One file of an archive: where its bytes are now, and its relative name inside, with ``/`` between folders."""

    source: Path
    name: str


class Archiver(Protocol):
    """Writes and reads archives. Both ways are whole or not at all."""

    def write(
        self, target: Path, entries: Iterable[ArchiveEntry], total: int, report: ReportProgress, cancel: CancelToken
    ) -> int:
        """Write an archive and return how many files it holds; ``target`` appears, or is replaced, only when whole.

        Raises Cancelled, Denied("disk_full" | "file_unwritable"), each leaving ``target`` as it was.
        """
        ...

    def read(self, archive: Path, folder: Path, report: ReportProgress, cancel: CancelToken) -> int:
        """Unpack an archive into ``folder``, which must not exist, and return the number of files.

        Every file is compared with its hash before ``folder`` appears. Raises NotFound("file_missing"),
        Invalid("not_an_archive" | "archive_damaged"), Denied("disk_full" | "file_unwritable"), Cancelled.
        """
        ...
