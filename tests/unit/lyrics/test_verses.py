"""Where verses end."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.verses import verse_of, verses


def parted(text: str) -> list[list[int]]:
    return [list(verse) for verse in verses(read(text).document)]


def test_an_empty_line_parts_words_without_times() -> None:
    document = read("one\ntwo\n\nthree\nfour").document
    assert [list(verse) for verse in verses(document)] == [[0, 1], [3, 4]]
    assert verse_of(document, 3) == range(3, 5)
    assert verse_of(document, 2) == range(2, 3)


def test_a_long_pause_parts_words_with_times() -> None:
    assert parted("[00:01.00]a\n[00:03.00]b\n[00:05.00]\n[00:08.00]c\n[00:10.00]d") == [[0, 1], [2, 3]]


def test_where_every_line_is_followed_by_a_pause_only_a_longer_one_parts() -> None:
    lines = [
        Line(str(n), start, start + 2_000, {"en": "x"}) for n, start in enumerate((0, 5_000, 10_000, 20_000, 25_000))
    ]
    assert verses(Document(tuple(lines))) == (range(3), range(3, 5))


def test_a_background_voice_parts_nothing() -> None:
    lines = (
        Line("a", 0, 2_000, {"en": "x"}),
        Line("b", 6_000, 7_000, {"en": "(x)"}, background=True),
        Line("c", 2_000, 4_000, {"en": "x"}),
    )
    assert verses(Document(lines)) == (range(3),)


def test_without_any_pause_the_song_is_one_verse_and_without_words_there_is_none() -> None:
    assert parted("[00:01.00]a\n[00:03.00]b") == [[0, 1]]
    assert verses(Document()) == ()
