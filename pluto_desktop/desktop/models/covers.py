"""Covers: decoded and scaled off the GUI thread, kept in a bounded cache, and gradients where there is none."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QLinearGradient, QPainter, QPainterPath, QPixmap

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.ids import MediaHash

_BUDGET = 48 * 1024 * 1024
_MOST_PIXELS = 100_000_000
_MOST_WAITING = 48

_PAIRS = (
    ("#7a4a2c", "#27407a"), ("#5f2f55", "#c07a3c"), ("#255a68", "#93a86a"), ("#b85c2e", "#f0b45a"),
    ("#2f3446", "#6f7fa6"), ("#6b2438", "#e08a42"), ("#1f4a38", "#a3c268"), ("#3c2a6e", "#b068c4"),
    ("#1f4e72", "#7dbfca"), ("#5a3722", "#dca860"), ("#2c5a4e", "#2b3d6b"), ("#6a5a2c", "#4a2a5e"),
)  # fmt: skip

FindCover = Callable[[MediaHash], bytes | None]


def gradient_colours(title: str) -> tuple[QColor, QColor]:
    """Return the two colours that stand for a title; always the same ones for the same title."""
    digest = _digest(title)
    one, other = _PAIRS[digest[0] % len(_PAIRS)]
    return QColor(one), QColor(other)


def _digest(title: str) -> bytes:
    return hashlib.blake2b(title.encode("utf-8", "replace"), digest_size=2).digest()


class CoverLoader(QObject):
    """Gives covers as square, rounded pixmaps. GUI thread only; reading and decoding happen on workers.

    :meth:`pixmap` never waits: until a cover is here (and for good where there is none) it gives the title's gradient.
    At most 48 MB of pixels are kept; while many are wanted, the last 48 asked for come first and the rest are asked
    for again when they are painted.
    """

    loaded = Signal(object)
    """A cover came: its :data:`MediaHash`."""

    def __init__(self, find: FindCover, runner: TaskRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._runner = runner
        self._kept: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()
        self._bytes = 0
        self._none: set[MediaHash] = set()
        self._waiting: OrderedDict[tuple[MediaHash, int, int, float], None] = OrderedDict()
        self._busy: tuple[MediaHash, int, int, float] | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._next)

    def pixmap(self, cover: MediaHash | None, title: str, size: int, ratio: float = 1.0, radius: int = 8) -> QPixmap:
        """Return a picture of ``size`` logical pixels at a screen's ``ratio``; asks for the cover if it is not here."""
        if cover is not None and cover not in self._none:
            key = (str(cover), round(size * ratio), radius)
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
            self._want((cover, size, radius, ratio))
        return self._gradient(title, size, ratio, radius)

    def forget(self) -> None:
        """Look again for covers that were not there (after an import)."""
        self._none.clear()

    def _gradient(self, title: str, size: int, ratio: float, radius: int) -> QPixmap:
        one, other = gradient_colours(title)
        angle = _digest(title)[1] % 3
        key = (f"{one.name()}{other.name()}{angle}", round(size * ratio), radius)
        found = self._kept.get(key)
        if found is None:
            image = QImage(key[1], key[1], QImage.Format.Format_ARGB32_Premultiplied)
            side = float(key[1])
            ends = (QPointF(side, side), QPointF(side * 0.35, side), QPointF(side, side * 0.6))
            fill = QLinearGradient(QPointF(0, 0), ends[angle])
            fill.setColorAt(0, one)
            fill.setColorAt(1, other)
            _round_off(image, QBrush(fill), radius * ratio)
            found = self._keep(key, image, ratio)
        self._kept.move_to_end(key)
        return found

    def _keep(self, key: tuple[str, int, int], image: QImage, ratio: float) -> QPixmap:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        self._kept[key] = pixmap
        self._bytes += key[1] * key[1] * 4
        while self._bytes > _BUDGET and len(self._kept) > 1:
            old, _ = self._kept.popitem(last=False)
            self._bytes -= old[1] * old[1] * 4
        return pixmap

    def _want(self, wish: tuple[MediaHash, int, int, float]) -> None:
        if wish == self._busy:
            return
        self._waiting[wish] = None
        self._waiting.move_to_end(wish)
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        if self._busy is None and not self._timer.isActive():
            self._timer.start()

    def _next(self) -> None:
        if self._busy is not None or not self._waiting:
            return
        wish, _ = self._waiting.popitem(last=True)
        self._busy = wish
        cover, size, radius, ratio = wish
        find = self._find
        self._runner.run(
            self,
            "cover",
            Lane.CPU,
            lambda _token: decode(find(cover), round(size * ratio), radius * ratio),
            lambda image: self._take(wish, image),
            lambda _error: self._take(wish, None),
        )

    def _take(self, wish: tuple[MediaHash, int, int, float], image: QImage | None) -> None:
        cover, size, radius, ratio = wish
        self._busy = None
        if image is None:
            self._none.add(cover)
        else:
            self._keep((str(cover), round(size * ratio), radius), image, ratio)
            self.loaded.emit(cover)
        if self._waiting:
            self._timer.start()


def decode(data: bytes | None, side: int, radius: float) -> QImage | None:
    """Return a picture as a rounded square of ``side`` pixels, cut at its longer side; None where it is no picture.

    Safe on any thread. Pictures of more than 100 million pixels are not decoded.
    """
    if not data:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if size.width() * size.height() > _MOST_PIXELS:
            return None
        reader.setScaledSize(size.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    picture = reader.read()
    if picture.isNull():
        return None
    smooth = Qt.TransformationMode.SmoothTransformation
    picture = picture.scaled(side, side, Qt.AspectRatioMode.KeepAspectRatioByExpanding, smooth)
    picture = picture.copy((picture.width() - side) // 2, (picture.height() - side) // 2, side, side)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    _round_off(image, QBrush(picture), radius)
    return image


def _round_off(image: QImage, fill: QBrush, radius: float) -> None:
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    path = QPainterPath()
    path.addRoundedRect(QRectF(image.rect()), radius, radius)
    painter.fillPath(path, fill)
    painter.end()
