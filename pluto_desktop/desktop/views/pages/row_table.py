"""What all lists of whole rows share: how they are set up, how keys move in them, the ring of the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.pages.key_focus import came_by_key

_RING_RADIUS = 8


class RowTable(QTableView):
    """A table that is chosen from by the row. Rows are of one fixed height: only so is a long one fast."""

    CURRENT_COLUMN = 0
    """The column whose cell is the current one of a row."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._theme = theme
        self._by_key = False
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)

    def hide_headings(self) -> None:
        """Show the one column there is over the whole width, without a heading."""
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)

    def set_row_height(self, height: int) -> None:
        """Give every row a height in pixels."""
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)

    def row_rect(self, row: int) -> QRect:
        """Return where a row is in the viewport, over its whole width."""
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: Qt would look through every row; typing is what the search box is for."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Make Home and End mean the first and the last row."""
        last = self.model().rowCount() - 1
        if last >= 0 and action == QAbstractItemView.CursorAction.MoveHome:
            return self.model().index(0, self.CURRENT_COLUMN)
        if last >= 0 and action == QAbstractItemView.CursorAction.MoveEnd:
            return self.model().index(last, self.CURRENT_COLUMN)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that the pointer is used."""
        self._by_key = False
        super().mousePressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring when the focus came by key; the first row in sight has it where none had."""
        self._by_key = came_by_key(event)
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.model().rowCount():
            index = self.model().index(max(0, self.rowAt(1)), self.CURRENT_COLUMN)
            self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Keep the ring whole when the current row moves."""
        super().currentChanged(current, previous)
        self.viewport().update()

    def paint_ring(self, inset: int) -> None:
        """Paint where the keyboard is, ``inset`` pixels from the sides; for the end of a paint event."""
        if not (self.hasFocus() and self._by_key and self.currentIndex().isValid()):
            return
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("accent"), 2))
        box = QRectF(self.row_rect(self.currentIndex().row())).adjusted(inset, 1, -inset, -1)
        painter.drawRoundedRect(box, _RING_RADIUS, _RING_RADIUS)
        painter.end()
