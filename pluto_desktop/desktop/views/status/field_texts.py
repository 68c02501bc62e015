"""The fields of a song as a person reads them in a sentence or a box: what each is called, and what stands in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.shared_json import date_from_json

translate = QCoreApplication.translate

_FIELDS = {
    "title": QT_TRANSLATE_NOOP("edits", "title"),
    "romanised": QT_TRANSLATE_NOOP("edits", "title in Latin letters"),
    "credits": QT_TRANSLATE_NOOP("edits", "artists"),
    "album": QT_TRANSLATE_NOOP("edits", "album"),
    "place": QT_TRANSLATE_NOOP("edits", "disc and track"),
    "release_date": QT_TRANSLATE_NOOP("edits", "release date"),
    "genres": QT_TRANSLATE_NOOP("edits", "genres"),
    "tags": QT_TRANSLATE_NOOP("edits", "tags"),
    "notes": QT_TRANSLATE_NOOP("edits", "notes"),
    "language": QT_TRANSLATE_NOOP("edits", "language"),
    "popularity": QT_TRANSLATE_NOOP("edits", "popularity"),
    "song": QT_TRANSLATE_NOOP("edits", "sound"),
    "bgm": QT_TRANSLATE_NOOP("edits", "music without voice"),
    "cover": QT_TRANSLATE_NOOP("edits", "cover"),
    "lyrics": QT_TRANSLATE_NOOP("edits", "words"),
}


def field_name(name: str) -> str:
    """Return what a field of a song is called, within a sentence."""
    return translate("edits", _FIELDS[name])


def field_text(name: str, value: Any) -> str:
    """Return a field in plain form as one reads it, never empty; of a medium only whether there is one."""
    written = _WRITTEN.get(name)
    text = "" if value is None else written(value) if written is not None else str(value)
    return one_line(text) or translate("edits", "nothing")


def _place(value: list[int | None]) -> str:
    disc, track = value
    parts = []
    if disc is not None:
        parts.append(translate("edits", "disc %1").replace("%1", str(disc)))
    if track is not None:
        parts.append(translate("edits", "track %1").replace("%1", str(track)))
    return " · ".join(parts)


def _album(value: list[str]) -> str:
    return " — ".join(part for part in value if part)


def _names(value: list[str]) -> str:
    return ", ".join(value)


def _medium(value: str) -> str:
    return translate("edits", "a file (%1)").replace("%1", value[:8])


def _words(value: dict[str, Any]) -> str:
    lines = value.get("lines", ())
    return translate("edits", "%1 lines").replace("%1", str(len(lines))) if lines else ""


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "place": _place,
    "album": _album,
    "credits": _names,
    "genres": _names,
    "tags": _names,
    "release_date": lambda value: str(date_from_json(value)),
    "song": _medium,
    "bgm": _medium,
    "cover": _medium,
    "lyrics": _words,
}
