"""Pictures for covers: decoded, scaled and rounded off, or painted of two colours."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QImageReader, QLinearGradient, QPainter, QPainterPath

_MOST_PIXELS = 100_000_000

_PAIRS = (
    ("#7a4a2c", "#27407a"), ("#5f2f55", "#c07a3c"), ("#255a68", "#93a86a"), ("#b85c2e", "#f0b45a"),
    ("#2f3446", "#6f7fa6"), ("#6b2438", "#e08a42"), ("#1f4a38", "#a3c268"), ("#3c2a6e", "#b068c4"),
    ("#1f4e72", "#7dbfca"), ("#5a3722", "#dca860"), ("#2c5a4e", "#2b3d6b"), ("#6a5a2c", "#4a2a5e"),
)  # fmt: skip


def gradient_colours(title: str) -> tuple[QColor, QColor]:
    """Return the two colours that stand for a title; always the same ones for the same title."""
    digest = _digest(title)
    one, other = _PAIRS[digest[0] % len(_PAIRS)]
    return QColor(one), QColor(other)


def _digest(title: str) -> bytes:
    return hashlib.blake2b(title.encode("utf-8", "replace"), digest_size=2).digest()


def gradient_name(title: str) -> str:
    """Return what tells a title's gradient from others; many titles share one."""
    one, other = gradient_colours(title)
    return f"{one.name()}{other.name()}{_digest(title)[1] % 3}"


def gradient(title: str, side: int, radius: float) -> QImage:
    """Paint what stands where a title has no cover: a rounded square of ``side`` pixels."""
    one, other = gradient_colours(title)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    far = float(side)
    ends = (QPointF(far, far), QPointF(far * 0.35, far), QPointF(far, far * 0.6))
    fill = QLinearGradient(QPointF(0, 0), ends[_digest(title)[1] % 3])
    fill.setColorAt(0, one)
    fill.setColorAt(1, other)
    _round_off(image, QBrush(fill), radius)
    return image


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
