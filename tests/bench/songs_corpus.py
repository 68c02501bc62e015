"""A large library and what people type into its search box: invented, deterministic, with no list of real words.

Words are made of syllables and used as often as words are (a few very often, most seldom). The songs meant are more
often popular ones, none twice. The log has four kinds of queries: ``plain`` (the title), ``typo`` (one letter put in,
left out, changed or swapped, in either script), ``mid`` (from a later word on, or from inside the first), ``roman``
(Telugu in Latin letters, each sound spelt as people happen to, now and then without a space). ``--kit DIR`` reads
``songs.tsv`` and ``queries.json`` from a folder instead.
"""

from __future__ import annotations

import itertools
import json
import random
from bisect import bisect
from dataclasses import dataclass
from pathlib import Path

from pluto_desktop.ports.catalogue import CatalogueRow

KINDS = ("plain", "typo", "mid", "roman")

_CONSONANTS = {
    "క": ("k",), "గ": ("g",), "చ": ("ch", "c"), "జ": ("j",), "ట": ("t",), "డ": ("d",), "ణ": ("n",), "త": ("th", "t"),
    "ద": ("d", "dh"), "ధ": ("dh", "d"), "న": ("n",), "ప": ("p",), "బ": ("b",), "భ": ("bh", "b"), "మ": ("m",),
    "య": ("y",), "ర": ("r",), "ల": ("l",), "ళ": ("l",), "వ": ("v", "w"), "శ": ("sh", "s"), "స": ("s",), "హ": ("h",),
}  # fmt: skip
_SIGNS = {"": ("a",), "ా": ("aa", "a"), "ి": ("i",), "ీ": ("ee", "i"), "ు": ("u",), "ూ": ("oo", "u"), "ె": ("e",),
          "ే": ("e", "ee"), "ో": ("o", "oo"), "ం": ("am", "an")}  # fmt: skip
_STARTS = "b bl br c ch d dr f fl g gr h j k l m n p pl r s sh st t th tr v w".split()
_MIDDLES = "a e i o u ai ea ee oo ou".split()
_ENDS = ["", "", "n", "r", "s", "t", "l", "nd", "st", "ck", "ng", "m"]


@dataclass(frozen=True)
class Asked:
    """One query of the log and the song that is meant by it (its index)."""

    kind: str
    text: str
    song: int


@dataclass(frozen=True)
class Corpus:
    """The songs, and the log over them."""

    rows: list[CatalogueRow]
    log: list[Asked]


def song_id(index: int) -> str:
    """Return the id of a song by its index."""
    return f"{index:08d}-0000-4000-8000-000000000000"


