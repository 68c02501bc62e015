"""How the table of lines looks and what the hands do in it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.timing.board import TimingBoard
from pluto_desktop.desktop.views.timing.table import Column, LinesModel
from pluto_desktop.lyrics.languages import TELUGU

_ROW_PX, _TIME_PX, _CHECK_PX, _INSET_PX = 40, 96, 132, 8
_TEXT_PX = 200
"""Where a text has less room, only Telugu and English have a column."""
_PILL_PX = 19
_Index = QModelIndex | QPersistentModelIndex


class CellEdit(QLineEdit):
    """Where a cell is typed over; Ctrl+Enter parts the line at the cursor."""

    split_wanted = Signal(int)

    def event(self, event: QEvent) -> bool:
        """Keep Ctrl+Enter for itself: the window has it too, for the middle of the line."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _splits(event):
            event.accept()
            return True
        return bool(super().event(event))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a split, or type; no key that is typed means anything to the lines."""
        if _splits(event):
            self.split_wanted.emit(self.cursorPosition())
        else:
            super().keyPressEvent(event)
        event.accept()


def _splits(event: QKeyEvent) -> bool:
    control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
    return bool(control) and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class LinesDelegate(QStyledItemDelegate):
    """Paints a cell, and makes what it is typed over with."""

    def __init__(self, theme: Theme, model: LinesModel, view: LinesTable) -> None:
        super().__init__(view)
        self._theme, self._model, self._view = theme, model, view

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: _Index) -> QWidget:
        """Return a field; of a text it can part the line."""
        edit = CellEdit(parent)
        edit.setProperty("kind", "cell")
        edit.setFont(self._theme.font("body"))
        edit.setAccessibleName(str(self._model.headerData(index.column(), Qt.Orientation.Horizontal)))
        row, language = index.row(), self._model.language_at(index.column())
        if language:
            edit.split_wanted.connect(lambda at: self._split(edit, row, language, at))
        return edit

    def eventFilter(self, edit: QObject, event: QEvent) -> bool:
        """Let a cell have Ctrl+Enter, where Qt would end the typing a moment later, after the cell is gone."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and _splits(event):
            return False
        return bool(super().eventFilter(edit, event))

    def _split(self, edit: CellEdit, row: int, language: str, at: int) -> None:
        self.commitData.emit(edit)
        self.closeEditor.emit(edit)
        self._view.split_wanted.emit(row, language, at)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint a cell: the line that is next on a warm ground, what is chosen on a raised one."""
        theme, row = self._theme, index.row()
        area = option.rect
        painter.save()
        if self._model.is_next(row):
            painter.fillRect(area, theme.color("accent-soft"))
        elif self._view.selectionModel().isRowSelected(row, QModelIndex()):
            painter.fillRect(area, theme.color("raised"))
        inside = area.adjusted(_INSET_PX, 0, -4, 0)
        if index.column() == self._model.checks_column:
            self._paint_marks(painter, inside, str(index.data() or ""))
        else:
            self._paint_text(painter, inside, index)
        if self._view.hasFocus() and index == self._view.currentIndex():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(area).adjusted(1, 1, -1, -1), 6, 6)
        painter.restore()

    def _paint_text(self, painter: QPainter, area: QRect, index: _Index) -> None:
        column, text = index.column(), str(index.data() or "")
        language = self._model.language_at(column)
        ink = "text" if language == TELUGU else "mute"
        if not language:
            ink = "ok" if text[:1].isdigit() else "accent-text" if self._model.is_next(index.row()) else "mute"
        painter.setFont(self._theme.font("title" if language == TELUGU else "body"))
        painter.setPen(self._theme.color(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

    def _paint_marks(self, painter: QPainter, area: QRect, text: str) -> None:
        theme = self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font("hint"))
        left, height = float(area.left()) - 4, theme.grown(_PILL_PX)
        marks = text.split("  ") if text else []
        for number, mark in enumerate(marks):
            width = painter.fontMetrics().horizontalAdvance(mark) + 14
            if number and left + width > area.right():  # the rest is in the tool tip
                painter.setPen(theme.color("mute"))
                rest = QRectF(left, area.top(), area.right() - left, area.height())
                painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, f"+{len(marks) - number}")
                break
            pill = QRectF(left, area.center().y() - height / 2, width, height)
            painter.setPen(QPen(theme.color("line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(pill, 5, 5)
            painter.setPen(theme.color("ok" if mark.endswith("✓") else "warn"))
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, mark)
            left += width + 6


class LinesTable(QTableView):
    """The lines of a board. Keys that mean something to the window are asked for there first."""

    split_wanted = Signal(int, str, int)
    """A line (its row) is to be parted in a language before a character."""

    def __init__(
        self, board: TimingBoard, theme: Theme, take_key: Callable[[QKeyEvent], bool], parent: QWidget
    ) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._board, self._theme, self._take_key = board, theme, take_key
        self.lines = LinesModel(board)
        self.setModel(self.lines)
        self.setItemDelegate(LinesDelegate(theme, self.lines, self))
        self.setAccessibleName(self.tr("Lines"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsClickable(False)
        self._following = False
        self._says_empty = self.tr("This song has no words yet. Paste a text with Ctrl+V, or import a file.")
        self.selectionModel().currentRowChanged.connect(self._chosen)
        self.lines.modelReset.connect(self._lay_out)
        self.lines.modelReset.connect(self._tell_empty)
        board.changed.connect(self._follow)
        board.moved.connect(self._follow)
        theme.changed.connect(self._restyle)
        self._restyle()
        self._tell_empty()
        self._follow()

    @property
    def rows(self) -> set[int]:
        """The lines that are chosen, the current one alone where none is."""
        chosen = {index.row() for index in self.selectionModel().selectedRows()}
        return chosen or ({self.currentIndex().row()} if self.currentIndex().isValid() else set())

    @property
    def language(self) -> str:
        """The language of the current column; the first one's where it is of none."""
        return self.lines.language_at(self.currentIndex().column()) or self.lines.languages[0]

    @property
    def at_end(self) -> bool:
        """Whether the current column is that of the ends."""
        return self.currentIndex().column() == Column.END

    @property
    def typing(self) -> bool:
        """Whether a cell is typed over."""
        return self.state() is QAbstractItemView.State.EditingState

    def take_typed(self) -> None:
        """Take what stands in a cell that is still typed over."""
        if self.typing and (edit := self.indexWidget(self.currentIndex())) is not None:
            self.commitData(edit)
            self.closeEditor(edit, QAbstractItemDelegate.EndEditHint.NoHint)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the lines, or say how there will be some."""
        super().paintEvent(event)
        if not self.lines.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(self._theme.font("body"))
            painter.setPen(self._theme.color("mute"))
            area = self.viewport().rect().adjusted(24, 24, -24, -24)
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(area, flags, self._says_empty)
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask the window first."""
        if not self._take_key(event):
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Go from column to column by Tab, and from the last one on to what stands beside."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and not self.typing:
            by = {Qt.Key.Key_Tab: 1, Qt.Key.Key_Backtab: -1}.get(Qt.Key(event.key()), 0)
            column = self.currentIndex().column() + by
            while self.isColumnHidden(column):
                column += by
            plain = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
            if by and plain and self.currentIndex().isValid() and 0 <= column < self.lines.columnCount():
                self.setCurrentIndex(self.lines.index(self.currentIndex().row(), column))
                return True
            if by:
                return self.focusNextPrevChild(by > 0)
        return super().event(event)

    def focusNextPrevChild(self, following: bool) -> bool:
        """Leave the table; within it :meth:`event` has moved already."""
        return QWidget.focusNextPrevChild(self, following)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        self._lay_out()

    def _lay_out(self) -> None:
        time, checks = self._theme.grown(_TIME_PX), self._theme.grown(_CHECK_PX)
        room, texts = self.viewport().width() - 2 * time - checks, len(self.lines.languages)
        shown = texts if room >= texts * self._theme.grown(_TEXT_PX) else 2
        self.setColumnWidth(Column.START, time)
        self.setColumnWidth(Column.END, time)
        for column in range(texts):
            self.setColumnHidden(Column.TEXTS + column, column >= shown)
            self.setColumnWidth(Column.TEXTS + column, max(60, room // shown))
        self.setColumnWidth(self.lines.checks_column, checks)

    def _chosen(self, current: QModelIndex) -> None:
        if current.isValid() and not self._following:
            self._board.choose(current.row())

    def _tell_empty(self) -> None:
        self.setAccessibleDescription("" if self.lines.rowCount() else self._says_empty)

    def _follow(self) -> None:
        """Bring the line that is next into view, and make it the current one."""
        row = min(self._board.line, self.lines.rowCount() - 1)
        if row < 0 or self.typing or (row == self.currentIndex().row() and row in self.rows):
            return
        self._following = True
        column = self.currentIndex().column() if self.currentIndex().isValid() else Column.START
        index = self.lines.index(row, column)
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flag.ClearAndSelect | flag.Rows)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        self._following = False

    def _restyle(self) -> None:
        self.horizontalHeader().setFont(self._theme.font("hint"))
        self.verticalHeader().setDefaultSectionSize(self._theme.grown(_ROW_PX))
        self._lay_out()
