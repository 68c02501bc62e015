"""What makes two names the same, and the order of names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.adapters.sql.keys import clean, fold, roman_key, title_key


@pytest.mark.parametrize(
    ("one", "other"),
    [("Café", "CAFE\u0301"), ("A  b", " a B "), ("Ｆｕｌｌ", "full"), ("STRASSE", "straße"), ("నువ్వు", " నువ్వు")],
)
def test_the_same_name(one: str, other: str):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("bead", "bed"), ("నువ్వు", "నువు"), ("కా", "కి"), ("Don't", "Dont")])
def test_not_the_same_name(one: str, other: str):
    assert fold(one) != fold(other)


def test_titles_in_the_order_of_a_dictionary():
    words = ["కలం", "కంచం", "క్షణం", "కాలం", "అమ్మ", "అంబ", "ళ", "హ", "zebra", "Apple", "ఆట", "కలలు"]
    assert sorted(words, key=title_key) == [
        "Apple", "zebra", "అంబ", "అమ్మ", "ఆట", "కంచం", "కలం", "కలలు", "కాలం", "క్షణం", "హ", "ళ",
    ]  # fmt: skip


def test_both_scripts_in_one_order():
    titles = [("బాబు", "Babu"), ("'Apple'", ""), ("(cat)", ""), ("!!!", "")]
    assert [t for t, _ in sorted(titles, key=lambda pair: roman_key(*pair))] == ["!!!", "'Apple'", "బాబు", "(cat)"]


@pytest.mark.parametrize(
    ("raw", "kept"), [(" a\x00b\x07 ", "ab"), ("\u202eevil", "evil"), ("x\ud800y", "x?y"), ("\ufeffనువ్వు", "నువ్వు")]
)
def test_what_cannot_be_shown_is_left_out(raw: str, kept: str):
    assert clean(raw) == kept


@given(st.text(max_size=200))
def test_any_text_has_keys(text: str):
    kept = clean(text)
    kept.encode()
    assert fold(fold(kept)) == fold(kept)
    assert len(title_key(kept)) <= 64
    assert len(roman_key(kept, "")) <= 64
