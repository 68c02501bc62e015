"""Loudness after ITU-R BS.1770, measured piece by piece so that the memory used does not grow with the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pyloudnorm
from numpy.typing import NDArray
from scipy.signal import sosfilt, tf2sos  # type: ignore[import-untyped]

from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.ports.audio_files import Loudness

_RATE = 48_000
_STEP = _RATE // 10
_STEPS_A_BLOCK = 4
_TARGET_LUFS = -18.0
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0
Samples = NDArray[np.float64]


class AvLoudnessMeter:
    """Measures integrated loudness and the highest sample. Safe from any thread; takes seconds for long files."""

    def measure(self, path: Path) -> Loudness:
        """Decode a file and measure it; silence gets a gain of 0 dB. Raises Invalid("not_audio"), NotFound."""
        weighting = [
            tf2sos(stage.b, stage.a)
            for stage in pyloudnorm.Meter(_RATE, filter_class="K-weighting")._filters.values()  # noqa: SLF001 - pyloudnorm hands out its filters nowhere else
        ]
        states = [np.zeros((len(stage), 2, 2)) for stage in weighting]
        powers: list[float] = []
        peak, rest = 0.0, np.zeros((2, 0))
        try:
            for samples in _decode(path):
                peak = max(peak, float(np.abs(samples).max(initial=0.0)))
                weighted = samples
                for number, stage in enumerate(weighting):
                    weighted, states[number] = sosfilt(stage, weighted, axis=1, zi=states[number])
                rest = np.concatenate([rest, weighted], axis=1)
                steps = rest.shape[1] // _STEP
                whole = rest[:, : steps * _STEP].reshape(2, steps, _STEP)
                powers.extend(np.square(whole).mean(axis=2).sum(axis=0).tolist())
                rest = rest[:, steps * _STEP :]
        except FileNotFoundError as error:
            raise NotFound("file_missing", path=str(path)) from error
        except (av.FFmpegError, OSError, ValueError) as error:
            raise Invalid("not_audio", path=str(path)) from error
        if peak == 0.0 and not powers:
            raise Invalid("not_audio", path=str(path))
        loudness = _integrated(np.asarray(powers))
        return Loudness(0.0 if loudness is None else round(_TARGET_LUFS - loudness, 2), peak)


def _decode(path: Path) -> Iterator[Samples]:
    """Yield the sound as (2, n) floats at 48 kHz."""
    with av.open(str(path)) as container:
        if not container.streams.audio:
            raise ValueError("no sound")
        resampler = av.AudioResampler(format="fltp", layout="stereo", rate=_RATE)
        for frame in container.decode(audio=0):
            for piece in resampler.resample(frame):
                yield piece.to_ndarray().astype(np.float64)
        for piece in resampler.resample(None):
            yield piece.to_ndarray().astype(np.float64)


def _integrated(powers: Samples) -> float | None:
    """Return the gated loudness of mean squares, one each 100 ms; None for silence. Blocks are 400 ms long."""
    if len(powers) == 0:
        return None
    width = min(_STEPS_A_BLOCK, len(powers))
    blocks = np.convolve(powers, np.ones(width) / width, "valid")
    loud = blocks[_lufs(blocks) > _ABSOLUTE_GATE_LUFS]
    if len(loud) == 0:
        return None
    gate = _lufs(loud.mean()) + _RELATIVE_GATE_LU
    return float(_lufs(loud[_lufs(loud) > gate].mean()))


def _lufs(power: Samples | np.float64) -> Samples:
    with np.errstate(divide="ignore"):
        return np.asarray(-0.691 + 10.0 * np.log10(power), dtype=np.float64)
