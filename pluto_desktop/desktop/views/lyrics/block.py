"""One row, shaped, and painted from pixmaps that are rendered once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainter, QPixmap

from pluto_desktop.desktop.views.lyrics import look
from pluto_desktop.desktop.views.lyrics.easel import Easel
from pluto_desktop.desktop.views.lyrics.rows import Part, Row
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, Reach, ShapedText, Sweep, blank


@dataclass(frozen=True, slots=True)
class _State:
    activity: float
    opacity: float
    lit: bool


@dataclass(slots=True)
class _Shown:
    text: ShapedText
    rest: float
    sweep: Sweep
    main: bool


class Block:
    """A row of words laid out for one width and text size."""

    def __init__(self, row: Row, width: float, percent: int) -> None:
        self.row = row
        self._parts = [_shape(part, row, width, percent) for part in row.parts]
        self._gap = look.PLAIN_GAP_PX if any(part.plain for part in row.parts) else look.ROW_GAP_PX
        self._serial = min((part.text.serial for part in self._parts), default=-1)
        self._swept = any(part.sweep for part in self._parts)
        self.width = max((part.text.width for part in self._parts), default=0.0)
        self.height = self._height(active=True)
        self.rest_height = self._height(active=False)

    @property
    def swept(self) -> bool:
        """Whether any text of the row has word times."""
        return self._swept

    def reaches(self, time_ms: float) -> list[Reach | None]:
        """Return how far each text is sung at a time, None for one without word times."""
        return [part.sweep.reach(time_ms) if part.sweep else None for part in self._parts]

    def paint(self, easel: Easel, at: QPointF, activity: float, opacity: float, reaches: list[Reach | None]) -> None:
        """Paint the row at a place; ``activity`` 0.0 is at rest, 1.0 is active. The painter's opacity is changed."""
        painter = easel.painter
        if activity <= 0.0:
            painter.setOpacity(opacity)
            picture = easel.cache.get((self._serial, "rest"), lambda: self._at_rest(easel))
            painter.drawPixmap(at - QPointF(PAD_PX, PAD_PX), picture)
            return
        y = at.y()
        for part, reach in zip(self._parts, reaches, strict=True):
            dimmed = (
                opacity if part.main else opacity * (look.SUB_REST_OPACITY + (1 - look.SUB_REST_OPACITY) * activity)
            )
            lit = part.main and not self._swept
            _paint_part(easel, part, QPointF(at.x(), y), _State(activity, dimmed, lit), reach)
            y += part.text.height * (part.rest + (1 - part.rest) * activity) + look.PART_GAP_PX

    def _at_rest(self, easel: Easel) -> QPixmap:
        """Render all texts of the row into one picture, the way they look while other lines are sung."""
        width = max((part.text.width * part.rest for part in self._parts), default=0.0)
        picture = blank(width, self.rest_height - self._gap, easel.ratio)
        painter = QPainter(picture)
        y = float(PAD_PX)
        for part in self._parts:
            painter.setOpacity(1.0 if part.main else look.SUB_REST_OPACITY)
            part.text.draw(painter, QPointF(PAD_PX, y), easel.ink, part.rest)
            y += part.text.height * part.rest + look.PART_GAP_PX
        painter.end()
        return picture

    def _height(self, *, active: bool) -> float:
        texts = sum(part.text.height * (1.0 if active else part.rest) for part in self._parts)
        return texts + look.PART_GAP_PX * max(0, len(self._parts) - 1) + self._gap


def _shape(part: Part, row: Row, width: float, percent: int) -> _Shown:
    font = look.text_font(percent, main=part.main, latin=part.latin, plain=part.plain)
    text = ShapedText(part.text, font, width)
    rest = look.resting_scale(font, percent, main=part.main, latin=part.latin, plain=part.plain)
    return _Shown(text, rest, Sweep(text, part.words, row.end_ms), part.main)


def _paint_part(easel: Easel, part: _Shown, at: QPointF, state: _State, reach: Reach | None) -> None:
    if state.activity >= 1.0:
        _paint_active(easel, part.text, at, state, reach)
        return
    painter = easel.painter
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(at)
    scale = part.rest + (1 - part.rest) * state.activity
    painter.scale(scale, scale)
    _paint_active(easel, part.text, QPointF(0, 0), state, reach)
    painter.restore()


def _paint_active(easel: Easel, text: ShapedText, at: QPointF, state: _State, reach: Reach | None) -> None:
    painter, plain = easel.painter, easel.plain(text)
    if reach is None:
        corner = at - QPointF(PAD_PX, PAD_PX)
        if not state.lit or state.activity < 1.0:
            painter.setOpacity(state.opacity)
            painter.drawPixmap(corner, plain)
        if state.lit:
            painter.setOpacity(state.opacity * state.activity)
            painter.drawPixmap(corner, easel.colored(text))
        return
    sung, unsung = reach.rectangles(text)
    painter.setOpacity(state.opacity * (1 - (1 - look.UNSUNG_OPACITY) * state.activity))
    for area in unsung:
        easel.draw(plain, area, at)
    colored = easel.colored(text)
    for area in sung:
        if state.activity < 1.0:
            painter.setOpacity(state.opacity * (1 - state.activity))
            easel.draw(plain, area, at)
        painter.setOpacity(state.opacity * state.activity)
        easel.draw(colored, area, at)
