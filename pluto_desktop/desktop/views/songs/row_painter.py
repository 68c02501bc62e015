"""Painting of a song's row: two lines of title, quiet cells, small outlined tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.models.song_cells import absent, cell_text, chip_text, chips
from pluto_desktop.desktop.models.song_columns import SPECS, Column
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.pages.face import Face
from pluto_desktop.desktop.views.pages.shapes import draw_bars, heart_path, mix, play_path
from pluto_desktop.domain.songs import SongRow

PAD = 8
HEART = 24
"""Room at the right of a title for its heart, which can be clicked."""
WAITS = 16
"""Room before a title for the mark of a song whose edit waits to be sent."""
_WAITS = "↑"
EDGE = 16
"""Left of the numbers: where the page's heading starts."""


def row_height(theme: Theme) -> int:
    """Return the height of every row in pixels: 50, more for larger text."""
    return theme.grown(50)


class Ink:
    """The fonts, metrics and colours of a list, looked up once a theme instead of once a cell."""

    def __init__(self, theme: Theme) -> None:
        self.scale = max(1.0, theme.scale)
        self.title = Face(theme.font("title"))
        self.body = Face(theme.font("body"))
        self.small = Face(theme.font("secondary"))
        self.hint = Face(theme.font("hint"))
        self.text = QPen(theme.color("text"))
        self.mute = QPen(theme.color("mute"))
        self.accent = QPen(theme.color("accent"))
        self.accent_text = QPen(theme.color("accent-text"))
        self.line = QPen(mix(theme.color("line"), theme.color("mute"), 0.15))
        self.warn = QPen(theme.color("warn"))
        self.hover = mix(theme.color("bg"), theme.color("hover"), 0.5)
        self.chosen = theme.color("hover")
        self.playing = mix(theme.color("bg"), theme.color("accent-soft"), 0.55)
        self.bar = theme.color("line")


@dataclass(frozen=True, slots=True)
class RowLook:
    """All that a row's picture depends on, but the columns and the theme."""

    row: SongRow | None
    """The song; None while it is being read."""
    number: int
    """Its position in the list, from 0."""
    chosen: bool
    hovered: bool
    current: bool
    """Whether it is the song that plays or is paused."""
    sounding: bool
    """Whether it sounds now."""
    offline: bool = False
    """Whether the servers that have the songs are away."""


@dataclass(frozen=True, slots=True)
class Span:
    """Where a column lies, in the viewport's pixels."""

    column: Column
    left: int
    width: int


