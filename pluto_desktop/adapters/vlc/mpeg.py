"""What the head of an MP3 says, and where its frames are: libvlc's own demuxer knows times only by an even bit rate.

Sources: ISO/IEC 11172-3 2.4.2.3 (frame headers) and 13818-3; the Xing and LAME headers as LAME writes them, which is
what every encoder has copied (http://gabriel.mp3-tech.org/mp3infotag.html).
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass

_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_KBITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_KBITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_DECODER_DELAY = 529
"""Samples by which every Layer III decoder is late, whatever the encoder: what gapless players leave out, too."""
_TOC_STEPS, _TOC_PARTS = 100, 256
_DELAYS_AT = 21
_SAY_DELAY = frozenset({b"LAME", b"Lavc", b"Lavf", b"GOGO"})
_PIECE = 256 * 1024


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame: its bytes, its samples, how many of these and how many bits are in a second.

    Behind ``side`` bytes, its header and side information, a Xing header begins.
    """

    size: int
    samples: int
    rate: int
    bits: int
    side: int


def frame_at(data: bytes | bytearray, at: int) -> Frame | None:
    """Return the Layer III frame whose header is at a byte; None where there is none."""
    if at + 4 > len(data) or data[at] != 0xFF or data[at + 1] & 0xE6 != 0xE2:
        return None
    version, kbit, hertz = data[at + 1] >> 3 & 3, data[at + 2] >> 4, data[at + 2] >> 2 & 3
    if version == 1 or kbit in {0, 15} or hertz == 3:
        return None
    first, mono = version == 3, data[at + 3] >> 6 == 3
    rate, samples = _RATES[version][hertz], 1152 if first else 576
    bits = (_KBITS_1 if first else _KBITS_2)[kbit] * 1000
    side = 4 + ((17 if mono else 32) if first else (9 if mono else 17))
    return Frame(samples // 8 * bits // rate + (data[at + 2] >> 1 & 1), samples, rate, bits, side)


def skip_id3(head: bytes) -> int:
    """Return how long the ID3v2 tag is that a file begins with; 0 where there is none. Ten bytes tell."""
    if head[:3] != b"ID3" or len(head) < 10:
        return 0
    return 10 + ((head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127)


@dataclass(frozen=True, slots=True)
class Mpeg:
    """The head of an MP3.

    ``first`` is the byte of the first frame, ``audio`` of the first that is heard (behind a Xing header's own frame),
    ``mark`` that of the word that begins the header, None where it has none. ``frames`` and ``size`` (bytes from
    ``first`` on) are what the header says, else 0; ``toc`` is its table of hundredths, else empty. ``delay`` are the
    samples of the encoder and of every decoder before the sound begins; 0 where nobody says.
    """

    first: int
    audio: int
    frame: Frame
    mark: int | None = None
    frames: int = 0
    size: int = 0
    toc: bytes = b""
    delay: int = 0

    @property
    def frame_ms(self) -> float:
        """How long a frame sounds."""
        return self.frame.samples * 1000.0 / self.frame.rate

    @property
    def delay_ms(self) -> float:
        """How long the silence is that the encoder put before the sound."""
        return self.delay * 1000.0 / self.frame.rate

    @property
    def bits(self) -> int:
        """The bits of a second on an average, as libvlc reckons them (``modules/demux/mpeg/es.c``)."""
        if not (self.frames and self.size):
            return self.frame.bits
        return self.size * 8 * self.frame.rate // self.frames // self.frame.samples


def read_head(data: bytes, base: int = 0) -> Mpeg | None:
    """Return what the first frame in some bytes says, which are a file's from ``base`` on; None where there is none."""
    at = 0
    while (frame := frame_at(data, at)) is None or frame_at(data, at + frame.size) is None:
        at = data.find(b"\xff", at + 1)
        if at < 0:
            return None
    mark = at + frame.side
    if data[mark : mark + 4] not in {b"Xing", b"Info"}:
        return Mpeg(base + at, base + at, frame)
    flags, place = data[mark + 7], mark + 8
    frames = size = delay = 0
    toc = b""
    if flags & 1:
        frames, place = int.from_bytes(data[place : place + 4], "big"), place + 4
    if flags & 2:
        size, place = int.from_bytes(data[place : place + 4], "big"), place + 4
    if flags & 4:
        toc, place = bytes(data[place : place + _TOC_STEPS]), place + _TOC_STEPS
    if data[mark : mark + 4] == b"Info":
        toc = b""  # of an even bit rate: reckoning is more exact than hundredths
    place += 4 if flags & 8 else 0
    if data[place : place + 4] in _SAY_DELAY:
        delays = data[place + _DELAYS_AT : place + _DELAYS_AT + 2]
        delay = (delays[0] << 4 | delays[1] >> 4) + _DECODER_DELAY
    return Mpeg(base + at, base + at + frame.size, frame, base + mark, frames, size, toc, delay)


class FrameTable:
    """Where the frames of music begin, as far as the bytes are here. Not for several threads."""

    def __init__(self, mpeg: Mpeg) -> None:
        self._mpeg = mpeg
        self._starts = array("Q")
        self._next = mpeg.audio

    def learn(self, read: Callable[[int, int], bytes], end: int) -> None:
        """Look at what is new up to byte ``end``; ``read(first, count)`` gives some of the bytes that are there."""
        while self._next < end:
            data, at = read(self._next, min(_PIECE, end - self._next)), 0
            while (frame := frame_at(data, at)) is not None:
                self._starts.append(self._next + at)
                at += frame.size
            if at == 0:
                return  # behind the last frame, or within one of which the header is not whole yet
            self._next += at

    def start_of(self, number: int) -> int:
        """Return where a frame begins: exactly where it was seen, else by the header's hundredths, else evenly.

        The frame before the first is the Xing header's, or as good as one.
        """
        mpeg = self._mpeg
        if number < 0:
            return mpeg.first
        if number < len(self._starts):
            return self._starts[number]
        if len(mpeg.toc) < _TOC_STEPS or not (mpeg.frames and mpeg.size):
            return mpeg.audio + number * mpeg.frame.samples * mpeg.frame.bits // (8 * mpeg.frame.rate)
        share = min(number / mpeg.frames * _TOC_STEPS, _TOC_STEPS - 0.001)
        step = int(share)
        low, high = [*mpeg.toc, _TOC_PARTS][step : step + 2]
        return mpeg.first + int((low + (high - low) * (share - step)) / _TOC_PARTS * mpeg.size)

    def next_from(self, byte: int) -> int | None:
        """Return the number of the first frame that begins at a byte or behind it; None while that is not known."""
        number = bisect_left(self._starts, byte)
        return number if number < len(self._starts) else None
