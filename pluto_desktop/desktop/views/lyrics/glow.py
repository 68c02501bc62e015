"""The pane's ground: the window's colour with a warm breath of the accent in the upper right corner."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QLinearGradient, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.common.warmth import warm_light
from pluto_desktop.desktop.views.lyrics.look import PANE, Look

_RADIUS_PX = 420
_STRENGTH = 0.42
"""Share of ``accent-soft`` in the very corner."""


class Glow:
    """Paints the ground under a part of the pane, as if the pane were painted in one piece. GUI thread only.

    Everything is kept in pixmaps, so that a frame costs little.
    """

    def __init__(self, theme: Theme, part: QWidget, pane: QWidget, look: Look = PANE) -> None:
        self._theme, self._part, self._pane, self._words = theme, part, pane, look
        self._ground = QColor()
        self._corner: QPixmap | None = None
        self._veils: tuple[QPixmap, QPixmap] | None = None
        self._seen_as: tuple[QSize, QPoint, float] | None = None

    def clear(self) -> None:
        """Forget the pixmaps; colours changed."""
        self._corner = self._veils = None

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Fill ``area`` of the part."""
        self._look()
        self._fill(painter, area)

    def paint_veils(self, painter: QPainter, area: QRect) -> None:
        """Cover what has been painted in ``area`` the more, the nearer it is to the part's upper or lower edge."""
        self._look()
        upper, lower = self._strips()
        if not (area.intersects(upper) or area.intersects(lower)):
            return
        if self._veils is None:
            self._veils = self._veil(upper, 255, 0), self._veil(lower, 0, 255)
        for strip, veil in zip((upper, lower), self._veils, strict=True):
            self._draw(painter, veil, area.intersected(strip), strip.topLeft())

    def _look(self) -> None:
        """Take note of where the part is in the pane, and on what screen."""
        place = self._part.mapTo(self._pane, QPoint()) - QPoint(self._pane.width(), 0)
        seen_as = (self._part.size(), place, self._part.devicePixelRatioF())
        if seen_as != self._seen_as:
            if self._seen_as is not None and self._seen_as[2] != seen_as[2]:
                self._corner = None
            self._seen_as, self._veils = seen_as, None
        if self._corner is None:
            self._ground = self._theme.color("bg")
            self._corner = _corner(self._ground, self._theme.color("accent-soft"), self._part.devicePixelRatioF())

    def _fill(self, painter: QPainter, area: QRect) -> None:
        assert self._seen_as is not None
        assert self._corner is not None
        corner = QRect(-self._seen_as[1] - QPoint(_RADIUS_PX, 0), QSize(_RADIUS_PX, _RADIUS_PX))
        if not corner.contains(area):
            # In one piece and the corner over it: filling two areas around the corner takes twice as long.
            painter.fillRect(area, self._ground)
        self._draw(painter, self._corner, area.intersected(corner), corner.topLeft())

    def _strips(self) -> tuple[QRect, QRect]:
        assert self._seen_as is not None
        width, height = self._seen_as[0].width(), self._seen_as[0].height()
        top, bottom = self._words.fade_top_px, self._words.fade_bottom_px
        return QRect(0, 0, width, top), QRect(0, height - bottom, width, bottom)

    def _veil(self, strip: QRect, alpha_at_top: int, alpha_at_bottom: int) -> QPixmap:
        """Return the ground of a strip, from one opacity (0 to 255) to another."""
        ratio = self._part.devicePixelRatioF()
        veil = QPixmap(strip.size() * ratio)
        veil.setDevicePixelRatio(ratio)
        veil.fill(Qt.GlobalColor.transparent)
        fading = QLinearGradient(0, 1, 0, strip.height() - 1)  # the outermost pixels are covered wholly
        fading.setColorAt(0, QColor(0, 0, 0, alpha_at_top))
        fading.setColorAt(1, QColor(0, 0, 0, alpha_at_bottom))
        painter = QPainter(veil)
        painter.translate(-strip.topLeft())
        self._fill(painter, strip)
        painter.translate(strip.topLeft())
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.fillRect(QRect(QPoint(0, 0), strip.size()), fading)
        painter.end()
        return veil

    def _draw(self, painter: QPainter, pixmap: QPixmap, area: QRect, origin: QPoint) -> None:
        """Draw what a pixmap, whose upper left corner is at ``origin``, shows of ``area``."""
        if area.isEmpty():
            return
        at, ratio = area.topLeft() - origin, pixmap.devicePixelRatio()
        source = QRectF(at.x() * ratio, at.y() * ratio, area.width() * ratio, area.height() * ratio)
        painter.drawPixmap(QRectF(area), pixmap, source)


def _corner(ground: QColor, warm: QColor, ratio: float) -> QPixmap:
    size, corner = QSize(_RADIUS_PX, _RADIUS_PX), QPointF(_RADIUS_PX, 0)
    return warm_light(size, ratio, ground, warm, _STRENGTH, corner, _RADIUS_PX)
