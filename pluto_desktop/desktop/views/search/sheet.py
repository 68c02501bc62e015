"""The rounded sheet with its shadow, drawn once small and then stretched: shadows cost milliseconds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap

from pluto_desktop.desktop.theme import Theme

SHADOW = 18
"""Room around the sheet for its shadow, in logical pixels."""
_RADIUS = 12
_CORNER = SHADOW + _RADIUS + 4
_SIDE = 2 * _CORNER + 2


def draw_sheet(theme: Theme, ratio: float) -> QPixmap:
    """Return a small sheet with its shadow for a screen's ratio; only its middle may be stretched."""
    pixmap = QPixmap(round(_SIDE * ratio), round(_SIDE * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    sheet = QRectF(0, 0, _SIDE, _SIDE).adjusted(SHADOW + 0.5, SHADOW + 0.5, -SHADOW - 0.5, -SHADOW - 0.5)
    shadow = theme.color("shadow")
    steps = SHADOW - 4
    # The shadow lies a little lower than the sheet, so it begins below the sheet's edge.
    for distance in range(-4, steps):
        fade = 1 - max(distance, 0) / steps
        shadow.setAlphaF((0.16 if theme.dark else 0.07) * fade * fade)
        painter.setPen(QPen(shadow, 1.5))
        spread = distance + 0.5
        radius = _RADIUS + spread
        painter.drawRoundedRect(sheet.adjusted(-spread, -spread + 4, spread, spread + 3), radius, radius)
    painter.setPen(QPen(theme.color("line"), 1))
    painter.setBrush(theme.color("raised"))
    painter.drawRoundedRect(sheet, _RADIUS, _RADIUS)
    painter.end()
    return pixmap


def draw_stretched(painter: QPainter, area: QRect, sheet: QPixmap, ratio: float) -> None:
    """Draw a sheet over an area: its corners as they are, its edges and its middle stretched."""
    across = ((0, _CORNER), (_CORNER, area.width() - 2 * _CORNER), (area.width() - _CORNER, _CORNER))
    down = ((0, _CORNER), (_CORNER, area.height() - 2 * _CORNER), (area.height() - _CORNER, _CORNER))
    parts = ((0, _CORNER), (_CORNER, 2), (_CORNER + 2, _CORNER))
    for (top, high), (from_top, from_high) in zip(down, parts, strict=True):
        for (left, wide), (from_left, from_wide) in zip(across, parts, strict=True):
            source = QRectF(from_left * ratio, from_top * ratio, from_wide * ratio, from_high * ratio)
            painter.drawPixmap(QRectF(left, top, wide, high), sheet, source)
