"""How numbers, times and names are written in lists: short, tabular, and safe to paint."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from PySide6.QtCore import QCoreApplication, QLocale

_LONGEST = 400
"""Characters of a text that are worth shaping: no column shows more, and a 4,000-character title costs milliseconds."""


translate = QCoreApplication.translate


@lru_cache(maxsize=16384)
def one_line(text: str) -> str:
    """Return ``text`` as it may be painted in one line: no control or direction characters, bounded length."""
    if len(text) > _LONGEST:
        text = text[:_LONGEST] + "…"
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        " " if unicodedata.category(letter) in {"Cc", "Zl", "Zp"} else letter
        for letter in text
        if unicodedata.category(letter) not in {"Cs", "Cf"} or letter in "\u200c\u200d"
    ).strip()


def clock(ms: int | None) -> str:
    """Return a duration as ``3:37`` or ``1:02:05``; "" where it is not known."""
    if ms is None or ms < 0:
        return ""
    minutes, seconds = divmod(round(ms / 1000), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{seconds:02d}" if hours else f"{minutes}:{seconds:02d}"


def spell_duration(ms: int) -> str:
    """Return a total as ``48 min`` or ``3 h 12 min``."""
    minutes = round(ms / 60_000)
    if minutes < 60:
        return translate("formatting", "%1 min").replace("%1", str(max(1, minutes) if ms > 0 else 0))
    return translate("formatting", "%1 h %2 min").replace("%1", grouped(minutes // 60)).replace("%2", str(minutes % 60))


def grouped(number: int) -> str:
    """Return a count with its thousands grouped as the person's language does."""
    locale = QLocale()
    if locale.language() is QLocale.Language.C:
        locale = QLocale(QLocale.Language.English)
    return locale.toString(number)


def songs_text(count: int) -> str:
    """Return ``1 song`` or ``12,408 songs``."""
    return (translate("formatting", "%1 song") if count == 1 else translate("formatting", "%1 songs")).replace(
        "%1", grouped(count)
    )


def albums_text(count: int) -> str:
    """Return ``1 album`` or ``12 albums``."""
    return (translate("formatting", "%1 album") if count == 1 else translate("formatting", "%1 albums")).replace(
        "%1", grouped(count)
    )
