"""The song table: fast at 100,000 rows, everything by key, selection kept by song."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from functools import cache

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from pluto_desktop.desktop.models.song_columns import Column
from pluto_desktop.desktop.models.song_table import SongTableModel
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.drag_table import SongDragTable
from pluto_desktop.desktop.views.songs.header import SongHeader
from pluto_desktop.desktop.views.songs.row_painter import HEART, RowLook, RowPainter, Span, row_height
from pluto_desktop.desktop.views.songs.row_pictures import Frame, RowPictures
from pluto_desktop.domain.ids import SongId

_SLICE_S = 0.005


@cache
def _keys_for_table() -> frozenset[Qt.Key]:
    """Return the keys the table handles; made at the first key, as Qt's list of keys takes 50 ms to load."""
    key = Qt.Key
    moving = (key.Key_Up, key.Key_Down, key.Key_PageUp, key.Key_PageDown, key.Key_Home, key.Key_End)
    return frozenset({*moving, key.Key_A, key.Key_Space})


class SongTable(SongDragTable):
    """Shows a :class:`SongTableModel`. Says by signals what the person wants done with rows (positions) or songs."""

    CURRENT_COLUMN = int(Column.TITLE)

    painted = Signal()
    """The rows were painted, all that were to be."""
    play_at = Signal(int)
    """Play the list from a row."""
    play_chosen = Signal()
    enqueue_chosen = Signal()
    play_next_chosen = Signal()
    remove_chosen = Signal()
    rename_wanted = Signal()
    heart_pressed = Signal(object, bool)
    """Give a song (id) a heart, or take it."""

    def __init__(
        self,
        model: SongTableModel,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        without: frozenset[Column] = frozenset(),
    ) -> None:
        super().__init__(theme, parent)
        self._model = model
        self.rows = RowPainter(theme)
        self._pictures = RowPictures(self.rows)
        self._hovered = -1
        self._playing = self._begun = False
        self._anchor: tuple[SongId, int] | None = None
        self._kept: tuple[set[SongId], SongId | None] = (set(), None)
        self._set_up(without)
        model.modelAboutToBeReset.connect(self._keep_selection)
        model.modelReset.connect(self._restore_selection)
        model.following.connect(self._keep_place)
        model.followed.connect(self._restore_place)
        model.renewed.connect(self.scrollToTop)
        theme.changed.connect(self._restyle)

    def _set_up(self, without: frozenset[Column]) -> None:
        self.setAccessibleName(self.tr("Songs"))
        self.columns = SongHeader(self._theme, self, without)
        self.setHorizontalHeader(self.columns)
        self.setModel(self._model)
        self.set_row_height(row_height(self._theme))
        self.columns.fitted.connect(self._refit)

    # -- selection --

    def song_ids(self) -> Sequence[SongId]:
        """Return the songs of the list."""
        return self._model.ids

    def chosen(self) -> list[SongId]:
        """Return the selected songs in the list's order."""
        ids = self._model.ids
        return [ids[row] for row in self.chosen_rows()]

    def reveal(self, song_id: SongId) -> bool:
        """Select a song and scroll to it; False if it is not in the list."""
        at = self._model.position_of(song_id)
        if at is None:
            return False
        self.choose_rows([at], at)
        self.updateGeometries()
        self.scrollTo(self._model.index(at, 1), QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def _keep_selection(self) -> None:
        current = self.currentIndex().row()
        ids = self._model.ids
        self._kept = (set(self.chosen()), ids[current] if 0 <= current < len(ids) else None)

    def _restore_selection(self) -> None:
        chosen, current = self._kept
        self._kept = (set(), None)
        if not chosen and current is None:
            return
        found = sorted(at for one in chosen if (at := self._model.position_of(one)) is not None)
        self.choose_rows(found, None if current is None else self._model.position_of(current))

    def _keep_place(self) -> None:
        """Remember the song at the top, unless the list is at its very start: there, what is new may show."""
        value, height = self.verticalScrollBar().value(), self.verticalHeader().defaultSectionSize()
        row = value // height
        ids = self._model.ids
        self._anchor = (ids[row], value - row * height) if value > 0 and row < len(ids) else None

    def _restore_place(self) -> None:
        """Put that song back at the top: an import must not pull the list away under the eye."""
        anchor, self._anchor = self._anchor, None
        at = None if anchor is None else self._model.position_of(anchor[0])
        if anchor is not None and at is not None:
            self.updateGeometries()
            self.verticalScrollBar().setValue(at * self.verticalHeader().defaultSectionSize() + anchor[1])

    # -- keys and pointer --

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on rows by key; letters are left to the window's shortcuts."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        self._by_key = True
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter(held)
        elif key == Qt.Key.Key_Delete and not held:
            self.remove_chosen.emit()
        elif key == Qt.Key.Key_F2 and not held:
            self.rename_wanted.emit()
        elif held == Qt.KeyboardModifier.AltModifier and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.nudge(-1 if key == Qt.Key.Key_Up else 1)
        elif key in _keys_for_table() and (key != Qt.Key.Key_A or held) and (key != Qt.Key.Key_Space or held):
            super().keyPressEvent(event)
            self.viewport().update()
        else:
            event.ignore()

    def _enter(self, held: Qt.KeyboardModifier) -> None:
        if held == Qt.KeyboardModifier.ControlModifier:
            self.enqueue_chosen.emit()
        elif held == Qt.KeyboardModifier.ShiftModifier:
            self.play_next_chosen.emit()
        elif len(self.chosen_rows()) > 1:
            self.play_chosen.emit()
        elif self.currentIndex().isValid():
            self.play_at.emit(self.currentIndex().row())

    def nudge(self, by: int) -> None:
        """Move the selected rows one place up or down, where the list allows it."""
        rows = self.chosen_rows()
        if not self.reorderable or not rows:
            return
        to = rows[0] - 1 if by < 0 else rows[-1] + 2
        if 0 <= to <= len(self._model.ids):
            self.move_wanted.emit(rows, to)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Play where the little triangle was pressed, turn the heart over where that was, else select."""
        self._by_key = False
        index = self.indexAt(event.position().toPoint())
        plain = event.button() is Qt.MouseButton.LeftButton and not event.modifiers()
        if plain and index.isValid() and index.column() == Column.NUMBER:
            self.choose_rows([index.row()], index.row())
            self.play_at.emit(index.row())
            return
        row = self._model.song(index.row()) if plain and self._on_heart(index, event) else None
        if row is not None:
            self.heart_pressed.emit(row.id, not row.favourite)
            return
        super().mousePressEvent(event)

    def _on_heart(self, index: QModelIndex, event: QMouseEvent) -> bool:
        if not index.isValid() or index.column() != Column.TITLE:
            return False
        return event.position().x() > self.visualRect(index).right() - HEART

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Play the list from the row."""
        index = self.indexAt(event.position().toPoint())
        if (
            index.isValid()
            and event.button() is Qt.MouseButton.LeftButton
            and index.column() != Column.NUMBER
            and not self._on_heart(index, event)
        ):
            self.play_at.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the pointer with a quiet highlight."""
        self._hover(self.rowAt(event.position().toPoint().y()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Take the highlight away."""
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, row: int) -> None:
        before, self._hovered = self._hovered, row
        if before != row:
            for at in (before, row):
                if at >= 0:
                    self.viewport().update(self.row_rect(at))

    # -- painting --

    def set_playing(self, song_id: SongId | None, *, playing: bool) -> None:
        """Mark the song that plays or is paused."""
        self._playing = playing
        self._model.set_playing(song_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the focus ring and the place of a drop.

        Rows that were not painted before take a while, and a jump brings many: those that are not done in a slice
        are painted in the next event. Only the first time all are, for nobody can have begun to do anything else.
        """
        painter = QPainter(self.viewport())
        left = self._paint_rows(painter, event.rect(), time.perf_counter() + _SLICE_S if self._begun else math.inf)
        painter.end()
        self.paint_ring(2)
        self.paint_drop_line()
        if left.isEmpty():
            self._begun = True
            self.painted.emit()
        else:
            QTimer.singleShot(0, self.viewport(), lambda: self.viewport().update(left))

    def _paint_rows(self, painter: QPainter, area: QRect, until: float) -> QRect:
        """Paint rows; return where those are whose pictures were not made ``until`` then (as of ``perf_counter``).

        At least one picture is made.
        """
        left, made = QRect(), False
        model, header, height = self._model, self.columns, self.verticalHeader().defaultSectionSize()
        first = self.rowAt(area.top())
        if first < 0:
            return left
        spans = tuple(
            Span(column, header.sectionViewportPosition(column), header.sectionSize(column))
            for column in Column
            if not header.isSectionHidden(column)
        )
        ground = self.viewport().palette().color(QPalette.ColorRole.Base)
        size = QSize(self.viewport().width(), height)
        self._pictures.set_frame(Frame(size, self.devicePixelRatioF(), ground, spans))
        chooser = self.selectionModel()
        any_chosen = chooser.hasSelection()
        y, last = self.rowViewportPosition(first), min(len(model.ids), first + (area.height() // height) + 2)
        for at in range(first, last):
            row = model.song(at)
            current = row is not None and row.id == model.playing
            chosen = any_chosen and chooser.isSelected(model.index(at, 0))
            look = RowLook(row, at, chosen, at == self._hovered, current, current and self._playing, model.offline)
            picture = self._pictures.find(look)
            if picture is None and (not made or time.perf_counter() < until):
                picture, made = self._pictures.get(look), True
            if picture is None:
                picture, left = self._pictures.stand_in(look), left.united(QRect(0, y, size.width(), height))
            painter.drawPixmap(0, y, picture)
            y += height
        return left

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep no pictures of what nobody sees."""
        super().hideEvent(event)
        self._pictures.clear()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let columns come and go with the width."""
        super().resizeEvent(event)
        self.columns.fit()

    def _refit(self) -> None:
        self.rows.artist_below = Column.ARTIST in self.columns.squeezed
        self._pictures.clear()
        self.viewport().update()

    def _restyle(self) -> None:
        self.rows.restyle()
        self._pictures.clear()
        self.set_row_height(row_height(self._theme))
        self.columns.fit()
        self.viewport().update()
        self.columns.viewport().update()
