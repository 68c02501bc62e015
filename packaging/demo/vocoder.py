"""Speech taken apart by WORLD and put together again with other times and another pitch; its formants stay."""

from __future__ import annotations

import numpy as np
import pyworld
from espeak import Speech
from notation import Note

_FRAME = 0.005
"""Seconds."""
_GLIDE_FRAMES = 13
"""Over how many frames one note slides into the next."""
_VIBRATO_HZ, _VIBRATO_AFTER, _VIBRATO_RISE = 5.2, 0.28, 0.5
"""How fast; after how many seconds of a note it begins, and in how many it reaches its depth."""
_DRIFT_SEMITONES = 0.04
_SIBILANT_HZ, _SIBILANT_POWER, _UNVOICED_POWER = 4500, 0.3, 0.5
"""Sharp consonants are made softer: what they keep above a frequency, and in all."""
_BREATH_AT_MOST = 0.7
"""The most noise a sung vowel may have."""


class Plan:
    """For each frame of the song, which moment of the speech it takes, at what pitch, and for how long already."""

    def __init__(self) -> None:
        self._source: list[np.ndarray] = []
        self._pitch: list[np.ndarray] = []
        self._age: list[np.ndarray] = []
        self._frames = 0

    @property
    def seconds(self) -> float:
        """How much is planned so far."""
        return self._frames * _FRAME

    @property
    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Moments of the speech (seconds), MIDI pitches, and the age of each vowel's note (seconds; -1: consonant)."""
        return np.concatenate(self._source), np.concatenate(self._pitch), np.concatenate(self._age)

    def consonants(self, pieces: list[tuple[float, float]], seconds: float, midi: int) -> None:
        """Add consonants that together last ``seconds``."""
        if not pieces:
            return
        count = max(1, round((self.seconds + seconds) / _FRAME) - self._frames)
        source = np.linspace(pieces[0][0], pieces[-1][1], count, endpoint=False)
        self._add(source, np.full(count, float(midi)), np.full(count, -1.0))

    def vowel(self, piece: tuple[float, float], until: float, notes: list[Note], beat: float, kept: float) -> None:
        """Add a vowel that ends at ``until``; only its middle is stretched, so that a diphthong glides at its end."""
        count = max(2, round(until / _FRAME) - self._frames)
        start, end = piece
        edge = min(kept, (end - start) * 0.45, count * _FRAME * 0.45)
        times = np.arange(count) * _FRAME
        source = np.interp(
            times, [0, edge, count * _FRAME - edge, count * _FRAME], [start, start + edge, end - edge, end]
        )
        pitch, age = np.zeros(count), np.zeros(count)
        begin = 0.0
        for midi, beats in notes:
            at = times >= begin - 1e-9
            pitch[at], age[at] = midi, times[at] - begin
            begin += beats * beat
        self._add(source, pitch, age)

    def _add(self, source: np.ndarray, pitch: np.ndarray, age: np.ndarray) -> None:
        self._source.append(source)
        self._pitch.append(pitch)
        self._age.append(age)
        self._frames += len(source)


def resynthesise(speech: Speech, plan: Plan, vibrato: float) -> np.ndarray:
    """Return the speech sung after a plan, ``vibrato`` semitones deep."""
    rate = speech.sample_rate
    f0, times = pyworld.harvest(speech.samples, rate, frame_period=_FRAME * 1000)
    spectrum = pyworld.cheaptrick(speech.samples, f0, times, rate)
    noise = pyworld.d4c(speech.samples, f0, times, rate)
    source, midi, age = plan.arrays
    place = np.clip(source / _FRAME, 0, len(f0) - 1.001)
    vowel = age >= 0
    voiced = vowel | (f0[np.round(place).astype(int)] > 0)
    spectrum, noise = np.exp(_between(np.log(spectrum), place)), _between(noise, place)
    noise[vowel] = np.minimum(noise[vowel], _BREATH_AT_MOST)
    above = np.linspace(0, rate / 2, spectrum.shape[1]) > _SIBILANT_HZ
    spectrum[~voiced] *= np.where(above, _SIBILANT_POWER, _UNVOICED_POWER)
    return pyworld.synthesize(
        np.where(voiced, 440 * 2 ** ((_intonation(midi, age, vibrato) - 69) / 12), 0.0),
        np.ascontiguousarray(spectrum),
        np.ascontiguousarray(noise),
        rate,
        _FRAME * 1000,
    )


def _between(frames: np.ndarray, place: np.ndarray) -> np.ndarray:
    """Return frames at broken places, smoothed a little in time so that words join without a seam."""
    low = place.astype(int)
    part = (place - low)[:, None]
    taken = frames[low] * (1 - part) + frames[low + 1] * part
    padded = np.pad(taken, ((1, 1), (0, 0)), "edge")
    return 0.25 * padded[:-2] + 0.5 * padded[1:-1] + 0.25 * padded[2:]


def _intonation(midi: np.ndarray, age: np.ndarray, vibrato: float) -> np.ndarray:
    """Return the pitch with slides between the notes, a vibrato that comes late, and a slow drift."""
    window = np.hanning(_GLIDE_FRAMES + 2)[1:-1]
    half = _GLIDE_FRAMES // 2
    glided = np.convolve(np.pad(midi, (half, half), "edge"), window / window.sum(), "valid")
    seconds = np.arange(len(midi)) * _FRAME
    depth = np.convolve(np.clip((age - _VIBRATO_AFTER) / _VIBRATO_RISE, 0, 1), np.ones(9) / 9, "same")
    drift = np.sin(2 * np.pi * 0.7 * seconds) + np.sin(2 * np.pi * 1.9 * seconds + 1)
    return glided + vibrato * depth * np.sin(2 * np.pi * _VIBRATO_HZ * seconds) + _DRIFT_SEMITONES / 2 * drift
