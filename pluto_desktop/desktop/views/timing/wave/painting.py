"""One frame of the wave form: the sound, the lines on it, the ruler, the loop, the playhead."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPixmap

from pluto_desktop.desktop.models.formatting import one_line
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.timing.wave.blocks import Block, Grip, shown_end
from pluto_desktop.desktop.views.timing.wave.scale import Scale
from pluto_desktop.desktop.views.timing.wave.tiles import Tiles
from pluto_desktop.domain.peaks import Onset

EDGE_PX, GRIP_PX = 2, 4
_INSET_PX = 6
_LABEL_PX, _TIGHT_PX, _STEPS_PX = 6, 22, 48
_TICK_PX = 72
_ONSETS_FROM_PX_A_S = 40.0
"""From this zoom on it is seen where something begins to sound: farther away that would be a hedge."""
_ONSET_PX, _MET_PX = 10, 5
_TEXTS_KEPT = 300


@dataclass(slots=True)
class Shown:
    """What a frame shows besides the sound; times in milliseconds. ``blocks`` are ordered by their start."""

    blocks: Sequence[Block] = ()
    chosen: str | None = None
    grip: Grip = Grip.WHOLE
    playhead_ms: float | None = None
    loop: tuple[int, int] | None = None
    message: str = ""
    onsets: Sequence[Onset] = ()


class WavePainter:
    """Paints frames; keeps the pictures of the sound and of the lines' texts. GUI thread."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.tiles = Tiles(theme)
        self._texts: OrderedDict[tuple[str, int, float, str], QPixmap] = OrderedDict()

    @property
    def ruler_px(self) -> int:
        """How high the ruler is."""
        return self._theme.grown(20)

    @property
    def sound_px(self) -> int:
        """How far from the top the sound begins: below the lines' texts, which stay easy to read so."""
        return self.ruler_px + _INSET_PX + math.ceil(QFontMetricsF(self._theme.font("body")).height()) + 2

    def forget(self) -> None:
        """Paint every text anew: the look changed."""
        self._texts.clear()

    def paint(self, painter: QPainter, area: QRect, part: QRect, scale: Scale, left: int, shown: Shown) -> None:
        """Paint ``part`` of a view of ``area``, whose left edge lies at ``left`` of the whole picture."""
        theme, ratio = self._theme, painter.device().devicePixelRatioF()
        painter.fillRect(part, theme.color("panel"))
        top = self.sound_px
        if not scale.duration_ms:  # nothing has a place yet
            shown = Shown(message=shown.message)
        self._paint_ruler(painter, part, scale, left)
        self._paint_blocks(painter, area, part, scale, left, shown)
        self.tiles.prepare(scale, max(1, area.height() - top - _INSET_PX), ratio)
        here = scale.x_of(shown.playhead_ms) if shown.playhead_ms is not None else 0.0
        start, end = float(left + part.left()), float(min(left + part.right() + 1, scale.length_px))
        self.tiles.paint(painter, start, min(end, here), -left, top, "accent")
        self.tiles.paint(painter, max(start, here), end, -left, top, "faint")
        if scale.px_a_s >= _ONSETS_FROM_PX_A_S:
            self._paint_onsets(painter, area, part, scale, left, shown.onsets)
        self._paint_labels(painter, area, part, scale, left, shown)
        if shown.loop is not None:
            self._paint_loop(painter, area, scale, left, shown.loop)
        if shown.message:
            painter.setFont(theme.font("secondary"))
            painter.setPen(theme.color("mute"))
            painter.drawText(area.adjusted(0, top, 0, 0), Qt.AlignmentFlag.AlignCenter, shown.message)
        if shown.playhead_ms is not None:
            painter.fillRect(QRectF(playhead_x(here, left, ratio), 0, 2, area.height()), theme.color("text"))

    def _paint_ruler(self, painter: QPainter, part: QRect, scale: Scale, left: int) -> None:
        theme, high = self._theme, self.ruler_px
        painter.fillRect(QRectF(part.left(), high - 1, part.width(), 1), theme.color("line"))
        if part.top() >= high or scale.px_a_s <= 0:
            return
        tick = scale.tick_ms(theme.grown(_TICK_PX))
        painter.setFont(theme.font("hint"))
        first = int(scale.ms_of(left + part.left() - _TICK_PX * 2)) // tick
        last = min(scale.duration_ms, math.ceil(scale.ms_of(left + part.right() + 1))) // tick
        for number in range(max(0, first), last + 1):
            x = scale.x_of(number * tick) - left
            painter.fillRect(QRectF(round(x), high - 6, 1, 5), theme.color("faint"))
            painter.setPen(theme.color("mute"))
            painter.drawText(QPointF(round(x) + 4, high - 6), _ruler_text(number * tick, tick))

    def _paint_blocks(self, painter: QPainter, area: QRect, part: QRect, scale: Scale, left: int, shown: Shown) -> None:
        """Paint what lies behind the sound: the stretch of each line, paler where its end is not known."""
        theme = self._theme
        soft, open_ended = theme.color("accent-soft"), theme.color("accent-soft")
        open_ended.setAlphaF(0.45)
        for number, block in enumerate(shown.blocks):
            box = self.box(area, scale, left, shown.blocks, number)
            if box.right() >= part.left() and box.left() <= part.right() + 1:
                painter.fillRect(box, soft if block.end_ms is not None else open_ended)

    def _paint_labels(self, painter: QPainter, area: QRect, part: QRect, scale: Scale, left: int, shown: Shown) -> None:
        """Paint what lies before the sound: where each line starts, its text, and what of the chosen one is held."""
        theme, ratio = self._theme, painter.device().devicePixelRatioF()
        for number, block in enumerate(shown.blocks):
            box = self.box(area, scale, left, shown.blocks, number)
            if box.right() < part.left() - GRIP_PX or box.left() > part.right() + GRIP_PX:
                continue
            painter.fillRect(QRectF(box.left(), box.top(), EDGE_PX, box.height()), theme.color("accent"))
            self._paint_text(painter, box, block.text, ratio)
            if meets_sound(shown.onsets, block.start_ms):
                self._paint_met(painter, box)
            if block.id == shown.chosen:
                self._paint_chosen(painter, box, shown.grip)

    def _paint_onsets(
        self, painter: QPainter, area: QRect, part: QRect, scale: Scale, left: int, onsets: Sequence[Onset]
    ) -> None:
        """Paint at the foot where something begins to sound, the longer the stronger."""
        first = bisect_left(onsets, scale.ms_of(left + part.left() - 1), key=lambda onset: onset.at_ms)
        last = bisect_left(onsets, scale.ms_of(left + part.right() + 2), key=lambda onset: onset.at_ms)
        foot, ink = area.height() - _INSET_PX, self._theme.color("mute")
        for onset in onsets[first:last]:
            high = max(3.0, _ONSET_PX * min(1.0, onset.strength / 100))
            painter.fillRect(QRectF(scale.x_of(onset.at_ms) - left, foot - high, 1, high), ink)

    def _paint_met(self, painter: QPainter, box: QRectF) -> None:
        """Paint a diamond at the foot of a start that lies where something begins to sound."""
        x, y = box.left() + EDGE_PX / 2, box.bottom() - _MET_PX
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("text"))
        corners = (QPointF(x, y - _MET_PX), QPointF(x + _MET_PX, y), QPointF(x, y + _MET_PX), QPointF(x - _MET_PX, y))
        painter.drawPolygon(corners)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_text(self, painter: QPainter, box: QRectF, text: str, ratio: float) -> None:
        """Paint a line's text at its start, or at the view's edge where its start is not seen."""
        x = max(0.0, box.left()) + EDGE_PX + _LABEL_PX
        room = int(box.right() - x) - _LABEL_PX
        if box.left() < 0:
            room -= room % _STEPS_PX  # while the view moves the room changes with every frame, the picture not
        if text and room >= _TIGHT_PX:
            painter.drawPixmap(QPointF(x, box.top() + 2), self._text(text, room, ratio))

    def _paint_chosen(self, painter: QPainter, box: QRectF, grip: Grip) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("accent"), 2))
        painter.drawRect(box.adjusted(1, 1, -1, -1))
        for held, x in ((Grip.START, box.left()), (Grip.END, box.right() - GRIP_PX)):
            if grip is held:
                painter.fillRect(QRectF(x, box.top(), GRIP_PX, box.height()), self._theme.color("text"))

    def _paint_loop(self, painter: QPainter, area: QRect, scale: Scale, left: int, loop: tuple[int, int]) -> None:
        theme, high = self._theme, self.ruler_px
        start, end = (scale.x_of(at) - left for at in loop)
        band = theme.color("accent")
        band.setAlphaF(0.35)
        painter.fillRect(QRectF(start, 0, end - start, high - 1), band)
        for x in (start, end - EDGE_PX):
            painter.fillRect(QRectF(x, 0, EDGE_PX, area.height()), theme.color("accent"))

    def box(self, area: QRect, scale: Scale, left: int, blocks: Sequence[Block], number: int) -> QRectF:
        """Return where a block lies in the view."""
        start = scale.x_of(blocks[number].start_ms) - left
        end = scale.x_of(shown_end(blocks, number, scale.duration_ms)) - left
        top = self.ruler_px + _INSET_PX
        return QRectF(start, top, max(float(EDGE_PX), end - start), max(0, area.height() - top - _INSET_PX))

    def _text(self, text: str, room: int, ratio: float) -> QPixmap:
        """Return a text as a picture, shortened between two clusters where it does not fit."""
        key = (text, room, ratio, self._theme.mode)
        made = self._texts.get(key)
        if made is None:
            font = self._theme.font("body")
            metrics = QFontMetricsF(font)
            elided = metrics.elidedText(one_line(text), Qt.TextElideMode.ElideRight, room)
            made = QPixmap(math.ceil(room * ratio), math.ceil(metrics.height() * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setFont(font)
            painter.setPen(self._theme.color("text"))
            painter.drawText(QPointF(0, metrics.ascent()), elided)
            painter.end()
            self._texts[key] = made
            while len(self._texts) > _TEXTS_KEPT:
                self._texts.popitem(last=False)
        else:
            self._texts.move_to_end(key)
        return made


def meets_sound(onsets: Sequence[Onset], at_ms: int) -> bool:
    """Return whether something begins to sound at just that moment."""
    place = bisect_left(onsets, at_ms, key=lambda onset: onset.at_ms)
    return place < len(onsets) and onsets[place].at_ms == at_ms


def playhead_x(x: float, left: int, ratio: float) -> float:
    """Return where the playhead's stroke begins in the view, on a whole pixel of the screen."""
    return round((x - left - 1) * ratio) / ratio


def _ruler_text(at_ms: int, tick_ms: int) -> str:
    minutes, rest = divmod(at_ms, 60_000)
    hours, minutes = divmod(minutes, 60)
    start = f"{hours}:{minutes:02d}" if hours else f"{minutes}"
    tenths = f".{rest % 1000 // 100}" if tick_ms % 1000 else ""
    return f"{start}:{rest // 1000:02d}{tenths}"
