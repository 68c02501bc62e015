"""Words of the library that are one slip of the finger away from what was typed."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from math import log2

_SHORTEST = 3
_LONG = 32
_PER_SPELLING = 64
_MANY = 256
_LENGTHS = 2
_LENGTH_PRICE = 0.8
_AFTER_ALL = "\U0010ffff"
_X = "ks"
"""What one typed x sounds like: two letters, and one slip."""


class Vocabulary:
    """Every skeleton word of titles, artists and albums, in order. Immutable; safe from any thread."""

    def __init__(self, terms: Iterable[tuple[str, int]]) -> None:
        ordered = sorted(terms)
        self._terms = [term for term, _ in ordered]
        self._songs = array("L", (songs for _, songs in ordered))
        self._all = "\n".join(["", *self._terms, ""])
        self._alphabet = sorted({char for term in self._terms if term.isascii() for char in term})
        self._unlikely = array("f", map(_unlikely, self._terms, self._songs))
        self._near = lru_cache(1024)(self._find_near)
        self._inside = lru_cache(1024)(self._find_inside)
        self._holding = lru_cache(256)(self._find_holding)
        self._likeliest = lru_cache(2048)(self._find_likeliest)

    def __len__(self) -> int:
        return len(self._terms)

    def knows(self, typed: str, *, open_end: bool) -> bool:
        """Return whether ``typed`` is a word, or with ``open_end`` the beginning of one."""
        at = bisect_left(self._terms, typed)
        return at < len(self._terms) and (self._terms[at].startswith(typed) if open_end else self._terms[at] == typed)

    def near(self, typed: str, *, open_end: bool, limit: int = 24) -> tuple[str, ...]:
        """Return words one edit (left out, put in, changed, swapped) from ``typed``, likeliest first.

        With ``open_end`` the word may go on after what was typed, which is matched as a beginning. Words that begin
        with ``typed`` itself are not among them. A slip in the first letter is rare, so it is looked for only where
        nothing else is near. Nothing is near a word of fewer than three letters.
        """
        return self._near(typed, open_end, limit)

    def inside(self, typed: str, *, open_end: bool, limit: int = 24) -> tuple[str, ...]:
        """Return words that ``typed`` is the end of, or with ``open_end`` a part of, but never the beginning.

        For those who remember a compound word from its middle on. Nothing for fewer than three letters.
        """
        return self._inside(typed, open_end, limit)

    def _find_inside(self, typed: str, open_end: bool, limit: int) -> tuple[str, ...]:
        if len(typed) < _SHORTEST:
            return ()
        terms = self._holding(typed)[0] if open_end else self._scan(typed + "\n")
        found = [bisect_left(self._terms, term) for term in terms if not term.startswith(typed)]
        return tuple(self._terms[at] for at in sorted(found, key=lambda at: (self._unlikely[at], at))[:limit])

    def _find_holding(self, typed: str) -> tuple[list[str], bool]:
        """Return words with ``typed`` after their first letter, and whether these are all."""
        if _SHORTEST < len(typed) < _LONG:
            # What was found a key ago is remembered, and nearly always all there is.
            before, complete = self._holding(typed[:-1])
            if complete:
                return [term for term in before if typed in term[1:]], True
        found = self._scan(typed)
        return found, len(found) < _MANY

    def _scan(self, wanted: str) -> list[str]:
        found: dict[str, None] = {}
        at = self._all.find(wanted)
        while at >= 0 and len(found) < _MANY:
            first, end = self._all.rfind("\n", 0, at) + 1, self._all.find("\n", at)
            if first < at or wanted in self._all[at + 1 : end + 1]:
                found[self._all[first:end]] = None
            at = self._all.find(wanted, end)
        return list(found)

    def _find_near(self, typed: str, open_end: bool, limit: int) -> tuple[str, ...]:
        if len(typed) < _SHORTEST:
            return ()
        begin_so = range(*self._range(typed))
        for start in (1, 0):
            found: set[int] = set()
            for spelling in self._edits(typed, start):
                first, last = self._range(spelling)
                found.update(range(first, last) if last - first <= _PER_SPELLING else self._likeliest(first, last))
            found.difference_update(begin_so)
            if not open_end:
                found = {at for at in found if abs(len(self._terms[at]) - len(typed)) <= _LENGTHS}
            if found:
                likeliest = nsmallest(2 * limit, found, key=self._unlikely.__getitem__)
                worth = {self._terms[at]: self._worth(at, len(typed)) for at in likeliest}
                return tuple(sorted(worth, key=lambda term: (-worth[term], term))[:limit])
        return ()

    def _worth(self, at: int, length: int) -> float:
        return log2(1 + self._songs[at]) - _LENGTH_PRICE * abs(len(self._terms[at]) - length)

    def _edits(self, typed: str, start: int) -> set[str]:
        """Return the spellings one edit from ``typed``, the edit being at or after ``start``."""
        edits: set[str] = set()
        for at in range(start, len(typed)):
            before, here, after = typed[:at], typed[at], typed[at + 1 :]
            if not self.knows(before, open_end=True):
                break  # no word begins like this, whatever is edited after it
            edits.add(before + after)
            edits.update(before + char + after for char in self._alphabet)
            edits.update(before + char + here + after for char in self._alphabet)
            if after:
                edits.add(before + after[0] + here + after[1:])
            if here + after[:1] == _X:
                edits.add(before + after[1:])
                edits.update(before + char + after[1:] for char in self._alphabet)
        edits.discard(typed)
        return edits

    def _range(self, spelling: str) -> tuple[int, int]:
        """Return from where to where the words stand that begin with a spelling."""
        first = bisect_left(self._terms, spelling)
        if first == len(self._terms) or not self._terms[first].startswith(spelling):
            return first, first
        return first, bisect_left(self._terms, spelling + _AFTER_ALL, first)

    def _find_likeliest(self, first: int, last: int) -> list[int]:
        """Return of many words those in most songs and those hardly longer than what was typed."""
        return nsmallest(_PER_SPELLING, range(first, last), key=self._unlikely.__getitem__)


def _unlikely(term: str, songs: int) -> float:
    return _LENGTH_PRICE * len(term) - log2(1 + songs)
