"""Icons of one family (Tabler, outline) drawn in a colour of the theme."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from pluto_desktop.resource_files import resource_path

_SIZES = (20, 40)


@lru_cache(maxsize=256)
def _source(name: str) -> bytes:
    return resource_path(f"icons/{name}.svg").read_bytes()


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Draw an icon ``size`` logical pixels wide and high for a screen; FileNotFoundError if there is none."""
    painted = QPixmap(round(size * ratio), round(size * ratio))
    painted.fill(Qt.GlobalColor.transparent)
    coloured = _source(name).replace(b"currentColor", colour.name().encode())
    renderer = QSvgRenderer(QByteArray(coloured))
    painter = QPainter(painted)
    renderer.render(painter, QRectF(0, 0, painted.width(), painted.height()))
    painter.end()
    painted.setDevicePixelRatio(ratio)
    return painted


def icon(name: str, colour: QColor, disabled: QColor | None = None) -> QIcon:
    """Return an icon in a colour; pixmaps of one and two times the usual size, so it stays sharp on fine screens."""
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(pixmap(name, colour, size))
        if disabled is not None:
            made.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return made
