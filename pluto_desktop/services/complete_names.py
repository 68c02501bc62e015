"""What a person may be about to type into a form: names the library has, found as search finds them."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.search_index import SearchIndex
from pluto_desktop.search.folding import query_words, skeleton_words
from pluto_desktop.services.candidates import begins

_MOST = 8
_LOOKED_AT = 40


class NameKind(StrEnum):
    """What a name is of."""

    ARTIST = "artist"
    ALBUM = "album"
    GENRE = "genre"
    TAG = "tag"


class CompleteNames:
    """Completes names in either script or in Telugu spelt in Latin letters. Any worker thread."""

    def __init__(self, catalogue: CatalogueReader, index: SearchIndex) -> None:
        self._catalogue, self._index = catalogue, index

    def complete(self, kind: NameKind, text: str) -> list[str]:
        """Return at most eight names that hold words beginning as those typed: artists and albums by their songs."""
        parts = query_words(text)
        if not parts:
            return []
        if kind is NameKind.GENRE:
            return _holding(parts, (name for name, _ in self._catalogue.list_genres()))
        if kind is NameKind.TAG:
            return _holding(parts, self._catalogue.list_tags())
        index, groups = self._index, [begins(part) for part in parts]
        find = index.artists_by_terms if kind is NameKind.ARTIST else index.albums_by_terms
        names = dict.fromkeys(found.name for found in find(groups, _LOOKED_AT))
        # What begins as the whole text does comes first; among equals the order of the index, by songs, stays.
        return sorted(names, key=lambda name: not _begins_as(name, parts))[:_MOST]


def _holding(parts: list[str], names: Iterable[str]) -> list[str]:
    found = [name for name in names if _holds(skeleton_words(name), parts)]
    return sorted(found, key=lambda name: not _begins_as(name, parts))[:_MOST]


def _holds(words: list[str], parts: list[str]) -> bool:
    return all(any(word.startswith(part) for word in words) for part in parts)


def _begins_as(name: str, parts: list[str]) -> bool:
    return skeleton_words(name)[:1] != [] and skeleton_words(name)[0].startswith(parts[0])
