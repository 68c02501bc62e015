"""The three English songs. The words are in the public domain; the translations into Telugu are Pluto's own."""

from __future__ import annotations

from notation import DemoSong, Part, Singer, SongLine, Tune

_TWINKLE_LINES = [
    ("Twinkle twinkle little star", "C4 C4 | G4 G4 | A4 A4 | G4:2", "మిణుకు మిణుకు చిన్ని తార"),
    ("How I wonder what you are", "F4 | F4 | E4 E4 | D4 | D4 | C4:2", "నీవేమిటో అని ఆశ్చర్యపోతాను"),
    ("Up above the world so high", "G4 | G4 F4 | F4 | E4 | E4 | D4:2", "లోకం పైన ఎంతో ఎత్తున"),
    ("Like a diamond in the sky", "G4 | G4 | F4 F4 | E4 | E4 | D4:2", "నింగిలోన వజ్రంలా"),
]

TWINKLE = DemoSong(
    name="twinkle",
    title="Twinkle, Twinkle, Little Star",
    artist="Jane Taylor",
    year=1806,
    language="en",
    bpm=100,
    beats_a_bar=4,
    beats=74,
    key=0,
    singers=[Singer("en-us+f2")],
    lines=[SongLine(at, *_TWINKLE_LINES[index]) for at, index in ((8, 0), (16, 1), (24, 2), (32, 3), (44, 0), (52, 1))],
    chords="C:4 F:2 G:2 "
    "C:4 F:2 C:2 F:2 C:2 G:2 C:2 C:2 F:2 C:2 G:2 C:2 F:2 C:2 G:2 F:2 G:2 "
    "C:4 F:2 C:2 F:2 C:2 G:2 C:2 F:2 G:2 C:8",
    parts=[
        Part(8, "broken", volume=62, pan=86, octave=1, step=0.5),
        Part(49, "hold", volume=58, pan=44),
        Part(32, "roots", volume=66, step=2),
        Part(46, "broken", volume=56, pan=34, step=1, first=24),
    ],
    tunes=[
        Tune(10, 0, "C4 C4 G4 G4 A4 A4 G4:2", volume=70, pan=60, octave=1),
        Tune(10, 60, "A4 G4 F4 D4 E4:.5 G4:.5 C5:4", volume=62, pan=60, octave=1),
    ],
    spoken={"a": "uh"},
)

AMAZING_GRACE = DemoSong(
    name="amazing-grace",
    title="Amazing Grace",
    artist="John Newton",
    year=1779,
    language="en",
    bpm=80,
    beats_a_bar=3,
    beats=66,
    key=-2,
    singers=[Singer("en-gb", octave=-12)],
    lines=[
        SongLine(
            8,
            "Amazing grace how sweet the sound",
            "D4 G4:2 B4:.5+G4:.5 | B4:2 | A4 | G4:2 | E4 | D4:2",
            "అద్భుతమైన కృప, ఎంత మధురమైన నాదం",
        ),
        SongLine(
            20,
            "That saved a wretch like me",
            "D4 | G4:2 | B4:.5+G4:.5 | B4:2 | A4 | D5:4.5",
            "నాలాంటి దీనుడిని కాపాడింది",
        ),
        SongLine(
            32,
            "I once was lost but now am found",
            "B4 | D5:2 | B4:.5+G4:.5 | B4:2 | A4 | G4:2 | E4 | D4:2",
            "ఒకప్పుడు తప్పిపోయాను, ఇప్పుడు దొరికాను",
        ),
        SongLine(
            44,
            "Was blind but now I see",
            "D4 | G4:2 | B4:.5+G4:.5 | B4:2 | A4 | G4:5",
            "గుడ్డివాడిగా ఉన్నాను, ఇప్పుడు చూస్తున్నాను",
        ),
    ],
    chords="G:3 C:3 G:3 G:3 G:3 C:3 G:3 G:3 Em:3 D:3 D:3 G:3 G:3 C:3 G:3 Em:3 D:3 G:3 C:3 G:9",
    parts=[
        Part(0, "broken", volume=74, pan=76, step=1),
        Part(48, "hold", volume=50, pan=48),
        Part(19, "hold", volume=34, pan=64, first=33),
        Part(42, "roots", volume=62, pan=54, octave=1, step=3),
    ],
    tunes=[
        Tune(73, 2, "B4 A4:2 G4 E4:2 D4:2", volume=56, pan=70, octave=1),
        Tune(73, 56, "D5 B4:2 A4 G4:5", volume=56, pan=70, octave=1),
    ],
    vibrato=0.25,
    spoken={"a": "uh"},
)

_ROW_LINES = [
    ("Row row row your boat", "C4:3 | C4:3 | C4:2 | D4 | E4:2.5", "నడుపు, నడుపు, నీ పడవను నడుపు"),
    ("Gently down the stream", "E4:2 D4 | E4:2 | F4 | G4:5", "ఏటి వాలులో మెల్లగా"),
    (
        "Merrily merrily merrily merrily",
        "C5 C5 C5 | G4 G4 G4 | E4 E4 E4 | C4 C4 C4:.8",
        "హాయిగా, హాయిగా, హాయిగా, హాయిగా",
    ),
    ("Life is but a dream", "G4:2 | F4 | E4:2 | D4 | C4:5", "జీవితం ఒక కల మాత్రమే"),
]

ROW = DemoSong(
    name="row-your-boat",
    title="Row, Row, Row Your Boat",
    artist="Traditional",
    year=1852,
    language="en",
    bpm=228,
    beats_a_bar=6,
    beats=144,
    key=2,
    singers=[Singer("en-us+f2"), Singer("en-gb", octave=-12)],
    lines=[
        SongLine(first + 12 * index, *line, singer=singer)
        for first, singer in ((12, 0), (72, 1))
        for index, line in enumerate(_ROW_LINES)
    ],
    chords="C:6 G:6 C:12 C:12 C:12 G:6 C:6 C:6 G:6 C:12 C:12 C:12 G:6 C:6 F:6 G:6 C:12",
    parts=[
        Part(24, "strum", volume=74, pan=40, step=3),
        Part(12, "broken", volume=58, pan=90, octave=1, step=1, first=12),
        Part(21, "hold", volume=36, pan=70, first=60),
        Part(32, "roots", volume=82, step=3),
    ],
    tunes=[
        Tune(73, 0, "G4:2 F4 E4:2 D4 C4:5", volume=62, pan=58, octave=1),
        Tune(73, 60, "C5:2 B4 A4:2 G4 F4:2 E4 D4:2 G4", volume=62, pan=58, octave=1),
        Tune(73, 120, "A4:2 A4 F4:3 G4:2 F4 E4:2 D4 C4:6", volume=62, pan=58, octave=1),
    ],
    drums=[(0, 70, 58), (2, 70, 34), (3, 37, 46), (3, 70, 50), (5, 70, 34)],
    drums_from=12,
    vibrato=0.12,
    spoken={"a": "uh"},
)
