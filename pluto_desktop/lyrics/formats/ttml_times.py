"""Time expressions of TTML, and which of the two meanings of a time inside another a file uses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from pluto_desktop.lyrics.formats.stamps import DAY_MS, thousandths

_CLOCK = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,6})(?:\.(\d{1,9}))?s?")
_FRAMES = re.compile(r"(\d{1,4}):(\d{1,4}):(\d{1,4}):(\d{1,4})(?:\.(\d{1,4}))?")
_OFFSET = re.compile(r"(\d{1,12})(?:\.(\d{1,9}))?(h|ms|m|s|f|t)")
_MS = {"h": 3_600_000, "m": 60_000, "s": 1000, "ms": 1}
_NUMBER = re.compile(r"\d{1,9}")


@dataclass(frozen=True, slots=True)
class Rates:
    """How many frames, parts of a frame, and ticks a second has (``ttp:frameRate`` and so on)."""

    frames: Fraction = Fraction(30)
    parts: int = 1
    ticks: Fraction = Fraction(1)

    @classmethod
    def of(cls, attributes: dict[str, str]) -> Rates:
        """Read the attributes of the root; what is no number counts for nothing."""
        frames = _number(attributes.get("frameRate", "")) or 30
        parts = _number(attributes.get("subFrameRate", "")) or 1
        over, _, under = attributes.get("frameRateMultiplier", "").replace(":", " ").partition(" ")
        multiplier = Fraction(_number(over) or 1, _number(under.strip()) or 1)
        ticks = _number(attributes.get("tickRate", ""))
        rate = frames * multiplier
        if not ticks:
            ticks = frames * parts if "frameRate" in attributes else 1
        return cls(rate, parts, Fraction(ticks))

    def ms(self, text: str) -> int | None:
        """Return a time expression in milliseconds, None where it is none within a day (``wallclock()``)."""
        text = text.strip()
        time_ms: int | Fraction
        if (match := _CLOCK.fullmatch(text)) is not None:
            hours, minutes, seconds, fraction = match.groups()
            whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
            time_ms = whole * 1000 + (thousandths(fraction) if fraction else 0)
        elif (match := _FRAMES.fullmatch(text)) is not None:
            hours, minutes, seconds, frames, parts = match.groups()
            whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
            time_ms = whole * 1000 + (int(frames) + Fraction(int(parts or 0), self.parts)) * 1000 / self.frames
        elif (match := _OFFSET.fullmatch(text)) is not None:
            count = Fraction(f"{match[1]}.{match[2] or 0}")
            rate = {"f": self.frames, "t": self.ticks}.get(match[3])
            time_ms = count * 1000 / rate if rate is not None else count * _MS[match[3]]
        else:
            return None
        rounded = int(time_ms + Fraction(1, 2))
        return rounded if rounded < DAY_MS else None


@dataclass(frozen=True, slots=True)
class Window:
    """From when to when something lasts; None where nothing says."""

    start_ms: int | None = None
    end_ms: int | None = None

    def inside(self, begin: int | None, end: int | None, lasts: int | None) -> Window:
        """Return what times inside this window mean.

        The standard counts them from the window's start, Apple from the song's. They are counted from the window's
        start only where they then fall inside it and would not otherwise (the same rule as Navidrome's).
        """
        first = begin if begin is not None else end
        start = self.start_ms or 0
        shift = 0
        if first is not None and start and not self._holds(first) and self._holds(first + start):
            shift = start
        opened = begin + shift if begin is not None else self.start_ms
        if end is not None:
            closed: int | None = end + shift
        elif lasts is not None and opened is not None:
            closed = opened + lasts
        else:
            closed = self.end_ms if begin is None else None
        if opened is not None and closed is not None and closed < opened:
            closed = None
        return Window(opened, closed)

    def _holds(self, time_ms: int) -> bool:
        return (self.start_ms or 0) <= time_ms and (self.end_ms is None or time_ms <= self.end_ms)


def _number(text: str) -> int:
    return int(text) if _NUMBER.fullmatch(text.strip()) is not None else 0
