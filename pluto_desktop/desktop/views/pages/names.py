"""A list of names at the left of a page: two lines each, fixed height, fast at many thousands."""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QBrush, QKeyEvent, QLinearGradient, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from pluto_desktop.desktop.models.artist_list import Name, NameListModel
from pluto_desktop.desktop.models.pictures import gradient_colours
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.desktop.views.pages.row_table import RowTable
from pluto_desktop.desktop.views.pages.shapes import mix

_DISC = 34
_SETTLE_MS = 60


class NameDelegate(QStyledItemDelegate):
    """Paints a name: a disc of its own colours, the name, how many songs."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        theme = self._theme
        self._title, self._small = Face(theme.font("title")), Face(theme.font("secondary"))
        self._hover = mix(theme.color("bg"), theme.color("hover"), 0.5)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one line."""
        model = index.model()
        assert isinstance(model, NameListModel)
        name, theme = model.value(index.row()), self._theme
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.fillRect(rect, theme.color("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        row = QRectF(rect).adjusted(8, 1, -8, -1)
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(row, 8, 8)
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(self._hover)
            painter.drawRoundedRect(row, 8, 8)
        self._paint_disc(painter, rect, name)
        x = row.left() + 8 + _DISC + 12
        room = int(row.right() - 8 - x)
        painter.setPen(theme.color("text"))
        painter.setFont(self._title.font)
        painter.drawText(QPointF(x, rect.top() + rect.height() * 0.43), self._title.elide(name.name, room))
        painter.setPen(theme.color("mute"))
        painter.setFont(self._small.font)
        painter.drawText(QPointF(x, rect.top() + rect.height() * 0.79), self._below(name, room))

    def _below(self, name: Name, room: int) -> str:
        if not name.place:
            return self._small.elide(name.detail, room)
        begin = f"{name.detail} · "
        left = room - round(self._small.advance(begin))
        return begin + self._small.elide(name.place, left, Qt.TextElideMode.ElideLeft)

    def _paint_disc(self, painter: QPainter, rect: QRect, name: Name) -> None:
        box = QRectF(rect.left() + 16, rect.center().y() - _DISC / 2 + 1, _DISC, _DISC)
        one, other = gradient_colours(name.name)
        fill = QLinearGradient(box.topLeft(), box.bottomRight())
        fill.setColorAt(0, one)
        fill.setColorAt(1, other)
        painter.setBrush(QBrush(fill))
        painter.drawEllipse(box)
        painter.setBrush(Qt.BrushStyle.NoBrush)


class NameList(RowTable):
    """Names to choose one from; the choice settles for a moment before it is told, so arrows run smoothly."""

    chosen = Signal(object)
    """A :class:`Name` was chosen by pointer, arrow or code."""
    entered = Signal(object)
    """Enter or a double click: act on a :class:`Name`."""
    menu_wanted = Signal(object, object)
    """Open the menu of a :class:`Name` at a global position."""

    def __init__(self, model: NameListModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._names = model
        self._kept = ""
        self.delegate = NameDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self.delegate)
        self.hide_headings()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)
        self._settled = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settled.timeout.connect(self._tell)
        self.doubleClicked.connect(lambda index: self.entered.emit(model.value(index.row())))
        model.modelAboutToBeReset.connect(self._keep)
        model.modelReset.connect(self._restore)
        theme.changed.connect(self._restyle)
        self._restyle()

    def choose(self, key: str) -> bool:
        """Choose a name by its key and bring it into sight; False if it is not here."""
        row = self._names.row_of(key)
        if row is None:
            return False
        index = self._names.index(row, 0)
        self.setCurrentIndex(index)
        self.updateGeometries()
        self.scrollTo(index)
        return True

    def current(self) -> Name | None:
        """Return the name that is chosen."""
        index = self.currentIndex()
        return self._names.value(index.row()) if index.isValid() else None

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Tell the choice once it settled."""
        super().currentChanged(current, previous)
        if current.isValid():
            self._settled.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act by Enter; letters are left to the window's shortcuts."""
        self._by_key = True
        current = self.current()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current is not None:
            self.entered.emit(current)
        elif event.text() and event.text().isprintable():
            event.ignore()
        else:
            super().keyPressEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the names, then the focus ring."""
        super().paintEvent(event)
        self.paint_ring(8)

    def _menu(self, point: QPoint) -> None:
        index = self.indexAt(point) if self.rect().contains(point) else self.currentIndex()
        if index.isValid():
            self.menu_wanted.emit(self._names.value(index.row()), self.viewport().mapToGlobal(point))

    def _tell(self) -> None:
        current = self.current()
        if current is not None:
            self.chosen.emit(current)

    def _keep(self) -> None:
        current = self.current()
        self._kept = current.key if current else ""

    def _restore(self) -> None:
        row = self._names.row_of(self._kept) if self._kept else None
        if row is not None:
            self.selectionModel().setCurrentIndex(
                self._names.index(row, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )

    def _restyle(self) -> None:
        self.delegate.restyle()
        self.set_row_height(self._theme.grown(52))
        self.viewport().update()
