"""SubRip (SRT): numbered cues with a comma in their times, as programs and hands write them."""

from __future__ import annotations

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.cues import cues_of, entries_of
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes, rows_of


def read_srt(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read subtitles: rows of a cue in different scripts are its texts in several languages. Never raises.

    Numbers may be missing, the point may be a comma, hours may be left out, empty rows may hold spaces.
    """
    notes, entries, breaks = Notes(), list[Entry](), list[int]()
    for cue in cues_of(rows_of(text), notes, numbered=True):
        found = entries_of(cue, cue.rows)
        entries += found
        if not found:
            breaks.append(cue.start_ms)
    return Parsed(Document(assemble(entries, breaks, named)), "srt", 0, tuple(notes.warnings))
