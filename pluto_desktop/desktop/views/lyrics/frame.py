"""One frame: the rows that are to be seen, each as dim as its place says, from pictures that are rendered once."""

from __future__ import annotations

from collections.abc import Container

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from pluto_desktop.desktop.views.lyrics.easel import Easel
from pluto_desktop.desktop.views.lyrics.following import Following

_DOTS_WIDE = 52.0
_MARK_LEFT_PX = 11


def paint_rows(easel: Easel, following: Following, clip: QRect, chosen: Container[int | None]) -> None:
    """Paint what of the words lies in ``clip``; ``chosen`` are rows under the mouse or the keyboard's focus."""
    scene, motion = following.scene, following.motion
    stack, scroll = scene.stack, easel.snap(motion.scroll)
    rows = stack.visible(clip.top() + scroll - 12, clip.bottom() + scroll + 12, motion.activity)
    y = stack.top(rows.start, motion.activity) - scroll if rows else 0.0
    left = easel.snap(following.left)
    for row in rows:
        share, height = motion.activity.get(row, 0.0), stack.height(row, motion.activity)
        opacity = _opacity(following, row, share, chosen)
        _paint_row(easel, following, row, QPointF(left, easel.snap(y)), share, opacity)
        y += height
    easel.painter.setOpacity(1.0)


def paint_focus(painter: QPainter, following: Following, row: int, color: QColor) -> None:
    """Paint the ring around the row that the keyboard has come to."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    area = following.rectangle(row).adjusted(-12, -6, 12, 6 - following.look.row_gap_px)
    painter.drawRoundedRect(area, 8, 8)


def paint_marks(painter: QPainter, following: Following, lines: Container[int | None], color: QColor) -> None:
    """Paint a bar beside each line (an index into the document) that is repeated."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for index in following.visible():
        if following.scene.rows[index].line in lines:
            area = following.rectangle(index).adjusted(0, 0, 0, -following.look.row_gap_px)
            painter.drawRoundedRect(QRectF(_MARK_LEFT_PX, area.top(), 3, area.height()), 1.5, 1.5)


def _paint_row(easel: Easel, following: Following, row: int, at: QPointF, share: float, opacity: float) -> None:
    scene, time_ms = following.scene, following.time_ms
    pause = scene.rows[row].pause
    if pause is not None:
        at += QPointF((following.width - _DOTS_WIDE) * scene.look.side.share, 0.0)
        progress = pause.progress(time_ms)
        _paint_dots(easel, at, int(progress * 3) / 3 if scene.by_word else progress, opacity * share)
        return
    reaches = scene.reaches(row, time_ms) if share > 0 else []
    scene.block(row).paint(easel, at, share, opacity, reaches)


def _opacity(following: Following, row: int, share: float, chosen: Container[int | None]) -> float:
    look = following.look
    if not following.timed or share >= 1.0:
        return 1.0
    if row in chosen:
        rest = look.chosen_opacity
    elif following.free:
        rest = look.reading_opacity
    else:
        rest = look.resting_opacity(following.scene.place(row) - following.motion.focus)
    return rest + (1.0 - rest) * share


def _paint_dots(easel: Easel, at: QPointF, progress: float, opacity: float) -> None:
    """Three dots that fill one after the other while nothing is sung."""
    painter = easel.painter
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(easel.pictures.sung)
    for index in range(3):
        filled = max(0.0, min(1.0, progress * 3 - index))
        painter.setOpacity(opacity * (0.25 + 0.75 * filled))
        radius = 4.0 + 1.0 * filled
        painter.drawEllipse(QPointF(at.x() + 6 + index * 20, at.y() + 12), radius, radius)
