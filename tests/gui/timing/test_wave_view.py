"""What is seen of the wave form, and where its view lies while the song plays."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QAbstractSlider, QApplication

from pluto_desktop.desktop.views.timing.wave.blocks import Block
from pluto_desktop.domain.peaks import Onset
from tests.factories import make_peaks
from tests.gui.timing.conftest import LENGTH_MS, LINES, PX_A_S, Wave

LOOP_MIDDLE = 17_500
ABOVE, MIDDLE = 28, 115
"""Heights in the view: above the sound but on the lines, and in the sound's middle."""


def inks(wave: Wave, first_ms: float, last_ms: float, y: int) -> set[str]:
    picture, theme = wave.picture(), wave.theme
    known = {theme.color(name).name(): name for name in ("accent", "faint", "panel", "accent-soft", "text")}
    xs = range(round(wave.view.x_of(first_ms)), round(wave.view.x_of(last_ms)))
    return {known[name] for x in xs if (name := picture.pixelColor(x, y).name()) in known}


def test_what_was_played_has_another_ink(wave: Wave) -> None:
    wave.view.set_playhead(40_000)
    assert "accent" in inks(wave, 15_000, 19_000, MIDDLE)
    assert "faint" not in inks(wave, 15_000, 19_000, MIDDLE)
    assert "faint" in inks(wave, 50_000, 58_000, MIDDLE)
    assert "accent" not in inks(wave, 50_000, 58_000, MIDDLE)
    assert "text" in inks(wave, 39_500, 40_500, MIDDLE)


def test_lines_lie_behind_the_sound_and_texts_above_it(wave: Wave) -> None:
    assert "accent-soft" in inks(wave, 20_500, 24_500, MIDDLE)
    assert "panel" in inks(wave, 15_000, 19_000, MIDDLE)
    assert "text" in {name for y in range(ABOVE, ABOVE + 16) for name in inks(wave, 20_500, 24_500, y)}, (
        "the line's text is not painted"
    )


def test_a_louder_moment_is_taller(wave: Wave) -> None:
    quiet, loud = make_peaks(30_000, swing=20), make_peaks(30_000, swing=120)
    whole = type(quiet).make(
        LENGTH_MS,
        quiet.levels[0][0].tobytes() + loud.levels[0][0].tobytes(),
        quiet.levels[0][1].tobytes() + loud.levels[0][1].tobytes(),
    )
    wave.view.set_blocks(())
    wave.view.set_peaks(whole)
    assert "faint" not in inks(wave, 2_000, 28_000, 60)
    assert "faint" in inks(wave, 32_000, 58_000, 60)


def test_both_themes_and_a_larger_text_are_painted(wave: Wave) -> None:
    for choice in ("light", "dark"):
        wave.theme.set_choice(choice)
        wave.theme.changed.emit()
        assert "faint" in inks(wave, 50_000, 58_000, MIDDLE)
    ruler = wave.view._painter.ruler_px
    wave.theme.set_scale(2.0)
    assert wave.view._painter.ruler_px == 2 * ruler
    wave.picture()


def test_a_text_is_shortened_between_clusters(wave: Wave) -> None:
    text = "స్త్రీలు జాబిల్లి క్షణం చందమామ"
    metrics = QFontMetricsF(wave.theme.font("body"))
    full = metrics.horizontalAdvance(text)
    wave.view.set_blocks([Block("x", 0, 9_000, text)])
    wave.view.zoom_to(PX_A_S, 0)
    wave.picture()
    rooms = [room for shown, room, _, _ in wave.view._painter._texts if shown == text]
    assert len(rooms) == 1
    assert 0 < rooms[0] < full


def test_why_there_is_no_sound_is_said_until_there_is(wave: Wave) -> None:
    wave.view.set_peaks(None)
    wave.view.set_message("Reading the sound…")
    assert wave.view._shown.message == "Reading the sound…"
    assert inks(wave, 40_000, 58_000, MIDDLE) <= {"panel", "accent-soft"}
    wave.view.set_peaks(make_peaks(LENGTH_MS))
    assert wave.view._shown.message == ""
    assert "faint" in inks(wave, 40_000, 58_000, MIDDLE)


