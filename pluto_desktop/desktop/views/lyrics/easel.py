"""What a frame is painted with: pictures that are rendered once, kept within bounds, and drawn in parts."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText


class Pictures:
    """Rendered words in the colours of one theme, for one screen. GUI thread only.

    Beyond a number of bytes those not used for longest are dropped.
    """

    def __init__(self, limit_bytes: int = 48 * 1024 * 1024) -> None:
        self._limit = limit_bytes
        self._pixmaps: OrderedDict[tuple[int, str], QPixmap] = OrderedDict()
        self.bytes = 0
        self.ink, self.sung, self.ratio = QColor(), QColor(), 0.0

    def set_look(self, ink: QColor, sung: QColor, ratio: float) -> None:
        """Take the colours of words and of what is sung, and the device pixel ratio."""
        if (ink, sung, ratio) != (self.ink, self.sung, self.ratio):
            self.ink, self.sung, self.ratio = ink, sung, ratio
            self.clear()

    def plain(self, text: ShapedText) -> QPixmap:
        """Return a text in the colour of words, at its active size."""
        return self.get((text.serial, "plain"), lambda: text.render(self.ink, self.ratio))

    def colored(self, text: ShapedText) -> QPixmap:
        """Return a text in the colour of what is sung."""
        return self.get((text.serial, "sung"), lambda: text.render(self.sung, self.ratio))

    def get(self, key: tuple[int, str], render: Callable[[], QPixmap]) -> QPixmap:
        """Return what is kept under a key, rendered now if it is not."""
        pixmap = self._pixmaps.get(key)
        if pixmap is None:
            pixmap = self._pixmaps[key] = render()
            self.bytes += _size(pixmap)
            while self.bytes > self._limit and len(self._pixmaps) > 1:
                _, dropped = self._pixmaps.popitem(last=False)
                self.bytes -= _size(dropped)
        else:
            self._pixmaps.move_to_end(key)
        return pixmap

    def __contains__(self, key: tuple[int, str]) -> bool:
        return key in self._pixmaps

    def clear(self) -> None:
        """Forget everything: another song, other colours, another screen."""
        self._pixmaps.clear()
        self.bytes = 0


@dataclass(frozen=True, slots=True)
class Easel:
    """One frame's painter, and the pictures it paints from."""

    painter: QPainter
    pictures: Pictures

    def snap(self, length: float) -> float:
        """Return a length that ends on a whole pixel of the device, so that nothing blurs."""
        ratio = self.pictures.ratio
        return math.floor(length * ratio + 0.5) / ratio

    def draw(self, pixmap: QPixmap, area: QRectF, at: QPointF) -> None:
        """Draw what a pixmap shows in ``area`` of its text; edges on whole device pixels, so that nothing blurs."""
        ratio = self.pictures.ratio
        left, top = round((area.left() + PAD_PX) * ratio), round((area.top() + PAD_PX) * ratio)
        right, bottom = round((area.right() + PAD_PX) * ratio), round((area.bottom() + PAD_PX) * ratio)
        if right <= left or bottom <= top:
            return
        source = QRectF(left, top, right - left, bottom - top)
        corner = at + QPointF(left / ratio - PAD_PX, top / ratio - PAD_PX)
        self.painter.drawPixmap(QRectF(corner, source.size() / ratio), pixmap, source)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
