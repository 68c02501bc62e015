"""ReplayGain: by how much a song is made louder or softer so that all sound alike."""

from __future__ import annotations

import math

_LIMIT_DB = 24.0


def applied_gain_db(
    gain_db: float | None, peak: float | None, *, preamp_db: float = 0.0, prevent_clipping: bool = True
) -> float:
    """Return the gain to play with, in decibels.

    ``gain_db`` and ``peak`` (1.0 is full scale) are the track's, None where unknown; a song nobody measured is left
    alone. The pre-amplifier is added; with ``prevent_clipping`` the sum stays so low that the peak stays under full.
    """
    if gain_db is None or not math.isfinite(gain_db):
        return 0.0
    gain = max(-_LIMIT_DB, min(_LIMIT_DB, gain_db + preamp_db))
    if prevent_clipping and gain > 0:
        headroom = -20.0 * math.log10(peak) if peak is not None and math.isfinite(peak) and peak > 0 else 0.0
        gain = min(gain, max(0.0, headroom))
    return gain
