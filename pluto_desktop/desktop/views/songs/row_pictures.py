"""The rows of a song table, painted once and kept: a list that lies beside what moves is painted again and again."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap

from pluto_desktop.desktop.views.songs.row_painter import RowLook, RowPainter, Span
from pluto_desktop.domain.ids import SongId


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

    def find(self, look: RowLook) -> QPixmap | None:
        """Return a row's picture, None where that is still to be painted."""
        kept = self._kept.get(look.number)
        if kept is None or kept[0] != look:
            return None
        self._kept.move_to_end(look.number)
        return kept[1]

    def stand_in(self, look: RowLook) -> QPixmap:
        """Return what may be shown for a moment: how the song looked here before, else the row as one being read."""
        kept = self._kept.get(look.number)
        if kept is not None and _song(kept[0]) == _song(look):
            return kept[1]
        return self.get(replace(look, row=None, current=False, sounding=False))

    def get(self, look: RowLook) -> QPixmap:
        """Return a row's picture, painted now if it looks otherwise than before."""
        picture = self.find(look)
        if picture is None:
            picture = self._paint(look)
            self._kept.pop(look.number, None)
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


def _song(look: RowLook) -> SongId | None:
    return look.row.id if look.row is not None else None
