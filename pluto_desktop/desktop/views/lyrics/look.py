"""How words look: sizes, distances, opacities, durations. One place, so that a pane can be tuned by eye."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from PySide6.QtGui import QFont

from pluto_desktop.desktop.fonts import ROLES, make_font

LINE_HEIGHT_EM = 1.55
"""Telugu's marks above and below need this much; less clips them."""

EDGE_PX = 12
"""How far the ink of a row, and the ring around it, may leave its height."""

FRAME_MS, AHEAD_MS = 16, 8
RETURN_AFTER_MS = 5_000
SIZES = (70, 80, 90, 100, 115, 130, 150, 175, 200, 220)
"""Text sizes in percent that a person steps through."""


class Kind(StrEnum):
    """What a text is in its row, which decides how large it is."""

    MAIN = "main"
    LATIN = "latin"
    """The main text in Latin letters, which look larger than Telugu ones of the same size."""
    SECOND = "second"
    BESIDE = "beside"
    """The first text of the second column."""
    VOICE = "voice"
    """The main text of a background voice."""
    VOICE_SECOND = "voice-second"
    PLAIN = "plain"
    """The main text of words without times."""
    PLAIN_SECOND = "plain-second"

    @property
    def large(self) -> bool:
        """Whether its letters are so large that a colour of 3 to 1 is enough to read them."""
        return self in {Kind.MAIN, Kind.LATIN}

    @property
    def main(self) -> bool:
        """Whether a row's meaning hangs on the text; others stand by it, and a little dimmer."""
        return self not in {Kind.SECOND, Kind.VOICE_SECOND, Kind.PLAIN_SECOND}


class Side(StrEnum):
    """Where in the pane's width a row stands."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"

    @property
    def share(self) -> float:
        """The share of the free width that lies left of the row."""
        return {Side.LEFT: 0.0, Side.CENTRE: 0.5, Side.RIGHT: 1.0}[self]


@dataclass(frozen=True, slots=True)
class Size:
    """The role of the typeface a kind of text is set in, and its pixels while its line is sung and at rest."""

    role: str
    active_px: float
    rest_px: float


_PANE_SIZES = {
    Kind.MAIN: Size("lyrics-active", 25.0, 20.0),
    Kind.LATIN: Size("lyrics-active", 23.0, 18.5),
    Kind.SECOND: Size("lyrics-active-second", 15.5, 14.0),
    Kind.BESIDE: Size("lyrics-active-second", 19.0, 16.0),
    Kind.VOICE: Size("lyrics", 18.0, 15.5),
    Kind.VOICE_SECOND: Size("lyrics-second", 13.5, 12.5),
    Kind.PLAIN: Size("lead", 16.0, 16.0),
    Kind.PLAIN_SECOND: Size("lyrics-second", 14.0, 14.0),
}


@dataclass(frozen=True, slots=True)
class Look:
    """Everything about one way to show words that is tuned by eye. Pixels are logical."""

    sizes: Mapping[Kind, Size] = field(default_factory=lambda: MappingProxyType(_PANE_SIZES))
    side_px: int = 26
    widest_px: float = 1100.0
    """Rows are never wider."""
    side: Side = Side.LEFT
    """Where rows stand that belong to no voice of a duet."""
    duet_share: float = 0.86
    """Of the width, what a voice at the left or the right may fill."""
    columns_from_px: float = 330.0
    """Texts stand beside each other only in rows at least this wide, at 100 percent; else below each other."""
    row_gap_px: int = 20
    plain_gap_px: int = 4
    part_gap_px: int = 1
    column_gap_px: int = 28
    dots_px: int = 46
    plain_top_px: int = 24
    """Room above the first line of words without times; twice as much is below the last."""
    active_at: float = 0.35
    """Where the active line's centre stands, as a share of the pane's height."""
    resting_opacities: tuple[float, ...] = (1.0, 0.78, 0.52, 0.36, 0.26, 0.2)
    """Opacity by distance from the active line, in lines; further ones keep the last."""
    second_rest_opacity: float = 0.8
    """How strong a second text is at rest, beside its main one."""
    reading_opacity: float = 0.85
    """Opacity of every other line while a person scrolls."""
    chosen_opacity: float = 0.95
    """Opacity of the line under the mouse, or the one the keyboard has come to."""
    fade_top_px: int = 24
    fade_bottom_px: int = 48
    """Over so much of the canvas words vanish towards its edges."""
    move_ms: int = 240

    def font(self, kind: Kind, percent: int) -> QFont:
        """Return the font a text is shaped with: that of its active line."""
        size = self.sizes[kind]
        return make_font(size.role, percent / 100 * size.active_px / ROLES[size.role].size)

    def resting_scale(self, kind: Kind, percent: int, font: QFont) -> float:
        """Return how large a text is at rest, as a share of its active size in that font."""
        return min(1.0, self.sizes[kind].rest_px * percent / 100 / font.pixelSize())

    def gap_px(self, *, timed: bool) -> int:
        """Return the room below a row."""
        return self.row_gap_px if timed else self.plain_gap_px

    def resting_opacity(self, distance: float) -> float:
        """Return the opacity of a line so many lines away from the active one, or from the way to it."""
        ladder = self.resting_opacities
        near, last = int(abs(distance)), len(ladder) - 1
        if near >= last:
            return ladder[last]
        return ladder[near] + (ladder[near + 1] - ladder[near]) * (abs(distance) - near)


PANE = Look()
"""The lyrics pane of the main window."""
