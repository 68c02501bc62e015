"""A believable song library, the same every time: old songs in two languages first, then as many as are wanted.

Everything named is in the public domain: the kritis of Annamayya, Tyagaraja and Ramadasu, and folk songs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.songs import Location, NewSong
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.romanise import romanise_title
from tests.factories import MUSIC, make_medium

TELUGU = (
    ("జో అచ్యుతానంద", "Annamayya", "Jola Patalu", 1498),
    ("అదివో అల్లదివో", "Annamayya", "Tirumala Kirtanalu", 1480),
    ("బ్రహ్మమొక్కటే", "Annamayya", "Tirumala Kirtanalu", 1485),
    ("నానాటి బతుకు", "Annamayya", "Tirumala Kirtanalu", 1490),
    ("ముద్దుగారే యశోద", "Annamayya", "Tirumala Kirtanalu", 1482),
    ("చందమామ రావే", "Annamayya", "Jola Patalu", 1492),
    ("ఎందరో మహానుభావులు", "Tyagaraja", "Pancharatna Kritis", 1810),
    ("జగదానందకారక", "Tyagaraja", "Pancharatna Kritis", 1811),
    ("సాధించెనే ఓ మనసా", "Tyagaraja", "Pancharatna Kritis", 1812),
    ("కనకన రుచిరా", "Tyagaraja", "Pancharatna Kritis", 1813),
    ("దుడుకు గల", "Tyagaraja", "Pancharatna Kritis", 1814),
    ("నగుమోము గనలేని", "Tyagaraja", "Rama Kritis", 1802),
    ("బంటు రీతి కొలువు", "Tyagaraja", "Rama Kritis", 1804),
    ("మరుగేలరా ఓ రాఘవా", "Tyagaraja", "Rama Kritis", 1806),
    ("పలుకే బంగారమాయెనా", "Ramadasu", "Bhadrachala Kirtanalu", 1670),
    ("ఏ తీరుగ నను", "Ramadasu", "Bhadrachala Kirtanalu", 1672),
    ("ఇక్ష్వాకు కుల తిలక", "Ramadasu", "Bhadrachala Kirtanalu", 1675),
    ("రామచంద్రాయ జనక", "Ramadasu", "Bhadrachala Kirtanalu", 1678),
    ("శ్రీరామ నామం మరువం", "Ramadasu", "Bhadrachala Kirtanalu", 1671),
    ("వస్తా వట్టిదే", "Janapadam", "Palle Patalu", 1900),
    ("గొబ్బియల్లో", "Janapadam", "Palle Patalu", 1905),
    ("ఏరువాక సాగారో", "Janapadam", "Palle Patalu", 1910),
)
ENGLISH = (
    ("Scarborough Fair", "Traditional", "Songs of the North", 1670),
    ("The Water Is Wide", "Traditional", "Songs of the North", 1724),
    ("Wild Mountain Thyme", "Robert Tannahill", "Songs of the North", 1822),
    ("Loch Lomond", "Traditional", "Songs of the North", 1841),
    ("Auld Lang Syne", "Robert Burns", "Songs of the North", 1788),
    ("A Red, Red Rose", "Robert Burns", "Songs of the North", 1794),
    ("Danny Boy", "Frederic Weatherly", "An Evening in Derry", 1913),
    ("The Parting Glass", "Traditional", "An Evening in Derry", 1770),
    ("Molly Malone", "James Yorkston", "An Evening in Derry", 1884),
    ("She Moved Through the Fair", "Padraic Colum", "An Evening in Derry", 1909),
    ("Greensleeves", "Traditional", "Lute Book", 1580),
    ("Early One Morning", "Traditional", "Lute Book", 1787),
    ("Shenandoah", "Traditional", "Rivers and Roads", 1876),
    ("Oh Susanna", "Stephen Foster", "Rivers and Roads", 1848),
    ("Beautiful Dreamer", "Stephen Foster", "Rivers and Roads", 1864),
    ("Home on the Range", "Brewster Higley", "Rivers and Roads", 1872),
    ("Amazing Grace", "John Newton", "Morning Hymns", 1779),
    ("Abide with Me", "Henry Francis Lyte", "Morning Hymns", 1847),
    ("Twinkle, Twinkle", "Jane Taylor", "Rhymes", 1806),
    ("Row, Row, Row Your Boat", "Traditional", "Rhymes", 1852),
)
ALBUM_ARTISTS = dict.fromkeys(
    ("Songs of the North", "An Evening in Derry", "Lute Book", "Rivers and Roads"), "Traditional"
) | {
    "Morning Hymns": "Congregation",
    "Rhymes": "Nursery",
}
TELUGU_BLOCK = "\u0bff"
"""Text in Telugu sorts behind this."""

_FIRST = "రామ కృష్ణ గోవింద మాధవ చంద్ర సూర్య వెన్నెల మల్లె తామర కోకిల నెమలి మేఘ వాన వసంత సంధ్య".split()
_THEN = "గీతం గానం పాట జోల కీర్తన మాల వేళ బాట తీరం రాగం లాలి పల్లకి తోట వీణ హారతి".split()
_ADJECTIVES = "Silver Golden Quiet Distant Broken Shining Gentle Wandering Hidden Crimson Winter Summer".split()
_NOUNS = "River Morning Harbour Garden Lantern Meadow Sparrow Window Mountain Letter Road Evening".split()
_SECONDS = "of Home|at Night|in the Rain|without End|for Two|by the Sea|again|of Glass|we Knew|and Smoke".split("|")


def songs(count: int, *, words: bool = True, numbered: bool = True, seed: int = 7) -> Iterator[NewSong]:
    """Yield ``count`` songs, the more popular first, over a third with Telugu titles; their sound lies nowhere.

    Invented names end in a number, so that no two are alike, unless told otherwise.
    """
    dice = random.Random(seed)
    known = [*TELUGU, *ENGLISH]
    dice.shuffle(known)
    for number in range(count):
        title, artist, album, year = known[number] if number < len(known) else _invented(dice, number)
        if not numbered:
            title, artist, album = (name.rstrip(" 0123456789") for name in (title, artist, album))
        telugu = title[0] > TELUGU_BLOCK
        medium = make_medium(f"corpus {number}", duration_ms=dice.randint(95_000, 420_000))
        yield NewSong(
            title=title,
            romanised=romanise_title(title) if telugu else "",
            artists=(artist,),
            album=album,
            album_artist=ALBUM_ARTISTS.get(album, artist),
            track=number % 12 + 1,
            release_date=ReleaseDate(year),
            language="te" if telugu else "en",
            genres=("Kirtana" if telugu else "Folk",),
            popularity=dice.randrange(max(1, 5000 - number), 5001),
            song=medium,
            song_location=Location(MUSIC / album / f"{number}.mp3", medium.size, 1, medium.sha256),
            lyrics=_words(title, dice).to_json() if words and number % 3 else None,
        )


def _invented(dice: random.Random, number: int) -> tuple[str, str, str, int]:
    """Return one of twelve songs of an album of one artist, all of one language."""
    record = number // 12
    album = random.Random(record)
    telugu, year, band = album.random() < 0.38, album.randint(1950, 2020), album.randrange(900)
    if telugu:
        title = f"{dice.choice(_FIRST)} {dice.choice(_FIRST)} {dice.choice(_THEN)} {number}"
        artist = f"{romanise_title(_FIRST[band % len(_FIRST)]).title()} {band}"
        return title, artist, f"{album.choice(_FIRST)} {album.choice(_THEN)} {record}", year
    title = f"{dice.choice(_ADJECTIVES)} {dice.choice(_NOUNS)} {dice.choice(_SECONDS)} {number}"
    artist = f"The {_NOUNS[band % len(_NOUNS)]}s {band}"
    return title, artist, f"{album.choice(_ADJECTIVES)} {album.choice(_NOUNS)} {record}", year


def _words(title: str, dice: random.Random) -> Document:
    language = "te" if title[0] > TELUGU_BLOCK else "en"
    pool = _FIRST + _THEN if language == "te" else [*_ADJECTIVES, *_NOUNS]
    texts = [title, *(" ".join(dice.choices(pool, k=5)) for _ in range(5))]
    lines = tuple(
        Line(f"l{place}", 2000 + place * 4000, 5800 + place * 4000, {language: text})
        for place, text in enumerate(texts)
    )
    return Document(lines)
