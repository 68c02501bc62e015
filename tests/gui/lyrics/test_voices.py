"""A duet on the canvas: its voices at their sides, and a background voice that is lit beside its line."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QImage

from pluto_desktop.desktop.views.lyrics.look import PANE
from pluto_desktop.lyrics.timeline import Timeline
from tests.gui.lyrics.conftest import Room

DUET = """[00:01.00]v1: left
[00:03.00]v2: right
[00:05.00]D: both
[00:07.00]alone
"""
VOICES = """[00:01.00]<00:01.00>come <00:02.00>now<00:03.00>
[bg: <00:02.00>come <00:02.50>come<00:04.00>]
[00:03.00]and go
"""


def ink(image: QImage, top: int, bottom: int, ground: QImage) -> list[int]:
    """Return the columns of pixels in which something stands that the ground has not."""
    columns = range(image.width())
    rows = range(top, bottom, 2)
    return [x for x in columns if any(image.pixel(x, y) != ground.pixel(x, y) for y in rows)]


@pytest.mark.parametrize("at_ms", [1_500, 3_500, 5_500])
def test_voices_stand_at_their_sides_at_rest_and_while_they_sing(room: Room, at_ms: int) -> None:
    room.show(DUET, at_ms)
    canvas = room.pane._canvas
    picture = canvas.grab().toImage()
    areas = [canvas.row_rectangle(row).toRect() for row in range(4)]
    canvas.show_rows([], Timeline.empty(), 100)
    ground = canvas.grab().toImage()
    left, right, both, alone = (ink(picture, area.top(), area.bottom(), ground) for area in areas)
    assert left[0] == pytest.approx(PANE.side_px, abs=4)
    assert right[-1] == pytest.approx(canvas.width() - PANE.side_px, abs=4)
    assert (both[0] + both[-1]) / 2 == pytest.approx(canvas.width() / 2, abs=4)
    assert alone[0] == pytest.approx(PANE.side_px, abs=4)


def test_a_background_voice_has_a_line_of_its_own_and_is_lit_with_the_one_before(room: Room) -> None:
    room.show(VOICES, 2_600)
    following = room.pane._canvas._following
    assert [row.text for row in following.scene.rows] == ["come now", "come come", "and go"]
    assert following.lit == (0, 1)
    assert following.primary == 0
    main, behind = (following.scene.block(row).height for row in (0, 1))
    assert behind < main
