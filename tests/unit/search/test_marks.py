"""The part that matches, in the text as it is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.search.folding import query_words
from pluto_desktop.search.marks import cluster_ends, find_marks


def marked(text: str, typed: str, **options: bool) -> list[str]:
    return [text[start:end] for start, end in find_marks(text, query_words(typed), **options)]


@pytest.mark.parametrize(
    ("text", "typed", "parts"),
    [
        ("Chandamama Rave (lullaby)", "chandamama ra", ["Chandamama Ra"]),
        ("చందమామ రావే", "chandamama ra", ["చందమామ రా"]),
        ("చందమామ రావే", "chanda", ["చంద"]),
        ("చందమామ రావే", "చందమా", ["చందమా"]),
        ("చందమామ రావే", "rave", ["రావే"]),
        ("చందమామ రావే", "chandamamarave", ["చందమామ రావే"]),
        ("నువ్వు", "nuv", ["నువ్వు"]),
        ("Hello world", "wor he", ["He", "wor"]),
        ("Café del Mar", "cafe", ["Café"]),
        ("Don’t stop", "dont", ["Don’t"]),
        ("The Parting Glass", "partign", ["Parting"]),
        ("Greensleeves", "xyz", []),
        ("Greensleeves", "", []),
        ("", "a", []),
    ],
)
def test_marks(text: str, typed: str, parts: list[str]) -> None:
    assert marked(text, typed) == parts


def test_only_what_matches_exactly_where_likeness_is_not_wanted() -> None:
    assert marked("The Parting Glass", "partign", alike=False) == []


def test_clusters_are_never_split() -> None:
    text = "క్షణం స్త్రీ e\u0301 👩\u200d👩"
    ends = cluster_ends(text)
    pieces = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert pieces == ["క్ష", "ణం", " ", "స్త్రీ", " ", "e\u0301", " ", "👩\u200d👩"]


@given(st.text(max_size=30), st.text(max_size=10))
def test_marks_are_spans_in_order_at_cluster_borders(text: str, typed: str) -> None:
    borders = {0, *cluster_ends(text)}
    last = -1
    for start, end in find_marks(text, query_words(typed)):
        assert last < start < end <= len(text)
        assert end in borders or not unicodedata.category(text[end]).startswith("M")
        last = end


def test_a_very_long_title_costs_little() -> None:
    assert find_marks("ab " * 2000, ["zz"]) == ()
