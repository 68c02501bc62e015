"""Files of lyrics that are dropped on the words."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QDropEvent

from pluto_desktop.lyrics.endings import LYRICS_ENDINGS


def file_of_words(event: QDropEvent) -> Path | None:
    """Return the file of lyrics that is being dropped, None if it is anything else."""
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.casefold() in LYRICS_ENDINGS else None
