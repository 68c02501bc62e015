"""What is sung: words, melodies, chords. The words are in the public domain, the translations are Pluto's own."""

from __future__ import annotations

from dataclasses import dataclass, field

from singer import Note


@dataclass(frozen=True)
class DemoSong:
    """One demo song. ``gaps`` are extra beats of rest after the line of that index."""

    name: str
    title: str
    artist: str
    year: int
    language: str
    voice: str
    bpm: int
    lines: list[tuple[str, str]]
    melody: list[list[Note]]
    chords: list[list[int]]
    drone: bool
    cover: tuple[str, str]
    gaps: dict[int, int] = field(default_factory=dict)
    intro_beats: int = 8


def _notes(text: str) -> list[Note]:
    """Read ``C3:1 D3:.5``: note, octave, beats."""
    semitones = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
    return [(12 * (int(item[1]) + 1) + semitones[item[0]], float(item.partition(":")[2])) for item in text.split()]


_A = _notes("C3:1 C3:1 G3:1 G3:1 A3:1 A3:1 G3:2")
_B = _notes("F3:1 F3:1 E3:1 E3:1 D3:1 D3:1 C3:2")
_C = _notes("G3:1 G3:1 F3:1 F3:1 E3:1 E3:1 D3:2")
# Vemana's verse is chanted on the notes of raga Mohana: S R2 G3 P D2
_M1 = _notes("C3:.5 C3:.5 D3:.5 E3:.5 G3:.5 G3:.5 A3:.5 G3:.5 E3:.5 E3:.5 D3:.5 E3:.5 D3:.5 C3:.5 D3:.5 C3:1")
_M2 = _notes("E3:.5 G3:.5 A3:.5 G3:.5 A3:.5 G3:.5 E3:.5 D3:.5 E3:.5 D3:.5 C3:1")

_STAR = ("Twinkle twinkle little star", "మిణుకు మిణుకు చిన్ని తార")
_WONDER = ("How I wonder what you are", "నీవేమిటో అని ఆశ్చర్యపోతాను")

SONGS = [
    DemoSong(
        name="twinkle",
        title="Twinkle, Twinkle, Little Star",
        artist="Jane Taylor",
        year=1806,
        language="en",
        voice="en-us",
        bpm=100,
        lines=[
            _STAR,
            _WONDER,
            ("Up above the world so high", "లోకం పైన ఎంతో ఎత్తున"),
            ("Like a diamond in the sky", "నింగిలోన వజ్రంలా"),
            _STAR,
            _WONDER,
        ],
        melody=[_A, _B, _C, _C, _A, _B],
        chords=[[60, 64, 67], [60, 65, 69], [60, 64, 67], [59, 62, 67]],
        drone=False,
        cover=("#26336b", "#7d5aa6"),
        gaps={3: 8},
    ),
    DemoSong(
        name="vemana",
        title="ఉప్పు కప్పురంబు",
        artist="Vemana",
        year=1700,
        language="te",
        voice="te",
        bpm=84,
        lines=[
            ("ఉప్పు కప్పురంబు నొక్క పోలికనుండు", "Salt and camphor look alike to the eye"),
            ("చూడ చూడ రుచుల జాడ వేరు", "Look closer, and the taste tells them apart"),
            ("పురుషులందు పుణ్య పురుషులు వేరయా", "So among people, the good stand apart"),
            ("విశ్వదాభిరామ వినురవేమ", "Beloved of the giver of all, listen, Vema"),
        ],
        melody=[_M1, _M2, _M1, _M2],
        chords=[[48, 55, 60], [48, 55, 60]],
        drone=True,
        cover=("#7a3b2e", "#d89a4a"),
        gaps={1: 4},
    ),
]
