"""The phonetic skeleton: one form for Telugu script, its many spellings in Latin letters, and English.

``నువ్వు``, ``nuvvu`` and ``nuvu`` all fold to ``nuvu``. A skeleton keeps the order of sounds and drops what people
spell differently: aspiration, length, doubling, accents, case, and which of e/i, o/u, m/n, v/w stands for a sound.
Every function accepts any text and never raises; a skeleton is its own skeleton.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

KEY_LENGTH = 28
"""Letters of a joined key that are kept; more tell no two titles apart."""

KEYS_PER_TITLE = 6
"""Words of a title from which a joined key starts; nobody types the seventh first."""


def _pairs(letters: str, sounds: str) -> dict[str, str]:
    return dict(zip(letters, sounds.split(), strict=True))


_CONSONANTS = _pairs(
    "కఖగఘఙచఛజఝఞటఠడఢణతథదధనపఫబభమయరఱలళఴవశషసహౘౙౚ",
    "k k g g n c c j j n t t d d n t t d d n p f b b n i r r l l l v s s s h c j r",
)
_SIGNS = _pairs("ాిీుూృౄెేైొోౌౢౣ", "a i i u u ru ru i i ai u u au lu lu")
_LETTERS = _pairs("అఆఇఈఉఊఋౠఎఏఐఒఓఔఌౡంః౦౧౨౩౪౫౬౭౮౯", "a a i i u u ru ru i i ai u u au lu lu n h 0 1 2 3 4 5 6 7 8 9")
_VIRAMA = "్"
_TELUGU = re.compile("[\u0c00-\u0c7f]")

# Within a word they are not heard: apostrophes, joiners, control and direction-changing characters.
_SILENT = re.compile("['’‘`´ʼ\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1b\x7f]")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Telugu and ASCII, without the signs that decomposing takes apart or puts in another order: nothing to decompose.
_SETTLED = re.compile("[\x00-\x7f\u0c00-\u0c3b\u0c3d-\u0c47\u0c49-\u0c54\u0c57-\u0c7f\u200b-\u200d]*")
_COMPOSED = {
    "\u0c46\u0c56": "ై",  # what NFKD makes of ai
    "\u0c4a\u0c56": "ై",  # and a misspelling of it that looks the same
    "జ్ఞ": "గ్న",
    "r\u0323": "ru",  # the scholars' vocalic r, as in Kṛṣṇa
}
_LATIN = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_ASCII_WORD = re.compile("[a-z0-9]+")
# Vowel signs of Indic and South-East Asian scripts are not \w, but they belong to their words.
_WORD = re.compile("(?:[^\\W_]|[\u0300-\u036f\u0900-\u0963\u0966-\u109f])+")
_FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

_SPELLINGS = (
    (re.compile("ph"), "f"),
    (re.compile("([bcdgjkst])h+"), r"\1"),
    (re.compile("ck"), "k"),
    (re.compile("x"), "ks"),
    (re.compile("jn|gy(?=[aeiou])"), "gn"),
    (re.compile("o[uw](?![aeiou])"), "u"),
    (re.compile("ea"), "e"),
)
# Whether any of them has something to do; more may match, never less.
_SPELT = re.compile("[pbcdgjkst]h|ck|x|jn|gy|o[uw]|ea")
_SOUNDS = str.maketrans({"e": "i", "y": "i", "o": "u", "w": "v", "z": "j", "q": "k", "m": "n"})
_DOUBLED = re.compile(r"(.)\1+")
# What folding may bring together, so that one more pass has something to do.
_LEFT_TO_FOLD = re.compile(r"[bcdgjkpst]h|ck|jn|h$|[a-z](?<=[eyowzqmx])|(.)\1")


def words(text: str) -> list[str]:
    """Return the words of a text in small letters without accents, in their own script.

    A text of signs alone (``!!!``) is one word of those signs, so that it can be found too.
    """
    if text.isascii():
        heard = text.isprintable() and "'" not in text and "`" not in text
        found = _ASCII_WORD.findall(text.lower() if heard else _SILENT.sub("", text.lower()))
    else:
        found = _WORD.findall(_plain(text))
    if found or not text or text.isspace():
        return found
    signs = "".join(char for char in text if char.isprintable() and not char.isspace()).translate(_FULL_WIDTH)
    return [signs[:KEY_LENGTH]] if signs else []


def skeleton_words(text: str) -> list[str]:
    """Return the skeletons of the words of a text."""
    return [folded for word in words(text) if (folded := _fold(word))]


def skeleton(text: str) -> str:
    """Return the skeleton of a text: the skeletons of its words with single spaces between."""
    return " ".join(skeleton_words(text))


def query_words(text: str) -> list[str]:
    """Return the skeletons of what has been typed so far, whose last word may go on.

    A Telugu consonant that was typed last has no vowel yet: ``చంద`` may become ``చందు``, so its ``a`` is left open.
    """
    typed = words(text)
    folded = [part for word in typed if (part := _fold(word))]
    if folded and text[-1:] in _CONSONANTS and len(folded[-1]) > 1 and folded[-1].endswith("a"):
        folded[-1] = folded[-1][:-1]
    return folded


def joined(parts: Sequence[str]) -> str:
    """Return skeleton words as one, as if no space had been typed."""
    # What a skeleton has no two of within a word can only come together where words meet.
    out = ""
    for part in parts[:KEY_LENGTH]:
        out += part[1:] if out[-1:] == part[:1] else part
        if len(out) >= KEY_LENGTH:
            break
    return out[:KEY_LENGTH]


def squeezed(folded: str) -> str:
    """Return a skeleton as if no space had been typed, whole."""
    return _DOUBLED.sub(r"\1", folded.replace(" ", ""))


def joined_keys(folded: str) -> list[str]:
    """Return the joined skeleton of a title from each of its first words on; ``folded`` is its skeleton."""
    parts = folded.split()
    return [joined(parts[start : start + KEY_LENGTH]) for start in range(min(len(parts), KEYS_PER_TITLE))]


def _plain(text: str) -> str:
    if _SETTLED.fullmatch(text) is not None:
        text = _SILENT.sub("", text.lower())
        return text.replace("జ్ఞ", "గ్న") if "జ్ఞ" in text else text
    # Folding the case may compose and decomposing may give capitals, so once more where anything is left to do.
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold()).casefold()
    text = _SILENT.sub("", text)
    for seen, meant in _COMPOSED.items():
        if seen in text:
            text = text.replace(seen, meant)
    return _ACCENTS.sub("", text).translate(_LATIN)


@lru_cache(1 << 15)
def _fold(word: str) -> str:
    """Return the skeleton of one word out of :func:`words`."""
    if not word.isascii():
        word = _from_telugu(word)
    word = _fold_once(word)
    while _LEFT_TO_FOLD.search(word):
        shorter = _fold_once(word)
        if shorter == word:
            break
        word = shorter
    return word


def _fold_once(word: str) -> str:
    if _SPELT.search(word) is not None:
        for spelling, sound in _SPELLINGS:
            word = spelling.sub(sound, word)
    word = _DOUBLED.sub(r"\1", word.translate(_SOUNDS))
    return word[:-1] if len(word) > 2 and word.endswith("h") else word


def _from_telugu(word: str) -> str:
    if _TELUGU.search(word) is None:
        return word
    out: list[str] = []
    for index, char in enumerate(word):
        if (consonant := _CONSONANTS.get(char)) is not None:
            out.append(consonant)
            following = word[index + 1 : index + 2]
            if following not in _SIGNS and following != _VIRAMA:
                out.append("a")
        elif "\u0c00" <= char <= "\u0c7f":
            out.append(_SIGNS.get(char) or _LETTERS.get(char, ""))
        else:
            out.append(char)
    return "".join(out)
