"""ReplayGain: by how much a song is made louder or softer so that all sound alike."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_LIMIT_DB = 24.0


@dataclass(frozen=True, slots=True)
class Loudness:
    """ReplayGain's gain in decibels and the highest sample (1.0 is full scale); None where nobody knows."""

    gain_db: float | None = None
    peak: float | None = None


UNKNOWN = Loudness()


def album_loudness(songs: Iterable[tuple[Loudness, int | None]]) -> Loudness:
    """Return the loudness of an album from that of its songs and their durations in milliseconds.

    Loudness is the mean power, so the songs' powers are averaged by their length; songs nobody measured are left out.
    """
    known = [
        (loudness.gain_db, max(1, duration_ms or 0), loudness.peak)
        for loudness, duration_ms in songs
        if loudness.gain_db is not None and math.isfinite(loudness.gain_db)
    ]
    if not known:
        return UNKNOWN
    power = sum(10 ** (-gain_db / 10) * length for gain_db, length, _ in known) / sum(length for _, length, _ in known)
    peaks = [peak for _, _, peak in known]
    return Loudness(-10 * math.log10(power), max(peak for peak in peaks if peak is not None) if all(peaks) else None)


def applied_gain_db(loudness: Loudness, *, preamp_db: float = 0.0, prevent_clipping: bool = True) -> float:
    """Return the gain to play with, in decibels; what nobody measured is left alone.

    The pre-amplifier is added; with ``prevent_clipping`` the sum stays so low that the peak stays under full.
    """
    gain_db, peak = loudness.gain_db, loudness.peak
    if gain_db is None or not math.isfinite(gain_db):
        return 0.0
    gain = max(-_LIMIT_DB, min(_LIMIT_DB, gain_db + preamp_db))
    if prevent_clipping and gain > 0:
        headroom = -20.0 * math.log10(peak) if peak is not None and math.isfinite(peak) and peak > 0 else 0.0
        gain = min(gain, max(0.0, headroom))
    return gain
