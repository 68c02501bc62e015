"""Rules are understood whole, or refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.search.rules import LONGEST, read_rule


def test_words_and_filters() -> None:
    assert read_rule("జో  lali genre:lullaby") == SongFilter(text="జో  lali", genre="lullaby")
    assert read_rule('"foo:bar" "two words"').text == "foo:bar   two words"
    assert read_rule("' OR 1=1; --").text == "' OR 1=1; --"


@pytest.mark.parametrize(
    ("words", "code", "params"),
    [
        ("", "rule_empty", {}),
        ("  \n ", "rule_empty", {}),
        ('""', "rule_empty", {}),
        ("్", "rule_empty", {}),
        ("lang:te -artist:్", "rule_value", {"word": "-artist:్", "example": "artist:annamayya"}),
        ("x" * (LONGEST + 1), "rule_too_long", {"limit": LONGEST}),
        ('artist:"anna', "rule_quote_open", {}),
        ('jo "lali', "rule_quote_open", {}),
        ("has:wings", "rule_value", {"word": "has:wings", "example": "has:lyrics"}),
        ("jo language:", "rule_value", {"word": "language:", "example": "lang:te"}),
        ("-plays:5", "rule_value", {"word": "-plays:5", "example": "plays:5-"}),
        ("jo mood:happy", "rule_word", {"word": "mood:happy"}),
        ("-భావం:x", "rule_word", {"word": "-భావం:x"}),
    ],
)
def test_what_is_not_understood_is_refused(words: str, code: str, params: dict[str, object]) -> None:
    with pytest.raises(Invalid) as refused:
        read_rule(words)
    assert (refused.value.code, refused.value.params) == (code, params)
    assert sentence(refused.value)


@given(st.text(st.sampled_from('artist:hplyse- "0123నువ్'), max_size=40))
def test_anything_is_understood_or_refused(words: str) -> None:
    try:
        understood = not read_rule(words).empty
    except Invalid as refused:
        understood = bool(sentence(refused))
    assert understood
