"""What is known of a song's files and words, in few words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from pluto_desktop.desktop.models.formatting import clock
from pluto_desktop.domain.songs import Medium
from pluto_desktop.lyrics.document import Document

translate = QCoreApplication.translate


def medium_facts(medium: Medium | None) -> str:
    """Return a medium as ``FLAC · 2:48 · 12.1 MB``; "" for none."""
    if medium is None:
        return ""
    size = QLocale().formattedDataSize(medium.size, 1, QLocale.DataSizeFormat.DataSizeSIFormat) if medium.size else ""
    return " · ".join(part for part in (medium.format.upper(), clock(medium.duration_ms), size) if part)


def words_facts(words: Document | None, language: str) -> str:
    """Return how many lines a song has in a language, and how many of them are timed."""
    lines = [line for line in words.lines if language in line.texts] if words is not None else []
    if not lines:
        return translate("SongForm", "None")
    timed = sum(line.start_ms is not None for line in lines)
    if timed == len(lines):
        text = translate("SongForm", "%1 lines · all timed")
    else:
        text = translate("SongForm", "%1 lines · %2 timed").replace("%2", str(timed))
    return text.replace("%1", str(len(lines)))
