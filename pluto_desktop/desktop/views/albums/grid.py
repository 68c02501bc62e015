"""A grid of covers that stays fast at ten thousand albums: every place is computed, nothing is laid out."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QWidget

from pluto_desktop.desktop.models.album_grid import AlbumGridModel
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.desktop.views.pages.key_focus import came_by_key
from pluto_desktop.desktop.views.pages.shapes import play_path
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.songs import AlbumRow

MARGIN = 24
GAP = 22
_LEAST = 190
_TEXT = 64
_BUTTON = 36
_RADIUS = 10

Index = QModelIndex | QPersistentModelIndex


class AlbumGrid(QAbstractItemView):
    """Shows an :class:`AlbumGridModel` as covers. A click or Enter opens, the round button or Ctrl+Enter plays."""

    open_wanted = Signal(object)
    """Open an album (id)."""
    play_wanted = Signal(object)
    """Play an album (id)."""
    enqueue_wanted = Signal(object)
    """Put an album (id) at the queue's end."""
    menu_wanted = Signal(object, object)
    """Open the menu of an album (id) at a global position."""

    def __init__(self, model: AlbumGridModel, theme: Theme, covers: CoverLoader, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._covers, self._albums = theme, covers, model
        self._hovered = -1
        self._by_key = False
        self._across, self._side = 1, _LEAST
        self.setAccessibleName(self.tr("Albums"))
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setTabKeyNavigation(False)
        covers.loaded.connect(self._cover_came)
        theme.changed.connect(self._restyle)
        model.rowsInserted.connect(self._relayout)
        model.rowsRemoved.connect(self._relayout)
        model.modelReset.connect(self._relayout)
        self._restyle()

    # -- geometry: everything is arithmetic --

    def _measure(self) -> None:
        room = self.viewport().width() - 2 * MARGIN
        self._across = max(1, (room + GAP) // (_LEAST + GAP))
        self._side = max(80, (room - GAP * (self._across - 1)) // self._across)

    def _step(self) -> int:
        return self._side + self._theme.grown(_TEXT)

    def _place(self, row: int) -> QRect:
        """Return an album's place in the whole page (not scrolled)."""
        line, at = divmod(row, self._across)
        return QRect(MARGIN + at * (self._side + GAP), 4 + line * self._step(), self._side, self._step() - 8)

    def visualRect(self, index: Index) -> QRect:
        """Return where an album is in the viewport."""
        if not index.isValid():
            return QRect()
        return self._place(index.row()).translated(0, -self.verticalOffset())

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the album at a point of the viewport."""
        y = point.y() + self.verticalOffset() - 4
        x = point.x() - MARGIN
        if x < 0 or y < 0 or x % (self._side + GAP) >= self._side:
            return QModelIndex()
        at = x // (self._side + GAP)
        row = (y // self._step()) * self._across + at
        return self._albums.index(row, 0) if at < self._across and row < self._albums.rowCount() else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        """Bring an album into sight."""
        if not index.isValid():
            return
        place, bar = self._place(index.row()), self.verticalScrollBar()
        height = self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(place.center().y() - height // 2)
        elif place.top() - 12 < bar.value():
            bar.setValue(place.top() - 12)
        elif place.bottom() + 12 > bar.value() + height:
            bar.setValue(place.bottom() + 12 - height)

    def horizontalOffset(self) -> int:
        """Return 0: the grid fits its width."""
        return 0

    def verticalOffset(self) -> int:
        """Return how far the page is scrolled, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:
        """Return False: no album is hidden."""
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the album under a rectangle's corner."""
        index = self.indexAt(rect.topLeft())
        chosen = QItemSelection(index, index) if index.isValid() else QItemSelection()
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what has to be painted when a selection changes."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index).adjusted(-6, -6, 6, 6)
        return region

    def updateGeometries(self) -> None:
        """Fit the scroll bar to the page."""
        self._measure()
        lines = -(-self._albums.rowCount() // self._across)
        bar, height = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self._step() + 16 - height))
        bar.setPageStep(height)
        bar.setSingleStep(48)
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the album at the top in sight while the grid flows into another width."""
        top = self.indexAt(QPoint(MARGIN + 4, 40))
        super().resizeEvent(event)
        self.updateGeometries()
        if top.isValid() and self.verticalOffset():
            self.verticalScrollBar().setValue(self._place(top.row()).top() - 12)

    def _relayout(self) -> None:
        self.updateGeometries()
        self.viewport().update()

    def moveCursor(self, action: QAbstractItemView.CursorAction, _held: Qt.KeyboardModifier) -> QModelIndex:
        """Move by arrows as the eye does."""
        count = self._albums.rowCount()
        if not count:
            return QModelIndex()
        row = self.currentIndex().row()
        if row < 0:
            return self._albums.index(0, 0)
        moves = QAbstractItemView.CursorAction
        page = max(1, self.viewport().height() // self._step()) * self._across
        steps = {
            moves.MoveLeft: -1, moves.MovePrevious: -1, moves.MoveRight: 1, moves.MoveNext: 1,
            moves.MoveUp: -self._across, moves.MoveDown: self._across,
            moves.MovePageUp: -page, moves.MovePageDown: page,
            moves.MoveHome: -count, moves.MoveEnd: count,
        }  # fmt: skip
        step = steps[action]
        if abs(step) == self._across and not 0 <= row + step < count and action in {moves.MoveUp, moves.MoveDown}:
            last_line = (count - 1) // self._across
            return self._albums.index(count - 1 if step > 0 and row // self._across < last_line else row, 0)
        return self._albums.index(min(max(row + step, 0), count - 1), 0)

    # -- what the person does --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open and play by key; letters are left to the window's shortcuts."""
        self._by_key = True
        current = self.currentIndex()
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and current.isValid():
            album = self._albums.value(current.row())
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if held == Qt.KeyboardModifier.ControlModifier:
                self.enqueue_wanted.emit(album.id)
            elif held == Qt.KeyboardModifier.ShiftModifier:
                self.play_wanted.emit(album.id)
            else:
                self.open_wanted.emit(album.id)
            return
        if event.text() and event.text().isprintable():
            event.ignore()
            return
        super().keyPressEvent(event)
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus ring when the focus came by key; the first album in sight has it where none had."""
        self._by_key = came_by_key(event)
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            line = max(0, self.verticalOffset() - 4) // self._step()
            first = self._albums.index(line * self._across, 0)
            self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: typing is what the search box is for."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember that the pointer is used."""
        self._by_key = False
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Play from the round button, open from anywhere else."""
        point = event.position().toPoint()
        index = self.indexAt(point)
        if event.button() is Qt.MouseButton.LeftButton and index.isValid() and index == self.currentIndex():
            album = self._albums.value(index.row())
            signal = self.play_wanted if self._button(index.row()).contains(QPointF(point)) else self.open_wanted
            signal.emit(album.id)
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show the round button under the pointer."""
        index = self.indexAt(event.position().toPoint())
        self._hover(index.row() if index.isValid() else -1)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the round button away."""
        self._hover(-1)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for an album's menu, at the pointer or at the current album."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            centre = self.viewport().mapToGlobal(self.visualRect(index).center())
            self.menu_wanted.emit(self._albums.value(index.row()).id, centre if by_key else event.globalPos())

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        if before != row:
            pointer = Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(pointer)
            for at in (before, row):
                if 0 <= at < self._albums.rowCount():
                    self.viewport().update(self.visualRect(self._albums.index(at, 0)).adjusted(-6, -6, 6, 6))

    # -- painting --

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the albums in sight."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), self._theme.color("bg"))
        top = event.rect().top() + self.verticalOffset() - 4
        bottom = event.rect().bottom() + self.verticalOffset()
        first = max(0, top // self._step()) * self._across
        last = min(self._albums.rowCount(), (bottom // self._step() + 1) * self._across)
        for row in range(first, last):
            self._paint_album(painter, row, self._albums.value(row))
        painter.end()

    def _paint_album(self, painter: QPainter, row: int, album: AlbumRow) -> None:
        place = self._place(row).translated(0, -self.verticalOffset())
        ratio = self.devicePixelRatioF()
        cover = self._covers.pixmap(album.cover, album.title, self._side, ratio, _RADIUS)
        painter.drawPixmap(place.topLeft(), cover)
        theme = self._theme
        baseline = place.top() + self._side + 2 + self._theme.grown(20)
        title = one_line(album.title) or self.tr("Untitled album")
        painter.setFont(self._title.font)
        painter.setPen(theme.color("text"))
        painter.drawText(QPointF(place.left(), baseline), self._title.elide(title, self._side))
        painter.setFont(self._small.font)
        painter.setPen(theme.color("mute"))
        below = " · ".join(part for part in (one_line(album.artist), str(album.year or "")) if part)
        painter.drawText(QPointF(place.left(), baseline + self._theme.grown(19)), self._small.elide(below, self._side))
        chosen = self.hasFocus() and self._by_key and row == self.currentIndex().row()
        if row == self._hovered or chosen:
            button = self._button(row)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            painter.drawEllipse(button)
            painter.fillPath(play_path(button.center(), 13), theme.color("on-accent"))
        if chosen:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("accent"), 2))
            ring = QRectF(place.left(), place.top(), self._side, self._side).adjusted(-3, -3, 3, 3)
            painter.drawRoundedRect(ring, _RADIUS + 3, _RADIUS + 3)

    def _button(self, row: int) -> QRectF:
        place = self._place(row).translated(0, -self.verticalOffset())
        corner = self._side - _BUTTON - 10
        return QRectF(place.left() + corner, place.top() + corner, _BUTTON, _BUTTON)

    def _cover_came(self, _cover: MediaHash) -> None:
        self.viewport().update()

    def _restyle(self) -> None:
        self._title = Face(self._theme.font("title"))
        self._small = Face(self._theme.font("secondary"))
        self._relayout()
