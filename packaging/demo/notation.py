"""How a song is written down here: notes, lines to be sung, chords, and who plays what."""

from __future__ import annotations

from dataclasses import dataclass, field

Note = tuple[int, float]
"""A MIDI note and its length in beats."""
Syllable = list[Note]
"""The notes of one syllable: one, or several that glide into each other."""

_SILENCE_SECONDS = 0.2
_SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}


@dataclass(frozen=True)
class SongLine:
    """A line that is sung from a beat on. ``melody`` has the notes of each word's syllables: ``C4 E4:2 | G4:.5+A4``.

    Words are divided by ``|``, a note is one beat long unless it says so, and ``+`` joins the notes of one syllable.
    """

    at: float
    words: str
    melody: str
    translation: str
    singer: int = 0

    def notes(self, key: int) -> list[list[Syllable]]:
        """Return the notes of every word's syllables, moved by ``key`` semitones."""
        return [[notes(text, key) for text in word.split()] for word in self.melody.split("|")]


@dataclass(frozen=True)
class Part:
    """An instrument (General MIDI) and what it does with the chords; see accompaniment.STYLES. ``pan`` 0 is left."""

    program: int
    style: str
    volume: int = 70
    pan: int = 64
    octave: int = 0
    step: float = 1
    first: float = 0


@dataclass(frozen=True)
class Tune:
    """An instrument that plays notes by itself, from a beat on."""

    program: int
    at: float
    melody: str
    volume: int = 80
    pan: int = 64
    octave: int = 0


@dataclass(frozen=True)
class Singer:
    """A voice of eSpeak NG, and how many semitones above the written notes it sings."""

    voice: str
    octave: int = 0


@dataclass(frozen=True)
class DemoSong:
    """One demo song. Beats are counted from the start of the sound; ``bpm`` is how many of them make a minute."""

    name: str
    title: str
    artist: str
    year: int | None
    language: str
    bpm: float
    beats_a_bar: int
    beats: int
    key: int
    singers: list[Singer]
    lines: list[SongLine]
    chords: str
    parts: list[Part]
    tunes: list[Tune] = field(default_factory=list)
    drums: list[tuple[float, int, int]] = field(default_factory=list)
    """(beat in the bar, General MIDI drum, velocity)."""
    drums_from: float = 0
    vibrato: float = 0.2
    """Semitones."""
    spoken: dict[str, str] = field(default_factory=dict)
    """Words that eSpeak NG says as they are sung only when they are spelt another way."""

    def seconds(self, beat: float) -> float:
        """Return when a beat is: the sound begins with a moment of silence."""
        return _SILENCE_SECONDS + beat * 60 / self.bpm


def chords(text: str, key: int) -> list[tuple[float, float, list[int]]]:
    """Read ``C:4 Am:2 G5:2``: from when, how long (beats), and the keys from the root up; ``5`` has no third."""
    found, now = [], 0.0
    for item in text.split():
        name, _, beats = item.partition(":")
        root = 48 + (_SEMITONES[name[0]] + key) % 12
        third = [] if name.endswith("5") else [3 if name.endswith("m") else 4]
        found.append((now, float(beats), [root, *(root + step for step in third), root + 7]))
        now += float(beats)
    return found


def notes(text: str, key: int) -> Syllable:
    """Read ``C4:2+D4``: note, octave and, where it is not one, beats."""
    found = []
    for item in text.split("+"):
        name, _, beats = item.partition(":")
        found.append((12 * (int(name[1]) + 1) + _SEMITONES[name[0]] + key, float(beats or 1)))
    return found
