"""How the fields of a song are named and told on the command line."""

from __future__ import annotations

from pluto_desktop.domain.shared import FIELDS
from pluto_desktop.domain.shared_json import date_from_json

_OPTIONS = {
    "credits": "artist", "place": "place", "release_date": "date", "genres": "genre", "tags": "tag", "song": "audio",
}  # fmt: skip
OPTIONS = {_OPTIONS.get(name, name): name for name in FIELDS}
"""The fields of a song by what the options of ``pluto song`` call them."""
NAMES = {name: option for option, name in OPTIONS.items()}
"""What the options call each field."""
_MEDIA = frozenset({"song", "bgm", "cover"})
_SHOWN = 60


def shown(name: str, value: object) -> str:
    """Return a field's value in plain form on one line, cut where it is long; of a medium the hash's beginning."""
    if name in _MEDIA and value:
        return str(value)[:12]
    if name == "release_date" and isinstance(value, list):
        return str(date_from_json(value))
    if isinstance(value, dict):
        lines = [next(iter(line.get("texts", {}).values()), "") for line in value.get("lines", ())]
        text = f"{len(lines)} lines: {' / '.join(lines)}" if lines else ""
    elif isinstance(value, list):
        text = ", ".join("–" if one is None else str(one) for one in value)
        text = "" if not any(value) else text
    else:
        text = "" if value is None else str(value)
    text = " ".join(text.split())
    if not text:
        return "nothing"
    return f"“{text}”" if len(text) <= _SHOWN else f"“{text[:_SHOWN]}…”"


def shown_line(line: object) -> str:
    """Return one thing of the words that clashes: a line with its times, an order of lines, or a text about them."""
    if isinstance(line, dict):
        times = "–".join("?" if line.get(end) is None else str(line[end]) for end in ("start_ms", "end_ms"))
        text = " / ".join(" ".join(str(text).split()) for text in line.get("texts", {}).values())
        return f"“{text}” [{times} ms]"
    return shown("", line)
