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
_CODES = frozenset(
    "aa ab af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo yue za zh "
    "zu".split()
)
"""ISO 639-1, and Cantonese."""

_ASCII_LETTER = re.compile("[A-Za-z]")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u3040-\ud7ff]")
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
                return _cased(code)
        return f"{named[0].split('-')[0]}-Latn" if named else ENGLISH
    for code in named if script == "other" else ():
        if code.split("-")[0] in _NOT_LATIN and code != TELUGU:
            return _cased(code)
    return UNKNOWN


def language_in_name(name: str) -> str:
    """Return the language that a file's name tells before its ending (``song.te.lrc``), "" where it tells none."""
    stem, _, ending = name.rpartition(".")
    before, _, part = stem.rpartition(".")
    code = part.replace("_", "-").casefold()
    if not before or not ending or _CODE.fullmatch(code) is None or code.split("-")[0] not in _CODES:
        return ""
    return _cased(code)


def named_by_file(name: str, text: str) -> tuple[str, ...]:
    """Return the languages that a file's name makes a text's, for :func:`language_of`.

    What is beside the language in another script is a translation; where all is in Latin letters it is a
    transliteration.
    """
    code = language_in_name(name)
    if not code:
        return ()
    beside = (ENGLISH,) if code.split("-")[0] in _NOT_LATIN and _OTHER_SCRIPT.search(text) is not None else ()
    return (code.casefold(), *beside)


def tagged_language(code: str, script: str) -> str:
    """Return the language of a text in ``script`` that a file marks as ``code``; what is no code counts for nothing."""
    code = code.strip().replace("_", "-").casefold()
    if _CODE.fullmatch(code) is None:
        return language_of(script, ())
    return language_of(script, (code,)) if script in {"te", "Latn"} else _cased(code)


def romanised_of(language: str) -> str:
    """Return the code for a language written in Latin letters."""
    base = language.split("-", maxsplit=1)[0]
    return ROMANISED if base in {UNKNOWN, ENGLISH} else f"{base}-Latn"


def _cased(code: str) -> str:
    """Return a code as BCP 47 writes it: ``te-Latn``, ``pt-BR``."""
    first, *rest = code.split("-")
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@lru_cache(4096)
def _is_latin(char: str) -> bool:
    return unicodedata.name(char, "").startswith("LATIN ")
