"""The look: readable in both modes, every weight real, every icon there."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainterPath, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from pluto_desktop.desktop import fonts
from pluto_desktop.desktop.stylesheet import build_sheet
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.tokens import DARK, LIGHT, TOKENS
from pluto_desktop.desktop.views.common.warmth import warm_light
from pluto_desktop.desktop.views.lyrics.look import PANE, Kind
from pluto_desktop.resource_files import resource_path


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (high + 0.05) / (low + 0.05)


def mixed(ink: str, ground: str, share: float) -> str:
    pairs = zip(QColor(ink).getRgbF()[:3], QColor(ground).getRgbF()[:3], strict=True)
    return QColor.fromRgbF(*(one * share + other * (1 - share) for one, other in pairs)).name()


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("ink", ["text", "mute", "accent-text", "ok", "warn", "bad"])
@pytest.mark.parametrize("ground", ["bg", "panel", "raised", "clash"])
def test_what_is_to_be_read_can_be_read(mode: str, ink: str, ground: str) -> None:
    assert contrast(TOKENS[mode][ink], TOKENS[mode][ground]) >= 4.5


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_words_on_the_primary_button_can_be_read(mode: str) -> None:
    assert contrast(TOKENS[mode]["on-accent"], TOKENS[mode]["accent-text"]) >= 4.5


@pytest.mark.parametrize("mode", ["dark", "light"])
@pytest.mark.parametrize("second", [False, True], ids=["main text", "second text"])
def test_the_next_line_of_the_words_can_be_read_before_it_is_sung(mode: str, second: bool) -> None:
    text, ground, strength = TOKENS[mode]["text"], TOKENS[mode]["bg"], PANE.second_rest_opacity if second else 1.0
    for opacity in (PANE.resting_opacity(1), PANE.reading_opacity):
        assert contrast(mixed(text, ground, opacity * strength), ground) >= 4.5


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_what_is_sung_stands_out_from_the_rest_of_its_line_and_is_large_enough_for_its_colour(mode: str) -> None:
    tokens = TOKENS[mode]
    dimmed = mixed(tokens["text"], tokens["bg"], 0.85)
    assert contrast(tokens["accent"], tokens["text"]) > contrast(tokens["accent"], dimmed)
    assert contrast(tokens["accent"], tokens["bg"]) >= 3.0
    assert all(PANE.sizes[kind].active_px >= 18.66 for kind in Kind if kind.large)  # bold, and 14 points


def test_both_modes_have_the_same_tokens() -> None:
    assert DARK.keys() == LIGHT.keys()


@pytest.mark.parametrize("mode", ["dark", "light"])
def test_the_style_sheet_names_pictures_that_exist_and_sets_no_font(mode: str) -> None:
    sheet = build_sheet(mode)
    pictures = re.findall(r'url\("([^"]+)"\)', sheet)
    assert pictures
    assert all(Path(picture).is_file() for picture in pictures)
    assert "font" not in re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)


def test_weights_are_real_and_figures_tabular(qapp: QApplication) -> None:
    fonts.load_families()
    regular, bold = (QFontMetricsF(fonts.make_font(role)) for role in ("lead", "logo"))
    assert bold.horizontalAdvance("Chandamama") > regular.horizontalAdvance("Chandamama")
    assert bold.horizontalAdvance("చందమామ") > regular.horizontalAdvance("చందమామ")
    for role in fonts.ROLES:
        metrics = QFontMetricsF(fonts.make_font(role))
        assert len({metrics.horizontalAdvance(figure) for figure in "0123456789"}) == 1, role


def test_the_bundled_families_are_loaded(qapp: QApplication) -> None:
    assert fonts.load_families() == ["Noto Sans Telugu", "Noto Sans"]


def test_choosing_a_mode_restyles_the_application_and_tells(qapp: QApplication, qtbot: QtBot) -> None:
    theme = Theme(choice="dark")
    theme.apply(qapp)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK["bg"])
    with qtbot.waitSignal(theme.changed):
        theme.set_choice("light")
    assert theme.mode == "light"
    assert not theme.dark
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(LIGHT["bg"])
    assert LIGHT["panel"] in qapp.styleSheet()
    qapp.setStyleSheet("")


def test_a_colour_that_somebody_changes_is_a_copy(qapp: QApplication) -> None:
    theme = Theme(choice="dark")
    theme.color("accent").setAlphaF(0.1)
    assert theme.color("accent").alphaF() == 1.0


def test_the_text_size_is_kept_within_bounds(qapp: QApplication) -> None:
    theme = Theme(choice="dark", scale=1.0)
    theme.set_scale(9.0)
    assert theme.scale == 2.0
    assert theme.font("body").pixelSize() == round(13 * 2.0)


def test_an_unknown_choice_or_token_is_a_bug(qapp: QApplication) -> None:
    theme = Theme()
    with pytest.raises(ValueError, match="pink"):
        theme.set_choice("pink")
    with pytest.raises(KeyError):
        theme.color("pink")


def test_every_icon_that_is_named_is_there(qapp: QApplication) -> None:
    theme = Theme(choice="light")
    icons = {path.stem for path in resource_path("icons").glob("*.svg")}
    assert icons
    for name in icons:
        assert not theme.pixmap(name, "mute", 20).toImage().isNull()
    with pytest.raises(FileNotFoundError):
        theme.pixmap("no-such-icon", "mute", 20)


def test_latin_letters_stand_in_the_middle_of_their_line(qapp: QApplication) -> None:
    fonts.load_families()
    metrics = QFontMetricsF(fonts.make_font("body"))
    latin = QFont("Noto Sans")
    latin.setPixelSize(13)
    capitals = QFontMetricsF(latin).capHeight()
    middle_of_capitals = metrics.ascent() - capitals / 2
    assert abs(middle_of_capitals - metrics.height() / 2) <= 1.0


def test_no_telugu_subscript_leaves_its_line(qapp: QApplication) -> None:
    fonts.load_families()
    font = fonts.make_font("heading", 3.0)
    metrics = QFontMetricsF(font)
    path = QPainterPath()
    path.addText(0, 0, font, "స్త్రోత్రం క్ష్మా ర్త్స్న్య కృష్ణ")
    assert path.boundingRect().bottom() <= metrics.descent()
    assert -path.boundingRect().top() <= metrics.ascent()


def test_a_faint_light_shows_no_rings(qapp: QApplication) -> None:
    ground, warm = QColor("#111318"), QColor("#3a2f1c")
    image = warm_light(QSize(900, 60), 1.0, ground, warm, 0.45, QPointF(0, 30), 850).toImage()
    row = [image.pixel(x, 30) for x in range(600)]
    longest = max(len(list(run)) for _colour, run in groupby(row))
    assert longest < 40
    assert QColor(row[0]).red() > QColor(row[-1]).red() > 0
