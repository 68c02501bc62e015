"""Covers for the demo songs: two colours flowing into each other, and one simple shape. PNG, written by hand."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path

import numpy as np

_SIZE = 320


def draw(path: Path, colours: tuple[str, str], *, star: bool) -> None:
    """Write a cover: a star in the night, or a lamp's round glow."""
    y, x = np.mgrid[0:_SIZE, 0:_SIZE] / (_SIZE - 1)
    first, last = (np.array([int(c[i : i + 2], 16) for i in (1, 3, 5)], float) for c in colours)
    picture = first + (last - first) * ((x + y) / 2)[..., None]
    dx, dy = x - 0.5, y - 0.48
    radius, angle = np.hypot(dx, dy), np.arctan2(dx, -dy)
    edge = 0.16 + 0.07 * np.cos(5 * angle) if star else np.full_like(radius, 0.2)
    inside = np.clip((edge - radius) * _SIZE / 2, 0, 1)[..., None]
    glow = np.exp(-((radius / 0.3) ** 2))[..., None] * 0.35
    picture = picture + (255 - picture) * glow
    picture = picture + (np.array([255.0, 236, 200]) - picture) * inside * 0.92
    _write_png(path, np.clip(np.round(picture), 0, 255).astype(np.uint8))


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
