"""What is said of suggested words: whose they are, how they fit, and how they read."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import clock, one_line
from pluto_desktop.lyrics.document import Document, Timing
from pluto_desktop.services.online_words import Suggestion

_NEAR_MS = 2_000
"""Songs whose lengths differ by no more are taken for the same recording, as LRCLIB does."""
_MOST_LETTERS = 30_000
"""No song has so many; that many are laid out in some 30 ms."""
_ROW_LETTERS = 20
"""What a row counts for beside its letters: laying it out takes time, too, be it empty."""

translate = QCoreApplication.translate


def names_of(one: Suggestion) -> tuple[str, str]:
    """Return the title, and below it the artist and the album."""
    return one_line(one.title), " · ".join(one_line(name) for name in (one.artist, one.album) if name)


def kind_of(one: Suggestion) -> str:
    """Return whether there are words, and whether they have times."""
    if one.instrumental:
        return translate("suggesting", "Instrumental")
    return {
        Timing.NONE: translate("suggesting", "Words without times"),
        Timing.LINE: translate("suggesting", "Lines with times"),
        Timing.WORD: translate("suggesting", "Words with times"),
    }[one.document.timing]


def fit_of(one: Suggestion) -> str:
    """Return how the length compares with the song's."""
    if one.longer_by_ms is None:
        return clock(one.duration_ms)
    if abs(one.longer_by_ms) <= _NEAR_MS:
        return translate("suggesting", "%1, as long").replace("%1", clock(one.duration_ms))
    longer = translate("suggesting", "%1, %2 longer")
    text = longer if one.longer_by_ms > 0 else translate("suggesting", "%1, %2 shorter")
    return text.replace("%1", clock(one.duration_ms)).replace("%2", clock(abs(one.longer_by_ms)))


def fits(one: Suggestion) -> bool:
    """Whether the length is the song's as far as is known."""
    return one.longer_by_ms is None or abs(one.longer_by_ms) <= _NEAR_MS


def lines_of(document: Document) -> list[tuple[str, str]]:
    """Return the words to be read through: each text, the time of its line before the first; very long ones in part."""
    rows: list[tuple[str, str]] = []
    letters = 0
    for line in document.lines:
        stamp = clock(line.start_ms)
        for text in line.texts.values() or [""]:
            rows.append((stamp, one_line(text)))
            letters += len(rows[-1][1]) + _ROW_LETTERS
            stamp = ""
        if letters > _MOST_LETTERS:
            return [*rows, ("", "…")]
    return rows
