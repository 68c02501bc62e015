"""What a frame is painted with: pictures that are rendered once, kept within bounds, and drawn in parts."""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText


@dataclass(frozen=True, slots=True)
class Picture:
    """Rendered words on nothing, without the empty pixels above and below: their ink begins ``top`` pixels down.

    Half of a line's box is empty, and painting costs by the pixel. Pixels are the device's.
    """

    pixmap: QPixmap
    top: int

    @classmethod
    def of(cls, image: QImage) -> Picture:
        """Take an image, as high as its text's box, down to its ink."""
        pixels, stride, rows = image.constBits(), image.bytesPerLine(), image.height()
        empty = bytes(stride)  # row by row: looking for the first byte that is not zero takes six times as long
        inked = [row for row in range(rows) if bytes(pixels[row * stride : (row + 1) * stride]) != empty]
        top, bottom = (inked[0], inked[-1] + 1) if inked else (rows, rows)
        ink = image.copy(0, top, image.width(), max(1, bottom - top))
        return cls(QPixmap.fromImage(ink), top)

    @property
    def bytes(self) -> int:
        """The memory it takes."""
        return self.pixmap.width() * self.pixmap.height() * 4


class Pictures:
    """Rendered words in the colours of one theme, for one screen. GUI thread only.

    Beyond a number of bytes those not used for longest are dropped.
    """

    def __init__(self, limit_bytes: int = 48 * 1024 * 1024) -> None:
        self._limit = limit_bytes
        self._kept: OrderedDict[tuple[int, str], Picture] = OrderedDict()
        self.bytes = 0
        self.ink, self.sung, self.sung_small, self.ratio = QColor(), QColor(), QColor(), 0.0

    def set_look(self, ink: QColor, sung: QColor, sung_small: QColor, ratio: float) -> None:
        """Take the colours of words and of what is sung in large and in small letters, and the device pixel ratio."""
        if (ink, sung, sung_small, ratio) != (self.ink, self.sung, self.sung_small, self.ratio):
            self.ink, self.sung, self.sung_small, self.ratio = ink, sung, sung_small, ratio
            self.clear()

    def plain(self, text: ShapedText) -> Picture:
        """Return a text in the colour of words, at its active size."""
        return self.get((text.serial, "plain"), lambda: text.render(self.ink, self.ratio))

    def colored(self, text: ShapedText, *, large: bool) -> Picture:
        """Return a text in the colour of what is sung."""
        color = self.sung if large else self.sung_small
        return self.get((text.serial, "sung"), lambda: text.render(color, self.ratio))

    def get(self, key: tuple[int, str], render: Callable[[], QImage]) -> Picture:
        """Return what is kept under a key, rendered now if it is not."""
        picture = self._kept.get(key)
        if picture is None:
            picture = self._kept[key] = Picture.of(render())
            self.bytes += picture.bytes
            while self.bytes > self._limit and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self.bytes -= dropped.bytes
        else:
            self._kept.move_to_end(key)
        return picture

    def __contains__(self, key: tuple[int, str]) -> bool:
        return key in self._kept

    def clear(self) -> None:
        """Forget everything: another song, other colours, another screen."""
        self._kept.clear()
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

    def draw(self, picture: Picture, at: QPointF) -> None:
        """Draw a whole picture of words that stand at a place."""
        down = picture.top / self.pictures.ratio - PAD_PX
        self.painter.drawPixmap(QPointF(at.x() - PAD_PX, at.y() + down), picture.pixmap)

    def draw_part(self, picture: Picture, area: QRectF, at: QPointF) -> None:
        """Draw what lies in ``area`` of a text; edges on whole device pixels, so that nothing blurs."""
        ratio = self.pictures.ratio
        left, right = round((area.left() + PAD_PX) * ratio), round((area.right() + PAD_PX) * ratio)
        top = max(picture.top, round((area.top() + PAD_PX) * ratio))
        bottom = min(picture.top + picture.pixmap.height(), round((area.bottom() + PAD_PX) * ratio))
        if right <= left or bottom <= top:
            return
        source = QRectF(left, top - picture.top, right - left, bottom - top)
        corner = at + QPointF(left / ratio - PAD_PX, top / ratio - PAD_PX)
        self.painter.drawPixmap(QRectF(corner, source.size() / ratio), picture.pixmap, source)
