"""Small shapes that lists paint themselves, where an icon a cell would cost too much."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """Return a colour between two; ``share`` is how much of the other, 0.0 to 1.0."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
    )


def play_path(centre: QPointF, height: float) -> QPainterPath:
    """Return a triangle that points right, optically centred."""
    path = QPainterPath()
    half, width = height / 2, height * 0.86
    left = centre.x() - width * 0.42
    path.moveTo(left, centre.y() - half)
    path.lineTo(left + width, centre.y())
    path.lineTo(left, centre.y() + half)
    path.closeSubpath()
    return path


def heart_path(box: QRectF) -> QPainterPath:
    """Return a heart that fills a box."""
    path = QPainterPath()
    x, y, w, h = box.x(), box.y(), box.width(), box.height()
    path.moveTo(x + w / 2, y + h)
    path.cubicTo(x - w * 0.25, y + h * 0.5, x + w * 0.02, y - h * 0.22, x + w / 2, y + h * 0.2)
    path.cubicTo(x + w * 0.98, y - h * 0.22, x + w * 1.25, y + h * 0.5, x + w / 2, y + h)
    path.closeSubpath()
    return path


def draw_bars(painter: QPainter, box: QRectF, colour: QColor, *, moving: bool) -> None:
    """Draw the mark of the playing song: three bars of sound, or low ones while it is paused."""
    heights = (0.55, 1.0, 0.72) if moving else (0.3, 0.3, 0.3)
    width = box.width() / 5
    for number, share in enumerate(heights):
        height = box.height() * share
        painter.fillRect(QRectF(box.x() + number * width * 2, box.bottom() - height, width, height), colour)
