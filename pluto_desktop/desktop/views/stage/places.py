"""Where the rows stand around the one that is sung, and how they get there. Pure arithmetic; pixels and seconds."""

from __future__ import annotations

from dataclasses import dataclass

from pluto_desktop.desktop.views.stage import look


@dataclass(frozen=True, slots=True)
class Place:
    """The middle of a row, how far it is the sung one (0.0 to 1.0), and how much of it can be seen."""

    y: float
    activity: float
    opacity: float

    def towards(self, other: Place, share: float) -> Place:
        """Return the place on the way to another."""
        pairs = ((self.y, other.y), (self.activity, other.activity), (self.opacity, other.opacity))
        return Place(*(begin + (end - begin) * share for begin, end in pairs))


Places = dict[int, Place]
"""The rows that are to be seen, by index."""


@dataclass(frozen=True, slots=True)
class Sized:
    """A row by its index, and how high it is while it is sung and at rest."""

    row: int
    height: float
    rest: float


def arrange(screen_height: float, gap: float, current: Sized, before: Sized | None, coming: list[Sized]) -> Places:
    """Place the present row, the one before, and of those coming as many as there is room for."""
    height = current.height
    middle = look.CENTRE_AT * screen_height
    places = {current.row: Place(middle, 1.0, 1.0)}
    if before is not None:
        rest = before.rest
        top = middle - height / 2 - gap - rest
        if top >= look.SAFE_TOP * screen_height:
            places[before.row] = Place(top + rest / 2, 0.0, look.BEFORE_OPACITY)
    y = middle + height / 2 + gap
    for sized, opacity in zip(coming, (look.NEXT_OPACITY, look.AFTER_NEXT_OPACITY), strict=False):
        rest = sized.rest
        if y + rest > look.SAFE_BOTTOM * screen_height:
            break
        places[sized.row] = Place(y + rest / 2, 0.0, opacity)
        y += rest + gap
    return places


class Passage:
    """The way from one arrangement to the next, eased out, interrupted at any moment."""

    def __init__(self) -> None:
        self.places: Places = {}
        self._from: Places = {}
        self._to: Places = {}
        self._start_s = self._duration_s = 0.0
        self.moving = False

    def go(self, to: Places, now_s: float, duration_s: float) -> None:
        """Head for an arrangement; at once where there is no duration, or nothing was to be seen before.

        What is new comes from beyond the edge that everything moves away from, what goes leaves over the other.
        """
        known = self.places.keys() & to.keys()
        shift = sum(to[row].y - self.places[row].y for row in known) / len(known) if known else 0.0
        self._from, self._to = dict(self.places), dict(to)
        for row in to.keys() - self.places.keys():
            self._from[row] = Place(to[row].y - shift, 0.0, 0.0)
        for row in self.places.keys() - to.keys():
            self._to[row] = Place(self.places[row].y + shift, 0.0, 0.0)
        self._start_s, self._duration_s = now_s, duration_s if self.places else 0.0
        self.moving = True
        self.step(now_s)

    def step(self, now_s: float) -> None:
        """Move to where everything is at a time."""
        if not self.moving:
            return
        share = 1.0 if self._duration_s <= 0 else min(1.0, max(0.0, (now_s - self._start_s) / self._duration_s))
        eased = 1 - (1 - share) ** 3
        mixed = {row: place.towards(self._to[row], eased) for row, place in self._from.items()}
        self.places = {row: place for row, place in mixed.items() if share < 1.0 or place.opacity > 0.0}
        self.moving = share < 1.0
