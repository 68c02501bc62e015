"""What the boxes of a form are called, and how their texts are shown on one line."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.field_texts import language_name
from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP

translate = QCoreApplication.translate

_NAMES = {
    "title": QT_TRANSLATE_NOOP("boxes", "Song name"),
    "romanised": QT_TRANSLATE_NOOP("boxes", "Romanised name"),
    "credits": QT_TRANSLATE_NOOP("boxes", "Artists"),
    "album": QT_TRANSLATE_NOOP("boxes", "Album"),
    "album_artist": QT_TRANSLATE_NOOP("boxes", "Album artist"),
    "release_date": QT_TRANSLATE_NOOP("boxes", "Release date"),
    "track": QT_TRANSLATE_NOOP("boxes", "Track"),
    "disc": QT_TRANSLATE_NOOP("boxes", "Disc"),
    "language": QT_TRANSLATE_NOOP("boxes", "Language"),
    "genres": QT_TRANSLATE_NOOP("boxes", "Genres"),
    "tags": QT_TRANSLATE_NOOP("boxes", "Tags"),
    "notes": QT_TRANSLATE_NOOP("boxes", "Notes"),
}


def box_name(box: str) -> str:
    """Return what a box is called."""
    return translate("boxes", _NAMES[box])


def box_text(box: str, text: str) -> str:
    """Return the text of a box on one line."""
    return language_name(text) if box == "language" else one_line(text.replace("\n", ", "))


def several(count: int) -> str:
    """Return what stands in a box whose songs say different things."""
    return translate("boxes", "Several values (%1)").replace("%1", grouped(count))
