"""Telugu as people spell it in Latin letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.lyrics.romanise import has_telugu, romanise, romanise_title


@pytest.mark.parametrize(
    ("telugu", "title"),
    [
        ("చందమామ రావే", "Chandamama Rave"),
        ("కొండలలో నెలకొన్న", "Kondalalo Nelakonna"),
        ("మా తెలుగు తల్లికి", "Maa Telugu Talliki"),
        ("ముద్దుగారే యశోద", "Muddugare Yashoda"),
        ("వేమన పద్యాలు", "Vemana Padyalu"),
        ("జయ జయ ప్రియ భారత", "Jaya Jaya Priya Bharata"),
        ("శ్రీనివాస", "Srinivasa"),
        ("జ్ఞానం", "Gnanam"),
        ("బుద్ధి", "Buddhi"),
        ("వచ్చెనమ్మ", "Vacchenamma"),
        ("సింహం", "Simham"),
        ("సంగీతం", "Sangeetam"),
        ("పాట ౧౨ (live)", "Pata 12 (live)"),
    ],
)
def test_titles_are_spelt_as_usual(telugu: str, title: str) -> None:
    assert romanise_title(telugu) == title


def test_for_singing_long_vowels_are_long() -> None:
    assert romanise("చందమామ రావే", lengths=True) == "chandamaama raave"


def test_latin_text_stays_as_it_is() -> None:
    assert romanise("Déjà vu!") == "Déjà vu!"
    assert romanise_title("Hello") == ""


@given(
    st.text(st.characters(min_codepoint=0x0C00, max_codepoint=0x0C7F) | st.sampled_from(" a\u200c\u200d"), max_size=40)
)
def test_no_telugu_is_left_over(text: str) -> None:
    assert not has_telugu(romanise(text))
