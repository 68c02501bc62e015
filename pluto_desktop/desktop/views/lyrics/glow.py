"""The pane's ground: the window's colour with a warm breath of the accent in the upper right corner."""

from __future__ import annotations

import math
import random

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRadialGradient

from pluto_desktop.desktop.theme import Theme

_RADIUS_PX = 420
_STRENGTH = 0.42
"""Share of ``accent-soft`` in the very corner."""


class Glow:
    """Paints the ground from one pixmap of the corner, so that a frame costs little."""

    def __init__(self) -> None:
        self._corner: QPixmap | None = None
        self._ratio = 0.0

    def clear(self) -> None:
        """Forget the pixmap; colours changed."""
        self._corner = None

    def paint(self, painter: QPainter, area: QRect, theme: Theme, place: QPoint) -> None:
        """Fill ``area`` of a widget; ``place`` is its width, and how many pixels under the pane's top it starts."""
        width, above, ratio = place.x(), place.y(), painter.device().devicePixelRatio()
        ground = theme.color("bg")
        if self._corner is None or self._ratio != ratio:
            self._corner, self._ratio = _corner(ground, theme.color("accent-soft"), ratio), ratio
        corner = QRect(width - _RADIUS_PX, -above, _RADIUS_PX, _RADIUS_PX)
        touched = area.intersected(corner)
        if touched.isEmpty():
            painter.fillRect(area, ground)
            return
        if not corner.contains(area):
            for rest in (
                QRect(area.left(), area.top(), corner.left() - area.left(), area.height()),
                QRect(touched.left(), touched.bottom() + 1, touched.width(), area.bottom() - touched.bottom()),
            ):
                if rest.width() > 0 and rest.height() > 0:
                    painter.fillRect(rest, ground)
        source = QRectF(
            (touched.left() - corner.left()) * ratio,
            (touched.top() - corner.top()) * ratio,
            touched.width() * ratio,
            touched.height() * ratio,
        )
        painter.drawPixmap(QRectF(touched), self._corner, source)


def _corner(ground: QColor, warm: QColor, ratio: float) -> QPixmap:
    side = math.ceil(_RADIUS_PX * ratio)
    pixmap = QPixmap(side, side)
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(ground)
    gradient = QRadialGradient(QPointF(_RADIUS_PX, 0), _RADIUS_PX)
    for stop in range(11):
        share = stop / 10
        color = QColor(warm)
        color.setAlphaF(_STRENGTH * (0.5 + 0.5 * math.cos(math.pi * share)))
        gradient.setColorAt(share, color)
    painter = QPainter(pixmap)
    painter.fillRect(QRectF(0, 0, _RADIUS_PX, _RADIUS_PX), gradient)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.drawTiledPixmap(QRectF(0, 0, _RADIUS_PX, _RADIUS_PX), _noise(ratio))
    painter.end()
    return pixmap


def _noise(ratio: float) -> QPixmap:
    """Return a little grain, at most one step of brightness: without it the faint gradient shows rings."""
    side = 128
    grain = random.Random(1)  # noqa: S311 - grain, not a secret
    levels = bytes(grain.getrandbits(1) for _ in range(side * side))
    image = QImage(levels, side, side, side, QImage.Format.Format_Grayscale8)
    pixmap = QPixmap.fromImage(image.convertToFormat(QImage.Format.Format_RGB32))
    pixmap.setDevicePixelRatio(ratio)
    return pixmap
