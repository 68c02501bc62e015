"""What an operation on many songs is called, in the preview and in the history."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.desktop.views.curate.bulk.names import box_name
from pluto_desktop.services.bulk.operations import (
    CopyBox,
    FindReplace,
    NumberTracks,
    Operation,
    RomaniseAll,
    SetBoxes,
    SplitTitle,
    TitleCase,
)

translate = QCoreApplication.translate

_TITLES: dict[type, str] = {
    FindReplace: QT_TRANSLATE_NOOP("AskDialog", "Find and replace"),
    TitleCase: QT_TRANSLATE_NOOP("AskDialog", "Capitals of titles"),
    SplitTitle: QT_TRANSLATE_NOOP("AskDialog", "Split “Artist - Title”"),
    NumberTracks: QT_TRANSLATE_NOOP("AskDialog", "Number tracks"),
    CopyBox: QT_TRANSLATE_NOOP("AskDialog", "Copy between fields"),
    RomaniseAll: QT_TRANSLATE_NOOP("AskDialog", "Romanise names"),
}


def title_of(operation: Operation) -> str:
    """Return what an operation is called: of typed boxes, their names."""
    if isinstance(operation, SetBoxes):
        return ", ".join(box_name(box) for box in operation.texts)
    return title_of_kind(type(operation))


def title_of_kind(kind: type) -> str:
    """Return what the operations of a class are called."""
    return translate("AskDialog", _TITLES[kind])