def make(count: int = 100_000, queries: int = 500, seed: int = 11) -> Corpus:
    """Return ``count`` songs, two fifths with Telugu titles, and ``queries`` queries."""
    dice = random.Random(seed)
    telugu = _Words(dice, [_telugu_word(dice) for _ in range(40_000)])
    english = _Words(dice, [_english_word(dice) for _ in range(30_000)])
    spelling = dict(telugu.words)
    artists = [f"{english.pick()[0].title()} {english.pick()[0].title()}" for _ in range(count // 6)]
    rows = []
    for index in range(count):
        words = telugu if dice.random() < 0.4 else english
        title = " ".join(words.pick()[0] for _ in range(dice.choices((1, 2, 3, 4, 5), (15, 33, 28, 16, 8))[0]))
        artist = artists[min(int(dice.paretovariate(0.6)) - 1, len(artists) - 1)]
        album = f"{words.pick()[0]} {hash_of(artist) % 12}"
        rows.append(
            CatalogueRow(
                title=title if words is telugu else title.title(),
                artist=artist,
                album=album.title(),
                release_date=str(1950 + hash_of(album) % 75),
                language="te" if words is telugu else "en",
                plays=min(int(dice.paretovariate(0.55)), 10_000_000),
                id=song_id(index),
            )
        )
    log = _Log(dice, rows, spelling)
    return Corpus(rows, [log.type(("plain", *KINDS)[number % 5]) for number in range(queries)])


def read_kit(folder: Path) -> Corpus:
    """Read a corpus of ``songs.tsv`` (number, title, artist, album, year, plays) and ``queries.json``."""
    rows = []
    with (folder / "songs.tsv").open(encoding="utf-8") as lines:
        for line in itertools.islice(lines, 100_000):
            number, title, artist, album, year, plays = line.rstrip("\n").split("\t")
            rows.append(CatalogueRow(title, artist, album, year, plays=int(plays), id=song_id(int(number) - 1)))
    log = [
        Asked(asked["kind"], asked["q"], asked["id"] - 1) for asked in json.loads((folder / "queries.json").read_text())
    ]
    return Corpus(rows, [asked for asked in log if asked.kind in KINDS])


def hash_of(text: str) -> int:
    """Return a number that belongs to a text, the same in every run."""
    return sum((place + 7) * ord(char) for place, char in enumerate(text))


class _Words:
    def __init__(self, dice: random.Random, words: list[tuple[str, tuple[str, ...]]]) -> None:
        self.words = words
        self._dice = dice
        self._weights = list(itertools.accumulate(1 / (rank + 8) ** 0.9 for rank in range(len(words))))

    def pick(self) -> tuple[str, tuple[str, ...]]:
        return self.words[bisect(self._weights, self._dice.random() * self._weights[-1])]


def _telugu_word(dice: random.Random) -> tuple[str, tuple[str, ...]]:
    word, spelt = "", ("",)
    for _ in range(dice.choices((2, 3, 4, 5), (30, 40, 20, 10))[0]):
        consonant, sign = dice.choice(list(_CONSONANTS)), dice.choice(list(_SIGNS))
        double = dice.random() < 0.15
        word += f"{consonant}్{consonant}{sign}" if double else consonant + sign
        spelt = tuple(
            before + (one[0] if double else "") + one + vowel
            for before in spelt[:4]
            for one in _CONSONANTS[consonant]
            for vowel in _SIGNS[sign]
        )
    return word, spelt


def _english_word(dice: random.Random) -> tuple[str, tuple[str, ...]]:
    count = dice.choices((1, 2, 3), (35, 45, 20))[0]
    word = "".join(dice.choice(_STARTS) + dice.choice(_MIDDLES) + dice.choice(_ENDS) for _ in range(count))
    return word, (word,)


class _Log:
    """Types queries for songs of the library."""

    def __init__(self, dice: random.Random, rows: list[CatalogueRow], spelling: dict[str, tuple[str, ...]]) -> None:
        self._dice, self._rows, self._spelling = dice, rows, spelling
        self._liked = list(itertools.accumulate(min(row.plays or 0, 5000) ** 0.5 for row in rows))
        self._meant: set[int] = set()

    def type(self, kind: str) -> Asked:
        """Return a query for a song that no other query means."""
        while True:
            song = self._song()
            title, telugu = self._rows[song].title.lower(), self._rows[song].language == "te"
            least = 4 if kind == "plain" else 6
            fits = len(title) >= least and (kind != "mid" or " " in title) and (kind != "roman" or telugu)
            if fits and song not in self._meant:
                self._meant.add(song)
                return Asked(kind, self._text(kind, title), song)

    def _song(self) -> int:
        if self._dice.random() < 0.6:
            return bisect(self._liked, self._dice.random() * self._liked[-1])
        return self._dice.randrange(len(self._rows))

    def _text(self, kind: str, title: str) -> str:
        words = title.split()
        match kind:
            case "typo":
                return self._slip(title)
            case "mid" if self._dice.random() < 0.7:
                return title if len(title) - len(words[0]) < 4 else " ".join(words[1:])
            case "mid":
                return title[self._dice.randint(2, max(2, min(4, len(words[0]) - 1))) :].strip()
            case "roman":
                spelt = (self._dice.choice(self._spelling[word]) for word in words)
                return "".join(word + (" " if self._dice.random() >= 0.08 else "") for word in spelt).strip()
        return title

    def _slip(self, text: str) -> str:
        # One in ten is in the first letter.
        at = self._dice.randrange(0 if self._dice.random() < 0.1 else 1, len(text))
        telugu = text[at] >= "\u0c00"
        other = self._dice.choice([*_CONSONANTS, *filter(None, _SIGNS)] if telugu else "abcdefghijklmnopqrstuvwxyz")
        before, here, after = text[:at], text[at], text[at + 1 :]
        ways = (
            before + other + here + after,
            before + after,
            before + other + after,
            before + after[:1] + here + after[1:],
        )
        slipped = self._dice.choice(ways)
        return slipped if slipped != text and here != " " and slipped.strip() else self._slip(text)
