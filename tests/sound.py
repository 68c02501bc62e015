"""Short sound files whose every moment can be recognised, and listening to what libvlc really plays."""

from __future__ import annotations

import ctypes
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import av
import numpy as np

RATE = 44_100
CODECS = {
    "mp3": ("mp3", "libmp3lame", RATE),
    "flac": ("flac", "flac", RATE),
    "ogg": ("ogg", "vorbis", RATE),
    "opus": ("opus", "libopus", 48_000),
    "m4a": ("ipod", "aac", RATE),
    "wav": ("wav", "pcm_s16le", RATE),
    "aiff": ("aiff", "pcm_s16be", RATE),
}


def noise(seconds: float, seed: int = 1) -> np.ndarray:
    """Low-passed noise: every codec keeps it, and no two moments are alike."""
    raw = np.random.default_rng(seed).standard_normal(int(seconds * RATE) + 8)
    smooth = np.convolve(raw, np.ones(6) / 6, "same")[: int(seconds * RATE)]
    return (smooth * 6000).clip(-32000, 32000).astype(np.int16)


def write(path: Path, samples: np.ndarray, *, vbr: bool = False) -> Path:
    """Encode mono samples as the codec the suffix names (stereo inside); an MP3 with a variable bit rate if asked."""
    container, codec, rate = CODECS[path.suffix[1:]]
    with av.open(str(path), "w", format=container) as out:
        options = {} if codec in {"flac", "pcm_s16le", "pcm_s16be"} else {"b": "192k"}
        if vbr:
            options = {"flags": "+qscale", "global_quality": "236"}  # LAME's -V 2
        if codec == "vorbis":
            options["strict"] = "experimental"
        stream = out.add_stream(codec, rate=rate, options=options)
        stream.layout = "stereo"
        resampler = av.AudioResampler(
            format=stream.codec_context.format,
            layout="stereo",
            rate=rate,
            frame_size=stream.codec_context.frame_size or 4096,
        )
        frame = av.AudioFrame.from_ndarray(np.repeat(samples, 2)[None, :], format="s16", layout="stereo")
        frame.sample_rate, frame.pts = RATE, 0
        for piece in [*resampler.resample(frame), *resampler.resample(None)]:
            for packet in stream.encode(piece):
                out.mux(packet)
        for packet in stream.encode(None):
            out.mux(packet)
    return path


def undecodable(path: Path) -> Path:
    """Write a WAV file whose head is whole and whose sound is in a codec that does not exist."""
    data = bytearray(write(path, noise(0.2)).read_bytes())
    at = data.index(b"fmt ") + 8
    data[at : at + 2] = (0x1234).to_bytes(2, "little")
    path.write_bytes(data)
    return path


@dataclass(slots=True)
class Block:
    """Samples libvlc handed to the output: when, for which moment they are meant, the first of them, how many."""

    at_s: float
    pts_s: float
    count: int
    head: bytes


@dataclass
class Recorder:
    """Takes the place of a media player's output and keeps what is played, with the moment it is meant for."""

    blocks: list[Block] = field(default_factory=list)
    flushes: list[float] = field(default_factory=list)
    keep: int = 1024
    every: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)

    def attach(self, vlc: Any, media_player: Any) -> None:
        seen = 0

        @vlc.CallbackDecorators.AudioPlayCb
        def play(_: object, data: int, count: int, pts: int) -> None:
            nonlocal seen
            seen += 1
            head = ctypes.string_at(data, min(count, self.keep) * 4) if seen % self.every == 0 else b""
            with self.lock:
                self.blocks.append(Block(time.monotonic(), pts / 1e6, count, head))

        @vlc.CallbackDecorators.AudioFlushCb
        def flush(_: object, pts: int) -> None:
            with self.lock:
                self.flushes.append(time.monotonic())

        @vlc.CallbackDecorators.AudioPauseCb
        def pause(_: object, pts: int) -> None:
            with self.lock:
                self.flushes.append(time.monotonic())

        @vlc.CallbackDecorators.AudioDrainCb
        def drain(_: object) -> None:
            with self.lock:
                end = self.blocks[-1].pts_s + self.blocks[-1].count / RATE if self.blocks else 0.0
            time.sleep(max(0.0, end - time.monotonic()))  # a real output waits until everything was heard

        self._callbacks = (play, pause, flush, drain)
        media_player.audio_set_callbacks(play, pause, pause, flush, drain, None)
        media_player.audio_set_format("S16N", RATE, 2)


class Locator:
    """Finds where in the noise a block comes from."""

    def __init__(self, samples: np.ndarray) -> None:
        self.samples = samples.astype(np.float32)

    def find(self, head: bytes, guess_s: float, window_s: float = 2.0) -> float | None:
        """Return the position in seconds, or None where nothing is alike near the guess."""
        piece = np.frombuffer(head, np.int16)[::2].astype(np.float32)
        low = max(0, int((guess_s - window_s) * RATE))
        region = self.samples[low : int((guess_s + window_s) * RATE) + len(piece)]
        if len(piece) < 300 or len(region) <= len(piece):
            return None
        size = 1 << int(np.ceil(np.log2(len(region) + len(piece))))
        match = np.fft.irfft(np.fft.rfft(region, size) * np.conj(np.fft.rfft(piece, size)), size)
        best = int(np.argmax(match[: len(region) - len(piece)]))
        found = region[best : best + len(piece)]
        alike = match[best] / (np.linalg.norm(piece) * np.linalg.norm(found) + 1e-9)
        return (low + best) / RATE if alike > 0.5 else None
