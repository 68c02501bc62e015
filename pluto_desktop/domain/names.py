"""When two names are the same. Pure."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_REMEMBERED = 8192
_LATIN_MARKS = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=_REMEMBERED)
def fold(text: str) -> str:
    """Return what decides whether two names are the same: case, accents, width and spacing do not."""
    if text.isascii():
        return " ".join(text.lower().split())
    # Folding the case may compose, and decomposing may give capitals, so once more.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text.casefold()).casefold())
    return " ".join(_LATIN_MARKS.sub("", decomposed).split())
