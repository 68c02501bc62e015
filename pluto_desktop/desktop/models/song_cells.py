"""What the cells of a song's row say: as text, as a tooltip, to a screen reader."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import clock, grouped, one_line
from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.songs import SongRow

translate = QCoreApplication.translate

KEPT = QT_TRANSLATE_NOOP("songs", "kept")

_TEXTS: dict[Column, Callable[[SongRow], str]] = {
    Column.NUMBER: lambda _row: "",
    Column.TITLE: lambda row: one_line(row.title),
    Column.ARTIST: lambda row: one_line(row.artist),
    Column.ALBUM: lambda row: one_line(row.album),
    Column.YEAR: lambda row: "" if row.year is None else str(row.year),
    Column.GENRE: lambda row: one_line(row.genre),
    Column.TAGS: lambda row: " ".join(map(chip_text, chips(row))),
    Column.TIME: lambda row: clock(row.duration_ms),
    Column.PLAYS: lambda row: grouped(row.plays) if row.plays else "",
    Column.ADDED: lambda row: added_text(row.added_at_ms),
}


def cell_text(row: SongRow, column: Column) -> str:
    """Return what a cell shows as text."""
    return _TEXTS[column](row)


def absent(row: SongRow, *, offline: bool) -> bool:
    """Return whether a song cannot be played now because the servers that have its sound are away."""
    return offline and row.has_audio and not row.on_device


def chips(row: SongRow) -> list[str]:
    """Return the small tags of a song: the languages of its words, bgm, ↓ where its sound is on this device.

    What a person keeps here has :data:`KEPT` instead of the arrow; :func:`chip_text` tells how a tag is shown.
    """
    found: list[str] = [language for language in ("te", "en") if language in row.lyrics_languages]
    if row.has_bgm:
        found.append("bgm")
    if row.has_audio and row.reachable and row.on_device:
        found.append(KEPT if row.kept else "↓")
    return found


def chip_text(chip: str) -> str:
    """Return what is shown of a tag."""
    return translate("songs", chip) if chip == KEPT else chip


def added_text(at_ms: int) -> str:
    """Return a moment as a local date, 2026-11-23."""
    if at_ms <= 0:
        return ""
    return dt.datetime.fromtimestamp(at_ms / 1000, tz=dt.UTC).astimezone().strftime("%Y-%m-%d")


_CHIP_WORDS = {
    "te": QT_TRANSLATE_NOOP("songs", "words in Telugu"),
    "en": QT_TRANSLATE_NOOP("songs", "words in English"),
    "bgm": QT_TRANSLATE_NOOP("songs", "music without voice"),
    "↓": QT_TRANSLATE_NOOP("songs", "on this device"),
    KEPT: QT_TRANSLATE_NOOP("songs", "kept on this device"),
}


def tooltip(row: SongRow, column: Column, *, offline: bool = False) -> str | None:
    """Return what a cell tells when the pointer rests on it; ``offline`` is whether the servers are away."""
    if absent(row, offline=offline):
        return translate(
            "songs", "Not on this device, and the servers cannot be reached. Its words can be read meanwhile."
        )
    if row.has_audio and not row.reachable:
        return translate(
            "songs", "Not reachable now: its file is not where it was. If its disk is unplugged, connect it again."
        )
    if column is Column.TAGS:
        return ", ".join(translate("songs", _CHIP_WORDS[chip]) for chip in chips(row)) or None
    if column is Column.TITLE:
        waits = translate("songs", "Waiting to be sent to the shared library") if row.waiting else ""
        return "\n".join(part for part in (one_line(row.title), one_line(row.romanised), waits) if part)
    return cell_text(row, column) or None


def spoken(row: SongRow, column: Column, *, offline: bool = False) -> str:
    """Return what a screen reader says of a cell; the title's cell speaks for the row."""
    if column is Column.TAGS:
        return tooltip(row, column, offline=offline) or ""
    if column is not Column.TITLE:
        return cell_text(row, column) if column else ""
    parts = [one_line(row.title), one_line(row.romanised), one_line(row.artist), clock(row.duration_ms)]
    if row.has_audio and not row.reachable:
        parts.append(translate("songs", "not reachable now"))
    if absent(row, offline=offline):
        parts.append(translate("songs", "not on this device"))
    if row.waiting:
        parts.append(translate("songs", "waiting to be sent"))
    return ", ".join(part for part in parts if part)
