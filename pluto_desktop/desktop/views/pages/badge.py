"""What hangs at the pointer while songs are dragged."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPixmap

from pluto_desktop.desktop.theme import Theme


def drag_badge(text: str, theme: Theme, ratio: float) -> QPixmap:
    """Return a small pill with a text, sharp at a screen's pixel ratio."""
    font = theme.font("secondary")
    width, height = round(QFontMetricsF(font).horizontalAdvance(text)) + 24, 28
    pixmap = QPixmap(round(width * ratio), round(height * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.color("accent"))
    painter.setBrush(theme.color("accent-soft"))
    box = QRectF(0.5, 0.5, width - 1, height - 1)
    painter.drawRoundedRect(box, height / 2, height / 2)
    painter.setFont(font)
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap
