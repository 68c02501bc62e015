"""One row, shaped, and painted from pixmaps that are rendered once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from pluto_desktop.desktop.views.lyrics.easel import Easel, Picture, Pictures
from pluto_desktop.desktop.views.lyrics.look import Kind, Look
from pluto_desktop.desktop.views.lyrics.places import Box, columns_of, heights, places
from pluto_desktop.desktop.views.lyrics.rows import Part, Row
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText, blank
from pluto_desktop.desktop.views.lyrics.sweep import Reach, Sweep


@dataclass(frozen=True, slots=True)
class _State:
    activity: float
    opacity: float
    lit: bool


@dataclass(frozen=True, slots=True)
class _Shown:
    text: ShapedText
    box: Box
    sweep: Sweep
    kind: Kind


class Block:
    """A row of words laid out for one width and text size."""

    def __init__(self, row: Row, width: float, percent: int, look: Look) -> None:
        self.row, self._look = row, look
        self._share = (row.side or look.side).share
        self._parts = [self._shape(part, width, percent) for part in row.parts]
        boxes = [part.box for part in self._parts]
        self._gap = look.gap_px(timed=row.timed)
        self._rest_key = (min((part.text.serial for part in self._parts), default=-1), "rest")
        self._swept = any(part.sweep for part in self._parts)
        self._active = places(boxes, 1.0, look.part_gap_px)
        self._resting = places(boxes, 0.0, look.part_gap_px)
        self._rest_left = math.floor(min((place.x() for place in self._resting), default=0.0))
        self._rest_corner = QPointF(self._rest_left, 0.0)
        self.width = max(
            (at.x() + part.text.width for at, part in zip(self._active, self._parts, strict=True)), default=0.0
        )
        """How far to the right its words reach."""
        rest, active = heights(boxes, look.part_gap_px)
        self.rest_height, self.height = rest + self._gap, active + self._gap

    def _shape(self, part: Part, width: float, percent: int) -> _Shown:
        look = self._look
        font = look.font(part.kind, percent)
        rest = look.resting_scale(part.kind, percent, font)
        column = columns_of(self.row, width, percent, look)[part.column]
        text = ShapedText(part.text, font, column.room, self._share)
        box = Box(column.left, column.room, column.number, text.width, text.height, text.baseline, rest, self._share)
        return _Shown(text, box, Sweep(text, part.words, self.row.end_ms), part.kind)

    @property
    def swept(self) -> bool:
        """Whether any text of the row has word times."""
        return self._swept

    def reaches(self, time_ms: float, *, by_word: bool = False) -> list[Reach | None]:
        """Return how far each text is sung at a time, None for one without word times."""
        return [part.sweep.reach(time_ms, by_word=by_word) if part.sweep else None for part in self._parts]

    def swept_since(self, before: list[Reach | None], now: list[Reach | None]) -> list[QRectF]:
        """Return what of the active row was swept from one reach to another, in its own pixels."""
        return [
            old.between(new, part.text).translated(at)
            for part, at, old, new in zip(self._parts, self._active, before, now, strict=True)
            if old is not None and new is not None and old.moved(new)
        ]

    def sung_y(self, time_ms: float) -> float:
        """Return the middle of the visual line that is sung at a time, from the top of the active row."""
        part = self._parts[0]
        return (part.sweep.row(time_ms) + 0.5) * part.text.row_height if part.sweep else 0.0

    def paint(
        self,
        easel: Easel,
        at: QPointF,
        activity: float,
        opacity: float,
        reaches: list[Reach | None],
        *,
        lights: bool = True,
    ) -> None:
        """Paint the row at a place; ``activity`` 0.0 is at rest, 1.0 is active. The painter's opacity is changed.

        Where it does not light, nothing of it takes on the colour of what is sung.
        """
        if activity <= 0.0:
            easel.painter.setOpacity(opacity)
            easel.draw(self._at_rest(easel.pictures), at + self._rest_corner if self._rest_left else at)
            return
        standing = self._active
        if activity < 1.0:
            standing = [rest + (end - rest) * activity for rest, end in zip(self._resting, self._active, strict=True)]
        resting = self._look.second_rest_opacity
        for part, place, reach in zip(self._parts, standing, reaches, strict=True):
            dimmed = opacity if part.kind.main else opacity * (resting + (1 - resting) * activity)
            _paint_part(
                easel, part, at + place, _State(activity, dimmed, lights and self._lit(part)), reach if lights else None
            )

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
            if (part.sweep or self._lit(part)) and (part.text.serial, "sung") not in pictures:
                pictures.colored(part.text, large=part.kind.large)
                yield
            if part.sweep:
                part.sweep.measure()
                yield

    def _lit(self, part: _Shown) -> bool:
        """Whether a text takes on the colour as a whole: the first one, where no text of the row has word times."""
        return part is self._parts[0] and not self._swept

    def _at_rest(self, pictures: Pictures) -> Picture:
        """Return all texts of the row in one picture, the way they look while other lines are sung."""
        return pictures.get(self._rest_key, lambda: self._render_at_rest(pictures))

    def _render_at_rest(self, pictures: Pictures) -> QImage:
        placed = list(zip(self._parts, self._resting, strict=True))
        right = max((place.x() + part.text.width * part.box.rest for part, place in placed), default=0.0)
        image = blank(right - self._rest_left, self.rest_height - self._gap, pictures.ratio)
        painter = QPainter(image)
        for part, place in placed:
            painter.setOpacity(1.0 if part.kind.main else self._look.second_rest_opacity)
            corner = QPointF(PAD_PX - self._rest_left, PAD_PX) + place
            part.text.draw(painter, corner, pictures.ink, part.box.rest)
        painter.end()
        return image


def _paint_part(easel: Easel, part: _Shown, at: QPointF, state: _State, reach: Reach | None) -> None:
    if state.activity >= 1.0:
        _paint_active(easel, part, at, state, reach)
        return
    painter = easel.painter
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.translate(at)
    scale = part.box.scale(state.activity)
    painter.scale(scale, scale)
    # Each picture costs most while it is scaled, and in a line that moves nobody sees a letter take on its colour.
    _paint_active(easel, part, QPointF(0, 0), state, reach if reach is None else reach.whole)
    painter.restore()


def _paint_active(easel: Easel, part: _Shown, at: QPointF, state: _State, reach: Reach | None) -> None:
    painter, pictures, text, large = easel.painter, easel.pictures, part.text, part.kind.large
    if reach is None:
        over, under = _layers(state.opacity, state.activity if state.lit else 0.0)
        if under > 0:
            painter.setOpacity(under)
            easel.draw(pictures.plain(text), at)
        if over > 0:
            painter.setOpacity(over)
            easel.draw(pictures.colored(text, large=large), at)
        return
    for area, share in reach.zones(text):
        over, under = _layers(state.opacity, state.activity * share)
        if under > 0:
            painter.setOpacity(under)
            easel.draw_part(pictures.plain(text), area, at)
        if over > 0:
            painter.setOpacity(over)
            easel.draw_part(pictures.colored(text, large=large), area, at)


def _layers(opacity: float, share: float) -> tuple[float, float]:
    """Return how strong the colour is painted, and the plain text under it, so that both cover like one."""
    over = opacity * share
    return over, (opacity - over) / (1 - over) if over < 1 else 0.0
