"""The queue's list: reorder by dragging or Alt with arrows, remove, jump."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.queue_model import QueueModel
from pluto_desktop.desktop.models.song_table import runs
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.drag_table import SongDragTable
from pluto_desktop.desktop.views.queue.delegate import QueueDelegate
from pluto_desktop.domain.ids import SongId


class QueueList(SongDragTable):
    """Shows a :class:`QueueModel`. Positions count from 0."""

    jump_wanted = Signal(int)
    """Play from a position."""
    remove_wanted = Signal(object)
    """Take positions (ascending) out."""
    menu_wanted = Signal(object)
    """Open the context menu at a global position."""

    def __init__(self, model: QueueModel, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._queue, self._theme = model, theme
        self._by_key = False
        self._after_move: list[int] = []
        self.reorderable = True
        self.delegate = QueueDelegate(theme, covers, self)
        self.setAccessibleName(self.tr("Queue"))
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.horizontalHeader().setVisible(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        covers.loaded.connect(lambda _cover: self.viewport().update())
        theme.changed.connect(self.restyle)
        self.restyle()

    def song_ids(self) -> Sequence[SongId]:
        """Return the songs of the queue."""
        return self._queue.ids

    def choose_rows(self, rows: list[int]) -> None:
        """Select positions, the first one becoming current."""
        selection = QItemSelection()
        for first, last in runs([row for row in rows if row < self._queue.rowCount()]):
            selection.select(self._queue.index(first, 0), self._queue.index(last, 0))
        if rows:
            first_index = self._queue.index(rows[0], 0)
            self.selectionModel().setCurrentIndex(first_index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def show_row(self, row: int) -> None:
        """Bring a position into sight, also right after the queue has changed its length."""
        self.updateGeometries()
        self.scrollTo(self._queue.index(row, 0))

    def take_moved_selection(self) -> None:
        """Select the songs a move of this list has moved, now that the queue has changed."""
        if self._after_move:
            self.choose_rows(self._after_move)
            self._after_move = []

    def ask_move(self, rows: list[int], to: int) -> None:
        """Ask for a move, and remember to select what was moved."""
        if not rows:
            return
        start = to - sum(1 for row in rows if row < to)
        self._after_move = list(range(start, start + len(rows)))
        self.move_wanted.emit(rows, to)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by key; letters are left to the window's shortcuts."""
        self._by_key = True
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        rows = self.chosen_rows()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.jump_wanted.emit(self.currentIndex().row())
        elif key == Qt.Key.Key_Delete and rows:
            self.remove_wanted.emit(rows)
        elif held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down} and rows:
            to = rows[0] - 1 if key == Qt.Key.Key_Up else rows[-1] + 2
            if 0 <= to <= self._queue.rowCount():
                self.ask_move(rows, to)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: typing is what the search box is for."""

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Make Home and End mean the first and the last song."""
        count = self._queue.rowCount()
        if count and action in {QAbstractItemView.CursorAction.MoveHome, QAbstractItemView.CursorAction.MoveEnd}:
            return self._queue.index(0 if action == QAbstractItemView.CursorAction.MoveHome else count - 1, 0)
        return super().moveCursor(action, modifiers)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that the pointer is used."""
        self._by_key = False
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from here."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.jump_wanted.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the pointer or at the current row."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.visualRect(self.currentIndex())
            place = self.viewport().mapToGlobal(QPoint(row.left() + 60, row.bottom() - 8))
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the focus ring, the place of a drop."""
        self.delegate.ratio = self.devicePixelRatioF()
        super().paintEvent(event)
        if self.hasFocus() and self._by_key and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.color("accent"), 2))
            painter.drawRoundedRect(QRectF(self.visualRect(self.currentIndex())).adjusted(8, 1, -8, -1), 8, 8)
            painter.end()
        self.paint_drop_line(8)

    def restyle(self) -> None:
        """Take fonts, colours and row height from the theme again."""
        self.delegate.restyle()
        height = round(52 * max(1.0, self._theme.scale))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.viewport().update()
