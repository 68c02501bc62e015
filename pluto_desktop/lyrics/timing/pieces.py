"""What of a line is tapped one after the other: words, and of long Telugu words groups of clusters. Pure."""

from __future__ import annotations

import re
from itertools import pairwise

from pluto_desktop.lyrics.document import Line
from pluto_desktop.lyrics.languages import ENGLISH, ROMANISED, TELUGU
from pluto_desktop.lyrics.romanise import has_telugu

MOST_CLUSTERS = 4
"""A Telugu word of more clusters is tapped in groups: it is often a whole phrase, and nobody hears it as one beat."""

_CONSONANT = "[\u0c15-\u0c39\u0c58-\u0c5a]"
_MARKS = "[\u0300-\u036f\u0c00-\u0c04\u0c3c\u0c3e-\u0c4d\u0c55\u0c56\u0c62\u0c63\u200c\u200d]"
_CLUSTER = re.compile(f"(?:{_CONSONANT}\u0c4d[\u200c\u200d]?)*{_CONSONANT}{_MARKS}*|.{_MARKS}*", re.DOTALL)
"""A cluster as Unicode's annex 29 has it for Telugu: consonants joined by virama, with their vowel and signs."""
_WORD = re.compile(r"\s*\S+\s*")


def clusters(text: str) -> list[str]:
    """Return a text in pieces that are read as one sign each; joined they are the text."""
    return _CLUSTER.findall(text)


def pieces(text: str) -> list[str]:
    """Return what is tapped of a line's text, in order; joined they are the text, each with the space behind it."""
    found: list[str] = []
    for word in _WORD.findall(text):
        found += _groups(word) if has_telugu(word) else [word]
    return found


def sung_language(line: Line, song_language: str = "") -> str:
    """Return the language in which a line is sung, as far as its texts tell; "" where it has none.

    ``song_language`` is what the song is said to be in, "" where nobody said. Then a line that is there in Telugu
    and in English is sung in Telugu, and the English says what it means.
    """
    for language in (song_language, TELUGU, ROMANISED, ENGLISH):
        if line.texts.get(language):
            return language
    return next((language for language, text in line.texts.items() if text), "")


def _groups(word: str) -> list[str]:
    signs = clusters(word.rstrip())
    count = -(-len(signs) // MOST_CLUSTERS)
    bounds = [round(len(signs) * number / count) for number in range(count + 1)]
    groups = ["".join(signs[first:last]) for first, last in pairwise(bounds)]
    groups[-1] += word[len(word.rstrip()) :]
    return groups
