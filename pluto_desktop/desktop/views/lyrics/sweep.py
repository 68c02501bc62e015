"""How far along a shaped text a voice has come. The colour goes from grapheme cluster to grapheme cluster."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from PySide6.QtCore import QRectF

from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText, Stretch
from pluto_desktop.lyrics.document import Word
from pluto_desktop.lyrics.timeline import sung_characters


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a text is sung: rows before ``row`` wholly, that row up to ``x``, in the text's own pixels.

    From there to ``until`` lies the cluster in the voice's mouth: it takes on the colour as one, by ``share``, for
    a conjunct is never cut in two.
    """

    row: int
    x: float
    until: float
    share: float

    @property
    def whole(self) -> Reach:
        """This with the cluster in the voice's mouth sung wholly or not at all: one picture less to draw."""
        x = self.until if self.share >= 0.5 else self.x
        return Reach(self.row, x, x, 0.0)

    def moved(self, other: Reach) -> bool:
        """Whether anybody could see the difference."""
        return self.row != other.row or abs(self._along - other._along) >= 0.4

    @property
    def _along(self) -> float:
        return self.x + (self.until - self.x) * self.share

    def between(self, other: Reach, text: ShapedText) -> QRectF:
        """Return a rectangle around all that looks different at one reach and at the other."""
        rows, height = sorted((self.row, other.row)), text.row_height
        if self.row == other.row:
            left, right = min(self.x, other.x), max(self.until, other.until)
        else:
            left, right = 0.0, text.width
        area = QRectF(left, rows[0] * height, right - left, (rows[1] - rows[0] + 1) * height)
        return area.adjusted(-PAD_PX, -PAD_PX, PAD_PX, PAD_PX)

    def zones(self, text: ShapedText) -> list[tuple[QRectF, float]]:
        """Return rectangles that cover the text once, with PAD_PX around it, each with its share of the colour."""
        top, left, right = -float(PAD_PX), -float(PAD_PX), text.width + PAD_PX
        middle, bottom, below = self.row * text.row_height, (self.row + 1) * text.row_height, text.height + PAD_PX
        zones = []
        if self.row > 0:
            zones.append((_box(left, top, right, middle), 1.0))
            top = float(middle)
        last = self.row >= text.rows - 1
        ends = below if last else float(bottom)
        x, until = min(self.x, right), min(self.until if self.share > 0 else self.x, right)
        for start, end, share in ((left, x, 1.0), (x, until, self.share), (until, right, 0.0)):
            if end > start:
                zones.append((_box(start, top, end, ends), share))
        if not last:
            zones.append((_box(left, bottom, right, below), 0.0))
        return zones


class Sweep:
    """The words of a shaped text and where they lie: from a time to how far the colour has come."""

    def __init__(self, text: ShapedText, words: tuple[Word, ...], line_end_ms: int | None) -> None:
        self._text, self._words, self._end_ms = text, words, line_end_ms

    def __bool__(self) -> bool:
        return bool(self._words) and self._text.swept

    @cached_property
    def _stretches(self) -> tuple[Stretch, ...]:
        """Where the words lie: measured when the line is about to be sung, for most lines that are seen are not."""
        return self._text.stretches(self._words)

    def row(self, time_ms: float) -> int:
        """Return the visual line that is sung at a time."""
        return self._place(time_ms)[0]

    def reach(self, time_ms: float, *, by_word: bool = False) -> Reach:
        """Return how far the text is sung at a time of the song; ``by_word`` colours a word at once as it begins."""
        row, x = self._place(time_ms, by_word=by_word)
        clusters = self._text.clusters(row)
        edges, cuts = clusters.edges, clusters.cuts
        if x <= edges[0]:
            return Reach(row, cuts[0], cuts[0], 0.0)
        # A word's end is the next one's beginning, and measured twice it may differ by a hair.
        cluster = bisect_right(edges, x + 0.01) - 1
        if cluster >= len(edges) - 1:
            return Reach(row, cuts[-1], cuts[-1], 0.0)
        share = max(0.0, x - edges[cluster]) / max(0.01, edges[cluster + 1] - edges[cluster])
        return Reach(row, cuts[cluster], cuts[cluster + 1], min(1.0, share))

    def measure(self) -> None:
        """Measure what coming calls of :meth:`reach` will need."""
        _ = self._stretches
        for row in range(self._text.rows):
            self._text.clusters(row)

    def _place(self, time_ms: float, *, by_word: bool = False) -> tuple[int, float]:
        """Return the visual line the voice is on, and how far along it; words fill their width evenly."""
        count = sung_characters(self._words, self._end_ms, time_ms)
        row, x = 0, -float(PAD_PX)
        for stretch in self._stretches:
            if count < stretch.first:
                break
            share = min(1.0, (count - stretch.first) / max(1e-9, stretch.last - stretch.first))
            if count > stretch.first:
                row, x = stretch.row, stretch.left + (stretch.right - stretch.left) * (1.0 if by_word else share)
        return row, x


def _box(left: float, top: float, right: float, bottom: float) -> QRectF:
    return QRectF(left, top, max(0.0, right - left), max(0.0, bottom - top))
