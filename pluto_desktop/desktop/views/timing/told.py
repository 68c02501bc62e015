"""How times and checks are written in the editor of timed words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import grouped
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import ENGLISH, TELUGU
from pluto_desktop.lyrics.timing.checks import Check, Tally

_TIME = re.compile(r"(?:(\d{1,3}):)?(\d{1,4})(?:[.,](\d{1,3}))?")
translate = QCoreApplication.translate


def time_text(at_ms: int | None) -> str:
    """Return a moment as ``1:06.480``; "" where it is not known."""
    if at_ms is None:
        return ""
    seconds, thousandths = divmod(at_ms, 1000)
    return f"{seconds // 60}:{seconds % 60:02d}.{thousandths:03d}"


def read_time(text: str) -> int | None:
    """Return the moment that a person wrote (``1:06.48``, ``66,5``) in milliseconds; None where it is none."""
    found = _TIME.fullmatch(text.strip())
    if found is None:
        return None
    minutes, seconds, fraction = found.groups()
    return (int(minutes or 0) * 60 + int(seconds)) * 1000 + int((fraction or "0").ljust(3, "0"))


def lines_text(count: int) -> str:
    """Return ``1 line`` or ``22 lines``."""
    said = translate("timing", "%1 line") if count == 1 else translate("timing", "%1 lines")
    return said.replace("%1", grouped(count))


def check_text(check: Check) -> str:
    """Return what is wrong, in a word or two."""
    return {
        Check.BEYOND: translate("timing", "after the end"),
        Check.ORDER: translate("timing", "out of order"),
        Check.OVERLAP: translate("timing", "overlaps"),
        Check.SHORT: translate("timing", "too short"),
        Check.NO_TELUGU: translate("timing", "no Telugu"),
        Check.NO_ENGLISH: translate("timing", "no English"),
    }[check]


def tally_text(counted: Tally) -> str:
    """Return how far the timing has come; "" without any line."""
    if not counted.lines:
        return ""
    said = translate("timing", "%1 of %2 lines timed").replace("%1", str(counted.timed))
    parts = [said.replace("%2", str(counted.lines))]
    if counted.with_words:
        parts.append(translate("timing", "words: %1").replace("%1", lines_text(counted.with_words)))
    if counted.wrong:
        parts.append(translate("timing", "%1 to look at").replace("%1", lines_text(counted.wrong)))
    return "  ·  ".join(parts)


def columns_of(document: Document) -> Sequence[str]:
    """Return the languages that have a column: Telugu and English always, others where there are texts in them."""
    return (TELUGU, ENGLISH, *(language for language in document.languages if language not in {TELUGU, ENGLISH}))
