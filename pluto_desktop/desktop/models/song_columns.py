"""The columns of a list of songs: their names, widths, order of leaving when space is short, and sort keys."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QCoreApplication

from pluto_desktop.desktop.texts import QT_TRANSLATE_NOOP
from pluto_desktop.domain.views import Sort


class Column(IntEnum):
    """A column by its logical number, which never changes: it is what is remembered."""

    NUMBER = 0
    TITLE = 1
    ARTIST = 2
    ALBUM = 3
    YEAR = 4
    GENRE = 5
    TAGS = 6
    TIME = 7
    PLAYS = 8
    ADDED = 9


@dataclass(frozen=True, slots=True)
class ColumnSpec:
    """What is known of a column. ``leaves`` orders who goes first when the list is narrow; 0 never goes."""

    name: str
    label: str
    width: int
    least: int
    sort: Sort | None
    leaves: int
    shown: bool = True
    right: bool = False


SPECS: dict[Column, ColumnSpec] = {
    Column.NUMBER: ColumnSpec("number", "#", 52, 52, Sort.NATURAL, 0),
    Column.TITLE: ColumnSpec("title", QT_TRANSLATE_NOOP("columns", "Title"), 218, 190, Sort.TITLE, 0),
    Column.ARTIST: ColumnSpec("artist", QT_TRANSLATE_NOOP("columns", "Artist"), 118, 96, Sort.ARTIST, 3),
    Column.ALBUM: ColumnSpec("album", QT_TRANSLATE_NOOP("columns", "Album"), 116, 96, Sort.ALBUM, 4),
    Column.YEAR: ColumnSpec("year", QT_TRANSLATE_NOOP("columns", "Year"), 60, 60, Sort.YEAR, 5),
    Column.GENRE: ColumnSpec("genre", QT_TRANSLATE_NOOP("columns", "Genre"), 110, 80, Sort.GENRE, 7, shown=False),
    Column.TAGS: ColumnSpec("tags", QT_TRANSLATE_NOOP("columns", "Tags"), 138, 138, None, 2),
    Column.TIME: ColumnSpec("time", QT_TRANSLATE_NOOP("columns", "Time"), 66, 66, Sort.DURATION, 0, right=True),
    Column.PLAYS: ColumnSpec(
        "plays", QT_TRANSLATE_NOOP("columns", "Plays"), 70, 70, Sort.PLAYS, 6, shown=False, right=True
    ),
    Column.ADDED: ColumnSpec("added", QT_TRANSLATE_NOOP("columns", "Added"), 108, 108, Sort.ADDED, 8, shown=False),
}


def label(column: Column) -> str:
    """Return a column's heading in the person's language."""
    return QCoreApplication.translate("columns", SPECS[column].label)


def column_named(name: object) -> Column | None:
    """Return the column of a remembered name, or None."""
    return next((column for column, spec in SPECS.items() if spec.name == name), None)


def column_of_sort(sort: Sort) -> Column | None:
    """Return the column that shows an order, or None."""
    if sort is Sort.ROMANISED:
        return Column.TITLE
    return next((column for column, spec in SPECS.items() if spec.sort is sort), None)
