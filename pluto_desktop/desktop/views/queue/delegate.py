"""Painting of a song in the queue: a small cover, two lines, the time."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.models.formatting import clock, one_line
from pluto_desktop.desktop.models.queue_model import QueueModel
from pluto_desktop.desktop.models.song_cells import absent
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.shapes import draw_bars
from pluto_desktop.desktop.views.songs.row_painter import Ink

_COVER = 36
_LEFT = 16


class QueueDelegate(QStyledItemDelegate):
    """Paints the queue's rows; those that were played already are quieter."""

    def __init__(self, theme: Theme, covers: CoverLoader, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme, self._covers = theme, covers
        self.playing = False
        self.offline = False
        """Whether songs that are not on this device cannot be had just now."""
        self.ratio = 1.0
        self.restyle()

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        self._ink = Ink(self._theme)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        model = index.model()
        assert isinstance(model, QueueModel)
        ink, at = self._ink, index.row()
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        current = at == model.current
        painter.fillRect(rect, self._theme.color("bg"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        fill = ink.chosen if state & QStyle.StateFlag.State_Selected else ink.playing if current else None
        if fill is None and state & QStyle.StateFlag.State_MouseOver:
            fill = ink.hover
        if fill is not None:
            painter.setBrush(fill)
            painter.drawRoundedRect(QRectF(rect).adjusted(8, 1, -8, -1), 8, 8)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        row = model.song(at)
        if row is None:
            painter.setBrush(ink.bar)
            painter.drawRoundedRect(QRectF(rect.left() + _LEFT + 48, rect.center().y() - 4, 130, 9), 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            return
        away = (row.has_audio and not row.reachable) or absent(row, offline=self.offline)
        if at < model.current or away:
            painter.setOpacity(0.55)
        y = rect.center().y() - _COVER // 2 + 1
        title = one_line(row.title)
        cover = self._covers.pixmap(row.cover, row.album or title, _COVER, self.ratio, 6)
        painter.drawPixmap(rect.left() + _LEFT, y, cover)
        if current:
            bars = QRectF(rect.right() - 32, rect.center().y() - 6, 13, 13)
            draw_bars(painter, bars, ink.accent.color(), moving=self.playing)
        else:
            painter.setPen(ink.mute)
            painter.setFont(ink.small.font)
            time = clock(row.duration_ms)
            x = rect.right() - 18 - ink.small.advance(time)
            painter.drawText(QPointF(x, rect.top() + rect.height() * 0.6), time)
        x = float(rect.left() + _LEFT + _COVER + 12)
        room = int(rect.right() - 66 - x)
        painter.setPen(ink.accent_text if current else ink.text)
        painter.setFont(ink.title.font)
        below = one_line(row.artist) or one_line(row.romanised)
        base = 0.43 if below else 0.61
        painter.drawText(QPointF(x, rect.top() + rect.height() * base), ink.title.elide(title, room))
        painter.setPen(ink.mute)
        painter.setFont(ink.small.font)
        painter.drawText(QPointF(x, rect.top() + rect.height() * 0.79), ink.small.elide(below, room))
        painter.setOpacity(1.0)
