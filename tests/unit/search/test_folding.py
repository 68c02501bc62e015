"""One form for every way to write a sound."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.search.folding import joined, joined_keys, query_words, skeleton, skeleton_words, words

TELUGU = st.text(st.characters(min_codepoint=0x0C00, max_codepoint=0x0C7F), max_size=12)
MIXED = st.lists(st.one_of(st.text(max_size=20), TELUGU, st.text("abceghijkmnopqstuwxyz ", max_size=12))).map("".join)


@pytest.mark.parametrize(
    ("telugu", "typed"),
    [
        ("నువ్వు", "nuvvu"),
        ("నువ్వు", "nuvu"),
        ("నువ్వు నేను", "Nuvvu neenu"),
        ("హృదయం", "hrudhayam"),
        ("వెన్నెల", "wennela"),
        ("క్షణం", "xanam"),
        ("ప్రియా", "priyaa"),
        ("సంగీతం", "sangeetham"),
        ("జ్ఞానం", "gnaanam"),
        ("జ్ఞానం", "gyanam"),
        ("కళ్ళు", "kallu"),
        ("శ్రీరస్తు", "srirasthu"),
        ("కృష్ణ", "Kṛṣṇa"),
        ("చందమామ", "CHANDAMAMA"),
        ("౧౪౯౮", "1498"),
    ],
)
def test_telugu_and_its_latin_spellings_fold_alike(telugu: str, typed: str) -> None:
    assert skeleton(telugu) == skeleton(typed)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Café", "cafe"),
        ("Don’t", "dont"),
        ("don't", "dont"),
        ("Ångström", "angstrom"),
        ("STRASSE", "straße"),
        ("ＦＵＬＬ", "full"),
        ("a  b\tc", "A B C"),
        ("నువ్\u200cవు", "నువ్వు"),
    ],
)
def test_accents_case_width_and_joiners_do_not_matter(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize(("one", "other"), [("రావే", "పోవే"), ("love", "live it"), ("one", "two"), ("కల", "గల")])
def test_different_words_stay_different(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


def test_signs_alone_can_be_found_too() -> None:
    assert skeleton("!!!") == skeleton("！！！") != ""
    assert words("♥") == ["♥"]
    assert words("") == words(" \n") == words("\0\u200b") == []


def test_other_scripts_keep_their_words_whole() -> None:
    assert words("प्रेम की बात") == ["प्रेम", "की", "बात"]


def test_a_consonant_typed_last_is_left_open() -> None:
    assert query_words("చంద") == ["cand"]
    assert query_words("చంద ") == ["canda"]
    assert query_words("") == []


def test_spaces_do_not_matter_to_joined_keys() -> None:
    assert joined(skeleton_words("chanda mama")) == joined(skeleton_words("chandamama"))
    assert joined_keys("ra raju kata") == ["raraju kata".replace(" ", ""), "rajukata", "kata"]
    assert joined_keys("") == []
    assert len(joined_keys(" ".join(["ab"] * 5000))) == 6


@given(MIXED)
def test_folding_takes_any_text_and_folds_no_further(text: str) -> None:
    once = skeleton(text)
    assert skeleton(once) == once
    assert "" not in once.split(" ") or once == ""
    assert not any(char in once for char in "\"'*()\0")
    query_words(text)
    joined_keys(once)
