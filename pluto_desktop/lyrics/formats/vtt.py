"""WebVTT: cues with voices, languages and the times of words (https://www.w3.org/TR/webvtt1/)."""

from __future__ import annotations

import html
import re

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.cues import Cue, cues_of, entries_of
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes, rows_of
from pluto_desktop.lyrics.languages import named_languages

HEADERS = {
    "title": "Title", "artist": "Artist", "album": "Album", "author": "Author", "by": "By", "language": "Language",
}  # fmt: skip
"""Key of the metadata: its name in the header; YouTube writes ``Language`` there."""

BACKGROUND = "bg"
"""The class of a background voice: ``<c.bg>``."""

_VOICE = re.compile(r"<v(?:\.[^\s<>]{0,80})?[ \t]([^<>]{1,200})>")
_BACKGROUND = re.compile(r"<[cv]\.(?:[^<>. ]{1,40}\.)?bg[. >]")
_HEADER = re.compile(r"([A-Za-z]{1,32}): ?(.{1,1000})")
_KEYS = {name.casefold(): key for key, name in HEADERS.items()}


def read_vtt(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read a WebVTT file. Notes, styles and regions are passed over, a voice is an agent. Never raises."""
    notes, entries, breaks = Notes(), list[Entry](), list[int]()
    rows = rows_of(text)
    metadata = _metadata(rows)
    for cue in cues_of(rows, notes, numbered=False):
        found = _entries(cue)
        entries += found
        if not found:
            breaks.append(cue.start_ms)
    named = named_languages(metadata.get("language", "")) or named
    return Parsed(Document(assemble(entries, breaks, named), metadata), "vtt", 0, tuple(notes.warnings))


def _metadata(rows: list[str]) -> dict[str, str]:
    """Return what the header says, which goes to the first empty row."""
    found: dict[str, str] = {}
    for row in rows[1:64]:
        if not row.strip() or "-->" in row:
            break
        match = _HEADER.fullmatch(row.strip())
        if match is not None and match[1].casefold() in _KEYS:
            found[_KEYS[match[1].casefold()]] = match[2].strip()
    return found


def _entries(cue: Cue) -> list[Entry]:
    """Return the lines of a cue: one for each voice in it."""
    parts: list[tuple[str, list[str]]] = []
    for row in cue.rows:
        voice = _VOICE.search(row)
        agent = html.unescape(voice[1]).strip() if voice is not None else ""
        if not parts or (voice is not None and parts[-1][0] != agent):
            parts.append((agent, []))
        parts[-1][1].append(row)
    found: list[Entry] = []
    for agent, rows in parts:
        background = any(_BACKGROUND.search(row) is not None for row in rows)
        found += entries_of(cue, rows, agent, background=background)
    return found
