"""The wave form itself, painted once for each zoom in pieces that a frame only copies."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.scale import Scale
from pluto_desktop.domain.peaks import Peaks

_BAR_PX, _PITCH_PX = 2, 3
_BARS = 170
TILE_PX = _BARS * _PITCH_PX
_KEPT = 48
"""So many pieces are kept: both inks of what a wide screen shows, and some beside it."""
_FILLS = 0.96
"""How much of the height the loudest moment takes."""


class Tiles:
    """Pieces of the wave form in one ink each. Forgets them all when zoom, height, screen or theme change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._peaks: Peaks | None = None
        self._look: tuple[float, int, float, str] | None = None
        self._made: OrderedDict[tuple[int, str], QPixmap] = OrderedDict()

    def set_peaks(self, peaks: Peaks | None) -> None:
        """Show other peaks."""
        self._peaks = peaks
        self._made.clear()

    def prepare(self, scale: Scale, height: int, ratio: float) -> None:
        """Say how the pieces of the coming frame look: their height in pixels, and the screen's pixel ratio."""
        look = scale.px_a_s, height, ratio, self._theme.mode
        if look != self._look:
            self._look = look
            self._made.clear()

    def paint(self, painter: QPainter, left: float, right: float, origin: float, top: int, ink: str) -> None:
        """Paint what lies from ``left`` to ``right`` of the whole picture, whose beginning is painted at ``origin``."""
        if self._look is None or right <= left:
            return
        ratio, height = self._look[2], self._look[1]
        for number in range(max(0, int(left // TILE_PX)), int((right - 1e-6) // TILE_PX) + 1):
            start = number * TILE_PX
            first, last = max(left, start), min(right, start + TILE_PX)
            source = QRectF((first - start) * ratio, 0, (last - first) * ratio, height * ratio)
            painter.drawPixmap(QRectF(origin + first, top, last - first, height), self._tile(number, ink), source)

    def _tile(self, number: int, ink: str) -> QPixmap:
        tile = self._made.get((number, ink))
        if tile is None:
            tile = self._made[number, ink] = self._draw(number, ink)
            while len(self._made) > _KEPT:
                self._made.popitem(last=False)
        else:
            self._made.move_to_end((number, ink))
        return tile

    def _draw(self, number: int, ink: str) -> QPixmap:
        assert self._look is not None
        px_a_s, height, ratio, _ = self._look
        tile = QPixmap(round(TILE_PX * ratio), round(height * ratio))
        tile.fill(Qt.GlobalColor.transparent)
        if self._peaks is not None and px_a_s > 0:
            step_ms = _PITCH_PX * 1000 / px_a_s
            start_ms = number * _BARS * step_ms
            bars = min(_BARS, math.ceil((self._peaks.duration_ms - start_ms) / step_ms))
            painter = QPainter(tile)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(ink))
            painter.drawRects(self._bars(self._peaks.swings(start_ms, step_ms, max(0, bars)), height * ratio, ratio))
            painter.end()
        tile.setDevicePixelRatio(ratio)
        return tile

    def _bars(self, swings: Sequence[tuple[int, int]], height: float, ratio: float) -> list[QRect]:
        """Return the bars in the screen's pixels, whole ones: upright edges gain nothing by anti-aliasing but time."""
        middle = round(height / 2)
        unit = middle * _FILLS / max(1, self._peaks.loudest if self._peaks is not None else 0)
        wide, pitch = round(_BAR_PX * ratio), _PITCH_PX * ratio
        return [
            QRect(round(bar * pitch), middle - int(high * unit), wide, int(high * unit) - int(low * unit) + 1)
            for bar, (low, high) in enumerate(swings)
        ]
