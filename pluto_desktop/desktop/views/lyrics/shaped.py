"""One text shaped once, measured, and rendered; and how far along it a voice has come."""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextOption

from pluto_desktop.desktop.views.lyrics.look import LINE_HEIGHT_EM
from pluto_desktop.lyrics.document import Word
from pluto_desktop.lyrics.timeline import sung_characters

PAD_PX = 8
"""Room around a pixmap for ink that leaves its line's box."""

_serials = count()


def blank(width: float, height: float, ratio: float) -> QImage:
    """Return an empty image for so much text with PAD_PX around it."""
    across, down = (min(16_000, math.ceil((length + 2 * PAD_PX) * ratio)) for length in (width, height))
    image = QImage(across, down, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters ``[first, last)`` lie on visual line ``row`` from ``left`` to ``right``."""

    first: float
    last: float
    row: int
    left: float
    right: float


class ShapedText:
    """A text laid out at one width. Wraps between words, else between grapheme clusters. GUI thread only.

    ``serial`` is never used twice, so that pictures can be kept under it.
    """

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self.serial = next(_serials)
        shown = text.replace("\n", "\u2028").replace("\0", "\ufffd")
        metrics = QFontMetricsF(font)
        self.row_height = math.ceil(max(font.pixelSize() * LINE_HEIGHT_EM, metrics.ascent() + metrics.descent()))
        self._layout = QTextLayout(shown, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._lay_out(width)
        self._right_to_left = shown.isprintable() and _starts_right_to_left(shown)

    def _lay_out(self, width: float) -> None:
        layout = self._layout
        layout.beginLayout()
        rows, widest = 0, 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width))
            line.setPosition(QPointF(0, rows * self.row_height + (self.row_height - line.height()) / 2))
            widest = max(widest, line.naturalTextWidth())
            rows += 1
        layout.endLayout()
        self.rows = rows
        self.width = widest
        self.height = float(max(1, rows) * self.row_height)

    def render(self, color: QColor, ratio: float) -> QImage:
        """Return the text in a colour on nothing, with PAD_PX around it, for a device pixel ratio."""
        image = blank(self.width, self.height, ratio)
        painter = QPainter(image)
        self.draw(painter, QPointF(PAD_PX, PAD_PX), color, 1.0)
        painter.end()
        return image

    def draw(self, painter: QPainter, at: QPointF, color: QColor, scale: float) -> None:
        """Draw the text itself; slow, for rendering pixmaps."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
        painter.translate(at)
        painter.scale(scale, scale)
        painter.setPen(color)
        self._layout.draw(painter, QPointF(0, 0))
        painter.restore()

    def stretches(self, words: tuple[Word, ...]) -> tuple[_Stretch, ...]:
        """Return where each word lies; a word that wraps gives one stretch a row. () for right-to-left text."""
        if self._right_to_left:
            return ()
        found: list[_Stretch] = []
        position = 0
        units = 0
        for word in words:
            body = word.text.rstrip() or word.text
            length = _units(body)
            found.extend(self._of_word(position, len(body), units, units + length))
            position += len(word.text)
            units += _units(word.text)
        return tuple(found)

    def _of_word(self, position: int, characters: int, first: int, last: int) -> list[_Stretch]:
        found = []
        for row in range(self.rows):
            line = self._layout.lineAt(row)
            start, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if start >= end:
                continue
            per_unit = characters / max(1, last - first)
            found.append(
                _Stretch(
                    position + (start - first) * per_unit,
                    position + (end - first) * per_unit,
                    row,
                    _x(line.cursorToX(start)),
                    _x(line.cursorToX(end)),
                )
            )
        return found


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a text is sung: rows before ``row`` wholly, that row up to ``x``, in the text's own pixels."""

    row: int
    x: float

    def moved(self, other: Reach) -> bool:
        """Whether anybody could see the difference."""
        return self.row != other.row or abs(self.x - other.x) >= 0.4

    def between(self, other: Reach, text: ShapedText) -> QRectF:
        """Return a rectangle around all that is sung at one reach and not at the other."""
        rows, height = sorted((self.row, other.row)), text.row_height
        left, right = sorted((self.x, other.x)) if self.row == other.row else (0.0, text.width)
        area = QRectF(left, rows[0] * height, right - left, (rows[1] - rows[0] + 1) * height)
        return area.adjusted(-PAD_PX, -PAD_PX, PAD_PX, PAD_PX)

    def rectangles(self, text: ShapedText) -> tuple[list[QRectF], list[QRectF]]:
        """Return what is sung and what is not, as rectangles around the text with PAD_PX on every outer side."""
        height, right = text.row_height, text.width + PAD_PX
        top = -PAD_PX
        middle, bottom = self.row * height, (self.row + 1) * height
        last = self.row >= text.rows - 1
        below = text.height + PAD_PX
        if self.row > 0:
            sung = [QRectF(-PAD_PX, top, right + PAD_PX, middle - top)]
            row_top = float(middle)
        else:
            sung, row_top = [], float(top)
        row_bottom = below if last else float(bottom)
        sung.append(QRectF(-PAD_PX, row_top, self.x + PAD_PX, row_bottom - row_top))
        unsung = [QRectF(self.x, row_top, max(0.0, right - self.x), row_bottom - row_top)]
        if not last:
            unsung.append(QRectF(-PAD_PX, bottom, right + PAD_PX, below - bottom))
        return sung, unsung


class Sweep:
    """The words of a shaped text and where they lie: from a time to how far the colour has come."""

    def __init__(self, text: ShapedText, words: tuple[Word, ...], line_end_ms: int | None) -> None:
        self._words = words
        self._end_ms = line_end_ms
        self._stretches = text.stretches(words)

    def __bool__(self) -> bool:
        return bool(self._stretches)

    def reach(self, time_ms: float) -> Reach:
        """Return how far the text is sung at a time of the song."""
        count = sung_characters(self._words, self._end_ms, time_ms)
        reached = Reach(0, -PAD_PX)
        for stretch in self._stretches:
            if count < stretch.first:
                break
            share = min(1.0, (count - stretch.first) / max(1e-9, stretch.last - stretch.first))
            if count > stretch.first:
                reached = Reach(stretch.row, stretch.left + (stretch.right - stretch.left) * share)
        return reached


def _x(value: object) -> float:
    """``cursorToX`` gives the x alone or with the position it settled on, by its overload."""
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


def _units(text: str) -> int:
    """Return the length Qt counts: UTF-16 units."""
    return len(text) if max(text, default="") < "\U00010000" else len(text.encode("utf-16-le", "surrogatepass")) // 2


def _starts_right_to_left(text: str) -> bool:
    return any("\u0590" <= char <= "\u08ff" for char in text)
