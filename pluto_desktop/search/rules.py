"""The rule of a smart playlist: a search, but one that is understood whole or refused.

In the search box what is not understood is looked for as text, for the next key may complete it. A rule stays, and
one that means something else than it says would be wrong for ever: it may be of a newer Pluto with more words.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.search.folding import query_words, skeleton
from pluto_desktop.search.query import EXAMPLES, parse

LONGEST = 1000
"""Characters of a rule."""

_SHOWN = 60
_AS_IT_SOUNDS = frozenset({"artist", "album", "genre", "tag"})
_QUOTED = re.compile(r'"[^"]*"')
# A word that filters is something before a colon, and something right behind it; times of day are none.
_WORD = re.compile(r"(?<!\S)-?[^\s:\d]+:\S+")


def read_rule(words: str) -> SongFilter:
    """Return which songs a rule lets through.

    Raises Invalid: ``rule_empty``, ``rule_too_long``, ``rule_quote_open``, ``rule_value`` (a value that is not
    understood) or ``rule_word`` (a word that is none of ours).
    """
    if len(words) > LONGEST:
        raise Invalid("rule_too_long", limit=LONGEST)
    query = parse(words)
    for unclear in (*query.misread, *query.begun):
        raise Invalid("rule_value", word=_short(unclear.word), example=EXAMPLES[unclear.key])
    for chip in query.chips:
        if chip.key in _AS_IT_SOUNDS and not skeleton(chip.value):  # a sign without a sound: every name has it
            raise Invalid("rule_value", word=_short(words[chip.start : chip.end]), example=EXAMPLES[chip.key])
    if words.count('"') % 2:
        raise Invalid("rule_quote_open")
    unknown = _WORD.search(_QUOTED.sub(" ", query.text))
    if unknown is not None:
        raise Invalid("rule_word", word=_short(unknown[0]))
    text = query.text.replace('"', " ").strip()
    if not query.chips and not query_words(text):
        raise Invalid("rule_empty")
    return replace(query.filter, text=text)


def _short(word: str) -> str:
    return word if len(word) <= _SHOWN else word[: _SHOWN - 1] + "…"
