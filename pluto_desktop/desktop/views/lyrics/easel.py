"""What a frame is painted with: pictures that are rendered once, kept within bounds, and drawn in parts."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText


class PixmapCache:
    """Rendered pictures by key, the least recently used ones dropped beyond a number of bytes. GUI thread only."""

    def __init__(self, limit_bytes: int = 48 * 1024 * 1024) -> None:
        self._limit = limit_bytes
        self._pixmaps: OrderedDict[tuple[int, str], QPixmap] = OrderedDict()
        self.bytes = 0

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

    def clear(self) -> None:
        """Forget everything: another song, other colours, another screen."""
        self._pixmaps.clear()
        self.bytes = 0


@dataclass(frozen=True, slots=True)
class Easel:
    """One frame's painter, rendered pictures, the colours of words, the device pixel ratio."""

    painter: QPainter
    cache: PixmapCache
    ink: QColor
    sung: QColor
    ratio: float

    def plain(self, text: ShapedText) -> QPixmap:
        """Return a text in the colour of words, at its active size."""
        return self.cache.get((text.serial, "plain"), lambda: text.render(self.ink, self.ratio))

    def colored(self, text: ShapedText) -> QPixmap:
        """Return a text in the colour of what is sung."""
        return self.cache.get((text.serial, "sung"), lambda: text.render(self.sung, self.ratio))

    def draw(self, pixmap: QPixmap, area: QRectF, at: QPointF) -> None:
        """Draw what a pixmap shows in ``area`` of its text; edges on whole device pixels, so that nothing blurs."""
        left, top = round((area.left() + PAD_PX) * self.ratio), round((area.top() + PAD_PX) * self.ratio)
        right, bottom = round((area.right() + PAD_PX) * self.ratio), round((area.bottom() + PAD_PX) * self.ratio)
        if right <= left or bottom <= top:
            return
        source = QRectF(left, top, right - left, bottom - top)
        corner = at + QPointF(left / self.ratio - PAD_PX, top / self.ratio - PAD_PX)
        self.painter.drawPixmap(QRectF(corner, source.size() / self.ratio), pixmap, source)


def _size(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
