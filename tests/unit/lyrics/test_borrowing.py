"""Word times that one text has from the same words in other letters."""

from __future__ import annotations

import pytest

from pluto_desktop.lyrics.borrowing import words_for
from pluto_desktop.lyrics.document import Line, Word
from pluto_desktop.lyrics.romanise import romanise

TELUGU = (Word(0, 500, "చంద", "te"), Word(500, 1_000, "మామ ", "te"), Word(1_000, 2_000, "రావే", "te"))
TEXT = "చందమామ రావే"


def line(words: tuple[Word, ...], **texts: str) -> Line:
    return Line("a", 0, 2_000, {key.replace("_", "-"): text for key, text in texts.items()}, words)


def test_a_text_has_its_own_words_where_it_has_some() -> None:
    own = (Word(0, 1_500, "chanda mama ", "te-Latn"), Word(1_500, 2_000, "raave", "te-Latn"))
    both = line(TELUGU + own, te=TEXT, te_Latn="chanda mama raave")
    assert words_for(both, "te-Latn", "chanda mama raave") == own
    assert words_for(both, "te", TEXT) == TELUGU


def test_our_own_spelling_borrows_syllable_by_syllable() -> None:
    spelled = romanise(TEXT, lengths=True)
    words = words_for(line(TELUGU, te=TEXT), "te-Latn", spelled)
    assert [(word.start_ms, word.text) for word in words] == [(0, "chanda"), (500, "maama "), (1_000, "raave")]


def test_another_spelling_borrows_word_by_word() -> None:
    words = words_for(line(TELUGU, te=TEXT, te_Latn="Candamama, rave!"), "te-Latn", "Candamama, rave!")
    assert [(word.start_ms, word.end_ms, word.text) for word in words] == [
        (0, 1_000, "Candamama, "),
        (1_000, 2_000, "rave!"),
    ]


def test_telugu_borrows_from_latin_letters_too() -> None:
    timed = (Word(0, 1_000, "chandamama ", "te-Latn"), Word(1_000, None, "rave", "te-Latn"))
    words = words_for(line(timed, te=TEXT, te_Latn="chandamama rave"), "te", TEXT)
    assert [(word.start_ms, word.text, word.lang) for word in words] == [(0, "చందమామ ", "te"), (1_000, "రావే", "te")]


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Come, O moon"), ("en", "Come moon"), ("te-Latn", "chanda mama rave")]
)
def test_other_words_or_another_number_of_them_borrow_nothing(language: str, text: str) -> None:
    texts = {"te": TEXT, language.replace("-", "_"): text}
    assert words_for(line(TELUGU, **texts), language, text) == ()
