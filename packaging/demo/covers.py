"""Covers for the demo songs: a few flat shapes before a sky of two colours, plain enough to be known at 44 pixels."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import numpy as np

_SIZE = 320
_FINER = 2
"""Drawn so many times larger, then averaged: smooth edges."""
_WARM = "#fff0d2"


class _Canvas:
    """Pixels of a square whose sides are 1; y goes down. Shapes are masks."""

    def __init__(self, top: str, bottom: str) -> None:
        size = _SIZE * _FINER
        self.y, self.x = (np.mgrid[0:size, 0:size] + 0.5) / size
        self.pixels = _colour(top) + (_colour(bottom) - _colour(top)) * (0.25 * self.x + 0.75 * self.y)[..., None]

    def paint(self, mask: np.ndarray, colour: str, strength: float = 1.0) -> None:
        self.pixels += (_colour(colour) - self.pixels) * (mask * strength)[..., None]

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        self.paint(np.exp(-((np.hypot(self.x - x, self.y - y) / radius) ** 2)), colour, strength)

    def disc(self, x: float, y: float, radius: float) -> np.ndarray:
        return np.hypot(self.x - x, self.y - y) < radius

    def ellipse(self, x: float, y: float, wide: float, high: float, turned: float = 0.0) -> np.ndarray:
        angle = np.radians(turned)
        dx, dy = self.x - x, self.y - y
        along, across = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
        return (along / wide) ** 2 + (across / high) ** 2 < 1

    def star(self, x: float, y: float, radius: float) -> np.ndarray:
        """Return a star of five points; the corners between them lie at half the radius."""
        dx, dy = self.x - x, self.y - y
        corner = np.pi / 5
        off_point = np.abs((np.arctan2(dx, -dy) + corner) % (2 * corner) - corner)
        side = np.arctan2(0.5 * np.sin(corner), 1 - 0.5 * np.cos(corner))
        return np.hypot(dx, dy) * np.sin(side + off_point) < radius * np.sin(side)

    def petal(self, x: float, y: float, length: float, wide: float, turned: float) -> np.ndarray:
        """Return a pointed leaf that stands on (x, y)."""
        angle = np.radians(turned)
        dx, dy = self.x - x, self.y - y
        up, across = dx * np.sin(angle) - dy * np.cos(angle), dx * np.cos(angle) + dy * np.sin(angle)
        place = np.clip(up / length, 0, 1)
        return (up > 0) & (up < length) & (np.abs(across) < wide * np.sin(np.pi * place**0.8) ** 0.9)

    def below(self, level: float, swing: float, waves: float, shift: float) -> np.ndarray:
        return self.y > level + swing * np.sin(2 * np.pi * (waves * self.x + shift))

    def picture(self) -> np.ndarray:
        size = _SIZE
        fine = self.pixels.reshape(size, _FINER, size, _FINER, 3).mean(axis=(1, 3))
        return np.clip(np.round(fine), 0, 255).astype(np.uint8)


def draw(path: Path, name: str) -> None:
    """Write the cover of a song as PNG. Raises KeyError for a song that has none."""
    _write_png(path, _COVERS[name]().picture())


def _twinkle() -> _Canvas:
    night = _Canvas("#1d2a5e", "#8a63ad")
    for x, y, radius in (
        (0.16, 0.2, 0.022),
        (0.82, 0.16, 0.03),
        (0.88, 0.6, 0.02),
        (0.13, 0.66, 0.028),
        (0.3, 0.86, 0.018),
    ):
        night.paint(night.star(x, y, radius), _WARM, 0.75)
    night.glow(0.5, 0.48, 0.36, "#ffffff", 0.35)
    night.paint(night.star(0.5, 0.51, 0.31), _WARM)
    return night


def _vemana() -> _Canvas:
    evening = _Canvas("#5d2233", "#dd9747")
    evening.glow(0.5, 0.4, 0.34, "#fff3cf", 0.6)
    evening.paint(evening.petal(0.5, 0.62, 0.38, 0.095, 0), "#ffb638")
    evening.paint(evening.petal(0.5, 0.62, 0.23, 0.052, 0), "#fff6dc")
    bowl = evening.ellipse(0.5, 0.6, 0.29, 0.22) & (evening.y > 0.62)
    evening.paint(bowl, "#3a1720")
    evening.paint(evening.ellipse(0.5, 0.62, 0.29, 0.035), "#7c3a34")
    return evening


def _amazing_grace() -> _Canvas:
    morning = _Canvas("#2f5f8c", "#f6c58a")
    rays = np.cos(14 * np.arctan2(morning.x - 0.5, 0.66 - morning.y)) > 0.25
    morning.paint(rays & (morning.y < 0.72), "#fff3d6", 0.22)
    morning.glow(0.5, 0.66, 0.42, "#fff7e2", 0.55)
    morning.paint(morning.disc(0.5, 0.66, 0.17), "#fffaf0")
    morning.paint(morning.below(0.68, 0.035, 0.9, 0.35), "#5f7f86")
    morning.paint(morning.below(0.78, 0.04, 1.1, 0.8), "#33565f")
    return morning


def _sumati() -> _Canvas:
    pond = _Canvas("#0f5257", "#6fb59b")
    pond.glow(0.5, 0.5, 0.38, "#eafff2", 0.3)
    pond.paint(pond.ellipse(0.5, 0.75, 0.36, 0.055), "#0d4045", 0.8)
    for turned, length, colour in (
        (-68, 0.34, "#c94f7c"), (68, 0.34, "#c94f7c"), (-45, 0.41, "#df6f97"), (45, 0.41, "#df6f97"),
        (-22, 0.46, "#f09ab8"), (22, 0.46, "#f09ab8"), (0, 0.5, "#ffd0de"),
    ):  # fmt: skip
        pond.paint(pond.petal(0.5, 0.75, length, 0.105, turned), colour)
    return pond


def _row_your_boat() -> _Canvas:
    day = _Canvas("#6fc1e6", "#e3f4ee")
    day.paint(day.disc(0.77, 0.22, 0.095), "#fff3c4")
    day.paint(day.below(0.64, 0.012, 3, 0.1), "#2d8fb8")
    hull = day.ellipse(0.48, 0.56, 0.3, 0.17) & (day.y > 0.56)
    day.paint(hull, "#b5482f")
    day.paint(hull & (day.y < 0.595), "#f4e3c3")
    mast = (np.abs(day.x - 0.48) < 0.011) & (day.y > 0.17) & (day.y < 0.56)
    day.paint(mast, "#6a3a24")
    rise = (day.y - 0.19) / 0.33
    day.paint((day.x > 0.505) & (day.x < 0.505 + 0.22 * rise) & (rise < 1), "#ffffff")
    day.paint((day.x < 0.455) & (day.x > 0.455 - 0.17 * rise) & (rise < 1), "#fbd9a5")
    day.paint(day.below(0.71, 0.016, 2.5, 0.45), "#1f77a3")
    day.paint(day.below(0.82, 0.018, 2, 0.9), "#165c86")
    return day


def _chandamama() -> _Canvas:
    night = _Canvas("#12203f", "#3f6f8c")
    night.glow(0.5, 0.4, 0.4, "#cfe6ff", 0.35)
    night.paint(night.disc(0.5, 0.41, 0.25) & ~night.disc(0.61, 0.35, 0.215), "#ffefc2")
    for x, y, radius in ((0.2, 0.2, 0.024), (0.83, 0.24, 0.028), (0.66, 0.36, 0.02), (0.12, 0.5, 0.018)):
        night.paint(night.star(x, y, radius), _WARM, 0.85)
    night.paint(night.below(0.8, 0.035, 0.8, 0.1), "#0e2a33")
    for x, y in ((0.2, 0.82), (0.42, 0.87), (0.66, 0.84), (0.86, 0.8)):
        for turned in range(0, 360, 60):
            night.paint(night.petal(x, y, 0.06, 0.019, turned), "#f39a3d")
        night.paint(night.disc(x, y, 0.017), "#ffe08a")
    return night


_COVERS: dict[str, Callable[[], _Canvas]] = {
    "twinkle": _twinkle,
    "vemana": _vemana,
    "amazing-grace": _amazing_grace,
    "sumati": _sumati,
    "row-your-boat": _row_your_boat,
    "chandamama": _chandamama,
}


def _colour(text: str) -> np.ndarray:
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)], float)


def _write_png(path: Path, pixels: np.ndarray) -> None:
    height, width, _ = pixels.shape
    rows = b"".join(b"\0" + row.tobytes() for row in pixels)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    data = b"\x89PNG\r\n\x1a\n"
    for kind, body in chunks:
        data += struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    path.write_bytes(data)
