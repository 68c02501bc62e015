"""Finding a text within texts, as it is written or by a pattern, in a time that is bounded. Pure.

Python's :mod:`re` tries one way after the other and, while it does, holds the lock that the window needs to draw. So a
pattern that repeats something that can itself be matched in several ways is refused, and what remains is estimated: of
*k* parts whose length is free, at most C(n + k + 1, k + 1) ways are tried on a text of *n* characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from math import comb
from typing import Any

from pluto_desktop.domain.errors import Invalid

# The parser of re itself: any other reading of a pattern would be a guess.
from re import _constants as _codes, _parser  # type: ignore[attr-defined]  # isort: skip

Replace = Callable[[str], str]

LONGEST = 200
"""Characters of a pattern."""
_MOST_WAYS = 4_000_000
"""What takes :mod:`re` some 50 ms."""
_REPEATS = frozenset({_codes.MAX_REPEAT, _codes.MIN_REPEAT, _codes.POSSESSIVE_REPEAT})
# Signs of Indian vowels are no letters to re, but parts of a word all the same.
_IN_WORD = r"[\w\u0300-\u036f\u0900-\u0dff]"


def replacing(find: str, by: str, *, match_case: bool, whole_word: bool, pattern: bool) -> Replace:
    """Return what puts ``by`` in the place of every ``find`` in a text.

    With ``pattern`` it is a regular expression of Python, and ``by`` may name its groups. Raises Invalid
    ("find_empty", "pattern_wrong", "pattern_long", "pattern_repeats", "replacement_wrong"); what is returned raises
    Invalid("pattern_slow") for a text that is too long for the pattern.
    """
    if not find:
        raise Invalid("find_empty")
    flags = re.NOFLAG if match_case else re.IGNORECASE
    ways = _check(find) if pattern else 0
    source = f"(?:{find})" if pattern else re.escape(find)
    if whole_word:
        source = f"(?<!{_IN_WORD}){source}(?!{_IN_WORD})"
    try:
        compiled = re.compile(source, flags)
    except re.error as error:
        raise _wrong(error, find) from error
    template = by
    if not pattern:
        template = by.replace("\\", r"\\")
    _check_template(compiled, template)

    def replace(text: str) -> str:
        if comb(len(text) + ways + 1, ways + 1) > _MOST_WAYS:
            raise Invalid("pattern_slow", length=len(text))
        return compiled.sub(template, text)

    return replace


def _check(pattern: str) -> int:
    """Return how many parts of a pattern are of a free length; raises Invalid."""
    if len(pattern) > LONGEST:
        raise Invalid("pattern_long", most=LONGEST)
    try:
        tree = _parser.parse(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise _wrong(error, pattern) from error
    return _free_parts(tree)


def _wrong(error: Exception, pattern: str) -> Invalid:
    at = getattr(error, "pos", None)
    return Invalid("pattern_wrong", at=min(at or 0, len(pattern) - 1) + 1)


def _free_parts(tree: Any) -> int:
    free = 0
    for code, argument in tree:
        inner = sum(_free_parts(part) for part in _inside(argument))
        if code in _REPEATS:
            least, most, _ = argument
            if inner and most > 1:
                raise Invalid("pattern_repeats")
            free += least != most
        elif code is _codes.BRANCH or code is _codes.GROUPREF_EXISTS:
            free += 1
        free += inner
    return free


def _inside(argument: Any) -> Iterator[Any]:
    """Yield the patterns that a part of a pattern holds."""
    if isinstance(argument, _parser.SubPattern):
        yield argument
    elif isinstance(argument, list | tuple):
        for one in argument:
            yield from _inside(one)


def _check_template(compiled: re.Pattern[str], template: str) -> None:
    try:
        _parser.parse_template(template, compiled)
    except (re.error, IndexError) as error:
        raise Invalid("replacement_wrong") from error
