"""The library that measurements and pictures stand on is the same every time, and in two languages."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document
from tests.corpus import TELUGU_BLOCK, songs


def test_the_corpus_is_the_same_every_time_and_mixed():
    first, again = list(songs(2000)), list(songs(2000))
    assert first == again
    telugu = sum(song.title[0] > TELUGU_BLOCK for song in first)
    assert 0.35 < telugu / len(first) < 0.45
    assert all(song.romanised for song in first if song.language == "te")
    assert any(song.lyrics for song in first)


def test_its_words_are_documents():
    song = next(song for song in songs(10) if song.lyrics)
    assert song.lyrics is not None
    assert Document.from_json(song.lyrics).lines[0].texts[song.language] == song.title
