"""How a song and its music without voice lie against each other, by cross-correlation.

The sum over the song times the music shifted by k is largest where k is the shift between the two (the correlation
theorem gives it for all k by three Fourier transforms). Both spectra are first divided by the root of their magnitude:
that sharpens the peak, as what is common to all music, the bass, no longer outweighs what is this music's own. (Knapp
and Carter, *The generalized correlation method for estimation of time delay*, 1976; the root is half of their PHAT.)
"""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
from numpy.fft import irfft, rfft
from numpy.typing import NDArray

from pluto_desktop.domain.bgm import LARGEST_OFFSET_MS, BgmOffset
from pluto_desktop.domain.errors import Invalid, NotFound

_RATE = 8_000
_SECONDS = 240
"""So much of each is compared: more makes nothing surer."""
_TINY = 1e-9
Samples = NDArray[np.float32]


class AvAligner:
    """Fulfils Aligner by decoding with PyAV. Safe from any thread."""

    def align(self, song: Path, bgm: Path) -> BgmOffset:
        """Decode both and compare them."""
        one, other = _decode(song), _decode(bgm)
        shift, likeness = _compare(one, other)
        return BgmOffset(round(shift * 1000 / _RATE), round(likeness, 3))


def _compare(song: Samples, bgm: Samples) -> tuple[int, float]:
    """Return by how many samples the music in ``bgm`` is later than in ``song``, and how alike they are there (0-1)."""
    size = 1 << (len(song) + len(bgm) - 1).bit_length()  # so that neither reaches round to the other's beginning
    one, other = (_sharpened(rfft(samples, size)) for samples in (song, bgm))
    most = min(LARGEST_OFFSET_MS * _RATE // 1000, max(len(song), len(bgm)) - 1)
    sums = irfft(other * np.conj(one), size)
    shifts = np.concatenate([sums[: most + 1], sums[-most:]])
    best = int(np.argmax(shifts))
    power = float(np.sqrt(np.square(np.abs(one)).sum() * np.square(np.abs(other)).sum())) * 2 / size
    return (best if best <= most else best - len(shifts)), max(0.0, min(1.0, float(shifts[best]) / (power + _TINY)))


def _sharpened(spectrum: NDArray[np.complex128]) -> NDArray[np.complex64]:
    return np.asarray(spectrum / np.sqrt(np.abs(spectrum) + _TINY), dtype=np.complex64)


def _decode(path: Path) -> Samples:
    """Return the first minutes of the sound, mono, at 8 kHz."""
    pieces: list[Samples] = []
    count = 0
    try:
        with av.open(str(path)) as container:
            if not container.streams.audio:
                raise ValueError("no sound")
            resampler = av.AudioResampler(format="flt", layout="mono", rate=_RATE)
            for frame in container.decode(audio=0):
                for piece in resampler.resample(frame):
                    pieces.append(piece.to_ndarray()[0])
                    count += piece.samples
                if count >= _SECONDS * _RATE:
                    break
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except (av.FFmpegError, OSError, ValueError) as error:
        if not pieces:
            raise Invalid("not_audio", path=str(path)) from error
    if not pieces:
        raise Invalid("not_audio", path=str(path))
    return np.concatenate(pieces)
