"""One sitting at the words of a song: the line that comes next, what a tap does to it, and taking steps back. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from pluto_desktop.lyrics.document import Document, Line, Word
from pluto_desktop.lyrics.timing.moments import put, set_end, set_start
from pluto_desktop.lyrics.timing.pieces import pieces, sung_language
from pluto_desktop.lyrics.timing.snapping import Snap, as_tapped

REPLAY_MS = 3_000
"""So much is heard again before a line that is tapped once more."""
_MOST_STEPS = 500


@dataclass(frozen=True, slots=True)
class Step:
    """How things stand: the words, the line that a tap is for, how many pieces of it are tapped, the line begun last.

    ``line`` is the number of lines where all were tapped. ``begun`` is the id of the line that an end belongs to, ""
    for none.
    """

    document: Document
    line: int = 0
    piece: int = 0
    begun: str = ""


class TimingSession:
    """The words while they are timed. Not for several threads. Moments given are the song's own, in milliseconds."""

    def __init__(self, document: Document, line: int | None = None, language: str = "") -> None:
        """``line`` is where to go on; without one it is the first that has no start.

        ``language`` is what the song is said to be in, "" where nobody said: its words are tapped in that.
        """
        self._language = language
        self._now = Step(document, first_untimed(document) if line is None else min(line, len(document.lines)))
        self._back: list[Step] = []
        self._again: list[Step] = []

    @property
    def document(self) -> Document:
        """The words as they are now."""
        return self._now.document

    @property
    def line(self) -> int:
        """The line that the next tap is for; the number of lines where there is none."""
        return self._now.line

    @property
    def piece(self) -> int:
        """How many pieces of that line are tapped."""
        return self._now.piece

    @property
    def can_undo(self) -> bool:
        """Whether a step can be taken back."""
        return bool(self._back)

    @property
    def can_redo(self) -> bool:
        """Whether a step was taken back."""
        return bool(self._again)

    def choose(self, line: int) -> None:
        """Let the next tap be for a line. Not a step that is taken back."""
        if line != self._now.line:
            self._now = replace(self._now, line=max(0, min(line, len(self.document.lines))), piece=0)

    def edit(self, change: Callable[[Document], Document], line: int | None = None) -> bool:
        """Change the words, and go on at ``line``; whether anything changed."""
        changed = change(self.document)
        if changed == self.document:
            return False
        at = self.line if line is None else line
        self._take(Step(changed, max(0, min(at, len(changed.lines))), 0, self._now.begun))
        return True

    def tap_start(self, at_ms: int, snap: Snap = as_tapped) -> bool:
        """Start the line that is next, and go on to the one after it that has a text; whether there was one.

        While words are tapped that is the line after theirs: the rest of them is left without times. ``snap`` says
        where a tap goes between the starts of the lines before and after; it is one step with the tap.
        """
        line = self.line if self.piece == 0 else self._after(self.line)
        if line >= len(self.document.lines):
            return False
        at_ms = snap(at_ms, *self._between(line, at_ms))
        self._take(Step(self._started(line, at_ms), self._after(line), 0, self.document.lines[line].id))
        return True

    def tap_end(self, at_ms: int) -> bool:
        """End the line that was begun last; whether there is one that started before."""
        index = self._begun()
        if index is None:
            return False
        changed = set_end(self.document, index, at_ms)
        if changed == self.document:
            return False
        self._take(replace(self._now, document=changed, begun=""))
        return True

    def tap_piece(self, at_ms: int, snap: Snap = as_tapped) -> bool:
        """Start the next piece of the line that is next, the first of which starts the line; whether there was one.

        The piece before it ends there. With the last piece the line after it is next. ``snap`` is as for a line.
        """
        index = self.line
        if index >= len(self.document.lines):
            return False
        line = self.document.lines[index]
        language = sung_language(line, self._language)
        parts = pieces(line.texts.get(language, ""))
        if len(parts) < 2:
            return self.tap_start(at_ms, snap)
        if self.piece == 0:
            at_ms = snap(at_ms, *self._between(index, at_ms))
            document = self._started(index, at_ms)
            begun = [Word(None, None, part, language) for part in parts]
            own: list[Word] = [replace(begun[0], start_ms=at_ms), *begun[1:]]
        else:
            document, own = self.document, [word for word in line.words if word.lang == language]
            before_ms = own[self.piece - 1].start_ms or 0
            at_ms = max(snap(at_ms, before_ms, self._between(index, at_ms)[1]), before_ms + 1)
            own[self.piece - 1] = replace(own[self.piece - 1], end_ms=at_ms)
            own[self.piece] = replace(own[self.piece], start_ms=at_ms)
        line = document.lines[index]
        others = [word for word in line.words if word.lang != language]
        end = line.end_ms if line.end_ms is not None and line.end_ms > at_ms else None
        document = put(document, index, replace(line, end_ms=end, words=(*own, *others)))
        done = self.piece + 1 == len(parts)
        following = (self._after(index), 0) if done else (index, self.piece + 1)
        self._take(Step(document, *following, line.id))
        return True

    def go_back(self) -> int:
        """Go to the beginning of the line, or to the line before; return where to play from to tap it once more."""
        line = self.line
        if self.piece == 0:
            before = [at for at in range(min(line, len(self.document.lines))) if self.document.lines[at].texts]
            line = before[-1] if before else 0
        self._now = replace(self._now, line=line, piece=0)
        return self.replay_ms()

    def replay_ms(self) -> int:
        """Return where to play from to hear the line that is next coming."""
        starts = [each.start_ms for each in self.document.lines[: self.line + 1] if each.start_ms is not None]
        return max(0, starts[-1] - REPLAY_MS) if starts else 0

    def undo(self) -> bool:
        """Take the last step back; whether there was one."""
        return self._turn(self._back, self._again)

    def redo(self) -> bool:
        """Do again what was taken back last; whether there was anything."""
        return self._turn(self._again, self._back)

    # ---- within

    def _turn(self, source: list[Step], target: list[Step]) -> bool:
        if not source:
            return False
        target.append(self._now)
        self._now = source.pop()
        return True

    def _take(self, step: Step) -> None:
        self._back.append(self._now)
        del self._back[:-_MOST_STEPS]
        self._again.clear()
        self._now = step

    def _started(self, index: int, at_ms: int) -> Document:
        """Start a line; one before it in the same voice that would still be sung then ends there."""
        document = set_start(self.document, index, at_ms)
        before = self._before(index)
        if before is None:
            return document
        line = document.lines[before]
        overlaps = line.end_ms is not None and line.start_ms is not None and line.start_ms < at_ms < line.end_ms
        return set_end(document, before, at_ms) if overlaps else document

    def _before(self, index: int) -> int | None:
        return self._timed_beside(index, range(index - 1, -1, -1))

    def _timed_beside(self, index: int, others: range) -> int | None:
        """Return the first of other lines that is of the same voice as one and has a start."""
        own = self.document.lines[index]
        for at in others:
            line = self.document.lines[at]
            if line.start_ms is not None and (line.agent, line.background) == (own.agent, own.background):
                return at
        return None

    def _between(self, index: int, at_ms: int) -> tuple[int | None, int | None]:
        """Return the starts of the lines before and after one between which a moment lies; None where it does not."""
        lines = self.document.lines
        before, after = self._before(index), self._timed_beside(index, range(index + 1, len(lines)))
        first = None if before is None else lines[before].start_ms
        last = None if after is None else lines[after].start_ms
        return (
            first if first is not None and first < at_ms else None,
            last if last is not None and last > at_ms else None,
        )

    def _after(self, index: int) -> int:
        lines = self.document.lines
        return next((at for at in range(index + 1, len(lines)) if lines[at].texts), len(lines))

    def _begun(self) -> int | None:
        lines = self.document.lines
        return (
            next((at for at, line in enumerate(lines) if line.id == self._now.begun), None) if self._now.begun else None
        )


def first_untimed(document: Document) -> int:
    """Return the first line with a text that has no start; 0 where all have one."""
    return next((at for at, line in enumerate(document.lines) if _waits(line)), 0)


def _waits(line: Line) -> bool:
    return bool(line.texts) and line.start_ms is None
