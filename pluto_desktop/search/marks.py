"""Which part of a shown text matches what was typed, in whichever script it is shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from pluto_desktop.search.folding import joined, skeleton_words
from pluto_desktop.search.likeness import likeness

Mark = tuple[int, int]
"""Start and end in characters (Python's), at borders of grapheme clusters."""

_VIRAMAS = frozenset("\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d4d")
_JOINERS = frozenset("\u200c\u200d")
_SPAN = re.compile("(?:[^\\W_]|['’\u0300-\u036f\u0900-\u0963\u0966-\u109f\u200c\u200d])+")
_ALIKE = 0.72
_LONGEST = 400


def cluster_ends(text: str) -> list[int]:
    """Return where each grapheme cluster ends: a mark, a joiner and what a virama joins stay with their letter."""
    ends: list[int] = []
    for index in range(1, len(text)):
        char, before = text[index], text[index - 1]
        joins = char in _JOINERS or unicodedata.category(char)[0] == "M" or before == "\u200d"
        if not joins and (before in _VIRAMAS or (before in _JOINERS and text[index - 2 : index - 1] in _VIRAMAS)):
            joins = char.isalpha()
        if not joins:
            ends.append(index)
    if text:
        ends.append(len(text))
    return ends


def find_marks(text: str, typed: Sequence[str], *, alike: bool = True) -> tuple[Mark, ...]:
    """Return the parts of ``text`` that match ``typed`` (skeleton words, the last one open), in order, never touching.

    All words together are looked for first, so that ``chandamama ra`` marks one stretch; then each on its own, as the
    beginning of a word; then, if ``alike``, what is only nearly the same, as a whole word. Of very long texts only the
    beginning is looked at.
    """
    if not typed:
        return ()
    spans, parts = _words_of(text[:_LONGEST])
    whole = _whole(tuple(typed))
    for first, part in enumerate(parts):
        if part[:1] == whole[0] and (end := _reach(text, spans, parts, first, whole)):
            return ((spans[first][0], end),)
    marks: set[Mark] = set()
    for word in typed:
        ends = (
            (spans[first][0], _reach(text, spans, parts, first, word))
            for first, part in enumerate(parts)
            if part[:1] == word[0]
        )
        exact = [(start, end) for start, end in ends if end]
        marks.update(exact or (_alike(spans, parts, word) if alike else ()))
    return _merged(sorted(marks))


_whole = lru_cache(16)(joined)


@lru_cache(2048)
def _words_of(text: str) -> tuple[list[Mark], list[str]]:
    """Return the words of a text: where they stand, and their skeletons."""
    spans = [(match.start(), match.end()) for match in _SPAN.finditer(text)]
    return spans, [_folded(text[start:end]) for start, end in spans]


@lru_cache(4096)
def _folded(word: str) -> str:
    return "".join(skeleton_words(word))


def _reach(text: str, spans: Sequence[Mark], parts: Sequence[str], first: int, wanted: str) -> int:
    """Return where ``wanted`` ends if the words from ``first`` on begin with it, else 0."""
    for last in range(first, len(spans)):
        so_far = joined(parts[first : last + 1]) if last > first else parts[first]
        if len(so_far) < len(wanted):
            if not wanted.startswith(so_far):
                return 0
            continue
        if not so_far.startswith(wanted):
            return 0
        start, end = spans[last]
        word, before = text[start:end], parts[first:last]
        for at, folded in _beginnings(word):
            if len(joined([*before, folded]) if before else folded) >= len(wanted):
                return start + at
        return end
    return 0


@lru_cache(2048)
def _beginnings(word: str) -> tuple[tuple[int, str], ...]:
    """Return the skeletons of the beginnings of a word, a grapheme cluster longer each, and where they end."""
    return tuple((at, _folded(word[:at])) for at in cluster_ends(word))


def _alike(spans: Sequence[Mark], parts: Sequence[str], word: str) -> list[Mark]:
    if len(word) < 3:
        return []
    alike = [likeness(word, part[: len(word) + 1]) if part else 0.0 for part in parts]
    best = max(alike, default=0.0)
    return [span for span, how in zip(spans, alike, strict=True) if how == best >= _ALIKE]


def _merged(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    merged: list[Mark] = []
    for start, end in marks:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
