"""Where something begins to sound: the moments at which the spectrum grows, and how much it does.

Spectral flux: the sum, over all frequencies, of how much louder each has become than it and its neighbours were a
frame before, after the loudness was compressed by a logarithm. With the neighbours looked at too, a voice that wavers
is not taken for one that begins (Böck and Widmer, *Maximum filter vibrato suppression for onset detection*, 2013).
Something begins where the flux is the greatest nearby and stands out of its surroundings (Bello et al., *A tutorial on
onset detection in music signals*, 2005; how peaks are picked follows Böck, Krebs and Schedl, *Evaluating the online
capabilities of onset detection methods*, 2012). The moment is that at which the flux began to rise to there: a
consonant is heard before its vowel.
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from pluto_desktop.domain.peaks import STRONGEST

_WINDOW = 512
_COMPRESSION = 100.0
_NEIGHBOURS, _SURROUNDINGS = 3, 20
"""Frames to each side among which an onset is the greatest, and whose mean it stands out of."""
_STANDS_OUT = 1.4
_LEAST_SHARE = 0.06
"""Of the greatest flux of all: what is less is the noise of a quiet place."""
_RISE, _RISEN = 6, 0.25
"""So many frames an onset rises at most; the share of the way up at which it has begun to."""
_AHEAD = 1
"""So many frames too late a rise is seen: a frame's window is at its greatest some milliseconds before its end."""
_STRONG_PERCENTILE = 90
Samples = NDArray[np.float32]


class Onsets:
    """Takes in sound piece by piece, one frame of flux each ``hop`` samples."""

    def __init__(self, hop: int) -> None:
        self._hop = hop
        self._window = np.hanning(_WINDOW).astype(np.float32)
        self._rest = np.zeros(_WINDOW - hop, np.float32)  # so that the first frame ends with the first hop
        self._before: Samples | None = None
        self._flux: list[Samples] = []

    def add(self, samples: Samples) -> None:
        """Take in the next mono samples, from -1 to 1; their number is a multiple of the hop."""
        sound = np.concatenate([self._rest, samples])
        self._rest = sound[len(samples) :]
        frames = sliding_window_view(sound, _WINDOW)[:: self._hop] * self._window
        spectra = np.log1p(_COMPRESSION * np.abs(np.fft.rfft(frames))).astype(np.float32)
        before = spectra[:1] if self._before is None else self._before
        before = np.concatenate([before, spectra[:-1]])
        self._before = spectra[-1:]
        beside = np.pad(before, ((0, 0), (1, 1)), mode="edge")
        loudest = np.maximum(before, np.maximum(beside[:, :-2], beside[:, 2:]))
        self._flux.append(np.maximum(spectra - loudest, 0).sum(axis=1))

    def find(self) -> list[tuple[int, int]]:
        """Return the hops in which something began to sound, ascending: the number, and the strength in hundredths.

        A strength of 100 is that of a strong onset of this song: nine in ten are weaker.
        """
        if not self._flux:
            return []
        flux = np.concatenate(self._flux)
        sums = np.cumsum(np.pad(flux.astype(np.float64), (_SURROUNDINGS + 1, _SURROUNDINGS)))
        width = 2 * _SURROUNDINGS + 1
        mean = (sums[width:] - sums[:-width]) / width
        padded, near = np.pad(flux, _NEIGHBOURS), flux
        for shift in range(2 * _NEIGHBOURS + 1):
            near = np.maximum(near, padded[shift : shift + len(flux)])
        stands_out = (flux > _STANDS_OUT * mean) & (flux > _LEAST_SHARE * flux.max(initial=0.0))
        found = np.flatnonzero((flux >= near) & stands_out)
        if not len(found):
            return []
        strengths = np.minimum(np.rint(100 * flux[found] / np.percentile(flux[found], _STRONG_PERCENTILE)), STRONGEST)
        pairs = zip(found, strengths, strict=True)
        began = {max(0, _rise(flux, int(peak)) - _AHEAD): int(strength) for peak, strength in pairs}
        return sorted(began.items())


def _rise(flux: Samples, peak: int) -> int:
    """Return where the flux began to rise to a peak."""
    first = max(0, peak - _RISE)
    lowest = flux[first : peak + 1].min()
    begun = lowest + _RISEN * (flux[peak] - lowest)
    at = peak
    while at > first and flux[at - 1] >= begun:
        at -= 1
    return at
