"""Drawing the rows of the palette, each text shaped once and kept."""

from __future__ import annotations

import encodings.utf_16_le  # noqa: F401 - else loaded while the first row is painted
from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPixmap, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.search.model import ResultsModel
from pluto_desktop.desktop.views.search.rows import Row, RowKind, SaveSearch
from pluto_desktop.services.find import LineHit, Marks, SongHit

ROW, HEADING, MESSAGE = 50, 29, 72
PICTURE = 34
_ICON = 20
_MARGIN = 10
_NARROWEST = 8
_KEPT = 256

_Key = tuple[str, Marks, str, str, int]


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a row: where it lies, the role of its font, and the name of its colour."""

    room: QRectF
    text: str
    marks: Marks
    role: str
    ink: str


class ResultsDelegate(QStyledItemDelegate):
    """Draws headings, hits with their marks, and sentences. GUI thread only."""

    def __init__(self, theme: Theme, covers: CoverLoader, model: ResultsModel) -> None:
        super().__init__(model)
        self._theme = theme
        self._covers = covers
        self._model = model
        self._layouts: OrderedDict[_Key, QTextLayout] = OrderedDict()
        theme.changed.connect(self._layouts.clear)

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of a row; its width is the list's."""
        return QSize(100, height_of(self._model.row(index.row()), self._theme))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        row = self._model.row(index.row())
        if row is None:
            return
        area: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.HIT:
            self._paint_picture(painter, area, row, chosen=chosen)
        for text in self._texts(QRectF(area), row, chosen=chosen):
            self._paint_text(painter, text)
        painter.restore()

    def prepare(self, row: Row, width: int, ratio: float, *, chosen: bool) -> None:
        """Shape the texts of a row that will be painted at a width, and make its picture for a screen's ratio."""
        if row.kind is RowKind.HIT:
            self._picture(row, ratio)
        for text in self._texts(QRectF(0, 0, width, height_of(row, self._theme)), row, chosen=chosen):
            self._layout(text)

    def _texts(self, area: QRectF, row: Row, *, chosen: bool) -> list[_Text]:
        room = area.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if row.kind is RowKind.HEADING:
            return self._fitting(_Text(room.adjusted(0, 8, 0, 0), row.text, (), "hint", "mute"))
        texts = []
        if row.kind is RowKind.HIT:
            room.setLeft(room.left() + PICTURE + 12)
            if aside := self._hint(row) if chosen else row.aside:
                wide = QFontMetricsF(self._theme.font("hint")).horizontalAdvance(aside)
                side = QRectF(room.right() - wide - 1, room.top(), wide + 2, room.height())
                texts.append(_Text(side, aside, (), "hint", "mute"))
                room.setRight(side.left() - 12)
        half = room.height() / 2
        first = QRectF(room.left(), room.top() + 4, room.width(), half - 3)
        second = QRectF(room.left(), room.top() + half, room.width(), half - 5)
        texts.append(_Text(first, row.text, row.marks, "title", "mute" if row.dimmed else "text"))
        texts.append(_Text(second, row.detail, row.detail_marks, "secondary", "mute"))
        return self._fitting(*texts)

    @staticmethod
    def _fitting(*texts: _Text) -> list[_Text]:
        return [text for text in texts if text.text and text.room.width() >= _NARROWEST]

    def _paint_picture(self, painter: QPainter, area: QRect, row: Row, *, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("line" if self._theme.dark else "hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), 8, 8)
        picture = self._picture(row, painter.device().devicePixelRatioF())
        size = _ICON if row.icon else PICTURE
        left, top = area.left() + _MARGIN + (PICTURE - size) / 2, area.top() + (area.height() - size) / 2
        painter.drawPixmap(QPointF(left, top), picture)

    def _picture(self, row: Row, ratio: float) -> QPixmap:
        if row.icon:
            return self._theme.pixmap(row.icon, "mute", _ICON, ratio)
        radius = PICTURE // 2 if row.round_picture else 6
        return self._covers.pixmap(row.cover, row.cover_title, PICTURE, ratio, radius)

    def _hint(self, row: Row) -> str:
        if row.dimmed:
            return row.aside
        if isinstance(row.hit, SongHit | LineHit):
            return self.tr("↵ play")
        return self.tr("↵ save") if isinstance(row.hit, SaveSearch) else self.tr("↵ open")

    def _paint_text(self, painter: QPainter, text: _Text) -> None:
        layout = self._layout(text)
        painter.setPen(self._theme.color(text.ink))
        top = text.room.top() + (text.room.height() - layout.boundingRect().height()) / 2
        layout.draw(painter, QPointF(text.room.left(), top))

    def _layout(self, text: _Text) -> QTextLayout:
        width = int(text.room.width())
        key = (text.text, text.marks, text.role, text.ink, width)
        layout = self._layouts.get(key)
        if layout is None:
            font, accent = self._theme.font(text.role), self._theme.color("accent-text")
            layout = _shape(text.text, text.marks, font, accent, width)
            self._layouts[key] = layout
            if len(self._layouts) > _KEPT:
                self._layouts.popitem(last=False)
        else:
            self._layouts.move_to_end(key)
        return layout


def height_of(row: Row | None, theme: Theme) -> int:
    """Return how high a row is, in logical pixels."""
    if row is None or row.kind is RowKind.HIT:
        return theme.grown(ROW)
    return theme.grown(HEADING if row.kind is RowKind.HEADING else MESSAGE)


def _shape(text: str, marks: Marks, font: QFont, accent: QColor, width: int) -> QTextLayout:
    """Lay out one line, cut to its room, the marks in the accent's colour; a format never breaks a conjunct."""
    layout = _laid_out(text, marks, len(text), font, accent)
    if layout.lineAt(0).naturalTextWidth() <= width:
        return layout
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideRight, width)
    return _laid_out(shown, marks, max(0, len(shown) - 1), font, accent)


def _laid_out(text: str, marks: Marks, length: int, font: QFont, accent: QColor) -> QTextLayout:
    """Lay out one line; of the marks only what lies in the first ``length`` characters."""
    layout = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    ranges = []
    for start, end in marks:
        if start < length:
            formatted = QTextLayout.FormatRange()
            formatted.start = _utf16(text, start)
            formatted.length = _utf16(text, min(end, length)) - formatted.start
            style = QTextCharFormat()
            style.setForeground(accent)
            formatted.format = style
            ranges.append(formatted)
    layout.setFormats(ranges)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    layout.createLine().setLineWidth(100_000)
    layout.endLayout()
    return layout


def _utf16(text: str, index: int) -> int:
    """Return where a character begins in Qt's counting."""
    return index if text.isascii() else len(text[:index].encode("utf-16-le", "surrogatepass")) // 2
