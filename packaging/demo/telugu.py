"""The three Telugu songs. The words are in the public domain; melodies and translations into English are Pluto's own.

A short syllable is one beat, a long one two, as the metres count them.
"""

from __future__ import annotations

from notation import DemoSong, Part, Singer, SongLine, Tune

VEMANA = DemoSong(
    name="vemana",
    title="ఉప్పు కప్పురంబు",
    artist="Vemana",
    year=None,
    language="te",
    bpm=168,
    beats_a_bar=8,
    beats=136,
    key=-2,
    singers=[Singer("te", octave=-12)],
    lines=[
        SongLine(
            16,
            "ఉప్పు కప్పురంబు నొక్క పోలికనుండు",
            "E4:2 G4 | A4:2 G4 A4:2 C5 | A4:2 G4 | G4:2 E4 D4 E4:3 D4:3",
            "Salt and camphor look alike to the eye",
        ),
        SongLine(
            40,
            "చూడ చూడ రుచుల జాడ వేరు",
            "E4:2 D4 | E4:2 G4 | A4 G4 E4 | G4:2 E4 | D4:4 C4:4",
            "Look closer, and the taste tells them apart",
        ),
        SongLine(
            72,
            "పురుషులందు పుణ్య పురుషులు వేరయా",
            "A4 A4 C5 C5:2 A4 | C5:2 D5 | D5 C5 A4 G4 | A4:2 G4 E4:2+G4:4",
            "So among people, the good stand apart",
        ),
        SongLine(
            96,
            "విశ్వదాభిరామ వినురవేమ",
            "G4:2 E4 G4:2 E4 D4:2 C4 | D4 E4 D4 E4+D4+C4:3 C4:4",
            "Beloved of the giver of all, listen, Vema",
        ),
    ],
    chords="C5:16 C5:24 C5:24 C5:8 C5:24 C5:24 C5:16",
    parts=[
        Part(104, "tanpura", volume=66, pan=46, octave=0, step=2),
        Part(89, "hold", volume=52, pan=64),
        Part(32, "roots", volume=60, step=8),
    ],
    tunes=[
        Tune(73, 4, "G4:2 A4:2 G4 E4 D4 E4:5", volume=64, pan=80, octave=1),
        Tune(73, 61, "E4 G4 A4:2 G4 E4 D4:2 C4:3", volume=60, pan=80, octave=1),
        Tune(73, 118, "E4 D4 C4:2 D4 E4 G4:2 E4 D4 C4:6", volume=60, pan=80, octave=1),
    ],
    drums=[(0, 64, 66), (2, 62, 40), (3, 62, 34), (4, 64, 54), (6, 63, 44), (7, 62, 32)],
    drums_from=40,
    vibrato=0.28,
)

SUMATI = DemoSong(
    name="sumati",
    title="తన కోపమె తన శత్రువు",
    artist="Baddena",
    year=None,
    language="te",
    bpm=200,
    beats_a_bar=8,
    beats=168,
    key=-3,
    singers=[Singer("te+f2")],
    lines=[
        SongLine(
            16,
            "తన కోపమె తన శత్రువు",
            "G4 G4 | G4:2 E4 G4 | B4 B4 | C5:2 B4 C5:3",
            "Your own anger is your enemy",
        ),
        SongLine(
            32,
            "తన శాంతమె తనకు రక్ష దయ చుట్టంబౌ",
            "C5 C5 | D5:2 C5 B4 | C5 B4 G4 | B4:2 G4 | E4 G4 | E4:2 D4:2 C4:4",
            "Your own calm is your shield, and kindness your kin",
        ),
        SongLine(
            56,
            "తన సంతోషమె స్వర్గము",
            "C4 D4 | E4:2 G4:2 E4 G4 | B4:2 G4 B4:3",
            "Your own joy is heaven",
        ),
        SongLine(
            72,
            "తన దుఃఖమె నరకమండ్రు తథ్యము సుమతీ",
            "C5 C5 | B4:2 G4 G4 | B4 B4 G4 E4:2 G4 | E4:2 D4 E4 | D4 D4 C4:4",
            "Your own sorrow is hell, they say, and it is true, O wise one",
        ),
        SongLine(
            104,
            "తన సంతోషమె స్వర్గము",
            "G4 G4 | B4:2 C5:2 B4 C5 | D5:2 B4 C5:3",
            "Your own joy is heaven",
        ),
        SongLine(
            120,
            "తన దుఃఖమె నరకమండ్రు తథ్యము సుమతీ",
            "C5 C5 | B4:2 G4 G4 | B4 B4 G4 E4:2 G4 | E4:2 D4 E4 | D4 D4 C4:4",
            "Your own sorrow is hell, they say, and it is true, O wise one",
        ),
    ],
    chords="C:8 G:8 C:8 C:8 C:8 G:8 C:8 C:8 G:8 C:8 Em:8 C:8 C:4 G:4 C:8 G:8 C:8 Em:8 C:8 C:16",
    parts=[
        Part(104, "broken", volume=62, pan=88, octave=0, step=1),
        Part(48, "hold", volume=44, pan=50, first=32),
        Part(32, "roots", volume=70, step=4),
    ],
    tunes=[
        Tune(40, 0, "G4 G4 G4:2 E4 G4 B4 B4 C5:2 B4 C5:3 B4 C5", volume=58, pan=44),
        Tune(40, 94, "E5 D5 C5 B4 G4 B4 C5 D5 E5:2", volume=56, pan=44),
        Tune(40, 142, "G4 B4 C5:2 B4 G4 E4 D4 C4:12", volume=56, pan=44),
    ],
    drums=[
        (0, 64, 74),
        (2, 63, 54),
        (3, 62, 46),
        (4, 64, 62),
        (5, 62, 40),
        (6, 63, 56),
        (7, 63, 42),
        (0, 54, 40),
        (4, 54, 36),
    ],
    drums_from=16,
    vibrato=0.2,
)

