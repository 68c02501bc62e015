"""How fields of tags and what they say are called for people."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.models.formatting import grouped, one_line
from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.services.tags_wanted import TagChange

_NAMES = {
    "title": QT_TRANSLATE_NOOP("tags", "Title"),
    "artists": QT_TRANSLATE_NOOP("tags", "Artists"),
    "album": QT_TRANSLATE_NOOP("tags", "Album"),
    "album_artist": QT_TRANSLATE_NOOP("tags", "Album artist"),
    "disc": QT_TRANSLATE_NOOP("tags", "Disc"),
    "track": QT_TRANSLATE_NOOP("tags", "Track"),
    "date": QT_TRANSLATE_NOOP("tags", "Date"),
    "genres": QT_TRANSLATE_NOOP("tags", "Genres"),
    "language": QT_TRANSLATE_NOOP("tags", "Language"),
    "comment": QT_TRANSLATE_NOOP("tags", "Comment"),
    "lyrics": QT_TRANSLATE_NOOP("tags", "Words"),
    "cover": QT_TRANSLATE_NOOP("tags", "Cover"),
}


translate = QCoreApplication.translate


def field_name(field: str) -> str:
    """Return what a field is called."""
    return translate("tags", _NAMES[field])


def said_before(change: TagChange) -> str:
    """Return what a file says now."""
    return _said(change.field, change.before)


def said_after(change: TagChange) -> str:
    """Return what it is to say."""
    if change.field == "cover" and change.before:
        return translate("tags", "another picture")
    return _said(change.field, change.after)


def files_text(count: int) -> str:
    """Return ``1 file`` or ``1,208 files``."""
    text = translate("tags", "%1 file") if count == 1 else translate("tags", "%1 files")
    return text.replace("%1", grouped(count))


def _said(field: str, value: str) -> str:
    if not value:
        return translate("tags", "nothing")
    if field == "cover":
        return translate("tags", "a picture")
    if field == "lyrics":
        lines = translate("tags", "%1 line") if value == "1" else translate("tags", "%1 lines")
        return lines.replace("%1", value)
    return one_line(value)
