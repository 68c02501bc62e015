"""Words that filter, among words that are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.views import SongFilter, Span, TextField, TextTest
from pluto_desktop.search.query import EXAMPLES, NEGATED, parse, without


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


@pytest.mark.parametrize(
    "typed", ["has:wings", "year:soon", "-year:1990", "plays:lots", "key:value", "a:b", "http://x"]
)
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


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("plays:0", SongFilter(plays=Span(0, 0))),
        ("plays:5-", SongFilter(plays=Span(5, None))),
        ("plays:-3", SongFilter(plays=Span(None, 3))),
        ("length:4", SongFilter(length_ms=Span(240_000, 299_999))),
        ("length:3:30", SongFilter(length_ms=Span(210_000, 210_999))),
        ("length:3-5", SongFilter(length_ms=Span(180_000, 300_999))),
        ("length:-2:30", SongFilter(length_ms=Span(None, 150_999))),
        ("added:2w", SongFilter(added_within_days=14)),
        ("-added:1Y", SongFilter(added_before_days=365)),
        ("played:30d", SongFilter(played_within_days=30)),
        ("-played:3m", SongFilter(not_played_days=90)),
        ("is:favourite -is:here", SongFilter(has=frozenset({"heart"}), has_not=frozenset({"here"}))),
        ("has:times", SongFilter(has=frozenset({"times"}))),
        ("tag:road", SongFilter(more=(TextTest(TextField.TAG, "road"),))),
        ("genre:a genre:b", SongFilter(genre="a", more=(TextTest(TextField.GENRE, "b"),))),
        ("-lang:English", SongFilter(more=(TextTest(TextField.LANGUAGE, "en", negated=True),))),
    ],
)
def test_words_for_playlists_that_keep_themselves(typed: str, wanted: SongFilter) -> None:
    query = parse(typed)
    assert query.filter == wanted
    assert query.text == ""


def test_what_is_wrong_with_a_filter_is_told() -> None:
    query = parse("jo has:wings -plays:5 artist:")
    assert [(one.key, one.word) for one in query.misread] == [("has", "has:wings"), ("plays", "-plays:5")]
    assert [one.word for one in query.begun] == ["artist:"]


@pytest.mark.parametrize(("key", "example"), EXAMPLES.items())
def test_the_examples_are_understood(key: str, example: str) -> None:
    assert [chip.key for chip in parse(example).chips] == [key]
    assert [chip.negated for chip in parse(f"-{example}").chips] == ([True] if key in NEGATED else [])


@given(st.text(st.sampled_from('artist:lbumyehs- "0123నువ\0'), max_size=60))
def test_anything_can_be_typed(typed: str) -> None:
    query = parse(typed)
    for chip in query.chips:
        assert typed[chip.start : chip.end].lower().lstrip("-").startswith(chip.key)
        assert without(typed, chip) is not None
