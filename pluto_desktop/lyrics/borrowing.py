"""Word times for a text that has none of its own, from the same words in other letters. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pluto_desktop.lyrics.document import Line, Word
from pluto_desktop.lyrics.languages import ROMANISED, TELUGU
from pluto_desktop.lyrics.romanise import romanise
from pluto_desktop.lyrics.timeline import words_of_language

_SAME_WORDS = {TELUGU: ROMANISED, ROMANISED: TELUGU}
_WORD = re.compile(r"\S+\s*")


def words_for(line: Line, language: str, text: str) -> tuple[Word, ...]:
    """Return the timed words of a line's text in a language, () where there are none to be had.

    They are the text's own, else those of its Telugu in the other letters: syllable by syllable where our spelling of
    the syllables gives the text, word by word where there are as many words. A translation has other words in another
    order and borrows nothing.
    """
    own = words_of_language(line, language)
    if own or language not in _SAME_WORDS:
        return own
    timed = words_of_language(line, _SAME_WORDS[language])
    spelled = tuple(replace(word, text=romanise(word.text, lengths=True), lang=language) for word in timed)
    if "".join(word.text for word in spelled) == text:
        return spelled
    whole, wanted = _whole_words(timed), _WORD.findall(text)
    if len(whole) != len(wanted) or "".join(wanted) != text:
        return ()
    return tuple(replace(word, text=part, lang=language) for word, part in zip(whole, wanted, strict=True))


def _whole_words(pieces: Sequence[Word]) -> list[Word]:
    """Join syllables to the words they are of: a word ends where a space is."""
    whole: list[Word] = []
    for piece in pieces:
        if whole and not whole[-1].text[-1:].isspace():
            begun = whole.pop()
            start = begun.start_ms if begun.start_ms is not None else piece.start_ms
            piece = Word(start, piece.end_ms, begun.text + piece.text, begun.lang)  # noqa: PLW2901 - grown
        whole.append(piece)
    return whole
