"""Where the texts of a row stand: below each other, in one column or two, at a side. Pure arithmetic; pixels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF

from pluto_desktop.desktop.views.lyrics.look import Look
from pluto_desktop.desktop.views.lyrics.rows import Row


@dataclass(frozen=True, slots=True)
class Column:
    """What a column may fill of a row's width."""

    number: int
    left: float
    room: float


@dataclass(frozen=True, slots=True)
class Box:
    """A text in its column, measured as it is while sung; at rest it is smaller by ``rest``."""

    left: float
    room: float
    column: int
    width: float
    height: float
    baseline: float
    rest: float
    share: float

    def scale(self, activity: float) -> float:
        """Return its size at a moment, as a share of its active one."""
        return self.rest + (1 - self.rest) * activity


def columns_of(row: Row, width: float, percent: int, look: Look) -> list[Column]:
    """Return the columns for a row's parts; too narrow ones are laid over each other, as one."""
    share = (row.side or look.side).share
    if row.columns > 1 and width >= look.columns_from_px * percent / 100:
        room = (width - look.column_gap_px * (row.columns - 1)) / row.columns
        return [Column(number, number * (room + look.column_gap_px), room) for number in range(row.columns)]
    room = width if row.side is None else width * look.duet_share
    return [Column(0, (width - room) * share, room)] * row.columns


def places(boxes: Sequence[Box], activity: float, gap: float) -> list[QPointF]:
    """Return the upper left corner of each box at rest (0.0) or active (1.0); all columns begin on one baseline.

    Active ones are at whole pixels, so that nothing blurs.
    """
    begun: set[int] = set()
    low = 0.0
    for box in boxes:
        if box.column not in begun:
            begun.add(box.column)
            low = max(low, box.baseline * box.scale(activity))
    bottoms: dict[int, float] = {}
    found = []
    for box in boxes:
        scale = box.scale(activity)
        x = box.left + (box.room - box.width * scale) * box.share
        y = bottoms.get(box.column, low - box.baseline * scale)
        if activity >= 1.0:
            x, y = float(math.floor(x)), float(round(y))
        found.append(QPointF(x, y))
        bottoms[box.column] = y + box.height * scale + gap
    return found


def heights(boxes: Sequence[Box], gap: float) -> tuple[float, float]:
    """Return how high the boxes are together, at rest and active, in whole pixels."""
    rest, active = (
        max(
            (
                at.y() + box.height * box.scale(activity)
                for at, box in zip(places(boxes, activity, gap), boxes, strict=True)
            ),
            default=0.0,
        )
        for activity in (0.0, 1.0)
    )
    return float(math.ceil(rest)), float(math.ceil(active))