class RowPainter:
    """Paints the rows of a song table; those that are still being read are shown as quiet bars. GUI thread only."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.artist_below = False
        """Whether the artist has no column of its own and stands under the title."""
        self._ink = Ink(theme)

    def restyle(self) -> None:
        """Take fonts and colours from the theme again."""
        self._ink = Ink(self._theme)

    def paint(self, painter: QPainter, area: QRect, look: RowLook, spans: Sequence[Span]) -> None:
        """Paint a row into ``area``, on a ground that is there already."""
        ink = self._ink
        if look.chosen:
            painter.fillRect(area, ink.chosen)
        elif look.current:
            painter.fillRect(area, ink.playing)
        elif look.hovered:
            painter.fillRect(area, ink.hover)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for span in spans:
            cell = QRect(area.left() + span.left, area.top(), span.width, area.height())
            if look.row is not None:
                self._paint_cell(painter, cell, look.row, look, span.column)
            elif span.column is Column.NUMBER:
                self._paint_number(painter, cell, look)
            else:
                _paint_placeholder(painter, cell, span.column, ink.bar)

    def _paint_cell(self, painter: QPainter, rect: QRect, row: SongRow, look: RowLook, column: Column) -> None:
        away = row.has_audio and not row.reachable
        dimmed = away or absent(row, offline=look.offline)
        if column is Column.TITLE:
            self._paint_title(painter, rect, row, current=look.current, hovered=look.hovered, away=dimmed)
        elif column is Column.TAGS:
            self._paint_tags(painter, rect, row, away=away, absent=dimmed and not away)
        elif column is Column.NUMBER:
            self._paint_number(painter, rect, look)
        else:
            painter.setPen(self._ink.mute)
            _paint_line(painter, rect, cell_text(row, column), self._ink.body, right=SPECS[column].right)

    def _paint_number(self, painter: QPainter, rect: QRect, look: RowLook) -> None:
        ink, at = self._ink, look.number
        if look.hovered and not look.sounding:
            painter.fillPath(play_path(QPointF(rect.left() + EDGE + 5, rect.center().y() + 1), 9), ink.text.color())
        elif look.current:
            box = QRectF(rect.left() + EDGE, rect.center().y() - 6, 13, 13)
            draw_bars(painter, box, ink.accent.color(), moving=look.sounding)
        else:
            painter.setPen(ink.mute)
            small = at >= 99_999
            inner = rect.adjusted(EDGE - PAD, 0, PAD, 0)
            _paint_line(painter, inner, str(at + 1), ink.hint if small else ink.small)

    def _paint_title(
        self, painter: QPainter, rect: QRect, row: SongRow, *, current: bool, hovered: bool, away: bool
    ) -> None:
        ink = self._ink
        room = rect.width() - 2 * PAD
        if row.favourite or hovered:
            room -= HEART
            heart = heart_path(QRectF(rect.right() - PAD - 13, rect.center().y() - 5, 13, 12))
            if row.favourite:
                painter.fillPath(heart, ink.accent.color())
            else:
                painter.strokePath(heart, QPen(ink.mute.color(), 1.4))
        below = [one_line(row.romanised)]
        if self.artist_below:
            below.append(one_line(row.artist))
        second = " · ".join(part for part in below if part)
        title = one_line(row.title) or QCoreApplication.translate("songs", "Untitled")
        x = float(rect.left() + PAD)
        baseline = rect.top() + (21.0 if second else 30.0) * ink.scale
        if row.waiting:
            painter.setPen(ink.warn)
            painter.setFont(ink.title.font)
            painter.drawText(QPointF(x, baseline), _WAITS)
            x += WAITS * ink.scale
            room -= round(WAITS * ink.scale)
        painter.setPen(ink.accent_text if current else ink.mute if away else ink.text)
        painter.setFont(ink.title.font)
        top = rect.top()
        painter.drawText(QPointF(x, baseline), ink.title.elide(title, room))
        if second:
            painter.setPen(ink.mute)
            painter.setFont(ink.small.font)
            painter.drawText(QPointF(x, top + 40.0 * ink.scale), ink.small.elide(second, room))

    def _paint_tags(self, painter: QPainter, rect: QRect, row: SongRow, *, away: bool, absent: bool) -> None:
        ink = self._ink
        painter.setFont(ink.hint.font)
        x, y = rect.left() + PAD + 0.5, rect.center().y() - 8.5 * ink.scale
        words = [(chip_text(chip), False) for chip in chips(row)]
        if away:
            words = [(QCoreApplication.translate("songs", "not reachable"), True)]
        elif absent:
            words = [(QCoreApplication.translate("songs", "not here"), False), *words]
        for word, warning in words:
            width = round(ink.hint.advance(word)) + 11
            if x + width > rect.right():
                break
            painter.setPen(ink.warn if warning else ink.line)
            painter.drawRoundedRect(QRectF(x, y, width, 18 * ink.scale), 4, 4)
            painter.setPen(ink.warn if warning else ink.mute)
            painter.drawText(QPointF(x + 5.5, y + 12.8 * ink.scale), word)
            x += width + 6


def _paint_line(painter: QPainter, rect: QRect, text: str, face: Face, *, right: bool = False) -> None:
    if not text:
        return
    painter.setFont(face.font)
    shown = face.elide(text, rect.width() - 2 * PAD)
    x = float(rect.left() + PAD)
    if right:
        x = rect.right() - PAD + 1 - face.advance(shown)
    painter.drawText(QPointF(x, rect.top() + rect.height() * 0.6), shown)


def _paint_placeholder(painter: QPainter, rect: QRect, column: Column, colour: QColor) -> None:
    if column not in {Column.TITLE, Column.ARTIST, Column.ALBUM}:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    width = min(rect.width() - 2 * PAD, 150 if column is Column.TITLE else 76)
    painter.drawRoundedRect(QRectF(rect.left() + PAD, rect.center().y() - 4, width, 9), 4, 4)
    painter.setBrush(Qt.BrushStyle.NoBrush)
