"""Wave forms, worked out piece by piece, so that the memory used hardly grows with the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from pluto_desktop.adapters.audio.onsets import Onsets
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, NotFound
from pluto_desktop.domain.peaks import BUCKET_MS, FULL_SWING, Onset, Peaks
from pluto_desktop.domain.progress import Progress, ReportProgress

_RATE = 16_000
_BUCKET = _RATE * BUCKET_MS // 1000
_PIECE = 2 * _RATE
"""So many samples are looked at together."""
_GAP_S, _LONGEST_GAP_S = 0.05, 600.0
"""A hole in the times is silence from so long on; one that is longer than a song is a mistake in the file."""
Samples = NDArray[np.float32]


class AvPeaksMaker:
    """Fulfils PeaksMaker by decoding with PyAV. Safe from any thread."""

    def make(self, path: Path, cancel: CancelToken, progress: ReportProgress) -> Peaks:
        """Decode a file; of two channels both count, so that what differs between them is seen."""
        lows, highs, onsets, length = [], [], Onsets(_BUCKET), 0
        for samples, total_ms in _pieces(path):
            cancel.raise_if_cancelled()
            length += samples.shape[1]
            whole = np.pad(samples, ((0, 0), (0, -samples.shape[1] % _BUCKET)))
            buckets = whole.reshape(len(whole), -1, _BUCKET)
            lows.append(_bytes(buckets.min(axis=(0, 2))))
            highs.append(_bytes(buckets.max(axis=(0, 2))))
            onsets.add(whole.mean(axis=0))
            progress(Progress(length * 1000 // _RATE, total_ms))
        if not length:
            raise Invalid("not_audio", path=str(path))
        begun = [Onset(number * BUCKET_MS, strength) for number, strength in onsets.find()]
        return Peaks.make(length * 1000 // _RATE, b"".join(lows), b"".join(highs), begun)


def _bytes(values: Samples) -> bytes:
    return np.clip(np.rint(values * FULL_SWING), -FULL_SWING, FULL_SWING).astype(np.int8).tobytes()


def _pieces(path: Path) -> Iterator[tuple[Samples, int | None]]:
    """Yield the sound in pieces of (channels, n) floats at 16 kHz, and its length in all; only the last is shorter."""
    waiting: list[Samples] = []
    count = 0
    try:
        with av.open(str(path)) as container:
            total_ms = None if container.duration is None else container.duration * 1000 // av.time_base
            for samples in _decoded(container):
                waiting.append(samples)
                count += samples.shape[1]
                while count >= _PIECE:
                    joined = np.concatenate(waiting, axis=1)
                    yield joined[:, :_PIECE], total_ms
                    waiting, count = [joined[:, _PIECE:]], count - _PIECE
            if count:
                yield np.concatenate(waiting, axis=1), total_ms
    except FileNotFoundError as error:
        raise NotFound("file_missing", path=str(path)) from error
    except (av.FFmpegError, OSError, ValueError) as error:
        raise Invalid("not_audio", path=str(path)) from error


def _decoded(container: av.container.InputContainer) -> Iterator[Samples]:
    """Yield what can be decoded, as (channels, n); what cannot, or is missing between two frames, is silence."""
    stream = next(iter(container.streams.audio), None)
    if stream is None or stream.codec_context is None:
        raise ValueError("no sound that can be decoded")
    channels = 1 if stream.codec_context.channels == 1 else 2
    resampler = av.AudioResampler(format="flt", layout="mono" if channels == 1 else "stereo", rate=_RATE)
    waiting = av.AudioFifo()  # a codec's frames are short: put together, all takes a third less time
    base_s = float(stream.time_base or 0)
    start_s, heard_s = None, 0.0
    for frame in _frames(container):
        if frame.pts is not None:
            at_s = frame.pts * base_s
            start_s = at_s if start_s is None else start_s
            gap_s = at_s - start_s - heard_s
            if _GAP_S < gap_s < _LONGEST_GAP_S:
                yield from map(_channels, _resampled(resampler, waiting))
                yield np.zeros((channels, round(gap_s * _RATE)), np.float32)
                heard_s += gap_s
        heard_s += frame.samples / frame.sample_rate
        frame.pts = None  # neither is to mind what was left out
        waiting.write(frame)
        if waiting.samples >= frame.sample_rate:
            yield from map(_channels, _resampled(resampler, waiting))
    yield from map(_channels, _resampled(resampler, waiting))
    if heard_s:
        yield from map(_channels, resampler.resample(None))


def _resampled(resampler: av.AudioResampler, waiting: av.AudioFifo) -> list[av.AudioFrame]:
    frame = waiting.read() if waiting.samples else None
    return [] if frame is None else resampler.resample(frame)


def _channels(frame: av.AudioFrame) -> Samples:
    return frame.to_ndarray().astype(np.float32, copy=False).reshape(-1, frame.layout.nb_channels).T


def _frames(container: av.container.InputContainer) -> Iterator[av.AudioFrame]:
    """Yield the frames of the first audio stream, leaving out packets that are damaged; what follows may be whole."""
    packets = container.demux(container.streams.audio[0])
    while True:
        try:
            packet = next(packets, None)
        except av.FFmpegError:  # the rest of the file cannot be read
            return
        if packet is None:
            return
        try:
            yield from packet.decode()
        except av.FFmpegError:
            continue
