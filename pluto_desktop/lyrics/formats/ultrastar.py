"""UltraStar songs: notes with syllables, counted in beats (https://usdx.eu/format/)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.marks import Mark, joined, text_of
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes, rows_of
from pluto_desktop.lyrics.formats.stamps import DAY_MS
from pluto_desktop.lyrics.languages import named_languages

HEADERS = {
    "title": "TITLE", "artist": "ARTIST", "album": "ALBUM", "author": "AUTHOR", "by": "CREATOR", "language": "LANGUAGE",
}  # fmt: skip
"""Key of the metadata: its header."""

_HEADER = re.compile(r"#([^:\s]{1,40})\s{0,16}:(.*)")
_NOTE = re.compile(r"([:*FRG])\s{1,8}(-?\d{1,9})\s{1,8}(\d{1,9})\s{1,8}(-?\d{1,6})(?: (.*))?")
_BREAK = re.compile(r"-\s{0,8}(-?\d{1,9})?(?:\s{1,8}(-?\d{1,9}))?\s{0,8}")
_VOICE = re.compile(r"P\s{0,4}(\d)\s{0,8}")
_DECIMAL = re.compile(r"-?\d{1,9}(?:\.\d{1,9})?")
_KEYS = {name: key for key, name in HEADERS.items()}
_HELD = "~～"


def read_ultrastar(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read a song: each phrase a line, each syllable a word; the voices of a duet are ``v1`` and ``v2``.

    A time is ``GAP + beat * 60000 / (BPM * 4)``. Never raises.
    """
    return _Reader().parsed(rows_of(text), named)


@dataclass(slots=True)
class _Reader:
    notes: Notes = field(default_factory=Notes)
    said: dict[str, str] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)
    phrase: list[Mark] = field(default_factory=list)
    agent: str = ""
    base: int = 0
    beat_ms: float = 0.0
    gap_ms: float = 0.0

    def parsed(self, rows: list[str], named: tuple[str, ...]) -> Parsed:
        for number, row in enumerate(rows, start=1):
            if row.strip() == "E":
                break
            self._read(number, row)
            if self.notes.full(number, len(self.entries)):
                break
        self._end_phrase()
        metadata = {key: self.said[name][:1000] for name, key in _KEYS.items() if self.said.get(name)}
        lines = assemble(self.entries, (), named_languages(metadata.get("language", "")) or named)
        return Parsed(Document(lines, metadata), "ultrastar", 0, tuple(self.notes.warnings))

    def _read(self, number: int, row: str) -> None:
        start = row.lstrip()
        if (header := _HEADER.fullmatch(start.rstrip())) is not None:
            self.said[header[1].upper()] = header[2].strip()
        elif (note := _NOTE.fullmatch(start)) is not None:
            self._note(number, int(note[2]), int(note[3]), note[5] or "")
        elif (pause := _BREAK.fullmatch(start)) is not None:
            self._end_phrase()
            if self._relative:
                self.base += int(pause[2] or pause[1] or 0)
        elif (voice := _VOICE.fullmatch(start)) is not None:
            self._end_phrase()
            self.agent, self.base = f"v{voice[1]}", 0
        elif start:
            self.notes.warn(number, "no_note")

    @property
    def _relative(self) -> bool:
        return self.said.get("RELATIVE", "").casefold() == "yes"

    def _note(self, number: int, beat: int, length: int, text: str) -> None:
        if not self.beat_ms and not self._count(number):
            return
        start, end = self._time(self.base + beat), self._time(self.base + beat + length)
        if start is None or end is None:
            self.notes.warn(number, "stray_note")
            return
        syllable = text.strip()
        if self.phrase and syllable and not syllable.strip(_HELD):  # goes on with the syllable before
            self.phrase[-1].end_ms = end
            self.phrase[-1].text += " " if text[-1] == " " or text[0] == " " else ""
            return
        self.phrase.append(Mark(start, end, text.replace("~", "") if syllable.startswith("~") else text))

    def _count(self, number: int) -> bool:
        """Find how long a beat lasts; without that no note has a time."""
        bpm, gap = _decimal(self.said.get("BPM", "")), _decimal(self.said.get("GAP", ""))
        if bpm <= 0:
            self.notes.warn(number, "no_bpm")
            return False
        self.beat_ms, self.gap_ms = 60_000 / (bpm * 4), gap
        return True

    def _time(self, beat: int) -> int | None:
        time_ms = self.gap_ms + beat * self.beat_ms
        return max(0, int(time_ms + 0.5)) if -DAY_MS < time_ms < DAY_MS else None

    def _end_phrase(self) -> None:
        marks = joined(self.phrase)
        self.phrase = []
        if not marks:
            return
        end = max((mark.end_ms for mark in marks if mark.end_ms is not None), default=None)
        self.entries.append(Entry(marks[0].start_ms, text_of(marks), end, marks, self.agent))


def _decimal(text: str) -> float:
    text = text.replace(",", ".").strip()
    return float(text) if _DECIMAL.fullmatch(text) is not None else 0.0