CHANDAMAMA = DemoSong(
    name="chandamama",
    title="చందమామ రావే",
    artist="Traditional",
    year=None,
    language="te",
    bpm=184,
    beats_a_bar=6,
    beats=156,
    key=-5,
    singers=[Singer("te+f4")],
    lines=[
        SongLine(
            12,
            "చందమామ రావే జాబిల్లి రావే",
            "E4:2 G4 G4:2 E4 | D4:2 E4:4 | E4:2 D4:2 C4:2 | D4:2 C4:3.5",
            "Uncle Moon, come down, come, bright moon",
        ),
        SongLine(
            36,
            "కొండెక్కి రావే గోగుపూలు తేవే",
            "C4:2 E4:2 G4:2 | A4:2 G4:4 | A4:2 G4 E4:2 G4 | F4+E4 D4:3.5",
            "Come over the hill and bring wild flowers",
        ),
        SongLine(
            60,
            "బండెక్కి రావే బంతిపూలు తేవే",
            "C4:2 E4:2 G4:2 | A4:2 G4:4 | C5:2 A4 G4:2 E4 | D4:2 E4:3.5",
            "Come riding a cart and bring marigolds",
        ),
        SongLine(
            84,
            "తేరు మీద రావే తేనెపట్టు తేవే",
            "E4:2 G4 | G4:2 A4 | C5:2 A4:4 | G4:2 E4 D4:2 E4 | D4:2 C4:3.5",
            "Come on a chariot and bring a honeycomb",
        ),
        SongLine(
            108,
            "చందమామ రావే జాబిల్లి రావే",
            "E4:2 G4 G4:2 E4 | D4:2 E4:4 | E4:2 D4:2 C4:2 | D4:2 C4:4.5",
            "Uncle Moon, come down, come, bright moon",
        ),
    ],
    chords="C:6 G:6 C:6 G:2 C:4 C:6 G:2 C:4 C:6 F:2 C:4 Am:6 G:6 C:6 F:2 C:4 Am:6 G:2 C:4 "
    "C:6 Am:6 C:6 G:2 C:4 C:6 G:2 C:4 C:6 G:2 C:4 F:6 C:18",
    parts=[
        Part(46, "broken", volume=76, pan=80, octave=1, step=1),
        Part(49, "hold", volume=46, pan=48),
        Part(24, "broken", volume=54, pan=40, step=2, first=36),
        Part(32, "roots", volume=58, step=6),
    ],
    tunes=[
        Tune(73, 0, "C5:2 A4 G4:2 E4 D4:2 C4:4", volume=62, pan=66, octave=1),
        Tune(73, 57, "E5 D5 C5:2", volume=54, pan=66),
        Tune(73, 132, "A4:2 C5:2 A4:2 G4:6 E4:2 G4:2 C5:8", volume=60, pan=66),
    ],
    vibrato=0.18,
)
