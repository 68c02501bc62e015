"""Which onset a tap goes to, and which times go with it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.peaks import Onset
from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.timing.session import TimingSession
from pluto_desktop.lyrics.timing.snapping import Snapper, snap_times

EVEN = [Onset(at) for at in range(0, 60_000, 1_000)]


def line(id_: str, start: int | None, end: int | None, *words: tuple[int, int | None, str]) -> Line:
    made = tuple(Word(begun, ended, text, "en") for begun, ended, text in words)
    return Line(id_, start, end, {"en": "".join(word.text for word in made) or id_}, made)


def starts(document: Document) -> list[int | None]:
    return [each.start_ms for each in document.lines]


def test_a_tap_goes_to_the_one_onset_near_it_and_to_none_that_is_far() -> None:
    snapper = Snapper(EVEN)
    assert [snapper(at) for at in (4_950, 5_000, 5_060)] == [5_000] * 3
    assert [snapper(at) for at in (4_900, 5_110, 70_000)] == [4_900, 5_110, 70_000]
    assert Snapper([])(5_000) == 5_000


def test_the_likelier_onset_is_taken_not_the_nearer_and_none_where_two_are_alike() -> None:
    weak, strong = Onset(5_020, 20), Onset(4_960, 100)
    assert Snapper([*EVEN[:5], strong, weak, *EVEN[6:]])(5_000) == 4_960
    alike = [*EVEN[:5], Onset(4_960), Onset(5_040), *EVEN[6:]]
    assert Snapper(alike)(5_010) == 5_010


def test_who_taps_more_evenly_is_believed_more() -> None:
    assert Snapper(EVEN, 40)(5_070) == 5_000
    assert Snapper(EVEN, 15)(5_070) == 5_070
    two = [*EVEN[:5], Onset(4_960), Onset(5_040), *EVEN[6:]]
    assert Snapper(two, 15)(5_030) == 5_040


def test_among_many_onsets_a_tap_stays() -> None:
    assert Snapper([Onset(at) for at in range(0, 60_000, 60)])(5_010) == 5_010


def test_a_tap_never_crosses_the_line_before_or_after() -> None:
    snapper = Snapper(EVEN)
    assert snapper(5_040, 5_000) == 5_040
    assert snapper(4_970, None, 5_000) == 4_970
    session = TimingSession(Document((line("a", 5_010, None), line("b", None, None), line("c", 7_990, None))), 1)
    assert session.tap_start(5_040, snapper)
    assert starts(session.document) == [5_010, 5_040, 7_990]
    session.choose(1)
    assert session.tap_start(7_970, snapper)
    assert starts(session.document) == [5_010, 7_970, 7_990]
    session.choose(1)
    assert session.tap_start(6_030, snapper)
    assert starts(session.document)[1] == 6_000


def test_a_tap_and_its_snapping_are_one_step() -> None:
    session = TimingSession(Document((line("a", None, None),)))
    session.tap_start(5_030, Snapper(EVEN))
    assert starts(session.document) == [5_000]
    session.undo()
    assert starts(session.document) == [None]


def test_words_are_snapped_between_their_neighbours() -> None:
    session = TimingSession(Document((Line("a", None, None, {"en": "one fine day"}),)))
    snapper = Snapper(EVEN)
    for at in (5_030, 5_045, 6_020):
        session.tap_piece(at, snapper)
    assert [word.start_ms for word in session.document.lines[0].words] == [5_000, 5_045, 6_000]


def test_all_times_are_snapped_in_order_and_what_meets_stays_together() -> None:
    document = Document(
        (
            line("a", 1_030, 3_020, (1_030, 2_040, "one "), (2_040, 3_020, "two")),
            line("b", 3_020, 4_010),
            line("c", 4_980, 5_020),
            line("d", None, None),
        )
    )
    snapped = snap_times(document, Snapper(EVEN))
    assert [(each.start_ms, each.end_ms) for each in snapped.lines] == [
        (1_000, 3_000),
        (3_000, 4_010),  # an end alone stays
        (5_000, 5_020),
        (None, None),
    ]
    assert [(word.start_ms, word.end_ms) for word in snapped.lines[0].words] == [(1_000, 2_000), (2_000, 3_000)]


def test_lines_that_were_not_chosen_stay_and_what_meets_them_too() -> None:
    document = Document((line("a", 1_030, 3_020), line("b", 3_020, 4_010)))
    snapped = snap_times(document, Snapper(EVEN), {0})
    assert [(each.start_ms, each.end_ms) for each in snapped.lines] == [(1_000, 3_020), (3_020, 4_010)]
    assert snap_times(document, Snapper(EVEN), {1}) == document


@given(st.lists(st.integers(0, 20_000), unique=True, min_size=2), st.lists(st.integers(0, 20_000), unique=True))
def test_no_order_is_ever_changed(taps: list[int], sounds: list[int]) -> None:
    lines = [line(str(at), at, None) for at in sorted(taps)]
    snapped = starts(snap_times(Document(tuple(lines)), Snapper([Onset(at) for at in sorted(sounds)])))
    assert all(one < two for one, two in pairwise(at for at in snapped if at is not None))
