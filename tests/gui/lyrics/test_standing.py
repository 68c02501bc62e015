"""Where the words stand: the active line at its place, nothing cut off, nothing that jumps."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect

from pluto_desktop.desktop.views.lyrics.look import PANE
from pluto_desktop.desktop.views.lyrics.scene import Scene
from pluto_desktop.lyrics.timeline import Timeline
from tests.gui.lyrics.conftest import SONG, Room

LONG = "నువ్వు నేను కలిసి పాడే ఈ పాట ఎప్పటికీ మరువలేని " * 7
PLAIN = "\n".join(f"line {number} of a song without times" for number in range(80))


def middle_of(room: Room, row: int) -> float:
    """Return the height of a row's centre in the pane."""
    canvas = room.pane._canvas
    area = canvas.row_rectangle(row)
    top = canvas.mapTo(room.pane, QPoint(0, 0)).y()
    return top + area.top() + (area.height() - PANE.row_gap_px) / 2


def swept(text: str, start_s: int, each_s: int) -> str:
    """Return an LRC line with a time for each word."""
    words = text.split()
    marks = "".join(
        f"<{(start_s + place * each_s) // 60:02d}:{(start_s + place * each_s) % 60:02d}.00>{word} "
        for place, word in enumerate(words)
    )
    return f"[00:{start_s:02d}.00]{marks}"


@pytest.mark.parametrize("at_ms", [7_000, 11_000, 21_000])
def test_the_active_line_stands_at_its_share_of_the_height(room: Room, at_ms: int) -> None:
    room.show(SONG, at_ms)
    primary = room.pane._canvas._following.primary
    assert primary is not None
    assert middle_of(room, primary) == pytest.approx(0.35 * room.pane.height(), abs=1)


def test_it_stands_there_still_when_the_shift_is_shown_below_and_the_pane_has_another_size(room: Room) -> None:
    room.show(SONG, 21_000)
    primary = room.pane._canvas._following.primary
    assert primary is not None
    room.pane.offsets.shift_song(50)
    assert room.pane._offset_bar.isVisible()
    room.qtbot.waitUntil(lambda: room.pane._canvas.geometry().height() < 650)
    assert middle_of(room, primary) == pytest.approx(0.35 * room.pane.height(), abs=1)
    room.pane.resize(500, 900)
    room.qtbot.waitUntil(lambda: room.pane._canvas.width() == 500)
    assert middle_of(room, primary) == pytest.approx(0.35 * 900, abs=1)


def test_before_the_song_its_first_line_waits_where_it_will_be_sung(room: Room) -> None:
    room.show("[00:02.00]First\n[00:04.00]second", 0)
    assert room.pane._canvas._following.primary is None
    assert middle_of(room, 0) == pytest.approx(0.35 * room.pane.height(), abs=1)


def test_a_line_too_high_for_its_place_begins_in_sight(room: Room) -> None:
    room.show(f"[00:01.00]short\n[00:03.00]{LONG}\n[00:09.00]after", 4_000)
    canvas = room.pane._canvas
    assert canvas.row_rectangle(1).top() == pytest.approx(PANE.fade_top_px, abs=1)


def test_a_line_higher_than_the_pane_moves_up_with_the_voice(room: Room) -> None:
    room.pane.resize(468, 420)
    room.show(swept(LONG + LONG, 1, 1), 1_500)
    canvas = room.pane._canvas
    assert canvas.row_rectangle(0).height() > canvas.height()
    assert canvas.row_rectangle(0).top() == pytest.approx(PANE.fade_top_px, abs=1)
    room.go(60_500)
    voice = canvas.row_rectangle(0).top() + canvas._following.scene.block(0).sung_y(60_500)
    assert voice == pytest.approx(canvas._following.active_y, abs=1)


