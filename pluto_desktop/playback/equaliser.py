"""The equaliser's presets: gains in decibels of ten bands, and a pre-amplifier that keeps the sum from clipping."""

from __future__ import annotations

from dataclasses import dataclass

BANDS_HZ = (31, 63, 125, 250, 500, 1_000, 2_000, 4_000, 8_000, 16_000)


@dataclass(frozen=True, slots=True)
class Preset:
    """A preset by its stable key; the name shown is the desktop's business."""

    key: str
    preamp_db: float
    bands_db: tuple[float, ...]


PRESETS = (
    Preset("flat", 0.0, (0.0,) * 10),
    Preset("voice", -4.0, (-3.0, -2.0, -1.0, 0.0, 2.0, 4.0, 4.0, 3.0, 1.0, 0.0)),
    Preset("bass", -6.0, (6.0, 5.0, 4.0, 2.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)),
    Preset("treble", -6.0, (0.0, 0.0, 0.0, 0.0, 0.0, 1.0, 2.0, 4.0, 5.0, 6.0)),
    Preset("classical", -3.0, (3.0, 2.0, 1.0, 0.0, 0.0, 0.0, -1.0, 0.0, 2.0, 3.0)),
    Preset("carnatic", -4.0, (1.0, 2.0, 2.0, 1.0, 1.0, 3.0, 4.0, 3.0, 1.0, 0.0)),
    Preset("pop", -4.0, (-1.0, 1.0, 3.0, 4.0, 3.0, 1.0, 0.0, -1.0, -1.0, -1.0)),
    Preset("rock", -5.0, (5.0, 4.0, 2.0, 0.0, -1.0, 0.0, 2.0, 3.0, 4.0, 4.0)),
    Preset("small_speakers", -5.0, (-6.0, -2.0, 3.0, 5.0, 3.0, 1.0, 1.0, 2.0, 3.0, 3.0)),
    Preset("night", -2.0, (-6.0, -5.0, -3.0, 0.0, 1.0, 2.0, 2.0, 1.0, -1.0, -3.0)),
)
