"""A faint warm light on a dark or light ground, without the rings that so faint a gradient shows in eight bits."""

from __future__ import annotations

import math
import random
from array import array
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap, QRadialGradient

_STOPS = 24
_GRAIN_PX = 128


def warm_light(
    size: QSize, ratio: float, ground: QColor, warm: QColor, strength: float, centre: QPointF, radius: float
) -> QPixmap:
    """Return :func:`warm_image` for painting with. GUI thread only."""
    return QPixmap.fromImage(warm_image(size, ratio, ground, warm, strength, centre, radius))


def warm_image(
    size: QSize, ratio: float, ground: QColor, warm: QColor, strength: float, centre: QPointF, radius: float
) -> QImage:
    """Return ``ground`` of a size in logical pixels, lit around ``centre`` by a share ``strength`` of ``warm``.

    It is painted in sixteen bits a colour, with grain of less than one of the steps it is then cut down to. A whole
    screen of it takes a worker; any thread.
    """
    image = QImage(size * ratio, QImage.Format.Format_RGBX64)
    image.setDevicePixelRatio(ratio)
    image.fill(ground)
    gradient = QRadialGradient(centre, radius)
    for stop in range(_STOPS + 1):
        color = QColor(warm)
        color.setAlphaF(strength * (0.5 + 0.5 * math.cos(math.pi * stop / _STOPS)))
        gradient.setColorAt(stop / _STOPS, color)
    area = QRectF(0, 0, size.width(), size.height())
    painter = QPainter(image)
    painter.fillRect(area, gradient)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Plus)
    painter.scale(1 / ratio, 1 / ratio)
    grain = _grain()
    for y in range(0, image.height(), _GRAIN_PX):
        for x in range(0, image.width(), _GRAIN_PX):
            painter.drawImage(x, y, grain)
    painter.end()
    return image.convertToFormat(QImage.Format.Format_RGB32)


@cache
def _grain() -> QImage:
    dice = random.Random(1)  # noqa: S311 - grain, not a secret
    # One step of eight bits is 257 of sixteen.
    levels = array("H", list(dice.randbytes(_GRAIN_PX * _GRAIN_PX)))
    image = QImage(levels.tobytes(), _GRAIN_PX, _GRAIN_PX, 2 * _GRAIN_PX, QImage.Format.Format_Grayscale16)
    return image.convertToFormat(QImage.Format.Format_RGBX64)
