"""The rows of a song table, painted once and kept: a list that lies beside what moves is painted again and again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.views.songs.row_painter import RowLook, RowPainter, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pictures of all rows have in common; sizes in logical pixels."""

    size: QSize
    ratio: float
    """Device pixels to a logical one."""
    ground: QColor
    spans: tuple[Span, ...]


class RowPictures:
    """Keeps the pictures of rows that are in sight or just left it. GUI thread only.

    A row whose look changed is painted anew; another frame or theme forgets them all. At most ``limit_bytes`` are kept.
    """

    def __init__(self, painter: RowPainter, limit_bytes: int = 12 * 1024 * 1024) -> None:
        self._painter = painter
        self._limit = limit_bytes
        self._frame: Frame | None = None
        self._kept: OrderedDict[int, tuple[RowLook, QPixmap]] = OrderedDict()
        self._most = 0

    def __len__(self) -> int:
        return len(self._kept)

    def clear(self) -> None:
        """Forget everything: the theme changed, or nobody looks."""
        self._kept.clear()

    def set_frame(self, frame: Frame) -> None:
        """Say what the next pictures are painted in."""
        if frame == self._frame:
            return
        self._frame = frame
        self.clear()
        row_bytes = frame.size.width() * frame.size.height() * frame.ratio**2 * 4
        self._most = max(1, int(self._limit / max(1.0, row_bytes)))

    def get(self, look: RowLook) -> QPixmap:
        """Return a row's picture, painted now if it looks otherwise than before."""
        kept = self._kept.pop(look.number, None)
        picture = kept[1] if kept is not None and kept[0] == look else self._paint(look)
        self._kept[look.number] = look, picture
        if len(self._kept) > self._most:
            self._kept.popitem(last=False)
        return picture

    def _paint(self, look: RowLook) -> QPixmap:
        frame = self._frame
        assert frame is not None
        picture = QPixmap(frame.size * frame.ratio)
        picture.setDevicePixelRatio(frame.ratio)
        picture.fill(frame.ground)
        painter = QPainter(picture)
        self._painter.paint(painter, QRect(0, 0, frame.size.width(), frame.size.height()), look, frame.spans)
        painter.end()
        return picture
