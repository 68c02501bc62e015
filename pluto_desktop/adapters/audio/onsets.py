"""Where something begins to sound: the moments at which the spectrum grows.

Spectral flux: the sum, over all frequencies, of how much louder each has become since the frame before, after the
loudness was compressed by a logarithm. A moment is an onset where the flux is the greatest nearby and stands out of
its surroundings. (Bello et al., *A tutorial on onset detection in music signals*, 2005; how peaks are picked follows
Böck, Krebs and Schedl, *Evaluating the online capabilities of onset detection methods*, 2012.)
"""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

_WINDOW = 512
_COMPRESSION = 100.0
_NEIGHBOURS, _SURROUNDINGS = 3, 20
"""Frames to each side among which an onset is the greatest, and whose mean it stands out of."""
_STANDS_OUT = 1.4
_LEAST_SHARE = 0.06
"""Of the greatest flux of all: what is less is the noise of a quiet place."""
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
        grown = np.diff(np.concatenate([before, spectra]), axis=0)
        self._before = spectra[-1:]
        self._flux.append(np.maximum(grown, 0).sum(axis=1))

    def find(self) -> list[int]:
        """Return the numbers of the hops in which something began to sound, ascending."""
        if not self._flux:
            return []
        flux = np.concatenate(self._flux)
        sums = np.cumsum(np.pad(flux.astype(np.float64), (_SURROUNDINGS + 1, _SURROUNDINGS)))
        width = 2 * _SURROUNDINGS + 1
        mean = (sums[width:] - sums[:-width]) / width
        padded, near = np.pad(flux, _NEIGHBOURS), flux
        for shift in range(2 * _NEIGHBOURS + 1):
            near = np.maximum(near, padded[shift : shift + len(flux)])
        found = (flux >= near) & (flux > _STANDS_OUT * mean) & (flux > _LEAST_SHARE * flux.max(initial=0.0))
        return [int(number) for number in np.flatnonzero(found)]
