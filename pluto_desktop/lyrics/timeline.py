"""Which line is sung when, how far each word is, and where there is nothing to sing. Pure; times in milliseconds.

Times given to a :class:`Timeline` are the song's own: a listening offset is taken off before asking.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from pluto_desktop.lyrics.document import Document, Line, Word

LEAD_MS = 600
"""A line is shown as the active one up to this early (where nothing else is set), so that eyes are there in time."""

INTERLUDE_MS = 4_000
"""A pause at least this long is shown as one."""

_NEAR = 4
"""How many lines around the active one may be sung at the same time: second voices, background voices."""


@dataclass(frozen=True, slots=True)
class Interlude:
    """A long pause before the line at ``before`` (its index in the document), during ``[start_ms, end_ms)``."""

    start_ms: int
    end_ms: int
    before: int

    def progress(self, time_ms: float) -> float:
        """Return how much of the pause is over, 0.0 to 1.0."""
        return min(1.0, max(0.0, (time_ms - self.start_ms) / (self.end_ms - self.start_ms)))


@dataclass(frozen=True, slots=True)
class Moment:
    """What holds at one time: indexes into the document's lines, None where there is none.

    ``active`` is the line being sung, or about to be; in an interlude it is None and ``interlude`` tells the pause.
    ``previous`` and ``next`` are the timed lines around it.
    """

    active: int | None
    previous: int | None
    next: int | None
    interlude: Interlude | None


class Timeline:
    """The timed lines of a document in the order of their starts. Immutable; any thread; lookups are logarithmic."""

    def __init__(self, document: Document, lead_ms: int = LEAD_MS) -> None:
        self._lead_ms = lead_ms
        self._lines = document.lines
        foreground = [i for i, line in enumerate(document.lines) if line.start_ms is not None and not line.background]
        self._order = sorted(foreground, key=lambda i: (document.lines[i].start_ms or 0, i))
        self._starts = [self._lines[i].start_ms or 0 for i in self._order]
        self._shown_from = [self._shown_at(position) for position in range(len(self._order))]
        self.interludes = self._find_interludes()
        self._interlude_starts = [pause.start_ms for pause in self.interludes]

    @classmethod
    def empty(cls) -> Timeline:
        """Return the timeline of no words."""
        return cls(Document())

    @property
    def timed(self) -> bool:
        """Whether any line has a time."""
        return bool(self._order)

    def at(self, time_ms: float) -> Moment:
        """Return what is sung at a time."""
        position = bisect_right(self._shown_from, time_ms) - 1
        pause = self._interlude_at(time_ms)
        following = self._order[position + 1] if position + 1 < len(self._order) else None
        if pause is not None:
            return Moment(None, self._order[position] if position >= 0 else None, following, pause)
        if position < 0:
            return Moment(None, None, following, None)
        return Moment(self._order[position], self._order[position - 1] if position else None, following, None)

    def singing(self, time_ms: float) -> tuple[int, ...]:
        """Return the lines sung at a time: the active one, and near it those whose ``[start, end)`` holds the time."""
        moment = self.at(time_ms)
        around = moment.active if moment.active is not None else moment.previous
        if around is None:
            return ()
        near = range(max(0, around - _NEAR), min(len(self._lines), around + _NEAR + 1))
        return tuple(i for i in near if i == moment.active or self._holds(i, time_ms))

    def _holds(self, index: int, time_ms: float) -> bool:
        line = self._lines[index]
        return line.start_ms is not None and line.end_ms is not None and line.start_ms <= time_ms < line.end_ms

    def seek_ms(self, index: int) -> int | None:
        """Return where to play from to hear a line, None if it has no time."""
        return self._lines[index].start_ms

    def _shown_at(self, position: int) -> float:
        """Up to the lead early, but never before the line before has ended."""
        start = self._starts[position]
        if position == 0:
            return start - self._lead_ms
        before = self._lines[self._order[position - 1]]
        ended = min(before.end_ms if before.end_ms is not None else start, start)
        return max(start - self._lead_ms, ended, self._starts[position - 1])

    def _find_interludes(self) -> tuple[Interlude, ...]:
        pauses = []
        ended = 0
        for position, index in enumerate(self._order):
            until = int(self._shown_from[position])
            if self._starts[position] - ended >= INTERLUDE_MS and until > ended:
                pauses.append(Interlude(ended, until, index))
            line = self._lines[index]
            following = self._starts[position + 1] if position + 1 < len(self._order) else self._starts[position]
            ended = max(ended, line.end_ms if line.end_ms is not None else following)
        return tuple(pauses)

    def _interlude_at(self, time_ms: float) -> Interlude | None:
        position = bisect_right(self._interlude_starts, time_ms) - 1
        if position < 0 or time_ms >= self.interludes[position].end_ms:
            return None
        return self.interludes[position]


def words_of_language(line: Line, language: str) -> tuple[Word, ...]:
    """Return the timed words of a line in one language, () unless every word has its place in that text."""
    words = [word for word in line.words if word.lang == language]
    if not words or "".join([word.text for word in words]) != line.texts.get(language):
        return ()
    return tuple(words) if any(word.start_ms is not None for word in words) else ()


def sung_characters(words: Sequence[Word], line_end_ms: int | None, time_ms: float) -> float:
    """Return how many characters of the joined words are sung at a time, with a fraction inside a word.

    A word ends at its end, else where the next one starts, else with the line; a word with neither is sung at once.
    """
    done = 0.0
    for index, word in enumerate(words):
        if word.start_ms is None:
            done += len(word.text)
            continue
        if time_ms < word.start_ms:
            return done
        end = word.end_ms
        if end is None:
            end = next((w.start_ms for w in words[index + 1 :] if w.start_ms is not None), line_end_ms)
        length = len(word.text.rstrip()) or len(word.text)
        if end is not None and time_ms < end:
            return done + length * (time_ms - word.start_ms) / max(1, end - word.start_ms)
        done += len(word.text)
    return done
