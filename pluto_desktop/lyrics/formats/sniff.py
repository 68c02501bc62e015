"""Telling formats apart by what is in a file, and by its name only where that says nothing."""

from __future__ import annotations

import re

from pluto_desktop.lyrics.formats.clock_times import TIME
from pluto_desktop.lyrics.formats.kinds import KINDS, Kind, kind_of_file

_LOOKED_AT = 64 * 1024
_SIGNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("vtt", re.compile(r"\A\s{0,64}WEBVTT(?=[\s:]|\Z)")),
    ("ttml", re.compile(r"\A\s{0,64}<[\s\S]{0,2000}?(?<=<)(?:[A-Za-z]{1,16}:)?tt[\s>]")),
    ("ass", re.compile(r"^\s{0,16}\[(?:Script Info|V4\+? Styles|Events)\]", re.IGNORECASE | re.MULTILINE)),
    ("ass", re.compile(r"^Dialogue: ?[^,\n]{0,16},[\d:. ]{4,16},[\d:. ]{4,16},", re.MULTILINE)),
    ("srt", re.compile(rf"^[ \t]{{0,16}}{TIME}[ \t]{{0,16}}--?>[ \t]{{0,16}}{TIME}", re.MULTILINE)),
    ("ultrastar", re.compile(r"^#(?:BPM|TITLE|ARTIST|MP3|AUDIO|VERSION)[^\S\n]{0,8}:[^\n]{0,1000}$", re.MULTILINE)),
    ("json", re.compile(r'\A\s{0,64}\{[\s\S]{0,4000}"(?:lines|timing)"\s{0,8}:')),
)
_NOTE = re.compile(r"^[:*FRG] -?\d{1,9} \d{1,9} -?\d{1,6}", re.MULTILINE)
_STAMPED = re.compile(r"^\s{0,64}\[[ \d]{1,6}(?::|\.\d)[\d :.,]{0,16}\]", re.MULTILINE)


def kind_of(text: str, name: str = "") -> Kind:
    """Return the format of a text: by its content, else by its file's name, else LRC, which takes plain text too."""
    head = text.removeprefix("\ufeff")[:_LOOKED_AT]
    for found, sign in _SIGNS:
        if sign.search(head) is not None and (found != "ultrastar" or _NOTE.search(head) is not None):
            return KINDS[found]
    if _STAMPED.search(head) is not None:
        return KINDS["elrc"]
    named = kind_of_file(name) if name else None
    return named if named is not None and named.name not in {"json", "txt"} else KINDS["elrc"]
