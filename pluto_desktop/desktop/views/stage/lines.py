"""Which line is shown: the one that is sung, or the one a person has gone to by hand. Pure; rows by their index."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pluto_desktop.desktop.views.lyrics.look import Kind
from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.lyrics.timeline import Timeline


@dataclass(frozen=True, slots=True)
class _Held:
    row: int
    sung: int | None
    ahead: bool


class Lines:
    """Follows a song; a person may be a line ahead of it, or go back to one.

    A line gone to by hand stays until the song has come to it or beyond or, where it was already over, until the next
    one is sung. Words without times move by hand only.
    """

    def __init__(self, rows: Sequence[Row], timeline: Timeline) -> None:
        self.rows, self._timeline = rows, timeline
        self._stops = [
            index
            for index, row in enumerate(rows)
            if row.parts and (not timeline.timed or (row.start_ms is not None and row.parts[0].kind is not Kind.VOICE))
        ]
        self._row_of_line = {row.line: index for index, row in enumerate(rows) if row.line is not None}
        self._row_of_pause = {row.pause: index for index, row in enumerate(rows) if row.pause is not None}
        self._held: _Held | None = None
        self.current: int | None = self._stops[0] if self._stops else None
        """The row in front of everybody: a line, or the dots of a pause. None where there are no words."""

    @property
    def timed(self) -> bool:
        """Whether the lines come by themselves."""
        return self._timeline.timed

    @property
    def ahead(self) -> bool:
        """Whether a line is shown that is not sung yet."""
        return self._held is not None and self._held.ahead

    def follow(self, time_ms: float) -> bool:
        """Take note of the time; return whether another row is shown now."""
        if not self.timed or not self._stops:
            return False
        sung, held = self._sung(time_ms), self._held
        if held is not None and (sung >= held.row if held.ahead else sung != held.sung):
            self._held = held = None
        before, self.current = self.current, sung if held is None else held.row
        return self.current != before

    def step(self, by: int, time_ms: float) -> bool:
        """Go to the next line (1) or back to the one before (-1); return whether there is one."""
        following = self._beside(self.current, by)
        if following is None:
            return False
        self.current = following
        if self.timed:
            sung = self._sung(time_ms)
            self._held = None if following == sung else _Held(following, sung, following > sung)
        return True

    def release(self) -> None:
        """Show what is sung: somebody went elsewhere in the song."""
        self._held = None

    def before(self) -> int | None:
        """Return the line before the present row."""
        return self._beside(self.current, -1)

    def coming(self, count: int) -> list[int]:
        """Return the next lines, at most so many."""
        first = self._beside(self.current, 1)
        return [] if first is None else [row for row in self._stops if row >= first][:count]

    def _sung(self, time_ms: float) -> int:
        moment = self._timeline.at(time_ms)
        if moment.interlude is not None:
            return self._row_of_pause[moment.interlude]
        return self._stops[0] if moment.active is None else self._row_of_line[moment.active]

    def _beside(self, row: int | None, by: int) -> int | None:
        if row is None:
            return None
        if by > 0:
            return next((stop for stop in self._stops if stop > row), None)
        return next((stop for stop in reversed(self._stops) if stop < row), None)
