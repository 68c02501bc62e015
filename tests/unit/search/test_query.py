"""Words that filter, among words that are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.views import SongFilter
from pluto_desktop.search.query import parse, without


def test_filters_are_taken_out_of_the_text() -> None:
    query = parse('chanda artist:annamayya album:"jola patalu" year:1498 has:bgm -has:words lang:te ra')
    assert query.text == "chanda ra"
    assert query.filter == SongFilter(
        artist="annamayya",
        album="jola patalu",
        language="te",
        year_from=1498,
        year_to=1498,
        has=frozenset({"bgm"}),
        has_not=frozenset({"words"}),
    )
    assert [(chip.key, chip.value, chip.negated) for chip in query.chips] == [
        ("artist", "annamayya", False),
        ("album", "jola patalu", False),
        ("year", "1498", False),
        ("has", "bgm", False),
        ("has", "words", True),
        ("lang", "te", False),
    ]


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("year:1990-1999", 1990, 1999),
        ("year:1990-", 1990, None),
        ("year:-1999", None, 1999),
        ("year:1990..95", 1990, 95),
    ],
)
def test_years(typed: str, first: int | None, last: int | None) -> None:
    wanted = parse(typed).filter
    assert (wanted.year_from, wanted.year_to) == (first, last)


@pytest.mark.parametrize("typed", ["has:wings", "year:soon", "-artist:x", "key:value", "a:b", "http://x"])
def test_what_is_no_filter_is_text(typed: str) -> None:
    assert parse(typed).text == typed
    assert parse(typed).filter.empty


def test_a_filter_without_a_value_says_nothing_yet() -> None:
    assert parse("love artist:").text == "love "
    assert parse("artist:").text == ""
    assert parse('artist:"').filter.empty


def test_a_space_at_the_end_closes_the_last_word() -> None:
    assert parse("చంద ").text == "చంద "
    assert parse("చంద").text == "చంద"


def test_languages_by_name() -> None:
    assert parse("lang:Telugu").filter.language == "te"
    assert parse("language:EN").filter.language == "en"


def test_a_chip_is_taken_away() -> None:
    query = parse("one artist:two three")
    assert without("one artist:two three", query.chips[0]) == "one three"
    alone = parse("artist:two")
    assert without("artist:two", alone.chips[0]) == ""


@given(st.text(st.sampled_from('artist:lbumyehs- "0123నువ\0'), max_size=60))
def test_anything_can_be_typed(typed: str) -> None:
    query = parse(typed)
    for chip in query.chips:
        assert typed[chip.start : chip.end].lower().lstrip("-").startswith(chip.key)
        assert without(typed, chip) is not None
