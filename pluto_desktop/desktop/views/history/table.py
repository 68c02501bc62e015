"""The list of what was done to the library: what, by whom, when."""

from __future__ import annotations

from PySide6.QtCore import (
    QCoreApplication,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.history_list import HistoryModel
from pluto_desktop.desktop.models.history_texts import line_title, what_was_done, when
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.row_table import RowTable
from pluto_desktop.desktop.views.songs.row_painter import Ink

_LEFT = 24


class HistoryDelegate(QStyledItemDelegate):
    """Paints the rows."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        self._ink = Ink(self._theme)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, HistoryModel)
        ink, rect, line = self._ink, QRect(option.rect), model.line(index.row())
        state: QStyle.StateFlag = option.state
        ground = self._theme.color("bg")
        if state & QStyle.StateFlag.State_Selected:
            ground = QColor(ink.chosen)
        elif state & QStyle.StateFlag.State_MouseOver:
            ground = QColor(ink.hover)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, ground)
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._theme.color("line"))
        right = rect.right() - _LEFT
        said = when(line.at_ms)
        if model.waits(index.row()):
            said = QCoreApplication.translate("history", "waits to be sent")
            width, height = round(ink.hint.advance(said)) + 14, ink.hint.metrics.height() + 6
            box = QRectF(right - width, rect.center().y() - height / 2, width, height)
            painter.setPen(ink.line)
            painter.drawRoundedRect(box, 5, 5)
            painter.setPen(ink.warn)
            painter.setFont(ink.hint.font)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)
            right -= width
        else:
            painter.setPen(ink.mute)
            painter.setFont(ink.small.font)
            right -= round(ink.small.advance(said))
            painter.drawText(QPointF(right, rect.top() + rect.height() * 0.6), said)
        room = right - 16 - rect.left() - _LEFT
        painter.setPen(ink.text)
        painter.setFont(ink.title.font)
        title = ink.title.elide(line_title(line), room)
        painter.drawText(QPointF(rect.left() + _LEFT, rect.top() + rect.height() * 0.43), title)
        below = " · ".join(part for part in (one_line(line.actor), what_was_done(line)) if part)
        painter.setPen(ink.mute)
        painter.setFont(ink.small.font)
        below = ink.small.elide(below, room)
        painter.drawText(QPointF(rect.left() + _LEFT, rect.top() + rect.height() * 0.78), below)


class HistoryTable(RowTable):
    """Shows a :class:`HistoryModel`. One row is chosen at most."""

    opened = Signal(int)
    """The operation of a row is to be shown."""

    def __init__(self, model: HistoryModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.delegate = HistoryDelegate(theme, self)
        self.setAccessibleName(self.tr("What was done to the library"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.hide_headings()
        theme.changed.connect(self.restyle)
        self.restyle()

    def choose(self, row: int) -> None:
        """Choose a row and bring it into sight."""
        index = self.model().index(row, 0)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter; letters are left to the window's shortcuts."""
        self._by_key = True
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers() and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex().row())
        elif event.modifiers() & Qt.KeyboardModifier.AltModifier or (event.text() and event.text().isprintable()):
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open what was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton and not event.modifiers():
            self.opened.emit(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows and the focus ring."""
        super().paintEvent(event)
        self.paint_ring(4)

    def restyle(self) -> None:
        """Take fonts, colours and row height from the theme again."""
        self.delegate.restyle()
        self.set_row_height(self._theme.grown(52))
        self.viewport().update()