def test_a_start_that_meets_a_sound_is_marked_and_sounds_are_seen_near(wave: Wave) -> None:
    low = wave.view.viewport().height() - 10
    before = wave.picture()
    wave.view.set_peaks(make_peaks(LENGTH_MS, onsets=(Onset(20_000), Onset(31_000))))
    assert wave.ink(20_000, low) != before.pixelColor(round(wave.view.x_of(20_000)), low).name()
    assert wave.ink(10_000, low) == before.pixelColor(round(wave.view.x_of(10_000)), low).name()
    wave.view.set_chosen("c")
    assert wave.view.accessibleDescription().endswith("Something begins to sound at its start.")
    wave.view.zoom_to(100, 31_000)
    foot = wave.view.viewport().height() - 7
    assert wave.ink(31_000, foot) == wave.theme.color("mute").name()


def test_the_sound_moves_under_a_playhead_that_is_half_way_through(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    width = wave.view.viewport().width()
    at = 0.0
    while wave.view.x_of(at) < width / 2 - 1:
        assert wave.view.x_of(0) == 0
        wave.view.set_playhead(at)
        at += 16
    for _ in range(200):
        wave.view.set_playhead(at)
        assert abs(wave.view.x_of(at) - width / 2) <= 3
        at += 16
    wave.view.set_playhead(at + 20_000)
    assert wave.view.x_of(at + 20_000) == pytest.approx(width * 0.1, abs=1)
    wave.view.set_playhead(LENGTH_MS)
    assert wave.view.x_of(LENGTH_MS) == pytest.approx(width, abs=1)


def test_in_less_motion_the_view_turns_like_a_page(still: Wave) -> None:
    still.view.zoom_to(100, 0)
    width = still.view.viewport().width()
    lefts = set()
    for at in range(0, 12_000, 16):
        still.view.set_playhead(at)
        lefts.add(still.view.x_of(0))
        assert 0 <= still.view.x_of(at) < width
    assert len(lefts) == 3


def test_whoever_scrolls_is_left_alone_for_a_while(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.wheel(0, -30, sideways=True)
    left = wave.view.x_of(0)
    assert left < -1000
    wave.view.set_playhead(1_000)
    assert wave.view.x_of(0) == left
    wave.clock_s += 5.1
    wave.view.set_playhead(1_016)
    assert 0 <= wave.view.x_of(1_016) < wave.view.viewport().width()


def test_a_line_that_is_chosen_while_the_song_plays_takes_nothing_out_of_sight(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.view.set_playhead(1_000)
    wave.view.set_chosen("d")
    assert 0 <= wave.view.x_of(1_000) < wave.view.viewport().width()
    wave.clock_s += 1
    wave.view.set_chosen("c")
    assert 0 <= wave.view.x_of(20_000) < wave.view.viewport().width()


def test_the_bar_below_scrolls_and_is_left_alone_too(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.view.horizontalScrollBar().triggerAction(QAbstractSlider.SliderAction.SliderPageStepAdd)
    assert wave.view.x_of(0) < -500
    assert not wave.view.following


def test_a_press_brings_the_view_back_to_the_music(wave: Wave) -> None:
    wave.view.zoom_to(100, 0)
    wave.wheel(0, -16, sideways=True)
    assert not wave.view.following
    wave.press(LOOP_MIDDLE)
    wave.release(LOOP_MIDDLE)
    assert wave.view.following


def test_another_width_keeps_the_whole_or_the_zoom(wave: Wave) -> None:
    wave.view.resize(1200, 200)
    assert wave.view.px_a_s == 2 * PX_A_S
    wave.view.zoom_to(100, 0)
    wave.view.resize(800, 200)
    assert wave.view.px_a_s == 100
    wave.view.set_duration(LENGTH_MS + 7)
    assert wave.view.px_a_s == 100


def test_only_what_changed_is_painted_while_the_song_plays(wave: Wave) -> None:
    painted: list[int] = []
    paint = wave.view._painter.paint
    wave.view._painter.paint = lambda painter, area, part, *rest: (  # type: ignore[method-assign]
        painted.append(part.width()),
        paint(painter, area, part, *rest),
    )[1]
    wave.view.set_playhead(30_000)
    QApplication.processEvents()
    painted.clear()
    for at in range(30_016, 30_200, 16):
        wave.view.set_playhead(at)
        QApplication.processEvents()
    assert painted
    assert max(painted) < 20


def test_lines_at_one_moment_and_of_a_song_without_length_are_borne(wave: Wave) -> None:
    wave.view.set_blocks([Block("x", 5_000, 5_000, ""), Block("y", 5_000, None, "y"), *LINES])
    wave.picture()
    wave.view.set_peaks(make_peaks(0))
    wave.press(0)
    wave.release(0)
    wave.picture()
    assert wave.told == []
