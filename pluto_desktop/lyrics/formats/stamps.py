"""Time stamps of the LRC family: ``[01:02.34]`` and everything that programs wrote instead of it."""

from __future__ import annotations

import re

DAY_MS = 24 * 3600 * 1000
STAMP = r"[\d :.,]{1,24}"
"""What may stand between the brackets; bounded, so that a file of brackets stays linear."""

_PARTS = re.compile(r"(?:(?:(\d{1,4}):)?(\d{1,6}):)?(\d{1,6})(?:[.,](\d{1,9}))?")
_THREE_FIELDS = re.compile(r"[\[<] *(\d{1,4}) *: *(\d{1,6}) *: *(\d{1,6}) *[\]>]")


def third_field_is_hundredths(text: str, duration_ms: int | None) -> bool:
    """Decide for a whole file what ``[aa:bb:cc]`` means: True for mm:ss:xx, False for hh:mm:ss.

    It cannot be hours where a stamp would then lie past the song's end, past a day, or have more than 59 seconds.
    """
    limit = DAY_MS if duration_ms is None else min(DAY_MS, duration_ms)
    for match in _THREE_FIELDS.finditer(text):
        first, second, third = int(match[1]), int(match[2]), int(match[3])
        if third > 59 or ((first * 60 + second) * 60 + third) * 1000 > limit:
            return True
    return False


def stamp_ms(inner: str, *, hundredths: bool) -> int | None:
    """Return the time a stamp's inside names, in milliseconds, or None if it is no time within a day.

    A number alone (``12``) is no stamp, ``12.5`` is one. ``hundredths`` is the file's reading of three fields.
    """
    match = _PARTS.fullmatch(inner.replace(" ", ""))
    if match is None:
        return None
    first, second, third, fraction = match.groups()
    if second is None and fraction is None:
        return None
    if first is not None and fraction is None and hundredths:
        first, second, third, fraction = None, first, second, third
    seconds = (int(first or 0) * 60 + int(second or 0)) * 60 + int(third)
    time_ms = seconds * 1000 + (thousandths(fraction) if fraction else 0)
    return time_ms if time_ms < DAY_MS else None


def format_stamp(time_ms: int) -> str:
    """Return ``mm:ss.xx``, rounded half up with carry: 5,996 ms is ``00:06.00``. Three digits break old players."""
    hundredths = (max(0, time_ms) + 5) // 10
    return f"{hundredths // 6000:02d}:{hundredths // 100 % 60:02d}.{hundredths % 100:02d}"


def thousandths(fraction: str) -> int:
    """Return the digits behind a decimal point as milliseconds, rounded: “1” is 100, “1236” is 124."""
    return (int(fraction[:4].ljust(4, "0")) + 5) // 10
