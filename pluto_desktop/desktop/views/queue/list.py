"""The queue's list: reorder by dragging or Alt with arrows, remove, jump."""

from __future__ import annotations

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.queue_model import QueueModel
from pluto_desktop.desktop.models.song_table import SONG_MIME, runs, songs_from_mime, songs_to_mime
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.badge import drag_badge
from pluto_desktop.desktop.views.pages.selection import chosen_rows
from pluto_desktop.desktop.views.queue.delegate import QueueDelegate


class QueueList(QTableView):
    """Shows a :class:`QueueModel`. Positions count from 0."""

    jump_wanted = Signal(int)
    """Play from a position."""
    remove_wanted = Signal(object)
    """Take positions (ascending) out."""
    move_wanted = Signal(object, int)
    """Move positions (ascending) so that they stand before the song now at the second one."""
    songs_dropped = Signal(object, int)
    """Songs (ids) from elsewhere were dropped before a position."""
    menu_wanted = Signal(object)
    """Open the context menu at a global position."""

    def __init__(self, model: QueueModel, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._queue, self._theme = model, theme
        self._drop_row, self._by_key = -1, False
        self._after_move: list[int] = []
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
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        covers.loaded.connect(lambda _cover: self.viewport().update())
        theme.changed.connect(self.restyle)
        self.restyle()

    def chosen_rows(self) -> list[int]:
        """Return the selected positions, ascending."""
        return chosen_rows(self)

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

    def move_rows(self, rows: list[int], to: int) -> None:
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
                self.move_rows(rows, to)
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

    # -- dragging --

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected songs."""
        ids = [self._queue.ids[row] for row in self.chosen_rows()]
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(songs_to_mime(ids))
        drag.setPixmap(drag_badge(songs_text(len(ids)), self._theme, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let songs in."""
        if event.mimeData().hasFormat(SONG_MIME):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the songs would go."""
        super().dragMoveEvent(event)
        self._show_drop(self._row_before(event.position().toPoint().y()))
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget the place."""
        self._show_drop(-1)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move rows of this list, or take songs from elsewhere."""
        to = self._row_before(event.position().toPoint().y())
        self._show_drop(-1)
        if event.source() is self:
            self.move_rows(self.chosen_rows(), to)
        else:
            self.songs_dropped.emit(songs_from_mime(event.mimeData()), to)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def _row_before(self, y: int) -> int:
        row = self.rowAt(y)
        if row < 0:
            return self._queue.rowCount()
        middle = self.rowViewportPosition(row) + self.rowHeight(row) / 2
        return row + (1 if y > middle else 0)

    def _show_drop(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the focus ring, the place of a drop."""
        self.delegate.ratio = self.devicePixelRatioF()
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        accent = self._theme.color("accent")
        if self.hasFocus() and self._by_key and self.currentIndex().isValid():
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(accent, 2))
            painter.drawRoundedRect(QRectF(self.visualRect(self.currentIndex())).adjusted(8, 1, -8, -1), 8, 8)
        if self._drop_row >= 0:
            count = self._queue.rowCount()
            y = self.rowViewportPosition(self._drop_row)
            if self._drop_row >= count:
                y = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
            painter.fillRect(QRect(8, y - 1, self.viewport().width() - 16, 2), accent)
        painter.end()

    def restyle(self) -> None:
        """Take fonts, colours and row height from the theme again."""
        self.delegate.restyle()
        height = round(52 * max(1.0, self._theme.scale))
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.viewport().update()
