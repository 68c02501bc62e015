"""A picture of lines, with the song's title and artist, in the house's type."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from pluto_desktop.desktop.fonts import make_font
from pluto_desktop.desktop.tokens import TOKENS
from pluto_desktop.desktop.views.common.warmth import warm_image
from pluto_desktop.desktop.views.lyrics.look import Kind
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.desktop.views.lyrics.shaped import ShapedText

WIDTH_PX, SQUARE_PX, TALLEST_PX = 1080, 1080, 1920
_SIDE_PX, _TOP_PX, _FOOT_PX = 96, 110, 100
_ROW_GAP_PX, _PART_GAP_PX, _TITLE_GAP_PX = 44, 6, 72
_FITS = (1.0, 0.88, 0.78, 0.68, 0.6, 0.52, 0.45, 0.38)
_STRENGTH, _RADIUS_PX = 0.5, 900


@dataclass(frozen=True, slots=True)
class _Text:
    shaped: ShapedText
    top: float
    ink: str


class LinesPicture:
    """Lines laid out for a picture: a square, or higher where they need it. GUI thread, but for :meth:`ground`."""

    def __init__(self, rows: Sequence[Row], title: str, artist: str, mode: str) -> None:
        """``mode`` is ``"dark"`` or ``"light"``."""
        self._colors = {token: QColor(text) for token, text in TOKENS[mode].items()}
        for fit in _FITS:
            words, bottom = _lay_out_words(rows, fit)
            foot, after = _lay_out_foot(title, artist, bottom + _TITLE_GAP_PX)
            needed = after + _FOOT_PX
            if needed <= TALLEST_PX:
                break
        height = max(SQUARE_PX, round(needed))
        down = (height - needed) / 2  # fewer words stand in the middle of the square
        self.size = QSize(WIDTH_PX, height)
        self._texts = [_Text(text.shaped, text.top + down, text.ink) for text in (*words, *foot)]
        self._rule_y = bottom + _TITLE_GAP_PX / 2 + down
        self.text = ". ".join(row.text for row in rows)

    def ground(self) -> QImage:
        """Return the ground to paint on. Takes a while: any thread."""
        bg, warm = self._colors["bg"], self._colors["accent-soft"]
        return warm_image(self.size, 1.0, bg, warm, _STRENGTH, QPointF(WIDTH_PX, 0), _RADIUS_PX)

    def paint(self, ground: QImage) -> QImage:
        """Return the picture on a ground of :meth:`ground`, in pixels of its own, whatever the screen's are."""
        painter = QPainter(ground)
        for text in self._texts:
            text.shaped.draw(painter, QPointF(_SIDE_PX, text.top), self._colors[text.ink], 1.0)
        painter.fillRect(QRectF(_SIDE_PX, self._rule_y, 72, 4), self._colors["accent"])
        painter.end()
        return ground


def _lay_out_words(rows: Sequence[Row], fit: float) -> tuple[list[_Text], float]:
    texts: list[_Text] = []
    y = float(_TOP_PX)
    for number, row in enumerate(rows):
        if number:
            y += _ROW_GAP_PX * fit
        for place, part in enumerate(row.parts):
            large = place == 0
            scale = fit * (0.92 if part.kind is Kind.LATIN else 1.0)
            font = make_font("stage", scale * 1.4) if large else make_font("stage-second", fit * 1.4)
            shaped = _shape(part.text, font)
            texts.append(_Text(shaped, y, "text" if large else "mute"))
            y += shaped.height + _PART_GAP_PX * fit
    return texts, y


def _lay_out_foot(title: str, artist: str, y: float) -> tuple[list[_Text], float]:
    texts = []
    for text, role, scale, ink in ((title, "card", 2.0, "text"), (artist, "body", 2.1, "mute")):
        if text:
            shaped = _shape(text, make_font(role, scale))
            texts.append(_Text(shaped, y, ink))
            y += shaped.height
    return texts, y


def _shape(text: str, font: QFont) -> ShapedText:
    return ShapedText(text, font, WIDTH_PX - 2 * _SIDE_PX)
