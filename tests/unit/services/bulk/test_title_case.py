"""Capitals of English titles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.services.bulk.title_case import title_case


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("amazing grace", "Amazing Grace"),
        ("AMAZING GRACE", "Amazing Grace"),
        ("the house of the rising sun", "The House of the Rising Sun"),
        ("what are you waiting for", "What Are You Waiting For"),
        ("twinkle, twinkle, little star", "Twinkle, Twinkle, Little Star"),
        ("don't stop", "Don't Stop"),
        ("rock ’n’ roll", "Rock ’N’ Roll"),
        ("symphony no. 5: the return", "Symphony No. 5: The Return"),
        ("hymns (for the choir)", "Hymns (For the Choir)"),
        ("songs - a collection", "Songs - A Collection"),
        ("out-of-time twenty-one", "Out-of-Time Twenty-One"),
        ("back in the USSR", "Back in the USSR"),
        ("SYMPHONY IN C, PART II", "Symphony in C, Part II"),
        ("old McDonald", "Old McDonald"),
        ("2nd of may, 9am", "2nd of May, 9am"),
        ("re\u0301sume\u0301 of a life", "Re\u0301sume\u0301 of a Life"),
        ("చందమామ రావే", "చందమామ రావే"),
        ("చందమామ రావే (the moon comes)", "చందమామ రావే (The Moon Comes)"),
        ("OK", "OK"),
        ("the choir\nmen of the north", "The Choir\nMen of the North"),
        ("", ""),
    ],
)
def test_titles(before: str, after: str) -> None:
    assert title_case(before) == after


@given(st.text(max_size=60))
def test_only_capitals_change(text: str) -> None:
    done = title_case(text)
    assert [len(line) for line in done.split("\n")] == [len(line) for line in text.split("\n")] or not text.isascii()
    assert done.casefold() == text.casefold()


@given(st.text("abcdeforthinISUV -'(\u0c15\u0c3e:", max_size=40))
def test_done_twice_is_done_once(text: str) -> None:
    assert title_case(title_case(text)) == title_case(text) or text.isupper()
