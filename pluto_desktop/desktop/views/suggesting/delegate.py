"""Painting of a suggestion: the title, whose it is, and how it fits."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.suggesting.texts import fit_of, fits, kind_of, names_of
from pluto_desktop.services.online_words import Suggestion

SUGGESTION = Qt.ItemDataRole.UserRole
"""The role of the :class:`Suggestion` of a row."""

_ROW_PX, _SIDE_PX, _RADIUS = 68, 10, 8
_LINES_AT = (23, 41, 58)
_DECLINED = 0.55


class SuggestionDelegate(QStyledItemDelegate):
    """Paints rows of three lines; a length that is not the song's stands out, what was declined is quieter."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row; its width is the list's."""
        return QSize(100, self._theme.grown(_ROW_PX))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Paint one row."""
        one: Suggestion = index.data(SUGGESTION)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("hover"))
            painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if one.declined:
            painter.setOpacity(_DECLINED)
        title, names = names_of(one)
        kind, fit = kind_of(one), fit_of(one)
        room = rect.width() - 2 * _SIDE_PX
        small = self._theme.font("secondary")
        wide = QFontMetricsF(small).horizontalAdvance(f"{kind} · ") if fit else 0.0
        for at, left, text, font, ink in (
            (0, 0.0, title, self._theme.font("title"), "text"),
            (1, 0.0, names, small, "mute"),
            (2, 0.0, f"{kind} · " if fit else kind, small, "mute"),
            (2, wide, fit, small, "mute" if fits(one) else "warn"),
        ):
            painter.setFont(font)
            painter.setPen(self._theme.color(ink))
            shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, room - left)
            place = QPointF(rect.left() + _SIDE_PX + left, rect.top() + self._theme.grown(_LINES_AT[at]))
            painter.drawText(place, shown)
        painter.restore()
