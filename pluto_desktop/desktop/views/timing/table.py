"""The lines of a song as a table: when each is sung, its texts side by side, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from pluto_desktop.desktop.models.field_texts import language_name
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.desktop.views.timing.told import check_text, columns_of, read_time, time_text
from pluto_desktop.lyrics.document import Line
from pluto_desktop.lyrics.timing.checks import has_words
from pluto_desktop.lyrics.timing.moments import set_end, set_start
from pluto_desktop.lyrics.timing.texts import set_text

_Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    """The columns before those of the texts; the checks come last."""

    START = 0
    END = 1
    TEXTS = 2


class LinesModel(QAbstractTableModel):
    """The lines of a :class:`TimingBoard`; what is typed into it is done there."""

    refused = Signal(str)
    """What was typed is no time; the text."""

    def __init__(self, board: TimingBoard) -> None:
        super().__init__(board)
        self._board = board
        self._lines: Sequence[Line] = board.document.lines
        self.languages: Sequence[str] = columns_of(board.document)
        """The language of each column of texts."""
        self._next = board.line
        board.changed.connect(self._take)
        board.moved.connect(self._mark)

    @property
    def checks_column(self) -> int:
        """The last column."""
        return Column.TEXTS + len(self.languages)

    def language_at(self, column: int) -> str:
        """Return the language of a column; "" for one that is of no language."""
        place = column - Column.TEXTS
        return self.languages[place] if 0 <= place < len(self.languages) else ""

    def is_next(self, row: int) -> bool:
        """Whether the next tap is for a line."""
        return row == self._next

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many lines there are."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """Return how many columns there are."""
        return 0 if parent.isValid() else self.checks_column + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a column is called, and the number of a row."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        # Telugu is called as its readers call it, as above the words of a song.
        languages = ["తెలుగు" if one == "te" else language_name(one) for one in self.languages]
        names = [self.tr("Start"), self.tr("End"), *languages, self.tr("Check")]
        return names[section] if 0 <= section < len(names) else None

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what stands in a cell."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.EditRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._shown(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._whole(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """All but the checks can be typed over."""
        flags = super().flags(index)
        typed = index.isValid() and index.column() != self.checks_column
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Take what was typed."""
        row, column, text = index.row(), index.column(), str(value)
        if role != Qt.ItemDataRole.EditRole:
            return False
        if language := self.language_at(column):
            return self._board.edit(lambda document: set_text(document, row, language, text))
        at = read_time(text)
        if at is None and text.strip():
            self.refused.emit(text)
            return False
        if column == Column.END:
            return self._board.edit(lambda document: set_end(document, row, at))
        if at is None:
            self._board.forget_times({row})
            return True
        return self._board.edit(lambda document: set_start(document, row, at))

    # -- inside --

    def _text(self, row: int, column: int) -> str:
        line = self._lines[row]
        if language := self.language_at(column):
            return line.texts.get(language, "")
        return time_text(line.start_ms if column == Column.START else line.end_ms)

    def _shown(self, row: int, column: int) -> str:
        if column == self.checks_column:
            return "  ".join(self._marks(row))
        text = one_line(self._text(row, column))
        if column == Column.START and not text and self._lines[row].texts:
            return self.tr("▸ tap") if self.is_next(row) else "–"
        return text

    def _whole(self, row: int, column: int) -> str:
        """Return all of a cell that may have no room for it; "" for a time."""
        if column == self.checks_column:
            return "\n".join(self._marks(row))
        return one_line(self._text(row, column)) if self.language_at(column) else ""

    def _marks(self, row: int) -> list[str]:
        checks = self._board.checks[row] if row < len(self._board.checks) else ()
        words = [self.tr("words ✓")] if has_words(self._lines[row]) else []
        return [*map(check_text, checks), *words]

    def _spoken(self, row: int, column: int) -> str:
        """Return a cell as it is read out: its column's name is read by who listens only with this."""
        name = self.headerData(column, Qt.Orientation.Horizontal)
        text = self._shown(row, column)
        if column == Column.START and not self._lines[row].texts:
            return self.tr("empty line")
        return f"{name}: {text}" if text else self.tr("%1: nothing").replace("%1", str(name))

    def _take(self) -> None:
        """Show the words as they are now; rows that are what they were are not drawn anew."""
        before, lines = self._lines, self._board.document.lines
        languages = columns_of(self._board.document)
        if len(before) != len(lines) or languages != self.languages:
            self.beginResetModel()
            self._lines, self.languages, self._next = lines, languages, self._board.line
            self.endResetModel()
            return
        self._lines = lines
        first = next((row for row, line in enumerate(lines) if line is not before[row]), None)
        if first is not None:
            self.dataChanged.emit(self.index(first, 0), self.index(len(lines) - 1, self.checks_column))
        self._mark()

    def _mark(self) -> None:
        before, self._next = self._next, self._board.line
        for row in {before, self._next}:
            if row < len(self._lines):
                self.dataChanged.emit(self.index(row, 0), self.index(row, self.checks_column))
