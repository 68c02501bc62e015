"""Telugu script in Latin letters, the way people write it to each other: ``చందమామ రావే`` becomes ``chandamama rave``.

Not a scholarly transliteration: no diacritics, nothing that has to be learned. What is not Telugu is kept as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pluto_desktop.lyrics.document import Line
from pluto_desktop.lyrics.languages import ROMANISED, TELUGU

_CONSONANTS = {
    "క": "k", "ఖ": "kh", "గ": "g", "ఘ": "gh", "ఙ": "ng",
    "చ": "ch", "ఛ": "chh", "జ": "j", "ఝ": "jh", "ఞ": "ny",
    "ట": "t", "ఠ": "th", "డ": "d", "ఢ": "dh", "ణ": "n",
    "త": "t", "థ": "th", "ద": "d", "ధ": "dh", "న": "n",
    "ప": "p", "ఫ": "ph", "బ": "b", "భ": "bh", "మ": "m",
    "య": "y", "ర": "r", "ఱ": "r", "ల": "l", "ళ": "l", "ఴ": "zh", "వ": "v",
    "శ": "sh", "ష": "sh", "స": "s", "హ": "h", "ౘ": "ts", "ౙ": "dz", "ౚ": "r",
}  # fmt: skip
_SIGNS = {
    "ా": "ā", "ి": "i", "ీ": "ee", "ు": "u", "ూ": "oo", "ృ": "ru", "ౄ": "roo", "ె": "e", "ే": "ē",
    "ై": "ai", "ొ": "o", "ో": "ō", "ౌ": "au", "ౢ": "lu", "ౣ": "loo",
}  # fmt: skip
_VOWELS = {
    "అ": "a", "ఆ": "ā", "ఇ": "i", "ఈ": "ee", "ఉ": "u", "ఊ": "oo", "ఋ": "ru", "ౠ": "roo", "ఎ": "e", "ఏ": "ē",
    "ఐ": "ai", "ఒ": "o", "ఓ": "ō", "ఔ": "au", "ఌ": "lu", "ౡ": "loo",
}  # fmt: skip
_OTHERS = {"ః": "h", "ఁ": "", "ఀ": "", "ఽ": "'", "\u200c": "", "\u200d": "", "౼": "-", "ౖ": "", "ౕ": "", "఼": ""}
_DIGITS = {chr(0x0C66 + digit): str(digit) for digit in range(10)}
_VIRAMA, _ANUSVARA = "్", "ం"
_NASAL_N = frozenset("కఖగఘచఛజఝటఠడఢణతథదధనౘౙ")
_SPELLINGS = (("శ్రీ", "స్రి"), ("జ్ఞ", "గ్న"), ("ఞ్చ", "న్చ"), ("ఞ్జ", "న్జ"))
_TELUGU_SIGN = re.compile("[\u0c00-\u0c7f]")
_TELUGU_RUN = re.compile("[\u0c00-\u0c7f\u200c\u200d]+")
_TITLES = 1024
"""Titles kept: of a page of songs each is asked for again and again, as it is read, laid over and written."""
_SYLLABLE = re.compile("[aeiouāēō]+")
_LONG = str.maketrans({"ā": "aa", "ē": "e", "ō": "o"})
_SHORT = str.maketrans({"ā": "a", "ē": "e", "ō": "o"})


def has_telugu(text: str) -> bool:
    """Whether a text holds any character of the Telugu script."""
    return not text.isascii() and _TELUGU_SIGN.search(text) is not None


def romanise(text: str, *, lengths: bool = False) -> str:
    """Return a text with its Telugu in lower-case Latin letters; everything else stays as it is.

    With ``lengths`` every long *a* is written ``aa`` (for singing along); without, only in words of one syllable
    (``మా`` is ``maa``), as titles are usually spelt. Any text is accepted.
    """
    if not has_telugu(text):
        return text
    normal = unicodedata.normalize("NFC", text)
    for telugu, plainer in _SPELLINGS:
        normal = normal.replace(telugu, plainer)
    return _TELUGU_RUN.sub(lambda run: _word(run[0], lengths=lengths), normal)


def romanised_text(line: Line) -> str:
    """Return a line's Telugu in Latin letters: the document's own, else ours for singing along; "" without Telugu."""
    if ROMANISED in line.texts:
        return line.texts[ROMANISED]
    return romanise(line.texts[TELUGU], lengths=True) if TELUGU in line.texts else ""


@lru_cache(_TITLES)
def romanise_title(text: str) -> str:
    """Return a title in Latin letters, each word from Telugu with a capital; "" where there is no Telugu in it."""
    if not has_telugu(text):
        return ""
    normal = unicodedata.normalize("NFC", text)
    return _TELUGU_RUN.sub(lambda run: romanise(run[0]).capitalize(), normal).strip()


def _word(run: str, *, lengths: bool) -> str:
    out: list[str] = []
    for index, char in enumerate(run):
        following = run[index + 1] if index + 1 < len(run) else ""
        if (consonant := _CONSONANTS.get(char)) is not None:
            out.append(_doubled(consonant, run, index) if following == _VIRAMA else consonant)
            if following != _VIRAMA and following not in _SIGNS:
                out.append("a")
        elif char == _ANUSVARA:
            out.append("n" if following in _NASAL_N and following else "m")
        elif char != _VIRAMA:
            out.append(_SIGNS.get(char) or _VOWELS.get(char) or _DIGITS.get(char) or _OTHERS.get(char, ""))
    word = "".join(out)
    return word.translate(_LONG if lengths or len(_SYLLABLE.findall(word)) == 1 else _SHORT)


def _doubled(consonant: str, run: str, index: int) -> str:
    """Write చ్చ as ``cch`` and ద్ధ as ``ddh``: a doubled sound keeps its ``h`` only once."""
    second = _CONSONANTS.get(run[index + 2], "") if index + 2 < len(run) else ""
    if len(consonant) > 1 and consonant[1:] == "h" and second[:1] == consonant[0] and second.endswith("h"):
        return consonant[0]
    return consonant
