"""Which line is active, when it is shown early, and the long pauses."""

from __future__ import annotations

import pytest

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.timeline import Timeline, sung_characters, words_of_language


def timeline(text: str) -> Timeline:
    return Timeline(read(text).document)


SONG = "[00:05.00]a\n[00:08.00]\n[00:08.40]b\n[00:10.00]\n[00:20.00]c\n[00:21.00]d\n[00:23.00]"


@pytest.mark.parametrize(
    ("time_ms", "active"),
    [
        (0, None), (4_399, None), (4_400, 0), (7_999, 0), (8_000, 1), (9_999, 1), (10_000, None), (19_399, None),
        (19_400, 2), (20_999, 2), (21_000, 3), (99_000, 3),
    ],
)  # fmt: skip
def test_a_line_is_active_early_but_never_before_the_one_before_has_ended(time_ms: int, active: int | None) -> None:
    assert timeline(SONG).at(time_ms).active == active


def test_long_pauses_are_found_and_fill() -> None:
    pauses = timeline(SONG).interludes
    assert [(pause.start_ms, pause.end_ms, pause.before) for pause in pauses] == [(0, 4_400, 0), (10_000, 19_400, 2)]
    assert pauses[1].progress(14_700) == pytest.approx(0.5)
    assert (pauses[1].progress(0), pauses[1].progress(99_999)) == (0.0, 1.0)


def test_a_pause_just_under_four_seconds_is_none() -> None:
    assert timeline("[00:01.00]a\n[00:02.00]\n[00:05.99]b").interludes == ()


def test_around_a_line_are_its_neighbours() -> None:
    moment = timeline(SONG).at(8_500)
    assert (moment.previous, moment.active, moment.next) == (0, 1, 2)
    pause = timeline(SONG).at(15_000)
    assert (pause.previous, pause.active, pause.next) == (1, None, 2)


def test_second_voices_are_sung_beside_the_active_line() -> None:
    lines = (
        Line("1", 1_000, 5_000, {"en": "a"}),
        Line("2", 2_000, 3_000, {"en": "ooh"}, background=True),
        Line("3", 4_000, 6_000, {"en": "b"}),
    )
    voices = Timeline(Document(lines))
    assert voices.singing(2_500) == (0, 1)
    assert voices.at(2_500).active == 0
    assert voices.singing(4_500) == (0, 2)


def test_two_lines_at_one_stamp_are_both_sung() -> None:
    assert timeline("[00:10.00]a\n[00:10.00]b\n[00:12.00]c").singing(10_500) == (0, 1)


def test_words_without_times_have_no_timeline() -> None:
    plain = timeline("a\nb")
    assert not plain.timed
    assert (plain.at(5_000).active, plain.singing(5_000)) == (None, ())


def test_no_lead_means_on_time() -> None:
    assert Timeline(read("[00:05.00]a").document, lead_ms=0).at(4_999).active is None


WORDS = (Word(1_000, 2_000, "చంద ", "te"), Word(2_500, None, "మామ ", "te"), Word(4_000, None, "రావే", "te"))


@pytest.mark.parametrize(
    ("time_ms", "characters"), [(0, 0), (1_500, 1.5), (2_000, 4), (2_400, 4), (3_250, 5.5), (4_500, 10), (6_000, 12)]
)
def test_characters_are_sung_word_by_word(time_ms: int, characters: float) -> None:
    assert sung_characters(WORDS, 5_000, time_ms) == pytest.approx(characters)


def test_a_last_word_without_any_end_is_sung_at_once() -> None:
    assert sung_characters(WORDS, None, 4_000) == 12


def test_only_words_that_make_up_the_line_are_swept() -> None:
    whole = Line("1", 0, None, {"te": "చంద మామ రావే"}, WORDS)
    assert words_of_language(whole, "te") == WORDS
    assert words_of_language(Line("1", 0, None, {"te": "another"}, WORDS), "te") == ()
    assert words_of_language(whole, "en") == ()
