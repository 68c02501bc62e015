"""The queue's list: reorder by dragging or Alt with arrows, remove, jump."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.queue_model import QueueModel
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

    def __init__(self, model: QueueModel, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._queue = model
        self._after_move: list[int] = []
        self.reorderable = True
        self.delegate = QueueDelegate(theme, covers, self)
        self.setAccessibleName(self.tr("Queue"))
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.hide_headings()
        covers.loaded.connect(lambda _cover: self.viewport().update())
        theme.changed.connect(self.restyle)
        self.restyle()

    def song_ids(self) -> Sequence[SongId]:
        """Return the songs of the queue."""
        return self._queue.ids

    def show_row(self, row: int) -> None:
        """Bring a position into sight, also right after the queue has changed its length."""
        self.updateGeometries()
        self.scrollTo(self._queue.index(row, 0))

    def take_moved_selection(self) -> None:
        """Select the songs a move of this list has moved, now that the queue has changed."""
        if self._after_move:
            rows, self._after_move = self._after_move, []
            self.choose_rows([row for row in rows if row < self._queue.rowCount()], rows[0])

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

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play from here."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.jump_wanted.emit(index.row())

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, the focus ring, the place of a drop."""
        self.delegate.ratio = self.devicePixelRatioF()
        super().paintEvent(event)
        self.paint_ring(8)
        self.paint_drop_line(8)

    def restyle(self) -> None:
        """Take fonts, colours and row height from the theme again."""
        self.delegate.restyle()
        self.set_row_height(self._theme.grown(52))
        self.viewport().update()
