"""Keys computed by the writer: what makes two names the same, and what lists are ordered by. Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from pluto_desktop.domain.names import fold

__all__ = ["clean", "fold", "roman_key", "title_key"]

_SORT_LENGTH = 64
_REMEMBERED = 8192
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_TELUGU = re.compile("[\u0c00-\u0c7f]")

# The order of a Telugu dictionary: sunna and its kin after the vowels, ళ క్ష ఱ at the end, the virama last of the signs.
_TELUGU_ORDER = "అఆఇఈఉఊఋౠఌౡఎఏఐఒఓఔఁంఃకఖగఘఙచఛజఝఞటఠడఢణతథదధనపఫబభమయరలవశషసహళఱాిీుూృౄెేైొోౌ్"
_TELUGU_RANK = {ord(char): 0x0C00 + rank for rank, char in enumerate(_TELUGU_ORDER)}


@lru_cache(maxsize=_REMEMBERED)
def clean(text: str) -> str:
    """Return text as it is kept: without control and direction-changing characters, half surrogates made readable."""
    if text.isascii() and text.isprintable():
        return text.strip()
    text = text.encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub("", text).strip()


def roman_key(title: str, romanised: str) -> str:
    """Return what both scripts are ordered by together: the Latin form, from its first letter or figure."""
    return _trimmed(fold(romanised or title))


def title_key(title: str) -> str:
    """Return what titles are ordered by in their own script, Latin before Telugu."""
    key = _trimmed(fold(title))
    return key.translate(_TELUGU_RANK) if _TELUGU.search(key) else key


def _trimmed(folded: str) -> str:
    if folded[:1].isalnum() and folded[-1:].isalnum():
        return folded[:_SORT_LENGTH]
    return (_EDGES.sub("", folded) or folded)[:_SORT_LENGTH]
