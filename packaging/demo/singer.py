"""Turns the words of a line into a sung one: every syllable gets its notes, and where each word then lies is exact.

Each word is spoken alone, so that it is known where it starts. A vowel begins on the beat; the consonants before it
take their time from the note before, as singers do.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import vocoder
from espeak import Speaker, Speech
from notation import Syllable

_VOWELS = frozenset("aeiouAEIOU@30V&")
_CONSONANTS_AT_MOST = 0.45
"""Share of a note that consonants may take from its end."""
_LEAD_AT_MOST, _KEPT_SECONDS = 0.16, 0.09
"""The longest consonants before the first beat; how much of a vowel's start and end is not stretched."""
_RELEASE_SECONDS, _ATTACK_SECONDS = 0.12, 0.03


@dataclass(frozen=True)
class SungLine:
    """Samples of a line, which starts ``lead`` seconds before its beat, and its words' (start, end) from that beat."""

    samples: np.ndarray
    sample_rate: int
    lead: float
    words: list[tuple[float, float]]


@dataclass
class _Syllable:
    """Pieces of speech as (start, end) seconds: consonants, the vowel, consonants at the end of a word."""

    word: int
    onset: list[tuple[float, float]]
    vowel: tuple[float, float]
    coda: list[tuple[float, float]]


def sing(
    speaker: Speaker,
    words: list[str],
    voice: str,
    notes: list[list[Syllable]],
    beat: float,
    *,
    breath: float,
    vibrato: float,
) -> SungLine:
    """Sing words, each with the notes of its syllables; a beat lasts ``beat`` seconds, the last note ``breath`` less.

    Raises ValueError where a word has not as many syllables as notes.
    """
    speech, syllables = _spoken(speaker, words, voice)
    sung = [syllable for word in notes for syllable in word]
    for index, word in enumerate(words):
        count = sum(syllable.word == index for syllable in syllables)
        if count != len(notes[index]):
            raise ValueError(f"{word}: {count} syllables, {len(notes[index])} notes")
    plan = vocoder.Plan()
    lengths = [sum(beats for _, beats in syllable) * beat for syllable in sung]
    lengths[-1] -= breath
    ends = np.cumsum(lengths)
    onset = min(_seconds(syllables[0].onset), _LEAD_AT_MOST)
    lead, starts = onset, []
    for index, syllable in enumerate(syllables):
        if index == 0 or syllables[index - 1].word != syllable.word:
            starts.append(plan.seconds - lead)
        following = syllables[index + 1].onset if index + 1 < len(syllables) else []
        wanted = _seconds(following) + _seconds(syllable.coda)
        squeeze = min(1.0, _CONSONANTS_AT_MOST * lengths[index] / wanted) if wanted else 1.0
        plan.consonants(syllable.onset, onset, sung[index][0][0])
        onset = _seconds(following) * squeeze
        coda = _seconds(syllable.coda) * squeeze
        plan.vowel(syllable.vowel, ends[index] + lead - onset - coda, sung[index], beat, _KEPT_SECONDS)
        plan.consonants(syllable.coda, coda, sung[index][-1][0])
    end = plan.seconds - lead
    samples = vocoder.resynthesise(speech, plan, vibrato)
    _soften(samples, speech.sample_rate)
    return SungLine(samples, speech.sample_rate, lead, list(zip(starts, [*starts[1:], end], strict=True)))


def _spoken(speaker: Speaker, words: list[str], voice: str) -> tuple[Speech, list[_Syllable]]:
    """Speak the words one by one; return them joined, all about as loud, and their syllables."""
    samples: list[np.ndarray] = []
    syllables: list[_Syllable] = []
    now = 0.0
    rate = 1
    for index, word in enumerate(words):
        speech = speaker.speak(word, voice)
        rate = speech.sample_rate
        sounds = [(start, label) for start, label in speech.phonemes if not label.startswith("_")]
        end = next(start for start, label in speech.phonemes if label.startswith("_") and start > sounds[-1][0])
        first = sounds[0][0]
        piece = speech.samples[int(first * rate) : int(end * rate)]
        samples.append(piece * 0.1 / np.sqrt(np.mean(piece**2)))
        borders = [start - first + now for start, _ in sounds] + [end - first + now]
        syllables += _divided(index, [label for _, label in sounds], borders)
        now += len(piece) / rate
    return Speech(np.concatenate(samples), rate), syllables


def _divided(word: int, labels: list[str], borders: list[float]) -> list[_Syllable]:
    """Divide a word: consonants up to a vowel, and the vowel; what is left over belongs to the last syllable."""
    found: list[_Syllable] = []
    consonants: list[tuple[float, float]] = []
    for label, start, end in zip(labels, borders[:-1], borders[1:], strict=True):
        if label[0] in _VOWELS:
            found.append(_Syllable(word, consonants, (start, end), []))
            consonants = []
        else:
            consonants.append((start, end))
    found[-1].coda = consonants
    return found


def _seconds(pieces: list[tuple[float, float]]) -> float:
    return sum(end - start for start, end in pieces)


def _soften(samples: np.ndarray, rate: int) -> None:
    """Let a line begin and end without a click."""
    attack, release = int(_ATTACK_SECONDS * rate), int(_RELEASE_SECONDS * rate)
    samples[:attack] *= np.sin(np.linspace(0, np.pi / 2, attack)) ** 2
    samples[-release:] *= np.cos(np.linspace(0, np.pi / 2, release)) ** 2
