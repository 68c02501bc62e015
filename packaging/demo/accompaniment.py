"""The music behind the demo songs: a MIDI file of chords, bass and light percussion, played by FluidSynth."""

from __future__ import annotations

import struct
import subprocess
from pathlib import Path

import numpy as np
import soundfile

SOUND_FONT = Path("/usr/share/sounds/sf2/TimGM6mb.sf2")
_TICKS = 480
_BEATS_A_BAR = 4
Event = tuple[float, int, int, int | None]
"""(beat, MIDI status, first data byte, second or None)."""


def play(work: Path, bpm: int, beats: int, chords: list[list[int]], *, drone: bool, rate: int) -> np.ndarray:
    """Return the accompaniment of so many beats as stereo samples; ``drone`` is tanpura-like instead of guitar."""
    midi, wave = work / "accompaniment.mid", work / "accompaniment.wav"
    midi.write_bytes(_midi(_events(beats, chords, drone=drone), bpm))
    subprocess.run(  # noqa: S603 - our own arguments
        ["fluidsynth", "-ni", "-q", "-F", str(wave), "-r", str(rate), str(SOUND_FONT), str(midi)],  # noqa: S607
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    samples, _ = soundfile.read(wave, always_2d=True)
    return samples


def _events(beats: int, chords: list[list[int]], *, drone: bool) -> list[Event]:
    pad, plucked, bass = (89, 104, 32) if drone else (0, 24, 32)
    drums = (64, 63, 64, 62) if drone else (36, 42, 38, 42)
    events: list[Event] = [(0, 0xC0, pad, None), (0, 0xC1, plucked, None), (0, 0xC2, bass, None)]
    for bar in range(0, beats, _BEATS_A_BAR):
        chord = chords[(bar // _BEATS_A_BAR) % len(chords)]
        for key in chord:
            events += [(bar, 0x90, key, 55), (bar + 3.95, 0x80, key, 0)]
        for beat in range(_BEATS_A_BAR):
            key = chord[beat % len(chord)] + 12
            events += [(bar + beat, 0x91, key, 60), (bar + beat + 0.9, 0x81, key, 0)]
            events.append((bar + beat, 0x99, drums[beat], 70))
        low = chord[0] - 24
        events += [(bar, 0x92, low, 80), (bar + 1.9, 0x82, low, 0), (bar + 2, 0x92, low, 70), (bar + 3.9, 0x82, low, 0)]
    return events


def _midi(events: list[Event], bpm: int) -> bytes:
    data = _variable(0) + b"\xff\x51\x03" + int(60e6 / bpm).to_bytes(3, "big")
    last = 0
    for beat, status, first, second in sorted(events, key=lambda event: (event[0], event[1] & 0xF0 != 0xC0)):
        tick = int(beat * _TICKS)
        data += _variable(tick - last) + bytes([status, first] + ([] if second is None else [second]))
        last = tick
    data += _variable(0) + b"\xff\x2f\x00"
    return b"MThd" + struct.pack(">IHHH", 6, 0, 1, _TICKS) + b"MTrk" + struct.pack(">I", len(data)) + data


def _variable(number: int) -> bytes:
    digits = [number & 127]
    number >>= 7
    while number:
        digits.insert(0, (number & 127) | 128)
        number >>= 7
    return bytes(digits)
