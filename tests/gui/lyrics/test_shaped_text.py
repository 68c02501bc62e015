"""Telugu shaped, rendered and swept: no ink is ever cut off, and the colour comes along the line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage

from pluto_desktop.desktop.fonts import load_families, make_font
from pluto_desktop.desktop.views.lyrics.shaped import PAD_PX, ShapedText
from pluto_desktop.desktop.views.lyrics.sweep import Sweep
from pluto_desktop.lyrics.document import Word

CONJUNCTS = "స్త్రీ క్ష్మ జ్ఞానం శ్రీకృష్ణ ర్య్వ ఙ్ఞై ట్ట్రొ ఆశ్చర్యపోతాను ద్ధృౄ హ్మ్యూ"


@pytest.fixture(autouse=True)
def _fonts(qapp: object) -> None:
    load_families()


def ink_rows(image: QImage) -> list[int]:
    return [y for y in range(image.height()) if any(image.pixelColor(x, y).alpha() > 0 for x in range(image.width()))]


def border_is_clear(image: QImage) -> bool:
    right, bottom = image.width() - 1, image.height() - 1
    edge = [(x, y) for x in range(image.width()) for y in (0, bottom)]
    edge += [(x, y) for y in range(image.height()) for x in (0, right)]
    return all(image.pixelColor(x, y).alpha() == 0 for x, y in edge)


@pytest.mark.parametrize("role", ["lyrics-active", "lyrics-active-second"])
@pytest.mark.parametrize("ratio", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("text", [CONJUNCTS, "Ågjpqy ÀÇ|", "", "నుు" * 60, "a\nb\0c", "😀 mixed నువ్వు"])
def test_no_ink_touches_the_border(text: str, ratio: float, role: str) -> None:
    shaped = ShapedText(text, make_font(role), 420)
    image = shaped.render(QColor("white"), ratio)
    assert border_is_clear(image)
    assert bool(ink_rows(image)) == bool(text)


def test_every_glyph_of_telugu_comes_from_the_bundled_fonts() -> None:
    shaped = ShapedText(CONJUNCTS + " Latin", make_font("lyrics-active"), 2_000)
    families = {run.rawFont().familyName() for run in shaped._layout.glyphRuns()}
    assert families <= {"Noto Sans Telugu", "Noto Sans"}
    assert all(0 not in run.glyphIndexes() for run in shaped._layout.glyphRuns())


def test_long_lines_wrap_within_their_width() -> None:
    shaped = ShapedText("నువ్వు నేను కలిసి పాడే ఈ పాట ఎప్పటికీ మరువలేని", make_font("lyrics-active"), 200)
    assert shaped.rows > 1
    assert shaped.width <= 200
    assert shaped.height == shaped.rows * shaped.row_height


def test_a_word_wider_than_the_pane_breaks_between_clusters() -> None:
    text = "కృష్ణక్ష్మస్త్రీ" * 10
    shaped = ShapedText(text, make_font("lyrics-active"), 120)
    assert shaped.width <= 121
    starts = [shaped._layout.lineAt(row).textStart() for row in range(1, shaped.rows)]
    assert all(shaped._layout.isValidCursorPosition(start) for start in starts)


WORDS = (Word(0, 1_000, "చందమామ ", "te"), Word(1_000, 2_000, "రావే", "te"))


def test_the_sweep_moves_along_the_line_and_never_back() -> None:
    shaped = ShapedText("చందమామ రావే", make_font("lyrics-active"), 600)
    sweep = Sweep(shaped, WORDS, 2_000)
    reaches = [sweep.reach(time) for time in range(0, 2_001, 20)]
    along = [(reach.x, reach.share) for reach in reaches]
    assert along == sorted(along)
    assert reaches[0].x <= 0
    assert reaches[-1].x >= shaped.width
    assert sweep.reach(500).x == pytest.approx(sweep.reach(999).x / 2, abs=12)


SYLLABLES = ["స్త్రీ", "క్ష్మ", "శ్రీ", "కృ", "ష్ణ", "ద్ధృ", "హ్మ్యూ", "కొం", "డె", "క్కి"]


def test_the_colour_goes_from_syllable_to_syllable_and_never_through_a_conjunct() -> None:
    text = "".join(SYLLABLES)
    shaped = ShapedText(text, make_font("lyrics-active"), 900)
    sweep = Sweep(shaped, (Word(0, 9_000, text, "te"),), 9_000)
    line = shaped._layout.lineAt(0)
    lengths = [len("".join(SYLLABLES[:count])) for count in range(1, len(SYLLABLES))]
    begins = [line.cursorToX(length)[0] for length in lengths]
    cuts = sorted({sweep.reach(time).x for time in range(0, 9_000, 10)})[1:]
    assert cuts == pytest.approx(begins, abs=3)


def test_ink_that_reaches_under_the_next_letter_is_coloured_with_its_own() -> None:
    shaped = ShapedText("క్ష్మ రా", make_font("lyrics-active"), 900)
    clusters = shaped.clusters(0)
    assert clusters.cuts[1] > clusters.edges[1] + 1
    red, blue = (shaped.render(QColor(name), 1.0) for name in ("red", "blue"))
    left, right = round(clusters.edges[0] + PAD_PX), round(clusters.cuts[1] + PAD_PX)
    assert red.width() == blue.width()
    gap = [red.pixelColor(right, y).alpha() for y in range(red.height())]
    assert left < right
    assert max(gap) == 0


def test_with_less_motion_a_word_is_coloured_at_once() -> None:
    shaped = ShapedText("చందమామ రావే", make_font("lyrics-active"), 600)
    sweep = Sweep(shaped, WORDS, 2_000)
    reaches = {(reach.x, reach.share) for time in range(1, 2_000, 10) for reach in [sweep.reach(time, by_word=True)]}
    assert len(reaches) == 2


def test_a_sweep_over_two_rows_finishes_the_first_before_the_second() -> None:
    shaped = ShapedText("చందమామ రావే", make_font("lyrics-active"), 150)
    assert shaped.rows == 2
    sweep = Sweep(shaped, WORDS, 2_000)
    assert (sweep.reach(900).row, sweep.reach(1_100).row) == (0, 1)


@pytest.mark.parametrize("time_ms", [0, 700, 1_000, 1_600, 5_000])
def test_sung_and_unsung_together_cover_the_text_once(time_ms: int) -> None:
    shaped = ShapedText("చందమామ రావే", make_font("lyrics-active"), 150)
    zones = Sweep(shaped, WORDS, 2_000).reach(time_ms).zones(shaped)
    area = sum(part.width() * part.height() for part, _share in zones)
    whole = (shaped.width + 2 * PAD_PX) * (shaped.height + 2 * PAD_PX)
    assert area == pytest.approx(whole, rel=0.001)


def test_emoji_before_a_word_do_not_shift_its_place() -> None:
    plain = ShapedText("ab cd", make_font("lyrics-active"), 600)
    emoji = ShapedText("😀😀 cd", make_font("lyrics-active"), 600)
    words = (Word(0, 1_000, "😀😀 ", "en"), Word(1_000, 2_000, "cd", "en"))
    assert Sweep(emoji, words, 2_000).reach(1_000).x == pytest.approx(emoji.width - plain.width / 2, abs=12)
    assert Sweep(emoji, words, 2_000).reach(2_000).x >= emoji.width
    assert plain.width > 0


def test_right_to_left_text_is_not_swept() -> None:
    shaped = ShapedText("שלום עולם", make_font("lyrics-active"), 600)
    assert not Sweep(shaped, (Word(0, 1, "שלום ", "he"), Word(1, 2, "עולם", "he")), 2)


def test_colours_are_those_asked_for() -> None:
    image = ShapedText("■■■", make_font("lyrics-active"), 600).render(QColor("#f5b454"), 1.0)
    solid = {
        image.pixelColor(x, y).name()
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() == 255
    }
    assert solid <= {"#f5b454"}
    assert Qt.GlobalColor.transparent is not None
