"""Which texts a row has, in what order, in which column, at which side."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pluto_desktop.desktop.views.lyrics.arrangement import Arrangement
from pluto_desktop.desktop.views.lyrics.look import PANE, Kind, Side
from pluto_desktop.desktop.views.lyrics.places import Box, columns_of, places
from pluto_desktop.desktop.views.lyrics.rows import Part, Row, build_rows
from pluto_desktop.desktop.views.lyrics.voices import sides_of_voices
from pluto_desktop.domain.ids import SongId
from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.timeline import Timeline
from pluto_desktop.services.words import WordsView

BOTH, ALL = frozenset({"te", "en"}), frozenset({"te", "en", "te-Latn"})


def view(*lines: Line) -> WordsView:
    return WordsView(SongId("x"), Document(lines))


def line(start_s: int, agent: str = "", *, background: bool = False, **texts: str) -> Line:
    return Line(str(start_s), start_s * 1_000, start_s * 1_000 + 900, texts, agent=agent, background=background)


def parts(arrangement: Arrangement, *lines: Line) -> list[list[tuple[str, Kind, int]]]:
    shown = view(*lines)
    assert shown.document is not None
    rows = build_rows(shown, arrangement, Timeline(shown.document))
    return [[(part.text, part.kind, part.column) for part in row.parts] for row in rows]


@pytest.mark.parametrize(
    ("arrangement", "expected"),
    [
        (Arrangement(BOTH), [("రావే", Kind.MAIN, 0), ("come", Kind.SECOND, 0)]),
        (Arrangement(BOTH, "en"), [("come", Kind.LATIN, 0), ("రావే", Kind.SECOND, 0)]),
        (Arrangement(BOTH, columns=True), [("రావే", Kind.MAIN, 0), ("come", Kind.BESIDE, 1)]),
        (Arrangement(ALL, columns=True), [("రావే", Kind.MAIN, 0), ("raave", Kind.SECOND, 0), ("come", Kind.BESIDE, 1)]),
        (
            Arrangement(ALL, "en", columns=True),
            [("come", Kind.LATIN, 0), ("రావే", Kind.BESIDE, 1), ("raave", Kind.SECOND, 1)],
        ),
        (Arrangement(ALL - {"en"}, columns=True), [("రావే", Kind.MAIN, 0), ("raave", Kind.BESIDE, 1)]),
        (Arrangement(frozenset({"te-Latn"})), [("raave", Kind.LATIN, 0)]),
    ],
)  # fmt: skip
def test_the_leading_language_comes_first_and_is_the_largest(
    arrangement: Arrangement, expected: list[tuple[str, Kind, int]]
) -> None:
    assert parts(arrangement, line(1, te="రావే", en="come")) == [expected]


def test_without_a_choice_the_language_that_is_sung_leads() -> None:
    wanted = Arrangement(BOTH, "sung")
    untimed = line(1, te="రావే", en="come")
    english = replace(untimed, words=(Word(1_000, 1_900, "come", "en"),))
    telugu = replace(untimed, words=(Word(1_000, 1_900, "రావే", "te"),))
    assert parts(wanted, english)[0][0][0] == "come"
    assert parts(wanted, telugu)[0][0][0] == parts(wanted, untimed)[0][0][0] == "రావే"


def test_a_language_that_this_song_has_not_stays_wanted_for_the_next() -> None:
    wanted = Arrangement(frozenset({"te", "en"})).switched("en", frozenset({"en", "hi"}))
    assert wanted.shown == {"te", "en"}
    wanted = Arrangement(frozenset({"te"})).switched("te-Latn", frozenset({"en", "te-Latn"}))
    assert wanted.shown == {"te", "en"}


def test_in_two_columns_each_language_keeps_its_own_where_a_line_has_one_only() -> None:
    both = line(1, te="రావే", en="come")
    rows = parts(Arrangement(BOTH, columns=True), both, line(2, en="and go"), line(3, te="రావే"))
    assert rows[1] == [("and go", Kind.BESIDE, 1)]
    assert rows[2] == [("రావే", Kind.MAIN, 0)]


def test_a_line_without_a_wanted_language_shows_what_it_has() -> None:
    rows = parts(Arrangement(frozenset({"en"})), line(1, te="రావే", en="come"), line(2, te="రావే"))
    assert rows == [[("come", Kind.LATIN, 0)], [("రావే", Kind.MAIN, 0)]]


def test_a_language_without_a_switch_is_always_shown() -> None:
    rows = parts(Arrangement(frozenset({"te"})), line(1, hi="आ", en="come"), line(2, hi="जा"))
    assert rows == [[("आ", Kind.LATIN, 0), ("come", Kind.SECOND, 0)], [("जा", Kind.LATIN, 0)]]


def test_a_background_voice_is_smaller() -> None:
    _, row = parts(Arrangement(BOTH), line(1, te="రా"), line(2, te="రావే", en="come", background=True))
    assert [kind for _text, kind, _column in row] == [Kind.VOICE, Kind.VOICE_SECOND]
    for percent in (70, 100, 220):
        heights = [PANE.font(kind, percent).pixelSize() for kind in (Kind.MAIN, Kind.VOICE, Kind.VOICE_SECOND)]
        assert heights == sorted(heights, reverse=True)
        assert len(set(heights)) == 3


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        (("v1", "v2", "group"), {"v1": Side.LEFT, "v2": Side.RIGHT, "group": Side.CENTRE}),
        (("v2", "v1"), {"v1": Side.LEFT, "v2": Side.RIGHT}),
        (("F", "M", "D"), {"F": Side.LEFT, "M": Side.RIGHT, "D": Side.CENTRE}),
        (("v1", "v1000"), {"v1": Side.LEFT, "v1000": Side.CENTRE}),
        (("v1", ""), {}),
        (("", ""), {}),
    ],
)
def test_voices_stand_left_right_and_together_in_the_middle(agents: tuple[str, ...], expected: dict[str, Side]) -> None:
    lines = tuple(line(at, agent, en="la") for at, agent in enumerate(agents))
    assert sides_of_voices(Document(lines)) == expected


def row(*, columns: int = 1, side: Side | None = None) -> Row:
    return Row((Part("x", (), Kind.MAIN),), 0, 0, 1, columns=columns, side=side)


def test_two_columns_share_the_width_and_lie_over_each_other_where_it_is_narrow() -> None:
    left, right = columns_of(row(columns=2), 628, 100, PANE)
    assert (left.left, left.room, right.left, right.room) == (0, 300, 328, 300)
    one, other = columns_of(row(columns=2), 300, 100, PANE)
    assert one == other
    assert columns_of(row(columns=2), 628, 200, PANE)[1].number == 0


def test_a_voice_leaves_room_at_the_other_side() -> None:
    assert columns_of(row(side=Side.LEFT), 400, 100, PANE)[0].left == 0
    right = columns_of(row(side=Side.RIGHT), 400, 100, PANE)[0]
    assert right.left > 0
    assert right.left + right.room == 400


def box(column: int, width: float, baseline: float, share: float = 0.0) -> Box:
    return Box(column * 300.0, 280.0, column, width, 40.0, baseline, 0.8, share)


@pytest.mark.parametrize("activity", [0.0, 1.0])
def test_both_columns_stand_on_one_line(activity: float) -> None:
    boxes = [box(0, 100, 28), box(1, 100, 21)]
    left, right = places(boxes, activity, 1.0)
    on = [at.y() + each.baseline * each.scale(activity) for at, each in zip((left, right), boxes, strict=True)]
    assert on[0] == pytest.approx(on[1], abs=0.51)


@pytest.mark.parametrize("activity", [0.0, 1.0])
def test_a_text_at_the_right_ends_there_at_rest_and_active(activity: float) -> None:
    (at,) = places([box(0, 100, 28, share=1.0)], activity, 1.0)
    assert at.x() + 100 * (0.8 + 0.2 * activity) == pytest.approx(280)