def test_words_vanish_towards_the_edges_and_are_never_cut_there(room: Room) -> None:
    room.show(f"[00:01.00]short\n[00:03.00]{LONG}\n[00:09.00]after", 4_000)
    canvas = room.pane._canvas
    room.wheel(-1)  # the first visual line now lies across the upper edge
    assert canvas.row_rectangle(1).top() < 0 < canvas.row_rectangle(1).bottom()
    words = canvas.grab().toImage()
    canvas._following.show(Scene([], Timeline.empty(), 100))
    ground = canvas.grab().toImage()
    for edge in (0, words.height() - 1):
        row = QRect(0, edge, words.width(), 1)
        assert words.copy(row) == ground.copy(row)
    lower = QRect(0, PANE.fade_top_px + 8, words.width(), 60)
    assert words.copy(lower) != ground.copy(lower)


def test_rows_are_whole_pixels_high_so_that_they_move_in_step(room: Room) -> None:
    room.show(SONG, 7_000)
    room.wheel(-0.37)
    canvas = room.pane._canvas
    tops = [canvas.row_rectangle(row).top() for row in range(len(canvas._following.scene.rows))]
    assert {(top - tops[0]) % 1 for top in tops} == {0.0}


def test_plain_words_stay_where_they_are_read_when_their_size_or_the_pane_changes(room: Room) -> None:
    room.show(PLAIN, 0)
    canvas = room.pane._canvas
    assert canvas.row_rectangle(0).top() == PANE.plain_top_px
    room.wheel(-15)
    first = canvas._following.row_at(40)
    assert first is not None
    assert first > 10
    room.pane.larger()
    assert canvas._following.row_at(40) == pytest.approx(first, abs=2)
    room.pane.resize(430, 640)
    room.qtbot.waitUntil(lambda: canvas.width() == 430)
    assert canvas._following.row_at(40) == pytest.approx(first, abs=2)


def test_other_plain_words_begin_at_their_top(room: Room) -> None:
    room.show(PLAIN, 0)
    room.wheel(-15)
    room.show(PLAIN, 0)
    assert room.pane._canvas.row_rectangle(0).top() == PANE.plain_top_px


def test_rows_that_turn_out_higher_than_thought_do_not_move_what_is_read(room: Room) -> None:
    # Forty wide letters fill three visual lines where a guess says two.
    wide = "\n".join(f"[{n // 6:02d}:{n % 6 * 10:02d}.00]{'WMW ' * 12}{n}" for n in range(120))
    room.show(wide, 600_500)
    canvas = room.pane._canvas
    room.wheel(1)
    read = canvas._following.row_at(300)
    assert read is not None
    before = canvas.row_rectangle(read).top()
    canvas._following.measure(range(read - 12))
    assert canvas._following.scene.stack.top(read, {}) > 0
    assert canvas.row_rectangle(read).top() == before


def test_the_lines_around_are_dimmer_the_farther_they_are(room: Room) -> None:
    room.show("\n".join(f"[00:{n * 2:02d}.00]\u25a0\u25a0\u25a0 {n}" for n in range(1, 20)), 13_000)
    canvas = room.pane._canvas
    picture = canvas.grab().toImage()
    primary = canvas._following.primary
    assert primary is not None

    def brightest(row: int) -> int:
        area = canvas.row_rectangle(row).toRect()
        xs = range(area.left(), area.left() + 60, 2)
        return max(picture.pixelColor(x, y).value() for x in xs for y in range(area.top(), area.bottom(), 2))

    below = [brightest(primary + distance) for distance in (1, 2, 3, 4)]
    assert below == sorted(below, reverse=True)
    assert len(set(below)) == 4
    assert brightest(primary) > below[0]


def test_telugu_stands_above_english(room: Room) -> None:
    room.show(SONG, 7_000)
    row = room.pane._canvas._following.scene.rows[room.pane._canvas._following.primary or 0]
    telugu, english = row.parts
    assert (telugu.text, english.text) == ("చందమామ రావే", "Come, O moon")
    assert telugu.kind.main
    assert not english.kind.main
