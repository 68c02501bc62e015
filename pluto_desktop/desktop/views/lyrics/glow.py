"""The pane's ground: the window's colour with a warm breath of the accent in the upper right corner."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.warmth import warm_light

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
    size, corner = QSize(_RADIUS_PX, _RADIUS_PX), QPointF(_RADIUS_PX, 0)
    return warm_light(size, ratio, ground, warm, _STRENGTH, corner, _RADIUS_PX)
