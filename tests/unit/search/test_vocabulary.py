"""One slip of the finger."""

from __future__ import annotations

import pytest

from pluto_desktop.search.vocabulary import Vocabulary

WORDS = Vocabulary(
    [("candanana", 9), ("parting", 3), ("parted", 2), ("glas", 5), ("love", 50), ("lover", 7), ("ra", 3)]
)


@pytest.mark.parametrize("typed", ["partng", "partiing", "partung", "partign", "aprting", "xparting"])
def test_every_kind_of_slip(typed: str) -> None:
    assert "parting" in WORDS.near(typed, open_end=False)


def test_an_open_word_may_go_on() -> None:
    assert WORDS.near("canad", open_end=True) == ("candanana",)
    assert WORDS.near("canad", open_end=False) == ()


def test_what_begins_as_typed_is_not_a_slip() -> None:
    assert "lover" not in WORDS.near("love", open_end=True)


def test_a_slip_in_the_first_letter_only_where_nothing_else_is_near() -> None:
    words = Vocabulary([("cat", 1), ("bat", 1), ("can", 1)])
    assert words.near("cat", open_end=False) == ("can",)
    assert words.near("zat", open_end=False) == ("bat", "cat")


def test_two_letters_have_no_neighbours() -> None:
    assert WORDS.near("rx", open_end=True) == ()
    assert WORDS.inside("ra", open_end=True) == ()


def test_words_from_their_middle_on() -> None:
    assert WORDS.inside("danana", open_end=False) == ("candanana",)
    assert WORDS.inside("dana", open_end=True) == ("candanana",)
    assert WORDS.inside("dana", open_end=False) == ()
    assert WORDS.inside("cand", open_end=True) == ()


def test_what_is_known() -> None:
    assert WORDS.knows("parting", open_end=False)
    assert WORDS.knows("part", open_end=True)
    assert not WORDS.knows("part", open_end=False)
    assert not Vocabulary([]).knows("a", open_end=True)


def test_many_words_are_bounded() -> None:
    words = Vocabulary((f"abcdx{number:05d}", 1) for number in range(20_000))
    assert len(words.near("abxd", open_end=True)) <= 24
    assert len(words.inside("dx0", open_end=True)) <= 24
