"""Settings are declared once, and only what fits is taken."""

from __future__ import annotations

import ast
import math
from pathlib import Path

import pytest

import pluto_desktop
from pluto_desktop.domain.errors import Invalid
from pluto_desktop.domain.settings import SETTINGS, Kind, UnknownSetting, setting, settings_of

PACKAGE = Path(pluto_desktop.__file__).parent


@pytest.mark.parametrize("declared", SETTINGS.values(), ids=lambda declared: declared.key)
def test_every_default_fits_its_own_declaration(declared):
    assert declared.check(declared.default) == declared.default
    assert declared.label
    assert declared.key.count(".") == 1


def test_an_unknown_key_is_a_bug():
    with pytest.raises(UnknownSetting):
        setting("appearance.colour")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("appearance.theme", "purple"),
        ("appearance.theme", 3),
        ("appearance.less_motion", 1),
        ("appearance.text_scale", 79),
        ("appearance.text_scale", 201),
        ("appearance.text_scale", True),
        ("appearance.text_scale", 100.5),
        ("playback.replaygain_preamp_db", math.nan),
        ("playback.replaygain_preamp_db", math.inf),
        ("playback.replaygain_preamp_db", "0"),
        ("playback.equaliser_preset", None),
        ("playback.equaliser_bands_db", [0.0] * 9),
        ("playback.equaliser_bands_db", [0.0] * 9 + [21]),
        ("playback.equaliser_bands_db", [0.0] * 9 + ["x"]),
        ("songs.columns", ["title", 3]),
        ("songs.columns", "title"),
    ],
)
def test_what_does_not_fit_is_refused(key, value):
    with pytest.raises(Invalid) as caught:
        setting(key).check(value)
    assert caught.value.code == "setting_invalid"


def test_values_come_back_in_the_settings_own_type():
    assert setting("playback.replaygain_preamp_db").check(3) == 3.0
    assert isinstance(setting("playback.replaygain_preamp_db").check(3), float)
    assert setting("playback.equaliser_bands_db").check([1] * 10) == (1.0,) * 10
    assert setting("songs.columns").check(["title", "artist"]) == ("title", "artist")


def test_the_dialog_sees_no_hidden_setting():
    shown = {declared.key for declared in settings_of("songs")}
    assert "songs.title_sort" in shown
    assert "songs.columns" not in shown
    assert "songs.columns" in {declared.key for declared in settings_of("songs", hidden=True)}


def test_choices_name_their_default():
    for declared in SETTINGS.values():
        if declared.kind is Kind.CHOICE:
            assert declared.default in dict(declared.choices)


def _keys_used() -> list[tuple[str, str]]:
    """Return (file, key) for every literal handed to a method of Settings anywhere in the program."""
    methods = {"get_switch", "get_whole", "get_decimal", "get_text", "get_decimals", "get_texts", "reset", "get", "set"}
    groups = {declared.group for declared in SETTINGS.values()}
    found = []
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first = node.args[0]
            if node.func.attr in methods and isinstance(first, ast.Constant) and isinstance(first.value, str):
                key = first.value
                if key.count(".") == 1 and key.partition(".")[0] in groups:
                    found.append((path.name, key))
    return found


def test_the_program_asks_for_no_setting_that_is_not_declared():
    unknown = [(file, key) for file, key in _keys_used() if key not in SETTINGS]
    assert not unknown
