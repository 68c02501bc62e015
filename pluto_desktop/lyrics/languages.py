"""Which language a line is in, from its script and from what its file says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

TELUGU, ENGLISH, ROMANISED, UNKNOWN = "te", "en", "te-Latn", "und"

_NAMES = {
    "telugu": "te", "tel": "te", "తెలుగు": "te", "english": "en", "eng": "en", "hindi": "hi", "hin": "hi", "tamil": "ta",
    "tam": "ta", "kannada": "kn", "kan": "kn", "malayalam": "ml", "mal": "ml", "sanskrit": "sa", "san": "sa",
    "german": "de", "french": "fr", "spanish": "es",
}  # fmt: skip
_NOT_LATIN = frozenset({
    "am", "ar", "as", "bg", "bn", "bo", "el", "fa", "gu", "he", "hi", "hy", "ja", "ka", "kk", "km",
    "kn", "ko", "lo", "mk", "ml", "mn", "mr", "my", "ne", "or", "pa", "ru", "sa", "sd", "si", "ta",
    "te", "th", "ti", "uk", "ur", "yi", "yue", "zh",
})  # fmt: skip
_ASCII_LETTER = re.compile("[A-Za-z]")
_TELUGU_SIGN = re.compile("[\u0c00-\u0c7f]")
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8}){0,3}")


def named_languages(value: str) -> tuple[str, ...]:
    """Return the languages a ``la`` tag names, as codes in its order; what is no language is left out."""
    found = []
    for part in re.split(r"[,;/|\s]+", value[:200]):
        code = part.strip().replace("_", "-").casefold()
        code = _NAMES.get(code, code)
        if _CODE.fullmatch(code) and code not in found:
            found.append(code)
    return tuple(found)


@lru_cache(256)
def script_of(text: str) -> str:
    """Return ``te`` for Telugu script, ``Latn`` for Latin, ``other``, or "" where a text has no letters."""
    if text.isascii():
        return "Latn" if _ASCII_LETTER.search(text) is not None else ""
    rest = _TELUGU_SIGN.sub("", text)
    telugu, latin, other = len(text) - len(rest), 0, 0
    for char in rest:
        if char.isascii():
            latin += char.isalpha()
        elif _is_latin(char):
            latin += 1
        elif char.isalpha():
            other += 1
    if telugu and telugu >= latin and telugu >= other:
        return "te"
    if not latin and not other:
        return ""
    return "Latn" if latin >= other else "other"


def language_of(script: str, named: tuple[str, ...]) -> str:
    """Return the language of a text in ``script`` (see :func:`script_of`) in a file that names these languages.

    Latin letters in a file that names only languages of another script are a transliteration of the first one.
    """
    if script == "te":
        return TELUGU
    if script == "Latn":
        for code in named:
            if code.split("-")[0] not in _NOT_LATIN or "-latn" in code:
                return code.replace("-latn", "-Latn")
        return f"{named[0].split('-')[0]}-Latn" if named else ENGLISH
    for code in named if script == "other" else ():
        if code.split("-")[0] in _NOT_LATIN and code != TELUGU:
            return code
    return UNKNOWN


@lru_cache(4096)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN ")
