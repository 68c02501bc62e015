"""What is done to the times and the texts of lines, and what is said to be wrong with them."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.timing import moments, texts
from pluto_desktop.lyrics.timing.checks import Check, check_lines, has_words, tally


def line(id_: str, start: int | None, end: int | None, /, *words: tuple[int, int, str], **said: str) -> Line:
    """``said`` are texts by language."""
    made = tuple(Word(begun, ended, text, "en") for begun, ended, text in words)
    return Line(id_, start, end, said, made)


def song(*lines: Line) -> Document:
    return Document(lines)


def spans(document: Document) -> list[tuple[int | None, int | None]]:
    return [(each.start_ms, each.end_ms) for each in document.lines]


def said(document: Document, language: str) -> list[str]:
    return [each.texts.get(language, "") for each in document.lines]


ONE = line("a", 1_000, 2_000, (1_000, 1_500, "one "), (1_500, 2_000, "two"), en="one two")


def test_a_new_start_takes_the_words_along_and_forgets_an_end_before_it() -> None:
    moved = moments.set_start(song(ONE), 0, 1_100)
    assert spans(moved) == [(1_100, 2_000)]
    assert [word.start_ms for word in moved.lines[0].words] == [1_100, 1_600]
    assert spans(moments.set_start(song(ONE), 0, 2_000)) == [(2_000, None)]


def test_a_block_is_moved_whole_or_by_one_end() -> None:
    assert spans(moments.set_span(song(ONE), 0, 1_500, 2_500)) == [(1_500, 2_500)]
    whole = moments.set_span(song(ONE), 0, 1_500, 2_500).lines[0]
    assert [word.end_ms for word in whole.words] == [2_000, 2_500]
    assert spans(moments.set_span(song(ONE), 0, 1_000, 1_800)) == [(1_000, 1_800)]
    assert spans(moments.set_span(song(ONE), 0, 900, 2_000)) == [(900, 2_000)]


def test_an_end_before_the_start_is_not_taken() -> None:
    assert moments.set_end(song(ONE), 0, 900) == song(ONE)


def test_all_lines_are_shifted_but_not_before_the_song() -> None:
    document = song(ONE, line("b", 3_000, None, en="x"), line("c", None, None, en="y"))
    assert spans(moments.shift(document, -1_500)) == [(0, 500), (1_500, None), (None, None)]
    assert spans(moments.shift(document, 100, {1})) == [(1_000, 2_000), (3_100, None), (None, None)]


def test_lines_are_stretched_between_two_anchors() -> None:
    document = song(*(line(str(at), at, None, en="x") for at in (1_000, 2_000, 3_000, 5_000)))
    stretched = moments.stretch(document, (1_000, 1_500), (3_000, 4_500))
    assert [each.start_ms for each in stretched.lines] == [1_500, 3_000, 4_500, 6_500]
    assert moments.stretch(document, (1_000, 2_000), (3_000, 2_000)) == document


def test_the_times_of_a_refrain_are_found_and_copied_with_its_words() -> None:
    other = line("b", 3_000, 4_000, en="other")
    document = song(ONE, other, line("c", None, None, en="new"), line("d", None, None, en="one two"),
                    line("e", None, None, en="other"))  # fmt: skip
    source = moments.find_repeated(document, 3)
    assert source == range(2)
    repeated = moments.repeat_times(document, source, 3, 11_000)
    assert spans(repeated)[3:] == [(11_000, 12_000), (13_000, 14_000)]
    assert [word.start_ms for word in repeated.lines[3].words] == [11_000, 11_500]
    assert moments.find_repeated(document, 2) is None


def test_a_verse_with_other_words_takes_the_times_of_the_one_before() -> None:
    blank = line("x", None, None)
    document = song(ONE, line("b", 2_000, 3_000, en="b"), blank, line("c", None, None, en="c"),
                    line("d", None, None, en="d"))  # fmt: skip
    assert moments.find_repeated(document, 3) == range(2)
    repeated = moments.repeat_times(document, range(2), 3, 8_000)
    assert spans(repeated)[3:] == [(8_000, 9_000), (9_000, 10_000)]
    assert repeated.lines[3].words == (), "other words are not sung at these times"


def test_a_line_is_split_in_both_languages_and_its_words_go_along() -> None:
    both = Line("a", 1_000, 2_000, {"en": "one two", "te": "ఒకటి రెండు"}, ONE.words)
    first, second = texts.split_line(song(both), 0, "en", 4).lines
    assert (first.texts, second.texts) == ({"en": "one", "te": "ఒకటి"}, {"en": "two", "te": "రెండు"})
    assert (first.start_ms, first.end_ms, second.start_ms, second.end_ms) == (1_000, 1_500, 1_500, 2_000)
    assert ([w.text for w in first.words], [w.text for w in second.words]) == (["one"], ["two"])
    assert first.id == "a" != second.id
    assert texts.split_line(song(both), 0, "en", 7) == song(both)


def test_two_lines_become_one_again() -> None:
    both = Line("a", 1_000, 2_000, {"en": "one two", "te": "ఒకటి రెండు"}, ONE.words)
    merged = texts.merge_lines(texts.split_line(song(both), 0, "en", 4), 0)
    assert merged == song(both)
    assert texts.merge_lines(merged, 0) == merged


def test_a_pasted_text_makes_lines_and_a_second_one_goes_beside_them() -> None:
    document = texts.paste_text(Document(), "te", "ఒకటి\nరెండు\n\nమూడు")
    assert said(document, "te") == ["ఒకటి", "రెండు", "", "మూడు"]
    both = texts.paste_text(document, "en", "one\n\ntwo\nthree\nfour")
    assert said(both, "en") == ["one", "two", "", "three", "four"]
    assert len({each.id for each in both.lines}) == 5


def test_a_text_pasted_anew_keeps_the_times() -> None:
    document = texts.paste_text(song(ONE, line("b", 3_000, None, en="x")), "en", "uno dos\ntres")
    assert (said(document, "en"), spans(document)) == (["uno dos", "tres"], [(1_000, 2_000), (3_000, None)])
    assert document.lines[0].words == ()


def test_the_second_language_is_aligned_by_pushing_and_pulling() -> None:
    document = song(*(Line(n, None, None, {"te": n, "en": n}) for n in "abc"))
    pushed = texts.push_down(document, 1, "en")
    assert (said(pushed, "te"), said(pushed, "en")) == (["a", "b", "c", ""], ["a", "", "b", "c"])
    assert said(texts.pull_up(pushed, 2, "en"), "en") == ["a", "b", "c", ""]
    assert said(texts.pull_up(document, 1, "en"), "en") == ["a b", "c", ""]


def test_telugu_that_is_moved_takes_its_latin_letters_along() -> None:
    document = song(*(Line(n, None, None, {"te": n, "te-Latn": n.upper(), "en": n}) for n in "ab"))
    pushed = texts.push_down(document, 0, "te")
    assert (said(pushed, "te"), said(pushed, "te-Latn")) == (["", "a", "b"], ["", "A", "B"])
    assert said(pushed, "en") == ["a", "b", ""]
    pulled = texts.pull_up(pushed, 1, "te")
    assert (said(pulled, "te"), said(pulled, "te-Latn")) == (["a", "b", ""], ["A", "B", ""])


def test_telugu_is_romanised_where_that_is_missing() -> None:
    document = song(Line("a", None, None, {"te": "చందమామ"}), Line("b", None, None, {"te": "రావే", "te-Latn": "raave"}))
    assert said(texts.romanise_lines(document), "te-Latn") == ["chandamaama", "raave"]


def test_a_text_that_changes_forgets_its_word_times() -> None:
    assert texts.set_text(song(ONE), 0, "en", "one three").lines[0].words == ()
    assert texts.set_text(song(ONE), 0, "en", " one  two ") == song(ONE)
    assert texts.set_text(song(ONE), 0, "en", "").lines[0].texts == {}


def test_what_is_wrong_is_told_line_by_line() -> None:
    document = song(
        line("a", 1_000, 2_500, en="a", te="అ"),
        line("b", 2_000, 2_100, en="b", te="బ"),
        line("c", 1_500, None, en="c"),
        line("d", 9_000, 11_000, te="ద"),
        line("e", None, None),
    )
    assert check_lines(document, 10_000) == [
        (),
        (Check.OVERLAP, Check.SHORT),
        (Check.ORDER, Check.NO_TELUGU),
        (Check.BEYOND, Check.NO_ENGLISH),
        (),
    ]


def test_second_voices_may_be_sung_over_others() -> None:
    behind = Line("b", 1_500, 3_000, {"en": "ooh"}, background=True)
    assert check_lines(song(ONE, behind, line("c", 2_000, 3_000, en="c")), None) == [(), (), ()]


def test_lines_and_words_that_are_timed_are_counted() -> None:
    document = song(ONE, line("b", 3_000, 3_100, en="b"), line("c", None, None, en="c"), line("d", None, None))
    counted = tally(document, check_lines(document, None))
    assert (counted.lines, counted.timed, counted.with_words, counted.wrong) == (3, 2, 1, 1)
    assert has_words(ONE)
    assert not has_words(line("b", 1, 2, en="b"))


def test_another_language_goes_beside_the_lines_and_the_same_one_in_their_place() -> None:
    other = Document(tuple(Line(n, at, None, {"te": n}) for n, at in (("అ", 1_100), ("ఆ", 3_100))))
    document = song(ONE, line("b", 3_000, None, en="b"))
    both = texts.taken_in(document, other)
    assert (said(both, "te"), said(both, "en"), spans(both)) == (["అ", "ఆ"], ["one two", "b"], spans(document))
    assert texts.taken_in(both, other) == other
    assert texts.taken_in(song(ONE), other) == other
