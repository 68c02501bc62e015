"""One text shaped once, measured, and rendered."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from itertools import count, pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QTextLayout, QTextLine, QTextOption

from pluto_desktop.desktop.views.lyrics.look import LINE_HEIGHT_EM
from pluto_desktop.lyrics.document import Word

PAD_PX = 8
"""Room around a pixmap for ink that leaves its line's box."""

_serials = count()
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")


def blank(width: float, height: float, ratio: float) -> QImage:
    """Return an empty image for so much text with PAD_PX around it."""
    across, down = (min(16_000, math.ceil((length + 2 * PAD_PX) * ratio)) for length in (width, height))
    image = QImage(across, down, QImage.Format.Format_ARGB32_Premultiplied)
    image.setDevicePixelRatio(ratio)
    image.fill(Qt.GlobalColor.transparent)
    return image


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters ``[first, last)`` lie on visual line ``row`` from ``left`` to ``right``."""

    first: float
    last: float
    row: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Clusters:
    """The grapheme clusters of one visual line, left to right: a Telugu conjunct is one, a Latin letter is one.

    Cluster ``n`` is as wide as from ``edges[n]`` to ``edges[n + 1]``, and its ink lies between ``cuts[n]`` and
    ``cuts[n + 1]``: a subscript may reach under the next letter's place.
    """

    edges: tuple[float, ...]
    cuts: tuple[float, ...]


class ShapedText:
    """A text laid out at one width. Wraps between words, else between grapheme clusters. GUI thread only.

    Lines shorter than the longest stand at its left (``share`` 0.0), in the middle or at its right (1.0). ``serial``
    is never used twice, so that pictures can be kept under it.
    """

    def __init__(self, text: str, font: QFont, width: float, share: float = 0.0) -> None:
        self.serial = next(_serials)
        shown = text.replace("\n", "\u2028").replace("\0", "\ufffd")
        metrics = QFontMetricsF(font)
        self.row_height = math.ceil(max(font.pixelSize() * LINE_HEIGHT_EM, metrics.ascent() + metrics.descent()))
        self._layout = QTextLayout(shown, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self._layout.setTextOption(option)
        self._layout.setCacheEnabled(True)
        self._clusters: dict[int, Clusters] = {}
        self._lay_out(width, share)
        self.swept = not (shown.isprintable() and _RIGHT_TO_LEFT.search(shown))
        """Whether a voice goes along it from the left to the right."""

    def _lay_out(self, width: float, share: float) -> None:
        layout, lines = self._layout, []
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(40.0, width))
            lines.append(line)
        self.rows = len(lines)
        self.width = max((line.naturalTextWidth() for line in lines), default=0.0)
        self.height = float(max(1, self.rows) * self.row_height)
        self.baseline = float(self.row_height)
        """How far below the top the letters of the first visual line stand."""
        for row, line in enumerate(lines):
            above = (self.row_height - line.height()) / 2
            line.setPosition(QPointF((self.width - line.naturalTextWidth()) * share, row * self.row_height + above))
            if row == 0:
                self.baseline = above + line.ascent()
        layout.endLayout()

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

    def stretches(self, words: tuple[Word, ...]) -> tuple[Stretch, ...]:
        """Return where each word lies; a word that wraps gives one stretch a row."""
        found: list[Stretch] = []
        position = 0
        units = 0
        for word in words:
            body = word.text.rstrip() or word.text
            length = _units(body)
            found.extend(self._of_word(position, len(body), units, units + length))
            position += len(word.text)
            units += _units(word.text)
        return tuple(found)

    def _of_word(self, position: int, characters: int, first: int, last: int) -> list[Stretch]:
        found = []
        for row in range(self.rows):
            line = self._layout.lineAt(row)
            start, end = max(first, line.textStart()), min(last, line.textStart() + line.textLength())
            if start >= end:
                continue
            per_unit = characters / max(1, last - first)
            found.append(
                Stretch(
                    position + (start - first) * per_unit,
                    position + (end - first) * per_unit,
                    row,
                    _x(line.cursorToX(start)),
                    _x(line.cursorToX(end)),
                )
            )
        return found

    def clusters(self, row: int) -> Clusters:
        """Return the grapheme clusters of a visual line. Measured when first asked for; some 0.3 ms."""
        if row not in self._clusters:
            self._clusters[row] = self._measure_clusters(self._layout.lineAt(row))
        return self._clusters[row]

    def _measure_clusters(self, line: QTextLine) -> Clusters:
        places, end = [line.textStart()], line.textStart() + line.textLength()
        while (place := self._layout.nextCursorPosition(places[-1])) < end and place > places[-1]:
            places.append(place)
        edges = tuple(_x(line.cursorToX(place)) for place in (*places, end))
        ink = _ink(line, places)
        between = (
            _cut(edge, ink.get(here), ink.get(there))
            for edge, (here, there) in zip(edges[1:], pairwise(places), strict=False)
        )
        return Clusters(edges, (edges[0] - PAD_PX, *between, edges[-1] + PAD_PX))


def _ink(line: QTextLine, places: list[int]) -> dict[int, tuple[float, float]]:
    """Return from where to where the ink of each cluster reaches, by the place of its first character."""
    found: dict[int, tuple[float, float]] = {}
    owner = {}
    for first, after in pairwise((*places, line.textStart() + line.textLength())):
        owner.update(dict.fromkeys(range(first, after), first))
    for run in line.glyphRuns(-1, -1, QTextLayout.GlyphRunRetrievalFlag.RetrieveAll):
        font = run.rawFont()
        for glyph, at, place in zip(run.glyphIndexes(), run.positions(), run.stringIndexes(), strict=True):
            box = font.boundingRect(glyph)
            if box.isEmpty() or place not in owner:
                continue
            left, right = found.get(owner[place], (math.inf, -math.inf))
            found[owner[place]] = min(left, at.x() + box.left()), max(right, at.x() + box.right())
    return found


def _cut(edge: float, here: tuple[float, float] | None, there: tuple[float, float] | None) -> float:
    """Return where to cut between two clusters that meet at ``edge``: beside the ink of both, else in the middle."""
    right = here[1] if here is not None else -math.inf
    left = there[0] if there is not None else math.inf
    return min(max(edge, right), left) if right <= left else (right + left) / 2


def _x(value: object) -> float:
    """``cursorToX`` gives the x alone or with the position it settled on, by its overload."""
    return float(value[0]) if isinstance(value, tuple) else float(value)  # type: ignore[arg-type]


def _units(text: str) -> int:
    """Return the length Qt counts: UTF-16 units."""
    return len(text) if max(text, default="") < "\U00010000" else len(text.encode("utf-16-le", "surrogatepass")) // 2
