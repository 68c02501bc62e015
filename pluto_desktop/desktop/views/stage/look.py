"""How Stage looks: sizes at 1440 x 900, opacities, durations. Always dark: it is read across a room."""

from __future__ import annotations

from types import MappingProxyType

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor

from pluto_desktop.desktop.tokens import DARK
from pluto_desktop.desktop.views.lyrics.look import Kind, Look, Side, Size

SCREEN = (1440, 900)
REST_SCALE = 0.68
"""How large a line is that is not being sung, as a share of one that is."""

_ROLES = {Kind.MAIN: ("stage", 46.0), Kind.LATIN: ("stage", 42.0), Kind.PLAIN: ("stage", 44.0)} | {
    Kind.BESIDE: ("stage", 36.0),
    Kind.VOICE: ("stage", 33.0),
    Kind.SECOND: ("stage-second", 25.0),
    Kind.VOICE_SECOND: ("stage-second", 20.0),
    Kind.PLAIN_SECOND: ("stage-second", 25.0),
}
STAGE = Look(
    sizes=MappingProxyType({kind: Size(role, px, px * REST_SCALE) for kind, (role, px) in _ROLES.items()}),
    side=Side.CENTRE,
    row_gap_px=0,
    plain_gap_px=0,
    part_gap_px=4,
    column_gap_px=64,
    second_rest_opacity=0.9,
)

CENTRE_AT = 0.46
"""Where the middle of the line being sung stands, as a share of the height."""

WIDTH_SHARE, HEIGHT_SHARE = 0.88, 0.5
"""How much of the screen one line takes at most; a longer one is set smaller."""

FITS = (1.0, 0.86, 0.74, 0.64, 0.55, 0.47, 0.4)
SAFE_TOP, SAFE_BOTTOM = 0.1, 0.9
"""Between these shares of the height stand the words."""

ROW_GAP_PX, DOT_PX = 52, 8
BEFORE_OPACITY, NEXT_OPACITY, AFTER_NEXT_OPACITY = 0.5, 0.66, 0.5
MOVE_MS = 280
PROGRESS_PX = 4
SIZES = (60, 70, 80, 90, 100, 115, 130, 150, 175, 200, 230, 260, 300)
"""Sizes in percent that the two keys step through."""

GROUND, INK, SUNG = (QColor(DARK[token]) for token in ("shadow", "text", "accent"))
QUIET, WARM, CARD, CARD_LINE = (QColor(DARK[token]) for token in ("mute", "accent-soft", "panel", "line"))
WARM_STRENGTH, WARM_RADIUS = 0.62, 0.46
"""Of the light behind the words: its share in the middle, and its radius as a share of the width."""


def scale_of(size: QSize) -> float:
    """Return how much larger everything is on a screen than on one of 1440 x 900."""
    return max(0.3, min(size.width() / SCREEN[0], size.height() / SCREEN[1]))
