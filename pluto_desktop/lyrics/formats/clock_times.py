"""Times of subtitles and TTML: ``hh:mm:ss,mmm``, ``mm:ss.fff``, ``12.5s``."""

from __future__ import annotations

import re

from pluto_desktop.lyrics.formats.stamps import DAY_MS, thousandths

TIME = r"(?:\d{1,4} {0,2}: {0,2}){0,2}\d{1,6}(?:[.,:;]\d{1,9})?"
"""A time as people and programs write it between the arrows of a subtitle; bounded, so that searching stays linear."""

_CLOCK = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,4}):)?(\d{1,6})(?:[.,:;](\d{1,9}))?")


def clock_ms(text: str) -> int | None:
    """Return a time in milliseconds, None where it is none within a day.

    A field after a colon is a fraction only where hours, minutes and seconds stand before it.
    """
    match = _CLOCK.fullmatch(text.replace(" ", ""))
    if match is None:
        return None
    hours, minutes, seconds, fraction = match.groups()
    whole = (int(hours or 0) * 60 + int(minutes or 0)) * 60 + int(seconds)
    time_ms = whole * 1000 + (thousandths(fraction) if fraction else 0)
    return time_ms if time_ms < DAY_MS else None


def clock_text(time_ms: int, point: str = ".") -> str:
    """Return ``hh:mm:ss.mmm``."""
    time_ms = max(0, time_ms)
    seconds = time_ms // 1000
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{point}{time_ms % 1000:03d}"
