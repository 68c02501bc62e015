"""Cleaning what tags say: they hold anything."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pluto_desktop.domain.dates import ReleaseDate

FIELD_LENGTH = 1_000
LYRICS_LENGTH = 500_000
COVER_BYTES = 16 * 1024 * 1024

# Controls, what turns the direction of writing, byte order marks. ZWJ and ZWNJ stay: Telugu is spelt with them.
_STRANGE = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]+")
_STRANGE_IN_LINES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufeff]+")
_HALVES = re.compile("[\ud800-\udfff]")
_NUMBER = re.compile(r"\s*(\d{1,6})")
_GAIN = re.compile(r"\s*([+-]?\d+(?:[.,]\d+)?)")


def clean(text: str) -> str:
    """Return one line of text without control and direction-turning characters, at most 1,000 characters long."""
    if text.isascii() and text.isprintable():
        return text.strip()[:FIELD_LENGTH].rstrip()
    text = _HALVES.sub("\ufffd", _STRANGE.sub(" ", text[: 4 * FIELD_LENGTH]))
    return " ".join(text.split(" ")).strip()[:FIELD_LENGTH].rstrip()


def clean_lines(text: str) -> str:
    """Return text of several lines without control characters."""
    return _HALVES.sub("\ufffd", _STRANGE_IN_LINES.sub("", text[:LYRICS_LENGTH]))


def names(values: Iterable[object]) -> tuple[str, ...]:
    """Return names cleaned, split at semicolons, each once."""
    found: dict[str, None] = {}
    for value in values:
        for part in re.split(r"[;\x00]", str(value)[:FIELD_LENGTH]):
            if name := clean(part):
                found[name] = None
    return tuple(found)


def number(value: object) -> int | None:
    """Return the first number of ``3/12``; None for none, or for nought."""
    match = _NUMBER.match(str(value))
    return int(match[1]) or None if match else None


def decibels(value: object) -> float | None:
    """Return a gain or a peak written as ``-7.03 dB``; None where it is none or cannot be one."""
    match = _GAIN.match(str(value))
    if match is None:
        return None
    found = float(match[1].replace(",", "."))
    return found if -60.0 <= found <= 60.0 else None


def date(value: object) -> str:
    """Return a date as ``1976-05-01``, as far as it is known; "" where it is none."""
    found = ReleaseDate.parse(str(value))
    return str(found) if found else ""
