"""One row, shaped, and painted from pixmaps that are rendered once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from pluto_desktop.desktop.views.lyrics import look
from pluto_desktop.desktop.views.lyrics.easel import Easel, Picture, Pictures
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
        self._rest_key = (min((part.text.serial for part in self._parts), default=-1), "rest")
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

    def swept_since(self, before: list[Reach | None], now: list[Reach | None]) -> list[QRectF]:
        """Return what of the active row was swept from one reach to another, in its own pixels."""
        areas, y = [], 0.0
        for part, old, new in zip(self._parts, before, now, strict=True):
            if old is not None and new is not None and old.moved(new):
                areas.append(old.between(new, part.text).translated(0.0, y))
            y += part.text.height + look.PART_GAP_PX
        return areas

    def sung_y(self, time_ms: float) -> float:
        """Return the middle of the visual line that is sung at a time, from the top of the active row."""
        part = self._parts[0]
        return (part.sweep.reach(time_ms).row + 0.5) * part.text.row_height if part.sweep else 0.0

    def paint(self, easel: Easel, at: QPointF, activity: float, opacity: float, reaches: list[Reach | None]) -> None:
        """Paint the row at a place; ``activity`` 0.0 is at rest, 1.0 is active. The painter's opacity is changed."""
        painter = easel.painter
        if activity <= 0.0:
            painter.setOpacity(opacity)
            easel.draw(self._at_rest(easel.pictures), at)
            return
        y = at.y()
        for part, reach in zip(self._parts, reaches, strict=True):
            dimmed = (
                opacity if part.main else opacity * (look.SUB_REST_OPACITY + (1 - look.SUB_REST_OPACITY) * activity)
            )
            lit = part.main and not self._swept
            _paint_part(easel, part, QPointF(at.x(), y), _State(activity, dimmed, lit), reach)
            y += part.text.height * (part.rest + (1 - part.rest) * activity) + look.PART_GAP_PX

    def render_ahead(self, pictures: Pictures, *, active: bool) -> Iterator[None]:
        """Render what painting at rest, or until wholly active, will need; yields after each picture."""
        if not active:
            if self._rest_key not in pictures:
                self._at_rest(pictures)
                yield
            return
        for part in self._parts:
            if (part.text.serial, "plain") not in pictures:
                pictures.plain(part.text)
                yield
            colored = bool(part.sweep) or (part.main and not self._swept)
            if colored and (part.text.serial, "sung") not in pictures:
                pictures.colored(part.text)
                yield

    def _at_rest(self, pictures: Pictures) -> Picture:
        """Return all texts of the row in one picture, the way they look while other lines are sung."""
        return pictures.get(self._rest_key, lambda: self._render_at_rest(pictures))

    def _render_at_rest(self, pictures: Pictures) -> QImage:
        width = max((part.text.width * part.rest for part in self._parts), default=0.0)
        image = blank(width, self.rest_height - self._gap, pictures.ratio)
        painter = QPainter(image)
        y = float(PAD_PX)
        for part in self._parts:
            painter.setOpacity(1.0 if part.main else look.SUB_REST_OPACITY)
            part.text.draw(painter, QPointF(PAD_PX, y), pictures.ink, part.rest)
            y += part.text.height * part.rest + look.PART_GAP_PX
        painter.end()
        return image

    def _height(self, *, active: bool) -> float:
        texts = sum(part.text.height * (1.0 if active else part.rest) for part in self._parts)
        return math.ceil(texts) + look.PART_GAP_PX * max(0, len(self._parts) - 1) + self._gap


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
    painter, plain = easel.painter, easel.pictures.plain(text)
    # The colour lies over the plain text; what is under it is as strong as makes both together cover like one.
    over = state.opacity * state.activity
    under = (state.opacity - over) / (1 - over) if over < 1 else 0.0
    if reach is None:
        if under > 0 or not state.lit:
            painter.setOpacity(under if state.lit else state.opacity)
            easel.draw(plain, at)
        if state.lit:
            painter.setOpacity(over)
            easel.draw(easel.pictures.colored(text), at)
        return
    sung, unsung = reach.rectangles(text)
    painter.setOpacity(state.opacity * (1 - (1 - look.UNSUNG_OPACITY) * state.activity))
    for area in unsung:
        easel.draw_part(plain, area, at)
    colored = easel.pictures.colored(text)
    for area in sung:
        if under > 0:
            painter.setOpacity(under)
            easel.draw_part(plain, area, at)
        painter.setOpacity(over)
        easel.draw_part(colored, area, at)
