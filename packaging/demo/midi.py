"""A MIDI file, and FluidSynth that plays it."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import numpy as np
import soundfile

SOUND_FONT = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
_TICKS = 480
Event = tuple[float, int, int, int | None]
"""(beat, MIDI status, first data byte, second or None)."""


def play(events: list[Event], bpm: float, work: Path, rate: int) -> np.ndarray:
    """Return what the events sound like, as stereo samples."""
    midi, wave = work / "music.mid", work / "music.wav"
    midi.write_bytes(_file(events, bpm))
    options = ["-g", "0.4", "-o", "synth.reverb.room-size=0.5", "-o", "synth.reverb.level=0.5", "-O", "float"]
    subprocess.run(  # noqa: S603 - our own arguments
        ["fluidsynth", "-ni", "-q", *options, "-F", str(wave), "-r", str(rate), str(SOUND_FONT), str(midi)],  # noqa: S607
        check=True,
        timeout=120,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    samples, _ = soundfile.read(wave, always_2d=True)
    return samples


def _file(events: list[Event], bpm: float) -> bytes:
    data = _variable(0) + b"\xff\x51\x03" + round(60e6 / bpm).to_bytes(3, "big")
    last = 0
    for beat, status, first, second in sorted(events, key=_order):
        tick = max(0, round(beat * _TICKS))
        data += _variable(tick - last) + bytes([status, first] + ([] if second is None else [second]))
        last = tick
    data += _variable(0) + b"\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, _TICKS) + b"MTrk" + struct.pack(">I", len(data)) + data


def _order(event: Event) -> tuple[int, int]:
    """Sort by time; at one tick instruments are chosen first, then notes end, then notes begin."""
    ranks = {0xC0: 0, 0xB0: 0, 0x80: 1, 0x90: 2}
    return max(0, round(event[0] * _TICKS)), ranks[event[1] & 0xF0]


def _variable(number: int) -> bytes:
    digits = [number & 127]
    number >>= 7
    while number:
        digits.insert(0, (number & 127) | 128)
        number >>= 7
    return bytes(digits)
