"""A scripted person who times the demo songs by tapping: late by a reaction time, and uneven."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats import read
from pluto_desktop.lyrics.timing.moments import forget_times
from pluto_desktop.lyrics.timing.session import TimingSession
from pluto_desktop.lyrics.timing.snapping import Snap, as_tapped
from pluto_desktop.lyrics.timing.taps import Taps
from pluto_desktop.resource_files import resource_path

DEMO = sorted(resource_path("demo").glob("*.ttml"))
REACTION_MS, SPREAD_MS = 150, 40


def true_words(song: Path) -> Document:
    """Return the words of a demo song, whose times are true to the millisecond."""
    return read(song.read_bytes().decode(), None, song.name).document


@dataclass
class Off:
    """How far off the taps came, in milliseconds."""

    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[int] = field(default_factory=list)


@dataclass
class Tapper:
    """A person, late by ``REACTION_MS`` ± ``spread_ms`` of the clock on the wall; two with one seed tap alike."""

    seed: str
    rate: float = 1.0
    spread_ms: float = SPREAD_MS

    def tap(self, truth: Document, sittings: int, snap: Snap = as_tapped) -> Off:
        """Time a song anew so many times, each line by its start and its end; then its words by themselves."""
        meant, off = self._hand(), Off()
        for _ in range(sittings):
            session = TimingSession(forget_times(truth, range(len(truth.lines))))
            for line in truth.lines:
                assert line.start_ms is not None
                assert line.end_ms is not None
                session.tap_start(meant(line.start_ms), snap)
                session.tap_end(meant(line.end_ms))
            for mine, true in zip(session.document.lines, truth.lines, strict=True):
                off.starts.append(abs((mine.start_ms or 0) - (true.start_ms or 0)))
                off.ends.append(abs((mine.end_ms or 0) - (true.end_ms or 0)))
            before = None
            for start in _starts_of_words(truth):
                before = snap(meant(start), before, None)
                off.words.append(abs(before - start))
        return off

    def _hand(self) -> Callable[[int], int]:
        late, taps = Random(self.seed), Taps(REACTION_MS, 0, self.rate)
        return lambda at_ms: taps.meant_ms(at_ms + late.gauss(REACTION_MS, self.spread_ms) * self.rate)


def _starts_of_words(document: Document) -> list[int]:
    return sorted({word.start_ms for line in document.lines for word in line.words if word.start_ms is not None})
