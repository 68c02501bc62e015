"""Where the rows stand and how they move. Pure arithmetic; pixels and seconds."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


class Stack:
    """Rows under each other, each with a height at rest and one when active."""

    def __init__(self, heights: Sequence[tuple[float, float]]) -> None:
        self._rest = [rest for rest, _ in heights]
        self._more = [active - rest for rest, active in heights]
        self._tops = [0.0, *accumulate(self._rest)]

    def __len__(self) -> int:
        return len(self._rest)

    def top(self, row: int, activity: dict[int, float]) -> float:
        """Return where a row starts while these rows are partly active (0.0 to 1.0)."""
        return self._tops[row] + sum(self._more[other] * share for other, share in activity.items() if other < row)

    def height(self, row: int, activity: dict[int, float]) -> float:
        """Return how high a row is."""
        return self._rest[row] + self._more[row] * activity.get(row, 0.0)

    def total(self, activity: dict[int, float]) -> float:
        """Return the height of all rows together."""
        return self.top(len(self), activity)

    def visible(self, top: float, bottom: float, activity: dict[int, float]) -> range:
        """Return the rows that touch a stretch of the stack."""
        extra = sum(self._more[row] * share for row, share in activity.items())
        first = max(0, bisect_right(self._tops, top - max(0.0, extra)) - 1)
        last = min(len(self), bisect_right(self._tops, bottom))
        return range(first, last)

    def row_at(self, y: float, activity: dict[int, float]) -> int | None:
        """Return the row at a height, None above, below and where the row has none."""
        for row in self.visible(y, y, activity):
            top = self.top(row, activity)
            if top <= y < top + self.height(row, activity):
                return row
        return None


class Motion:
    """The scrolling and the growing of active rows, eased out over one duration, interrupted at any moment."""

    def __init__(self) -> None:
        self.scroll = 0.0
        self.activity: dict[int, float] = {}
        self.focus = 0.0
        """The line in front of the eye, counted from the first; between two lines while the eye goes over."""
        self._from_scroll, self._to_scroll = 0.0, 0.0
        self._from_focus, self._to_focus = 0.0, 0.0
        self._from: dict[int, float] = {}
        self._to: dict[int, float] = {}
        self._start_s, self._duration_s = 0.0, 0.0
        self.moving = False

    @property
    def target(self) -> dict[int, float]:
        """The activity the motion leads to."""
        return self._to

    def go(
        self, now_s: float, duration_s: float, active: Iterable[int], scroll: float | None, focus: float = 0.0
    ) -> None:
        """Head for new active rows, scroll position (None: leave it) and focus; at once where there is no duration."""
        self._to = dict.fromkeys(active, 1.0)
        self._from = dict(self.activity)
        self._from_scroll = self.scroll
        self._to_scroll = self.scroll if scroll is None else scroll
        self._from_focus, self._to_focus = self.focus, focus
        self._start_s, self._duration_s = now_s, duration_s
        self.moving = True
        self.step(now_s)

    def drag(self, scroll: float) -> None:
        """Put the scroll position somewhere by hand; rows keep growing and shrinking."""
        self.scroll = self._from_scroll = self._to_scroll = scroll

    def shift(self, by: float) -> None:
        """Move everything along with rows that were pushed down: the picture stays, and so does where it is going."""
        self.scroll += by
        self._from_scroll += by
        self._to_scroll += by

    def step(self, now_s: float) -> None:
        """Move to where everything is at a time."""
        if not self.moving:
            return
        share = 1.0 if self._duration_s <= 0 else min(1.0, max(0.0, (now_s - self._start_s) / self._duration_s))
        eased = 1 - (1 - share) ** 3
        self.scroll = self._from_scroll + (self._to_scroll - self._from_scroll) * eased
        self.focus = self._from_focus + (self._to_focus - self._from_focus) * eased
        mixed = {
            row: self._from.get(row, 0.0) + (self._to.get(row, 0.0) - self._from.get(row, 0.0)) * eased
            for row in self._from.keys() | self._to.keys()
        }
        self.activity = {row: value for row, value in mixed.items() if value > 0.001}
        self.moving = share < 1.0
