"""Which of the candidates is meant: how and where it matches, then how popular it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from pluto_desktop.search.folding import squeezed
from pluto_desktop.search.likeness import likeness

# Where the whole of what was typed is found; as typed is better than as it sounds, at the beginning better than inside.
_STARTS_AS_TYPED, _STARTS_AS_SOUNDS, _WORD_AS_TYPED, _WORD_AS_SOUNDS, _JOINED = 6.0, 5.0, 4.5, 4.0, 3.5
_WHOLE_TITLE, _WHOLE_AS_TYPED = 3.0, 1.0
_WORDS, _WORDS_AS_TYPED, _NEARLY = 3.0, 1.5, 2.0
_ELSEWHERE, _MISSPELT = 0.8, 0.9
_POPULARITY, _LENGTH = 0.12, 0.02
_UNSURE = 3.5

SURE = 7.0
"""A match from which on what was typed is surely there as typed."""
NOISE = 3.0
"""A match below which a candidate only helps where there is nothing better."""


@dataclass(frozen=True)
class Typed:
    """What was typed, in the forms that are compared: the raw text and its skeleton words, the last one open."""

    text: str
    parts: tuple[str, ...]

    @cached_property
    def lower(self) -> str:
        """As typed, in small letters."""
        return " ".join(self.text.lower().split())

    @cached_property
    def raw_words(self) -> list[str]:
        """The words as typed, in small letters."""
        return self.lower.split()

    @cached_property
    def folded(self) -> str:
        """The skeleton."""
        return " ".join(self.parts)

    @cached_property
    def joined(self) -> str:
        """The skeleton without spaces."""
        return squeezed(self.folded)


class Text(NamedTuple):
    """A candidate's title (or name, or line) as shown and folded, and what stands beside it (artist, album)."""

    shown: str
    folded: str
    beside: str = ""
    beside_folded: str = ""


def score(typed: Typed, text: Text, popularity: int) -> float:
    """Return how likely the candidate is meant; only the order means anything."""
    return match(typed, text) + worth_of_popularity(popularity)


def worth_of_popularity(popularity: int) -> float:
    """Return what popularity adds to a match."""
    return _POPULARITY * popularity.bit_length()


def match(typed: Typed, text: Text) -> float:
    """Return how well the candidate matches, its popularity apart; :data:`SURE` and :data:`NOISE` say what it means."""
    lower = text.shown.lower()
    worth = _place(typed, lower, text.folded)
    if text.folded == typed.folded:
        worth += _WHOLE_TITLE + (_WHOLE_AS_TYPED if lower == typed.lower else 0.0)
    found = worth > 0
    if found and len(typed.parts) == 1:
        worth += _WORDS
    else:
        worth += _WORDS * _covered(typed.parts, text, inside=found)
        if worth < _UNSURE:
            start = text.folded.replace(" ", "")[: len(typed.joined) + 1]
            worth += _NEARLY * likeness(typed.joined, start)
    if len(typed.raw_words) > 1:
        everything = f" {lower} {text.beside.lower()}"
        seen = sum(f" {word}" in everything for word in typed.raw_words)
        worth += _WORDS_AS_TYPED * seen / len(typed.raw_words)
    return worth - _LENGTH * abs(len(text.folded) - len(typed.folded))


def best(scored: Iterable[tuple[float, str]], limit: int) -> list[str]:
    """Return the ids with the highest scores; equal ones in the order of their ids, so that nothing jumps about."""
    return [name for _, name in sorted(scored, key=lambda pair: (-pair[0], pair[1]))[:limit]]


def _place(typed: Typed, lower: str, folded: str) -> float:
    if lower.startswith(typed.lower):
        return _STARTS_AS_TYPED
    if folded.startswith(typed.folded):
        return _STARTS_AS_SOUNDS
    if f" {typed.lower}" in lower:
        return _WORD_AS_TYPED
    if f" {typed.folded}" in folded:
        return _WORD_AS_SOUNDS
    return _JOINED if len(typed.joined) > 3 and typed.joined in squeezed(folded) else 0.0


def _covered(parts: Sequence[str], text: Text, *, inside: bool) -> float:
    """Return how much of what was typed the words of the candidate account for, 0 to 1."""
    own, beside = f" {text.folded}", f" {text.beside_folded}"
    words: list[str] | None = None
    got = 0.0
    for part in parts:
        # The beginning of a word is looked for in the whole text at once: this runs for every candidate at every key.
        begins = f" {part}"
        if begins in own:
            got += 1.0
        elif not inside:
            if begins in beside:
                got += _ELSEWHERE
                continue
            if words is None:
                words = (own + beside).split()
            got += _MISSPELT * _nearest(part, words)
    return got / len(parts)


def _nearest(part: str, words: Sequence[str]) -> float:
    """Return how alike the word is that is most like ``part``, of those alike in the beginning."""
    top, first, inside, length = 0.0, part[0], part[1:3], len(part) + 1
    for word in words:
        if word[0] == first or word[1:3] == inside:
            top = max(top, likeness(part, word[:length]))
    return top
