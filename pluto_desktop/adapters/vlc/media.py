"""What libvlc must be told of each kind of file, and how far its reports of time are off. Measured, not guessed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

_BY_AVFORMAT = frozenset({".aif", ".aiff", ".flac", ".mp3", ".oga", ".ogg", ".opus", ".wav"})
# While they arrive: libavformat's wants the end of an MP3 before it plays the beginning, which is not there yet.
_OWN_WHILE_ARRIVING = frozenset({".flac", ".mp2", ".mp3"})
_MP3 = frozenset({".mp2", ".mp3"})
_MP3_BIAS_MS = 52.0
_OWN_MP3_BIAS_AFTER_SEEK_MS = 114.0
_OWN_FLAC_BIAS_MS = 104.0
_RATE_BIAS_MS = 37.0
_HEADER = 4096
_FIRST_SOUND_S = {".mp2": 0.062, ".mp3": 0.062, ".oga": 0.033, ".ogg": 0.033, ".m4a": 0.033, ".mp4": 0.033}
_SEEK_S = {".mp2": 0.050, ".mp3": 0.050, ".flac": -0.045, ".m4a": 0.012}


@dataclass(frozen=True, slots=True)
class MediaFacts:
    """How to open a file, and what to expect of it.

    ``bias_ms`` is what libvlc reports too much, ``bias_after_seek_ms`` what it does once the person went elsewhere
    (None: the same). ``exact_length`` says whether its length is more than an estimate.
    ``first_sound_s`` passes from letting a paused medium go to its first sound. ``seek_s`` passes from a seek to the
    sound of that place; below zero, libvlc starts that much behind the place (FLAC: a whole frame is left out).
    """

    options: tuple[str, ...] = ()
    bias_ms: float = 0.0
    exact_length: bool = False
    first_sound_s: float = 0.010
    seek_s: float = 0.005
    bias_after_seek_ms: float | None = None

    def bias_at(self, rate: float, *, sought: bool) -> float:
        """Return what libvlc reports too much at a speed, in milliseconds of the medium."""
        after = self.bias_after_seek_ms if sought else None
        return (self.bias_ms if after is None else after) + (_RATE_BIAS_MS if abs(rate - 1.0) > 0.01 else 0.0)


def facts_of(path: Path, *, arriving: bool = False) -> MediaFacts:
    """Look at a file's name, and at the head of an MP3. Raises OSError where it cannot be read.

    Of a medium that is still ``arriving`` only the name is looked at: the player must not wait for its head.

    libvlc's own demuxers seek wrongly in Ogg and report shifted times in FLAC, MP3, WAV and AIFF: there libavformat's
    is used, except for what its own play while the bytes still come.
    """
    suffix = path.suffix.lower()
    if arriving and suffix in _OWN_WHILE_ARRIVING:
        if suffix == ".flac":
            return MediaFacts(bias_ms=_OWN_FLAC_BIAS_MS, exact_length=True)
        return MediaFacts(bias_ms=_MP3_BIAS_MS, bias_after_seek_ms=_OWN_MP3_BIAS_AFTER_SEEK_MS)
    options = (":demux=avformat",) if suffix in _BY_AVFORMAT else ()
    mp3 = suffix in _MP3
    exact_length = not mp3
    if not arriving:
        with path.open("rb") as file:
            exact_length = exact_length or _says_its_length(file)
    return MediaFacts(
        options,
        _MP3_BIAS_MS if mp3 else 0.0,
        exact_length,
        _FIRST_SOUND_S.get(suffix, 0.010),
        _SEEK_S.get(suffix, 0.005),
    )


def _says_its_length(file: BinaryIO) -> bool:
    """Whether an MP3 carries a header with its number of frames; without one every length is an estimate."""
    head = file.read(10)
    if head[:3] == b"ID3" and len(head) == 10:
        size = (head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | head[9] & 127
        file.seek(10 + size)
    else:
        file.seek(0)
    frame = file.read(_HEADER)
    return any(mark in frame for mark in (b"Xing", b"Info", b"VBRI"))
