"""What the canvas shows at a time: rows, their shapes, which of them are lit. Shapes rows only when they are needed."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import accumulate

from PySide6.QtCore import QRectF

from pluto_desktop.desktop.views.lyrics.block import Block
from pluto_desktop.desktop.views.lyrics.look import PANE, Kind, Look, Side
from pluto_desktop.desktop.views.lyrics.motion import Stack
from pluto_desktop.desktop.views.lyrics.places import Column, columns_of
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText
from pluto_desktop.desktop.views.lyrics.sweep import Reach
from pluto_desktop.lyrics.timeline import Timeline

_KEPT_BLOCKS = 600


class Scene:
    """The rows of one song in one arrangement, look and text size. GUI thread only.

    ``by_word`` colours words (and dots) at once instead of by degrees, for those who want less to move.
    """

    def __init__(self, rows: list[Row], timeline: Timeline, percent: int, look: Look = PANE) -> None:
        self.rows, self.look = rows, look
        self.by_word = False
        self.timeline = timeline
        self._percent = percent
        self._blocks: dict[int, Block] = {}
        self._sizes: list[tuple[float, float]] = []
        self._width = -1.0
        self.widest = 0.0
        self._row_of_line = {row.line: index for index, row in enumerate(rows) if row.line is not None}
        self._row_of_pause = {row.pause: index for index, row in enumerate(rows) if row.pause is not None}
        self._lines: dict[Kind, tuple[float, float, float]] = {}
        self._places = list(accumulate((int(row.pause is None) for row in rows), initial=0))
        self._shown: dict[int, list[Reach | None]] = {}
        self._shown_dots = -1.0
        self.stack = Stack([])

    def lay_out(self, width: float) -> bool:
        """Lay everything out for a width, by guess until rows are measured; False where that is done."""
        if width == self._width:
            return False
        self._blocks.clear()
        self._shown.clear()
        self._columns: dict[tuple[Side | None, int], list[Column]] = {}
        self._width = width
        self._sizes = [self._guess(row, width) for row in self.rows]
        self.stack = Stack(self._sizes)
        return True

    def measure(self, rows: Iterable[int]) -> bool:
        """Shape rows that are about to be seen; return whether any height was not what was thought."""
        if not self._measure(rows):
            return False
        self.stack = Stack(self._sizes)
        return True

    def is_shaped(self, row: int) -> bool:
        """Whether a row's height is known and not guessed, and its shape is at hand; that of dots always is."""
        return row in self._blocks or self.rows[row].pause is not None

    def block(self, row: int) -> Block:
        """Return a row's shape."""
        block = self._blocks.get(row)
        if block is None:
            if len(self._blocks) >= _KEPT_BLOCKS:
                self._blocks.clear()
            block = self._blocks[row] = Block(self.rows[row], self._width, self._percent, self.look)
        return block

    def lit_rows(self, time_ms: float) -> tuple[tuple[int, ...], int | None]:
        """Return the rows that are active at a time, and the one of them the eye should be on."""
        moment = self.timeline.at(time_ms)
        lines = self.timeline.singing(time_ms)
        lit = [self._row_of_line[line] for line in lines]
        if moment.interlude is not None:
            primary: int | None = self._row_of_pause[moment.interlude]
            lit.append(self._row_of_pause[moment.interlude])
        else:
            primary = self._row_of_line[moment.active] if moment.active is not None else None
        return tuple(sorted(lit)), primary

    def reaches(self, row: int, time_ms: float) -> list[Reach | None]:
        """Return how far each text of a row is sung, and remember it as what is shown."""
        reaches = self.block(row).reaches(time_ms, by_word=self.by_word)
        self._shown[row] = reaches
        return reaches

    def to_repaint(self, row: int, time_ms: float) -> list[QRectF]:
        """Return where a lit row that stands still looks different from what is shown, from its upper left corner."""
        pause = self.rows[row].pause
        if pause is not None:
            step = round(pause.progress(time_ms), 2)
            changed, self._shown_dots = step != self._shown_dots, step
            return [QRectF(-PAD_PX, -PAD_PX, self._width, self.look.dots_px)] if changed else []
        block = self.block(row)
        if not block.swept:
            return []
        shown = self._shown.get(row)
        if shown is None:
            return [QRectF(-PAD_PX, -PAD_PX, block.width + 2 * PAD_PX, block.height + 2 * PAD_PX)]
        return block.swept_since(shown, block.reaches(time_ms, by_word=self.by_word))

    def place(self, row: int) -> int:
        """Return how many lines stand above a row; the dots of a pause do not count."""
        return self._places[row]

    def can_seek(self, row: int) -> bool:
        """Whether a row is a line with a time."""
        return self.rows[row].line is not None and self.rows[row].start_ms is not None

    def next_line_row(self, row: int | None, step: int) -> int | None:
        """Return the next row in a direction that can be played from, None past the ends."""
        index = (-1 if step > 0 else len(self.rows)) if row is None else row
        index += step
        while 0 <= index < len(self.rows):
            if self.can_seek(index):
                return index
            index += step
        return None

    def _measure(self, rows: Iterable[int]) -> bool:
        changed = False
        for row in rows:
            if self.rows[row].pause is None:
                block = self.block(row)
                size = (block.rest_height, block.height)
                self.widest = max(self.widest, block.width)
                changed = changed or size != self._sizes[row]
                self._sizes[row] = size
        return changed

    def _guess(self, row: Row, width: float) -> tuple[float, float]:
        """Return a row's heights without shaping it; right for rows that do not wrap."""
        if row.pause is not None:
            return 0.0, float(self.look.dots_px)
        key = (row.side, row.columns)
        if key not in self._columns:
            self._columns[key] = columns_of(row, width, self._percent, self.look)
        columns = self._columns[key]
        heights: dict[int, tuple[float, float]] = {}
        for part in row.parts:
            height, em, scale = self._line(part.kind)
            column = columns[part.column]
            lines = 1 + int(len(part.text) * em * 0.5 / max(40.0, column.room))
            rest, active = heights.get(column.number, (-self.look.part_gap_px, -self.look.part_gap_px))
            gap = self.look.part_gap_px
            heights[column.number] = rest + gap + lines * height * scale, active + gap + lines * height
        gap = self.look.gap_px(timed=row.timed)
        rests, actives = [rest for rest, _ in heights.values()], [active for _, active in heights.values()]
        return max(rests, default=0.0) + gap, max(actives, default=0.0) + gap

    def _line(self, kind: Kind) -> tuple[float, float, float]:
        """Return the height of one visual line, the size of its letters, and its scale at rest."""
        if kind not in self._lines:
            font = self.look.font(kind, self._percent)
            scale = self.look.resting_scale(kind, self._percent, font)
            self._lines[kind] = (ShapedText("x", font, 1000).row_height, font.pixelSize(), scale)
        return self._lines[kind]
