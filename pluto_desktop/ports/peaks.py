"""Wave forms: worked out from sound, and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.peaks import Peaks
from pluto_desktop.domain.progress import ReportProgress


class PeaksMaker(Protocol):
    """Works a wave form out from sound."""

    def make(self, path: Path, cancel: CancelToken, progress: ReportProgress) -> Peaks:
        """Decode a file. Takes half a second for a song, and some seconds for hours of sound.

        What cannot be decoded in the middle is silence. ``progress`` counts milliseconds of the song. Raises
        Invalid("not_audio") where there is no sound at all, NotFound("file_missing"), Cancelled.
        """
        ...


class PeaksStore(Protocol):
    """Keeps wave forms by their medium, on this device only. What was not asked for lately makes room."""

    def find(self, sha256: MediaHash) -> Peaks | None:
        """Return what was kept, None where nothing was or it is of no use any more."""
        ...

    def keep(self, sha256: MediaHash, peaks: Peaks) -> None:
        """Keep a wave form; the next one that is kept for the medium takes its place.

        Raises Denied("disk_full", "media_unwritable") with ``path``.
        """
        ...
