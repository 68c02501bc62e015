"""One row, shaped, and painted from pixmaps that are rendered once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.views.lyrics import look
from pluto_desktop.desktop.views.lyrics.rows import Part, Row
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, Reach, ShapedText, Sweep


class PixmapCache:
    """Rendered texts, the least recently used ones dropped beyond a number of bytes. GUI thread only."""

    def __init__(self, limit_bytes: int = 48 * 1024 * 1024) -> None:
        self._limit = limit_bytes
        self._pixmaps: OrderedDict[tuple[int, str], QPixmap] = OrderedDict()
        self.bytes = 0

    def get(self, text: ShapedText, color: QColor, scale: float, ratio: float) -> QPixmap:
        """Return a text rendered, from the cache where it was rendered before."""
        key = (id(text), f"{color.rgba():x}/{scale:.3f}/{ratio}")
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = text.render(color, scale, ratio)
            self.bytes += _size(pixmap)
            while self.bytes > self._limit and len(self._pixmaps) > 1:
                _, dropped = self._pixmaps.popitem(last=False)
                self.bytes -= _size(dropped)
        else:
            self._pixmaps.move_to_end(key)
        return pixmap

    def clear(self) -> None:
        """Forget everything: another song, other colours, another screen."""
        self._pixmaps.clear()
        self.bytes = 0


@dataclass(frozen=True, slots=True)
class Easel:
    """What one frame is painted with: the painter, rendered texts, the colours of words, the device pixel ratio."""

    painter: QPainter
    cache: PixmapCache
    ink: QColor
    sung: QColor
    ratio: float

    def rendered(self, text: ShapedText, color: QColor, scale: float) -> QPixmap:
        """Return a text as a pixmap."""
        return self.cache.get(text, color, scale, self.ratio)

    def draw(self, pixmap: QPixmap, area: QRectF, at: QPointF) -> None:
        """Draw what a pixmap shows in ``area`` of its text; edges on whole device pixels, so that nothing blurs."""
        left, top = round((area.left() + PAD_PX) * self.ratio), round((area.top() + PAD_PX) * self.ratio)
        right, bottom = round((area.right() + PAD_PX) * self.ratio), round((area.bottom() + PAD_PX) * self.ratio)
        if right <= left or bottom <= top:
            return
        source = QRectF(left, top, right - left, bottom - top)
        corner = at + QPointF(left / self.ratio - PAD_PX, top / self.ratio - PAD_PX)
        self.painter.drawPixmap(QRectF(corner, source.size() / self.ratio), pixmap, source)


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
        self._swept = any(part.sweep for part in self._parts)
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
        y = at.y()
        for part, reach in zip(self._parts, reaches, strict=True):
            dimmed = (
                opacity if part.main else opacity * (look.SUB_REST_OPACITY + (1 - look.SUB_REST_OPACITY) * activity)
            )
            lit = part.main and not self._swept
            _paint_part(easel, part, QPointF(at.x(), y), _State(activity, dimmed, lit), reach)
            y += part.text.height * (part.rest + (1 - part.rest) * activity) + look.PART_GAP_PX

    def _height(self, *, active: bool) -> float:
        gap = look.PLAIN_GAP_PX if any(part.plain for part in self.row.parts) else look.ROW_GAP_PX
        texts = sum(part.text.height * (1.0 if active else part.rest) for part in self._parts)
        return texts + look.PART_GAP_PX * max(0, len(self._parts) - 1) + gap


def _shape(part: Part, row: Row, width: float, percent: int) -> _Shown:
    font = look.text_font(percent, main=part.main, latin=part.latin, plain=part.plain)
    text = ShapedText(part.text, font, width)
    rest = look.resting_scale(font, percent, main=part.main, latin=part.latin, plain=part.plain)
    return _Shown(text, rest, Sweep(text, part.words, row.end_ms), part.main)


def _paint_part(easel: Easel, part: _Shown, at: QPointF, state: _State, reach: Reach | None) -> None:
    painter = easel.painter
    if state.activity <= 0.0:
        painter.setOpacity(state.opacity)
        painter.drawPixmap(at - QPointF(PAD_PX, PAD_PX), easel.rendered(part.text, easel.ink, part.rest))
    elif state.activity < 1.0:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.translate(at)
        scale = part.rest + (1 - part.rest) * state.activity
        painter.scale(scale, scale)
        _paint_active(easel, part.text, QPointF(0, 0), state, reach)
        painter.restore()
    else:
        _paint_active(easel, part.text, at, state, reach)


def _paint_active(easel: Easel, text: ShapedText, at: QPointF, state: _State, reach: Reach | None) -> None:
    painter, plain = easel.painter, easel.rendered(text, easel.ink, 1.0)
    if reach is None:
        corner = at - QPointF(PAD_PX, PAD_PX)
        if not state.lit or state.activity < 1.0:
            painter.setOpacity(state.opacity)
            painter.drawPixmap(corner, plain)
        if state.lit:
            painter.setOpacity(state.opacity * state.activity)
            painter.drawPixmap(corner, easel.rendered(text, easel.sung, 1.0))
        return
    sung, unsung = reach.rectangles(text)
    painter.setOpacity(state.opacity * (1 - (1 - look.UNSUNG_OPACITY) * state.activity))
    for area in unsung:
        easel.draw(plain, area, at)
    colored = easel.rendered(text, easel.sung, 1.0)
    for area in sung:
        if state.activity < 1.0:
            painter.setOpacity(state.opacity * (1 - state.activity))
            easel.draw(plain, area, at)
        painter.setOpacity(state.opacity * state.activity)
        easel.draw(colored, area, at)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
