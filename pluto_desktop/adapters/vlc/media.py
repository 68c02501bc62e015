"""What libvlc must be told of each kind of file, and how far its reports of time are off, and why.

libvlc reports the time at which its demuxer is, less what is still buffered: that is the stamp of the sound that is
heard now, to a millisecond. It is off where a decoder gives a sound another stamp than its packet had, or a filter
keeps some back. Decision 0024 has the causes with what was measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pluto_desktop.adapters.vlc.landing import Grid, Landing
from pluto_desktop.adapters.vlc.mpeg import Mpeg, read_head, skip_id3

MPG123_FRAMES = 2
"""mpg123 gives its first sound when it was fed two more frames, and libvlc stamps it with the last of these."""
_MP3_FRAME_MS = 1152 / 44.1
_BLOCK_MS = 1024 / 44.1
"""AAC and what libavformat makes of WAV; Opus, Vorbis and MP3 have nearly the same, FLAC has four times that."""
_FLAC_BLOCK_MS = 4096 / 44.1

_BY_AVFORMAT = frozenset({".aif", ".aiff", ".flac", ".mp3", ".oga", ".ogg", ".opus", ".wav"})
# While they arrive: libavformat's wants the end of an MP3 before it plays the beginning, which is not there yet.
_OWN_WHILE_ARRIVING = frozenset({".flac", ".mp2", ".mp3"})
_MP3 = frozenset({".mp2", ".mp3"})
_HEADER = 8 * 1024

_TEMPO_STRIDE_MS, _TEMPO_OVERLAP_MS, _TEMPO_SEARCH_MS = 30.0, 6.0, 14.0
"""The defaults of libvlc's scaletempo: what it puts out at a time, what of that is blended, how far it looks."""

WAKE_UP_S = 0.010
"""libvlc lets the sound begin that long after it has buffered enough (``src/input/es_out.c``)."""
_FIRST_SOUND_S = {".mp2": 0.062, ".mp3": 0.062, ".oga": 0.033, ".ogg": 0.033, ".m4a": 0.033, ".mp4": 0.033}
# These two are measured: they hold until the first report, a quarter of a second later, says exactly.
_AT_ONCE = Landing(0.005)
_LANDINGS = {".flac": Landing(WAKE_UP_S), ".m4a": Landing(0.012)}


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """How to open a file, and what to expect of it.

    ``bias_ms`` is what libvlc reports too much at the usual speed, ``block_ms`` how much its decoder gives at a time.
    ``exact_length`` says whether its length is more than an estimate. ``first_sound_s`` passes from letting a paused
    medium go to its first sound; ``landing`` says what is to be expected of a seek.
    """

    options: tuple[str, ...] = ()
    bias_ms: float = 0.0
    block_ms: float = _BLOCK_MS
    exact_length: bool = False
    first_sound_s: float = WAKE_UP_S
    landing: Landing = _AT_ONCE


def tempo_bias_ms(speed: float, block_ms: float) -> float:
    """Return what libvlc reports too much at a speed because of scaletempo, in milliseconds of the medium.

    A stretch goes out when the filter has a stride, what is blended and what it searches through; then it lets go of a
    stride times the speed. It is stamped as the block of sound that made it full, before which it held back all that
    but for half a block on an average (for half of what it lets go, where that is less); and what fits best it finds
    halfway through what it searches. At the usual speed the filter is passed by.
    """
    if abs(speed - 1.0) < 0.001:
        return 0.0
    full_ms = _TEMPO_STRIDE_MS + _TEMPO_OVERLAP_MS + _TEMPO_SEARCH_MS
    return full_ms - min(_TEMPO_STRIDE_MS * speed, block_ms) / 2 - _TEMPO_SEARCH_MS / 2


def facts_of(path: Path, *, arriving: bool = False) -> MediaFacts:
    """Look at a file's name, and at the head of an MP3. Raises OSError where it cannot be read.

    Of a medium that is still ``arriving`` only the name is looked at: the player must not wait for its head, and what
    it is read through (``arriving.py``) knows its bias.

    libvlc's own demuxers seek wrongly in Ogg and report shifted times in FLAC, WAV and AIFF, and find places in an MP3
    by bytes: there libavformat's is used, except for what its own play while the bytes still come.
    """
    suffix = path.suffix.lower()
    if arriving and suffix in _OWN_WHILE_ARRIVING:
        block_ms = _FLAC_BLOCK_MS if suffix == ".flac" else _BLOCK_MS
        return MediaFacts((), 0.0, block_ms, suffix == ".flac")
    exact_length, bias_ms, block_ms = suffix not in _MP3, 0.0, _BLOCK_MS
    landing = _LANDINGS.get(suffix, _AT_ONCE)
    if suffix == ".flac":
        block_ms = _FLAC_BLOCK_MS
    if not arriving:
        with path.open("rb") as file:
            if suffix in _MP3:
                mpeg = _head_of(file)
                exact_length = mpeg is not None and mpeg.frames > 0
                frame_ms, delay_ms = (_MP3_FRAME_MS, 0.0) if mpeg is None else (mpeg.frame_ms, mpeg.delay_ms)
                bias_ms = MPG123_FRAMES * frame_ms
                landing = Landing(WAKE_UP_S + frame_ms / 1000.0, Grid(frame_ms, delay_ms))
            elif suffix == ".flac" and (found_ms := _flac_block_of(file)):
                block_ms, landing = found_ms, Landing(WAKE_UP_S, Grid(found_ms, ahead=1))
    return MediaFacts(
        (":demux=avformat",) if suffix in _BY_AVFORMAT else (),
        bias_ms,
        block_ms,
        exact_length,
        _FIRST_SOUND_S.get(suffix, WAKE_UP_S),
        landing,
    )


def flac_block_ms(head: bytes) -> float | None:
    """Return how long a block of a FLAC sounds; None where that is not its head. RFC 9639, 8.2."""
    if head[:4] != b"fLaC" or len(head) < 21 or not (rate := int.from_bytes(head[18:21], "big") >> 4):
        return None
    return int.from_bytes(head[10:12], "big") * 1000.0 / rate


def _head_of(file: BinaryIO) -> Mpeg | None:
    at = skip_id3(file.read(10))
    file.seek(at)
    return read_head(file.read(_HEADER), at)


def _flac_block_of(file: BinaryIO) -> float | None:
    """Return how long a block of a FLAC sounds, where all but the last have the same length (RFC 9639, 8.2)."""
    file.seek(skip_id3(file.read(10)))
    head = file.read(_HEADER)
    return flac_block_ms(head) if head[8:10] == head[10:12] else None
