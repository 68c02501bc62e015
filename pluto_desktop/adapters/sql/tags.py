"""Tags of songs compared inside statements."""

from __future__ import annotations

import json
from functools import lru_cache

from pluto_desktop.search.folding import skeleton

_REMEMBERED = 1 << 14


@lru_cache(_REMEMBERED)
def is_tagged(tags: str, wanted: str) -> int:
    """Return 1 if one of the tags (a JSON list) has a word that begins with the skeleton ``wanted``, else 0.

    SQL knows it as ``is_tagged``. Many songs have the same tags, so nearly every answer is remembered.
    """
    return int(any(f" {wanted}" in f" {skeleton(tag)}" for tag in json.loads(tags)))
