"""Rows that fit: set smaller where they would be higher than they may."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt

from pluto_desktop.desktop.views.lyrics.block import Block
from pluto_desktop.desktop.views.lyrics.easel import Easel
from pluto_desktop.desktop.views.lyrics.look import Look
from pluto_desktop.desktop.views.lyrics.rows import Row


def fit_block(row: Row, width: float, height: float, percent: float, look: Look, fits: Sequence[float]) -> Block:
    """Return a row laid out for a width, in the largest of some sizes (shares of ``percent``) that fits a height.

    The last of them where none does. GUI thread only.
    """
    for fit in fits:
        block = Block(row, width, max(1, round(percent * fit)), look)
        if block.height <= height:
            break
    return block


def paint_dots(easel: Easel, middle: QPointF, radius: float, opacity: float, progress: float) -> None:
    """Paint three dots that fill one after the other while nothing is sung."""
    painter = easel.painter
    painter.setRenderHint(painter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(easel.pictures.sung)
    for index in range(3):
        filled = max(0.0, min(1.0, progress * 3 - index))
        painter.setOpacity(opacity * (0.3 + 0.7 * filled))
        size = radius * (0.85 + 0.15 * filled)
        painter.drawEllipse(QPointF(middle.x() + (index - 1) * 4 * radius, middle.y()), size, size)
