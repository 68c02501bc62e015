"""The look of the words, held against pictures of it: any machine must paint them alike.

``make goldens`` renders them anew after a change that is meant.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from tests.gui.lyrics.goldens import GOLDEN, VARIANTS, names, render

NOISE = 3 * 17
"""Three of sixteen levels: what another version of the rasteriser may make of the rim of a letter."""
FEW = 1 / 4_000
"""The share of pixels that may differ by more; a letter has several times as many."""


def differing(shown: QImage, golden: QImage) -> float:
    """Return the share of pixels that nobody would call the same."""
    assert shown.size() == golden.size()
    if shown.convertToFormat(golden.format()) == golden:
        return 0.0
    one, other = (bytes(image.convertToFormat(QImage.Format.Format_RGB32).constBits()) for image in (shown, golden))
    pixels = range(0, len(one), 4)
    noticed = (max(abs(one[at + part] - other[at + part]) for part in range(3)) > NOISE for at in pixels)
    return sum(noticed) / len(pixels)


@pytest.mark.parametrize(
    ("ratio", "elsewhere"),
    [
        (1, {"LANG": "te_IN.UTF-8", "LC_ALL": "te_IN.UTF-8", "FONTCONFIG_PATH": "/nowhere", "QT_FONT_DPI": "96"}),
        (2, {"LANG": "C", "XDG_DATA_HOME": "/nowhere", "TZ": "Asia/Kolkata"}),
    ],
)
def test_the_words_look_as_they_did_on_any_machine(
    ratio: int, elsewhere: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in elsewhere.items():
        monkeypatch.setenv(name, value)
    render(tmp_path, ratio)
    found = {name: differing(QImage(str(tmp_path / name)), QImage(str(GOLDEN / name))) for name in names(ratio)}
    assert {name: share for name, share in found.items() if share > FEW} == {}, f"the new ones are in {tmp_path}"


def test_every_picture_is_of_a_scene() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(name for ratio in VARIANTS for name in names(ratio))


def test_a_letter_that_changed_is_noticed_and_a_smoother_rim_is_not() -> None:
    golden = QImage(str(GOLDEN / "conjuncts-dark-1x.png"))
    other = QImage(str(GOLDEN / "background-dark-1x.png")).copy(golden.rect())
    changed, smoother = golden.copy(), golden.copy()
    for x in range(26, 38):
        for y in range(60, 90):
            changed.setPixelColor(x, y, other.pixelColor(x, y))
    for x in range(golden.width()):
        for y in range(0, golden.height(), 3):
            color = golden.pixelColor(x, y)
            smoother.setPixelColor(x, y, color.lighter(104) if color.value() > 60 else color)
    assert differing(changed, golden) > FEW
    assert differing(smoother, golden) <= FEW
