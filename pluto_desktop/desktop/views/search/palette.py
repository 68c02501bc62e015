"""The results below the search box: a quiet sheet over the window that never takes the focus."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.viewport import give_viewport
from pluto_desktop.desktop.views.search.chips import ChipBar
from pluto_desktop.desktop.views.search.delegate import ResultsDelegate, height_of
from pluto_desktop.desktop.views.search.model import ResultsModel
from pluto_desktop.desktop.views.search.rows import Row, RowKind
from pluto_desktop.desktop.views.search.sheet import SHADOW, draw_sheet, draw_stretched
from pluto_desktop.search.query import Chip

_PADDING = 8
_SLICE_S = 0.003


class _List(QListView):
    """The rows; the mouse chooses what it is over, the wheel scrolls, the keys stay with the box.

    It paints its own ground: seen through, every change of a row would paint the page below it anew.
    """

    pressed_row = Signal(int, object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        give_viewport(self)
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground, then the rows."""
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), self._theme.color("raised"))
        painter.end()
        super().paintEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        self._choose(self.indexAt(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the row under the mouse."""
        index = self.indexAt(event.position().toPoint())
        self._choose(index)
        if event.button() is Qt.MouseButton.LeftButton and _choosable(index):
            self.pressed_row.emit(index.row(), event.modifiers())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Nothing more happens when the button is let go."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Ignore the second press: the first was enough."""
        event.accept()

    def _choose(self, index: QModelIndex) -> None:
        if _choosable(index):
            self.setCurrentIndex(index)


class Palette(QWidget):
    """Shows rows and which one is chosen. A child of the window; GUI thread only."""

    taken = Signal(object, object)
    """A row was pressed: the row and the keyboard modifiers."""
    chip_removed = Signal(object)
    """A filter is to be taken away: its :class:`Chip`."""
    choice_changed = Signal()

    def __init__(self, theme: Theme, covers: CoverLoader, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._sheet: tuple[tuple[str, float], QPixmap] | None = None
        self._coming: tuple[Iterator[None], Callable[[], None]] | None = None
        self._next = QTimer(self, interval=0, singleShot=True)
        self._next.timeout.connect(self._step)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Search results"))
        self.model = ResultsModel(self)
        self.chips = ChipBar(theme, self)
        self.chips.removed.connect(self.chip_removed)
        self.list = _List(theme, self)
        self.list.setAccessibleName(self.tr("Search results"))
        self.list.setModel(self.model)
        self._delegate = ResultsDelegate(theme, covers, self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.pressed_row.connect(self._press)
        self.list.selectionModel().currentChanged.connect(lambda *_: self.choice_changed.emit())
        column = QVBoxLayout(self)
        edge = SHADOW + _PADDING
        column.setContentsMargins(edge, SHADOW + _PADDING // 2, edge, edge)
        column.setSpacing(0)
        column.addWidget(self.chips)
        column.addWidget(self.list)
        theme.changed.connect(self._restyle)
        covers.loaded.connect(self._cover_came)
        self.hide()

    def bring(self, rows: Sequence[Row], chips: Sequence[Chip], when_shown: Callable[[], object]) -> None:
        """Show other rows once they are shaped, a few milliseconds of it at a time; ``when_shown`` is called then.

        What is brought later, or shown at once, takes the place of what was still to come.
        """

        def show() -> None:
            self.show_rows(rows, chips)
            when_shown()

        self._coming = self._shape(rows), show
        self._step()

    def show_rows(self, rows: Sequence[Row], chips: Sequence[Chip]) -> None:
        """Show other rows and choose the first that can be; one repaint of the list."""
        self._coming = None
        self.list.setUpdatesEnabled(False)
        self.chips.set_chips(chips)
        self.model.set_rows(rows)
        self.choose_first()
        self.list.setUpdatesEnabled(True)

    def _step(self) -> None:
        if self._coming is None:
            return
        (shaping, show), until = self._coming, time.perf_counter() + _SLICE_S
        for _ in shaping:
            if time.perf_counter() > until:
                self._next.start()
                return
        show()

    def _shape(self, rows: Sequence[Row]) -> Iterator[None]:
        """Make what those of the rows that can be seen are painted with; yields after each."""
        chosen = next((row for row in rows if row.kind is RowKind.HIT), None)
        width, ratio = self.list.viewport().width(), self.devicePixelRatioF()
        room = self._window.height()
        for row in rows:
            self._delegate.prepare(row, width, ratio, chosen=row is chosen)
            yield
            room -= height_of(row, self._theme)
            if room < 0:
                return

    def wanted_height(self) -> int:
        """Return how high the palette would like to be, with its shadow."""
        rows = sum(height_of(row, self._theme) for row in self.model.rows)
        return rows + self.chips.wanted_height() + 2 * SHADOW + _PADDING + _PADDING // 2

    def place(self, anchor: QRect) -> None:
        """Lie below ``anchor`` (in the window's coordinates), as wide, and no higher than the window allows."""
        room = self._window.height() - anchor.bottom() - 8
        height = min(self.wanted_height(), max(room, 120))
        corner = QPoint(anchor.left() - SHADOW, anchor.bottom() + 6 - SHADOW)
        wanted = QRect(corner, QSize(anchor.width() + 2 * SHADOW, height))
        if wanted != self.geometry():
            self.setGeometry(wanted)

    def chosen(self) -> Row | None:
        """Return the chosen row, or None."""
        row = self.model.row(self.list.currentIndex().row())
        return row if row is not None and row.kind is RowKind.HIT else None

    def choose_first(self) -> None:
        """Choose the first row that can be."""
        self._choose(next((at for at, row in enumerate(self.model.rows) if row.kind is RowKind.HIT), -1))
        self.list.scrollToTop()

    def move_choice(self, steps: int) -> None:
        """Choose a row further down (or up, with negative steps); past an end it goes on at the other."""
        hits = [at for at, row in enumerate(self.model.rows) if row.kind is RowKind.HIT]
        if not hits:
            return
        now = self.list.currentIndex().row()
        at = hits.index(now) + steps if now in hits else (0 if steps > 0 else -1)
        self._choose(hits[at % len(hits)])
        if hits[at % len(hits)] == hits[0]:
            self.list.scrollToTop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the sheet and its shadow."""
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        key = (self._theme.mode, ratio)
        if self._sheet is None or self._sheet[0] != key:
            self._sheet = key, draw_sheet(self._theme, ratio)
        draw_stretched(painter, self.rect(), self._sheet[1], ratio)
        painter.end()

    def event(self, event: QEvent) -> bool:
        """Keep presses beside the rows from reaching what lies below."""
        if event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.Wheel}:
            event.accept()
            return True
        return super().event(event)

    def _choose(self, row: int) -> None:
        index = self.model.index(row) if row >= 0 else QModelIndex()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.list.selectionModel().setCurrentIndex(index, flags)
        if row >= 0:
            self.list.scrollTo(index)

    def _press(self, number: int, modifiers: object) -> None:
        row = self.model.row(number)
        if row is not None:
            self.taken.emit(row, modifiers)

    def _restyle(self) -> None:
        self.list.scheduleDelayedItemsLayout()
        self.update()

    def _cover_came(self, cover: object) -> None:
        if self.isVisible() and any(row.cover == cover for row in self.model.rows):
            self.list.viewport().update()


def _choosable(index: QModelIndex) -> bool:
    return index.isValid() and bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
