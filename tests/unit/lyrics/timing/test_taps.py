"""What a tap means, and what tapping makes of a line."""

from __future__ import annotations

from pathlib import Path
from statistics import median

import pytest

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.timing.pieces import clusters, pieces, sung_language
from pluto_desktop.lyrics.timing.session import TimingSession
from pluto_desktop.lyrics.timing.taps import Taps, next_speed
from tests.tapper import DEMO, Tapper, true_words


def untimed(*texts: str, language: str = "en") -> Document:
    lines = (Line(f"L{n}", None, None, {language: text} if text else {}) for n, text in enumerate(texts))
    return Document(tuple(lines))


def starts(session: TimingSession) -> list[int | None]:
    return [line.start_ms for line in session.document.lines]


def test_a_tap_is_late_by_reaction_and_output_and_at_half_speed_by_half() -> None:
    assert Taps(150, 0, 1.0).meant_ms(2_150) == 2_000
    assert Taps(150, 50, 1.0).meant_ms(2_200) == 2_000
    assert Taps(150, 50, 0.5).meant_ms(2_100) == 2_000
    assert Taps(150).meant_ms(20) == 0


def test_speeds_go_in_steps_from_half_to_one_and_a_half() -> None:
    assert [next_speed(1.0, 1), next_speed(1.0, -1), next_speed(0.5, -1), next_speed(1.5, 1)] == [1.25, 0.75, 0.5, 1.5]
    assert next_speed(0.9, 0) == 1.0


@pytest.mark.parametrize("rate", [1.0, 0.75])
@pytest.mark.parametrize("song", DEMO, ids=[path.stem for path in DEMO])
def test_a_person_who_taps_a_demo_song_is_within_60_ms_of_the_truth(song: Path, rate: float) -> None:
    """Taps come 150 ± 40 ms late by the clock on the wall. Ten sittings, for some of the songs have four lines."""
    off = Tapper(song.stem, rate).tap(true_words(song), 10)
    assert median(off.starts) <= 60
    assert median(off.ends) <= 60


def test_space_starts_a_line_and_shift_space_ends_the_one_begun_last() -> None:
    session = TimingSession(untimed("one", "", "two"))
    session.tap_start(1_000)
    assert session.line == 2, "the empty line between verses is not sung"
    session.tap_end(1_900)
    session.tap_start(3_000)
    assert [(line.start_ms, line.end_ms) for line in session.document.lines] == [
        (1_000, 1_900),
        (None, None),
        (3_000, None),
    ]
    assert not session.tap_start(4_000)
    assert session.tap_end(4_000)
    assert session.document.lines[2].end_ms == 4_000


def test_a_line_that_begins_ends_the_one_before_where_they_would_overlap() -> None:
    session = TimingSession(untimed("one", "two"))
    session.tap_start(1_000)
    session.tap_end(5_000)
    session.tap_start(4_000)
    assert session.document.lines[0].end_ms == 4_000


def test_words_are_tapped_one_by_one_and_lead_on_to_the_next_line() -> None:
    session = TimingSession(untimed("row your boat", "gently"))
    for at in (1_000, 1_400, 1_900):
        session.tap_piece(at)
    words = session.document.lines[0].words
    assert [(word.start_ms, word.end_ms, word.text) for word in words] == [
        (1_000, 1_400, "row "),
        (1_400, 1_900, "your "),
        (1_900, None, "boat"),
    ]
    session.tap_end(2_500)
    assert session.document.lines[0].words[-1].end_ms == 2_500
    session.tap_piece(3_000)
    assert starts(session) == [1_000, 3_000]


def test_space_amid_words_goes_on_with_the_next_line() -> None:
    session = TimingSession(untimed("row your boat", "gently"))
    session.tap_piece(1_000)
    session.tap_start(2_000)
    assert starts(session) == [1_000, 2_000]


def test_telugu_is_tapped_by_clusters_that_are_never_parted() -> None:
    assert clusters("శ్రీరామ") == ["శ్రీ", "రా", "మ"]
    assert clusters("వచ్చెనమ్మ") == ["వ", "చ్చె", "న", "మ్మ"]
    text = "చందమామ రావేవచ్చెనమ్మ"
    assert pieces(text) == ["చందమామ ", "రావేవ", "చ్చెనమ్మ"]
    assert "".join(pieces(text)) == text
    assert pieces("gently down") == ["gently ", "down"]


def test_a_line_is_sung_in_the_songs_language_else_in_telugu() -> None:
    assert sung_language(Line("a", None, None, {"en": "Moon", "te": "చందమామ"})) == "te"
    assert sung_language(Line("a", None, None, {"en": "Moon", "te": "చందమామ"}), "en") == "en"
    assert sung_language(Line("a", None, None, {"te": "చందమామ"}), "en") == "te"
    assert sung_language(Line("a", None, None, {}), "en") == ""


def test_an_english_song_with_its_meaning_in_telugu_is_tapped_in_english() -> None:
    both = Line("a", None, None, {"te": "చందమామ రావే", "en": "come down moon"})
    session = TimingSession(Document((both,)), language="en")
    for at in (1_000, 1_500, 2_000):
        session.tap_piece(at)
    assert [word.text for word in session.document.lines[0].words] == ["come ", "down ", "moon"]


def test_back_goes_to_the_line_before_and_three_seconds_earlier() -> None:
    session = TimingSession(untimed("one", "two", "three"))
    for at in (5_000, 9_000):
        session.tap_start(at)
    assert session.go_back() == 6_000
    assert session.line == 1
    session.tap_start(9_200)
    assert starts(session) == [5_000, 9_200, None]
    session.tap_piece(12_000)
    assert session.go_back() == 9_000


def test_every_step_can_be_taken_back_and_done_again() -> None:
    session = TimingSession(untimed("one", "two"))
    session.tap_start(1_000)
    session.tap_start(2_000)
    assert session.undo()
    assert (starts(session), session.line) == ([1_000, None], 1)
    assert session.redo()
    assert starts(session) == [1_000, 2_000]
    session.undo()
    session.tap_start(2_500)
    assert not session.redo(), "what was done instead stands"
