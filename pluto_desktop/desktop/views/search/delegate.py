"""Drawing the rows of the palette, each text shaped once and kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.search.model import ResultsModel
from pluto_desktop.desktop.views.search.rows import Row, RowKind
from pluto_desktop.services.find import LineHit, Marks, SongHit

ROW, HEADING, MESSAGE = 50, 29, 72
PICTURE = 34
_MARGIN = 10
_KEPT = 256

_Key = tuple[str, Marks, str, str, int]


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
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.HEADING:
            self._text(painter, QRectF(area).adjusted(_MARGIN, 8, -_MARGIN, 0), row.text, (), "hint", "mute")
        elif row.kind is RowKind.MESSAGE:
            box = QRectF(area).adjusted(_MARGIN, 0, -_MARGIN, 0)
            self._two_lines(painter, box, row, "title")
        else:
            state: QStyle.StateFlag = option.state
            self._hit(painter, area, row, chosen=bool(state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _hit(self, painter: QPainter, area: QRect, row: Row, *, chosen: bool) -> None:
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("line" if self._theme.dark else "hover"))
            painter.drawRoundedRect(QRectF(area).adjusted(0, 1, 0, -1), 8, 8)
        ratio = painter.device().devicePixelRatioF()
        top = area.top() + (area.height() - PICTURE) / 2
        radius = PICTURE // 2 if row.round_picture else 6
        picture = self._covers.pixmap(row.cover, row.cover_title, PICTURE, ratio, radius)
        painter.drawPixmap(QPointF(area.left() + _MARGIN, top), picture)
        aside = self._hint(row) if chosen else row.aside
        room = QRectF(area).adjusted(_MARGIN + PICTURE + 12, 0, -_MARGIN, 0)
        if aside:
            wide = QFontMetricsF(self._theme.font("hint")).horizontalAdvance(aside)
            side = QRectF(room.right() - wide - 1, room.top(), wide + 2, room.height())
            self._text(painter, side, aside, (), "hint", "mute")
            room.setRight(side.left() - 12)
        self._two_lines(painter, room, row, "title")

    def _hint(self, row: Row) -> str:
        if isinstance(row.hit, SongHit | LineHit):
            return self.tr("↵ play")
        return self.tr("↵ open")

    def _two_lines(self, painter: QPainter, room: QRectF, row: Row, role: str) -> None:
        half = room.height() / 2
        first = QRectF(room.left(), room.top() + 4, room.width(), half - 3)
        second = QRectF(room.left(), room.top() + half, room.width(), half - 5)
        self._text(painter, first, row.text, row.marks, role, "text")
        self._text(painter, second, row.detail, row.detail_marks, "secondary", "mute")

    def _text(self, painter: QPainter, room: QRectF, text: str, marks: Marks, role: str, ink: str) -> None:
        if not text or room.width() < 8:
            return
        layout = self._layout(text, marks, role, ink, int(room.width()))
        painter.setPen(self._theme.color(ink))
        top = room.top() + (room.height() - layout.boundingRect().height()) / 2
        layout.draw(painter, QPointF(room.left(), top))

    def _layout(self, text: str, marks: Marks, role: str, ink: str, width: int) -> QTextLayout:
        key = (text, marks, role, ink, width)
        layout = self._layouts.get(key)
        if layout is None:
            layout = _shape(text, marks, self._theme.font(role), self._theme.color("accent-text"), width)
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
