"""English titles with capitals where titles have them. Pure."""

from __future__ import annotations

import re

SMALL = frozenset(
    "a an and as at but by en feat ft for from if in into nor of off on onto or over per so the to up via vs with "
    "yet".split()
)
"""Words that stay small within a title: articles, short conjunctions and prepositions."""

_LETTER = "[^\\W\\d_][\u0300-\u036f]*"
_WORD = re.compile(rf"(?<![\w\u0300-\u036f])(?:{_LETTER})+(?:['’](?:{_LETTER})+)*")
_ROMAN = re.compile(r"(?=[ivxlc]{2,})c{0,3}(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_BEGINS = re.compile(r"[:.!?…(\[{“\"«/|]\s*$|(?:^|\s)[-–—]\s+$|(?:^|\s)['‘]$")
_ENDS = re.compile(r"\s*(?:[:!?…)\]}”\"»/|]|\s[-–—]\s|$)")


def title_case(text: str) -> str:
    """Return a title with every word capitalised but the small ones within it; each line is a title of its own.

    Words of another script stay as they are, and so do words with capitals inside (*McCartney*, *USA*), unless the
    whole title is in capitals.
    """
    return "\n".join(_line(line) for line in text.split("\n"))


def _line(line: str) -> str:
    words = [word for word in _WORD.finditer(line) if _cased(word[0])]
    if not words:
        return line
    long = [word[0] for word in words if sum(map(_cased, word[0])) > 1]  # “I” and “A” are capitals in any title
    shouted = sum(map(len, long)) > 3 and all(word.isupper() for word in long)
    out, at = [], 0
    for word in words:
        out += [line[at : word.start()], _word(line, word, shouted=shouted)]
        at = word.end()
    return "".join([*out, line[at:]])


def _word(line: str, match: re.Match[str], *, shouted: bool) -> str:
    word, before, after = match[0], line[: match.start()], line[match.end() :]
    if not shouted and word[1:] != word[1:].lower():
        return word
    low = word.lower()
    if shouted and len(low) > 1 and _ROMAN.fullmatch(low) is not None:
        return word
    first = not before.strip() or _BEGINS.search(before) is not None
    last = _ENDS.match(after) is not None
    if low in SMALL and not first and not last:
        return low
    return low[:1].upper() + low[1:]


def _cased(word: str) -> bool:
    return word.lower() != word.upper()
