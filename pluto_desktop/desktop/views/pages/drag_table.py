"""Dragging songs out of lists, into lists, and within a list to reorder it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDrag,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
)
from PySide6.QtWidgets import QAbstractItemView, QWidget

from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.models.song_table import SONG_MIME, runs, songs_from_mime, songs_to_mime
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.badge import drag_badge
from pluto_desktop.desktop.views.pages.row_table import RowTable
from pluto_desktop.desktop.views.pages.selection import chosen_rows
from pluto_desktop.domain.ids import SongId


class SongDragTable(RowTable):
    """The base of the song table and the queue: a table of whole rows whose songs can be dragged."""

    move_wanted = Signal(object, int)
    """Move rows (ascending positions) so that they stand before the row now at the second position."""
    songs_dropped = Signal(object, int)
    """Songs (ids) from elsewhere were dropped before a row."""
    menu_wanted = Signal(object)
    """Open the context menu at a global position."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._drop_row = -1
        self.reorderable = False
        """Whether rows may be put in another order, and songs put between them."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def song_ids(self) -> Sequence[SongId]:
        """Return all songs of the list."""
        raise NotImplementedError

    def chosen_rows(self) -> list[int]:
        """Return the selected positions, ascending."""
        return chosen_rows(self)

    def choose_rows(self, rows: list[int], current: int | None = None) -> None:
        """Select rows (ascending positions), and make one current without scrolling to it."""
        model, chooser = self.model(), self.selectionModel()
        selection = QItemSelection()
        for first, last in runs(rows):
            selection.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        if current is not None:
            index = model.index(current, self.CURRENT_COLUMN)
            chooser.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        chooser.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, at the pointer or at the current row."""
        place = event.globalPos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            row = self.row_rect(self.currentIndex().row())
            place = self.viewport().mapToGlobal(QPoint(row.left() + 60, row.bottom() - 8))
        if self.selectionModel().hasSelection():
            self.menu_wanted.emit(place)

    def ask_move(self, rows: list[int], to: int) -> None:
        """Ask for a move of rows."""
        self.move_wanted.emit(rows, to)

    def startDrag(self, _actions: Qt.DropAction) -> None:
        """Drag the selected songs."""
        held = self.song_ids()
        ids = [held[row] for row in self.chosen_rows()]
        if not ids:
            return
        drag = QDrag(self)
        drag.setMimeData(songs_to_mime(ids))
        drag.setPixmap(drag_badge(songs_text(len(ids)), self._theme, self.devicePixelRatioF()))
        drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction, Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Let songs in where the list can be reordered."""
        if self._welcome(event):
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show where the songs would go."""
        if not self._welcome(event):
            event.ignore()
            return
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
        if not self._welcome(event):
            event.ignore()
            return
        if event.source() is self:
            self.ask_move(self.chosen_rows(), to)
        else:
            self.songs_dropped.emit(songs_from_mime(event.mimeData()), to)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)

    def paint_drop_line(self, inset: int = 0) -> None:
        """Paint where a drop would go; for the end of a paint event."""
        if self._drop_row < 0:
            return
        count = len(self.song_ids())
        y = self.rowViewportPosition(self._drop_row)
        if self._drop_row >= count:
            y = self.rowViewportPosition(count - 1) + self.rowHeight(count - 1) if count else 0
        painter = QPainter(self.viewport())
        line = QRect(inset, max(0, y - 1), self.viewport().width() - 2 * inset, 2)
        painter.fillRect(line, self._theme.color("accent"))
        painter.end()

    def _welcome(self, event: QDropEvent) -> bool:
        return self.reorderable and event.mimeData().hasFormat(SONG_MIME)

    def _row_before(self, y: int) -> int:
        row = self.rowAt(y)
        if row < 0:
            return len(self.song_ids())
        return row + (1 if y > self.rowViewportPosition(row) + self.rowHeight(row) / 2 else 0)

    def _show_drop(self, row: int) -> None:
        if row != self._drop_row:
            self._drop_row = row
            self.viewport().update()
