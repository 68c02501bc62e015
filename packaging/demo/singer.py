"""Turns a spoken line into a sung one: every syllable gets a note, and where each word then lies is known exactly."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyworld
from espeak import Speaker, Speech

_FRAME_MS = 5.0
_VOWELS = frozenset("aeiouAEIOU@30V&")
_VIBRATO_HZ, _VIBRATO_SEMITONES = 5.3, 0.18
_CONSONANTS_AT_MOST = 0.45
"""Share of a note that its consonants may take."""

Note = tuple[int, float]
"""A MIDI note and its length in beats."""


@dataclass(frozen=True)
class SungLine:
    """Samples of one line and its words as (text, start, end) in seconds from the line's start."""

    samples: np.ndarray
    seconds: float
    words: list[tuple[str, float, float]]


@dataclass
class _Phoneme:
    start: float
    end: float
    label: str

    @property
    def vowel(self) -> bool:
        return self.label[:1] in _VOWELS


def sing(speaker: Speaker, text: str, voice: str, notes: list[Note], beat: float) -> SungLine:
    """Sing a line: one note a syllable (the notes start over if they run out), a beat lasting ``beat`` seconds."""
    speech = speaker.speak(text, voice)
    phonemes = _phonemes(speech)
    source, pitch, breakpoints = _plan(_syllables(phonemes), notes, beat)
    samples = _resynthesise(speech, source, pitch)
    breakpoints.append((phonemes[-1].end, len(pitch) * _FRAME_MS / 1000))
    return SungLine(samples, breakpoints[-1][1], _word_times(text, speech, breakpoints))


def _phonemes(speech: Speech) -> list[_Phoneme]:
    total = len(speech.samples) / speech.sample_rate
    found = []
    for index, (start, label) in enumerate(speech.phonemes):
        if label.startswith("_"):
            break
        end = speech.phonemes[index + 1][0] if index + 1 < len(speech.phonemes) else total
        found.append(_Phoneme(start, end, label))
    return found


def _syllables(phonemes: list[_Phoneme]) -> list[list[_Phoneme]]:
    """Divide into syllables: consonants up to a vowel, and the vowel; what is left over belongs to the last one."""
    syllables: list[list[_Phoneme]] = []
    current: list[_Phoneme] = []
    for phoneme in phonemes:
        current.append(phoneme)
        if phoneme.vowel:
            syllables.append(current)
            current = []
    if current:
        if syllables:
            syllables[-1].extend(current)
        else:
            syllables.append(current)
    return syllables


def _plan(syllables, notes: list[Note], beat: float) -> tuple[np.ndarray, np.ndarray, list[tuple[float, float]]]:
    """Return for each frame of the song which moment of the speech it takes and at what pitch, and the map of times."""
    source, pitch, breakpoints = [], [], []
    frames = 0
    for number, syllable in enumerate(syllables):
        midi, beats = notes[number % len(notes)]
        wanted = beats * beat
        consonants = sum(p.end - p.start for p in syllable if not p.vowel)
        vowels = sum(p.end - p.start for p in syllable if p.vowel)
        squeeze = min(1.0, _CONSONANTS_AT_MOST * wanted / consonants) if consonants > 0 else 1.0
        stretch = (wanted - consonants * squeeze) / vowels if vowels > 0 else 1.0
        for phoneme in syllable:
            seconds = (phoneme.end - phoneme.start) * (stretch if phoneme.vowel else squeeze)
            count = max(1, round(seconds * 1000 / _FRAME_MS))
            breakpoints.append((phoneme.start, frames * _FRAME_MS / 1000))
            source.append(np.linspace(phoneme.start, phoneme.end, count, endpoint=False))
            pitch.append(np.full(count, 440 * 2 ** ((midi - 69) / 12)))
            frames += count
    return np.concatenate(source), np.concatenate(pitch), breakpoints


def _resynthesise(speech: Speech, source: np.ndarray, pitch: np.ndarray) -> np.ndarray:
    rate = speech.sample_rate
    f0, times = pyworld.harvest(speech.samples, rate, frame_period=_FRAME_MS)
    spectrum = pyworld.cheaptrick(speech.samples, f0, times, rate)
    aperiodicity = pyworld.d4c(speech.samples, f0, times, rate)
    glided = np.exp(np.convolve(np.pad(np.log(pitch), (6, 6), "edge"), np.ones(13) / 13, "valid"))
    seconds = np.arange(len(pitch)) * _FRAME_MS / 1000
    glided *= 2 ** (_VIBRATO_SEMITONES * np.sin(2 * np.pi * _VIBRATO_HZ * seconds) / 12)
    frame = np.clip(np.round(source * 1000 / _FRAME_MS).astype(int), 0, len(f0) - 1)
    return pyworld.synthesize(
        np.where(f0[frame] > 0, glided, 0.0),
        np.ascontiguousarray(spectrum[frame]),
        np.ascontiguousarray(aperiodicity[frame]),
        rate,
        _FRAME_MS,
    )


def _word_times(text: str, speech: Speech, breakpoints: list[tuple[float, float]]) -> list[tuple[str, float, float]]:
    """Map eSpeak's word events to the words of the text; words it ran together are divided by their letters."""
    spoken, sung = zip(*breakpoints, strict=True)
    words = text.split()
    starts: list[float | None] = [None] * len(words) + [sung[-1]]
    for seconds, position in speech.words:
        index = len(text[: position - 1].split())
        if index < len(words) and starts[index] is None:
            starts[index] = float(np.interp(seconds, spoken, sung))
    if starts[0] is None:
        starts[0] = 0.0
    index = 1
    while index < len(words):
        if starts[index] is None:
            known = next(i for i in range(index, len(starts)) if starts[i] is not None)
            lengths = [len(word) for word in words[index - 1 : known]]
            first, last = starts[index - 1], starts[known]
            for i in range(index, known):
                starts[i] = first + (last - first) * sum(lengths[: i - index + 1]) / sum(lengths)
            index = known
        index += 1
    return [(word, starts[i], starts[i + 1]) for i, word in enumerate(words)]
