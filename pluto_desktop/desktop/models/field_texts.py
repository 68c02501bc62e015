"""The fields of a song as a person reads them: what each is called, what stands in it, and what became of it.

Values are in plain form (:mod:`~pluto_desktop.domain.shared_json`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.shared_json import date_from_json
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.languages import ROMANISED, UNKNOWN

translate = QCoreApplication.translate

_FIELDS = {
    "title": QT_TRANSLATE_NOOP("fields", "title"),
    "romanised": QT_TRANSLATE_NOOP("fields", "title in Latin letters"),
    "credits": QT_TRANSLATE_NOOP("fields", "artists"),
    "album": QT_TRANSLATE_NOOP("fields", "album"),
    "place": QT_TRANSLATE_NOOP("fields", "disc and track"),
    "release_date": QT_TRANSLATE_NOOP("fields", "release date"),
    "genres": QT_TRANSLATE_NOOP("fields", "genres"),
    "tags": QT_TRANSLATE_NOOP("fields", "tags"),
    "notes": QT_TRANSLATE_NOOP("fields", "notes"),
    "language": QT_TRANSLATE_NOOP("fields", "language"),
    "popularity": QT_TRANSLATE_NOOP("fields", "popularity"),
    "song": QT_TRANSLATE_NOOP("fields", "sound"),
    "bgm": QT_TRANSLATE_NOOP("fields", "music without voice"),
    "cover": QT_TRANSLATE_NOOP("fields", "cover"),
    "lyrics": QT_TRANSLATE_NOOP("fields", "words"),
}


def field_name(name: str) -> str:
    """Return what a field of a song is called, within a sentence."""
    return translate("fields", _FIELDS[name])


def field_text(name: str, value: Any, *, apart: bool = False) -> str:
    """Return what stands in a field, on one line and never empty.

    Of a medium it is only told that there is one; with ``apart``, where two may stand side by side, also which.
    """
    if value is None:
        return translate("fields", "nothing")
    written = _WRITTEN.get(name)
    text = one_line(str(value) if written is None else written(value))
    if apart and name in _MEDIA and text:
        text = translate("fields", "%1 (%2)").replace("%1", text).replace("%2", value[:8])
    return text or translate("fields", "nothing")


def change_text(name: str, before: Any, after: Any) -> str:
    """Return what became of a field: ``1942 → 8 November 1942``."""
    was, now = field_text(name, before), field_text(name, after)
    if was == now and before is not None:
        now = translate("fields", "another one")
    return f"{was} → {now}"


def language_name(code: str) -> str:
    """Return what a language is called; the code itself where it is a rare one."""
    return {
        "": translate("languages", "Not said"),
        UNKNOWN: translate("languages", "Not said"),
        "te": translate("languages", "Telugu"),
        ROMANISED: translate("languages", "Telugu in Latin letters"),
        "en": translate("languages", "English"),
        "hi": translate("languages", "Hindi"),
        "ta": translate("languages", "Tamil"),
        "kn": translate("languages", "Kannada"),
        "ml": translate("languages", "Malayalam"),
        "mr": translate("languages", "Marathi"),
        "bn": translate("languages", "Bengali"),
        "sa": translate("languages", "Sanskrit"),
        "ur": translate("languages", "Urdu"),
    }.get(code, code)


def _place(value: list[int | None]) -> str:
    disc, track = value
    parts = [(translate("fields", "disc %1"), disc), (translate("fields", "track %1"), track)]
    return " · ".join(said.replace("%1", str(number)) for said, number in parts if number is not None)


def _album(value: list[str]) -> str:
    return " · ".join(part for part in value if part)


def _names(value: list[str]) -> str:
    return ", ".join(value)


def _file(_value: str) -> str:
    return translate("fields", "a file")


def _picture(_value: str) -> str:
    return translate("fields", "a picture")


def _words(value: dict[str, Any]) -> str:
    words = Document.from_json(value)
    if not words.lines:
        return ""
    timed = sum(line.start_ms is not None for line in words.lines)
    text = translate("fields", "%1 lines · %2 timed · %3")
    if len(words.lines) == 1:
        text = translate("fields", "1 line · %2 timed · %3")
    text = text.replace("%1", grouped(len(words.lines))).replace("%2", grouped(timed))
    return text.replace("%3", ", ".join(map(language_name, words.languages)))


_MEDIA = frozenset({"song", "bgm", "cover"})
_WRITTEN: dict[str, Callable[[Any], str]] = {
    "place": _place,
    "album": _album,
    "credits": _names,
    "genres": _names,
    "tags": _names,
    "language": lambda value: language_name(value) if value else "",
    "release_date": lambda value: str(date_from_json(value)),
    "song": _file,
    "bgm": _file,
    "cover": _picture,
    "lyrics": _words,
}
