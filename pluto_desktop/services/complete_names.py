"""What a person may be about to type into a form: names the library has, found as search finds them."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from enum import StrEnum

from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.search_index import SearchIndex
from pluto_desktop.search.folding import query_words, skeleton_words
from pluto_desktop.services.candidates import begins

_MOST = 8
_LOOKED_AT = 40
_FRESH_S = 15.0
"""Reading all tags of 100,000 songs takes a tenth of a second, too long for each key."""


class NameKind(StrEnum):
    """What a name is of."""

    ARTIST = "artist"
    ALBUM = "album"
    ALBUM_ARTIST = "album artist"
    GENRE = "genre"
    TAG = "tag"


class CompleteNames:
    """Completes names in either script or in Telugu spelt in Latin letters. Any worker thread."""

    def __init__(self, catalogue: CatalogueReader, index: SearchIndex) -> None:
        self._catalogue, self._index = catalogue, index
        self._folded: dict[NameKind, tuple[float, list[str], list[list[str]]]] = {}

    def complete(self, kind: NameKind, text: str) -> list[str]:
        """Return at most eight names that hold words beginning as those typed: artists and albums by their songs."""
        parts = query_words(text)
        if not parts:
            return []
        if kind in {NameKind.ARTIST, NameKind.ALBUM}:
            groups = [begins(part) for part in parts]
            find = self._index.artists_by_terms if kind is NameKind.ARTIST else self._index.albums_by_terms
            names = list(dict.fromkeys(found.name for found in find(groups, _LOOKED_AT)))
            folded = [skeleton_words(name) for name in names]
        else:
            names, folded = self._listed(kind)
        found = [at for at, words in enumerate(folded) if _holds(words, parts)]
        # What begins as the text does comes first; among equals the order stays.
        found.sort(key=lambda at: not folded[at][0].startswith(parts[0]))
        return [names[at] for at in found[:_MOST]]

    def _listed(self, kind: NameKind) -> tuple[list[str], list[list[str]]]:
        """Return all names of a kind with their skeletons, as they were some seconds ago at the earliest."""
        read_at, names, folded = self._folded.get(kind, (-math.inf, [], []))
        if time.monotonic() - read_at < _FRESH_S:
            return names, folded
        if kind is NameKind.GENRE:
            names = self._catalogue.list_genre_names()
        elif kind is NameKind.TAG:
            names = self._catalogue.list_tags()
        else:
            names = self._catalogue.list_album_artists()
        folded = [skeleton_words(name) for name in names]
        self._folded[kind] = time.monotonic(), names, folded
        return names, folded


def _holds(words: Sequence[str], parts: Sequence[str]) -> bool:
    return bool(words) and all(any(word.startswith(part) for word in words) for part in parts)
