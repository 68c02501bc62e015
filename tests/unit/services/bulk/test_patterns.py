"""Find and replace: what is found, what is refused, and that no pattern takes long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.services.bulk.patterns import LONGEST, replacing


def _replaced(text: str, find: str, by: str, **how: bool) -> str:
    asked = {"match_case": False, "whole_word": False, "pattern": False} | how
    return replacing(find, by, **asked)(text)


@pytest.mark.parametrize(
    ("text", "find", "by", "how", "after"),
    [
        ("Amazing grace", "GRACE", "Grace", {}, "Amazing Grace"),
        ("Amazing grace", "GRACE", "Grace", {"match_case": True}, "Amazing grace"),
        ("A star, a start", "star", "sun", {}, "A sun, a sunt"),
        ("A star, a start", "star", "sun", {"whole_word": True}, "A sun, a start"),
        ("పాట పాటలు", "పాట", "గీతం", {"whole_word": True}, "గీతం పాటలు"),
        ("a.c (x)", ".", r"\1", {}, r"a\1c (x)"),
        ("Song (live) (live)", r"\s*\(live\)", "", {"pattern": True}, "Song"),
        ("Sankarambadi, S.", r"^(\w+), (.+)$", r"\2 \1", {"pattern": True}, "S. Sankarambadi"),
        ("one two", r"(?P<a>one)", r"<\g<a>>", {"pattern": True}, "<one> two"),
    ],
)
def test_what_is_found(text: str, find: str, by: str, how: dict[str, bool], after: str) -> None:
    assert _replaced(text, find, by, **how) == after


@pytest.mark.parametrize(
    ("find", "by", "code"),
    [
        ("", "x", "find_empty"),
        ("(ab", "x", "pattern_wrong"),
        ("[z-a]", "x", "pattern_wrong"),
        ("*", "x", "pattern_wrong"),
        ("a" * (LONGEST + 1), "x", "pattern_long"),
        ("(" * 199, "x", "pattern_wrong"),
        ("(a+)+$", "x", "pattern_repeats"),
        ("(a|aa)*$", "x", "pattern_repeats"),
        ("(?:a?){20}a{20}", "x", "pattern_repeats"),
        ("((?=.*b)a)*", "x", "pattern_repeats"),
        ("(a)", r"\2", "replacement_wrong"),
        ("a", r"\g<no>", "replacement_wrong"),
    ],
)
def test_what_is_refused(find: str, by: str, code: str) -> None:
    with pytest.raises(Invalid) as error:
        _replaced("aaa", find, by, pattern=True)
    assert error.value.code == code


def test_the_place_where_a_pattern_is_wrong_is_told() -> None:
    with pytest.raises(Invalid) as error:
        _replaced("x", "ab[", "", pattern=True)
    assert error.value.params == {"at": 3}


def test_a_text_too_long_for_a_pattern_is_refused_alone() -> None:
    replace = replacing(".*.*.*.*x", "", match_case=True, whole_word=False, pattern=True)
    assert replace("a" * 40) == "a" * 40
    with pytest.raises(Invalid, match="pattern_slow"):
        replace("a" * 400)


@given(st.text(max_size=30), st.text(max_size=12), st.text(max_size=12), st.booleans())
def test_plain_text_means_itself(text: str, find: str, by: str, whole_word: bool) -> None:
    if find:
        done = _replaced(text, find, by, match_case=True, whole_word=whole_word)
        assert done == text.replace(find, by) if not whole_word else True


@pytest.mark.filterwarnings("ignore::FutureWarning")
@given(st.text("ab()|*+?.[]^{2,}\\w", max_size=12), st.text("ab", max_size=60))
def test_any_pattern_is_followed_or_refused(find: str, text: str) -> None:
    try:
        done = _replaced(text, find, "-", pattern=True)
    except Invalid:
        return
    assert done == re.sub(find, "-", text, flags=re.IGNORECASE)
