"""How words look: sizes, distances, opacities, durations. One place, so that the pane can be tuned by eye."""

from __future__ import annotations

from PySide6.QtGui import QFont

from pluto_desktop.desktop.fonts import make_font

MAIN_PX, MAIN_REST_PX = 25.0, 20.0
LATIN_MAIN_PX, LATIN_MAIN_REST_PX = 23.0, 18.5
SUB_PX, SUB_REST_PX = 15.5, 14.0
LINE_HEIGHT_EM = 1.55
"""Telugu's marks above and below need this much; less clips them."""

SIDE_PX, ROW_GAP_PX, PLAIN_GAP_PX, PART_GAP_PX, DOTS_PX = 26, 20, 4, 1, 46
EDGE_PX = 12
"""How far the ink of a row, and the ring around it, may leave its height."""

PLAIN_TOP_PX = 24
"""Room above the first line of words without times; twice as much is below the last."""

ACTIVE_AT = 0.35
"""Where the active line's centre stands, as a share of the pane's height."""

RESTING_OPACITY = (1.0, 0.62, 0.46, 0.34, 0.26, 0.22)
"""Opacity by distance from the active line, in lines; further ones keep the last."""

READING_OPACITY = 0.78
"""Opacity of every other line while a person scrolls."""

CHOSEN_OPACITY = 0.9
"""Opacity of the line under the mouse, or the one the keyboard has come to."""

UNSUNG_OPACITY = 0.85
SUB_REST_OPACITY = 0.8
FADE_TOP_PX, FADE_BOTTOM_PX = 24, 48
"""Over so much of the canvas words vanish towards its edges."""

MOVE_MS = 240
RETURN_AFTER_MS = 5_000
FRAME_MS, AHEAD_MS = 16, 8
SIZES = (70, 80, 90, 100, 115, 130, 150, 175, 200, 220)
"""Text sizes in percent that the two buttons step through."""


def text_font(percent: int, *, main: bool, latin: bool, plain: bool) -> QFont:
    """Return the font a text is shaped with: that of its active line."""
    scale = percent / 100
    if plain:
        return make_font("lead" if main else "lyrics-second", scale)
    if not main:
        return make_font("lyrics-active-second", scale)
    return make_font("lyrics-active", scale * (LATIN_MAIN_PX / MAIN_PX if latin else 1.0))


def resting_scale(font: QFont, percent: int, *, main: bool, latin: bool, plain: bool) -> float:
    """Return how large a text is at rest, as a share of its active size."""
    rest = (LATIN_MAIN_REST_PX if latin else MAIN_REST_PX) if main else SUB_REST_PX
    if plain:
        return 1.0
    return min(1.0, rest * percent / 100 / font.pixelSize())


def resting_opacity(distance: float) -> float:
    """Return the opacity of a line so many lines away from the active one, or from the way to it."""
    near, last = int(abs(distance)), len(RESTING_OPACITY) - 1
    if near >= last:
        return RESTING_OPACITY[last]
    return RESTING_OPACITY[near] + (RESTING_OPACITY[near + 1] - RESTING_OPACITY[near]) * (abs(distance) - near)
