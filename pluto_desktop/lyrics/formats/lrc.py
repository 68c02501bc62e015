"""LRC and enhanced LRC, read as leniently as files in the wild need it. Linear in the length of the file."""

from __future__ import annotations

import re

from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.formats.assemble import Entry, assemble
from pluto_desktop.lyrics.formats.marks import Mark, angle_marks, bracket_marks, text_of
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.plain import plain_document
from pluto_desktop.lyrics.formats.rows import MAX_LINES, Notes, rows_of
from pluto_desktop.lyrics.formats.stamps import DAY_MS, STAMP, stamp_ms, third_field_is_hundredths
from pluto_desktop.lyrics.languages import named_languages, script_of

_MAX_JOINED = 2_000
_MAX_REPEATED_MARKS = 100_000

_LEADING = re.compile(rf"\s{{0,64}}\[({STAMP})\]")
_TAG = re.compile(r"\[\s{0,64}([^\s:\[\]]{1,32})\s{0,64}:(.*)\]", re.DOTALL)
_SECTION = re.compile(r"\[[^\[\]]{0,200}\]")
_VOICE = re.compile(r"(v\d{1,2}|[FMD]): ?")
_NUMBER = re.compile(r"[+-]?\d{1,9}")
_TAGS = {
    "ti": "title", "ar": "artist", "al": "album", "au": "author", "by": "by", "re": "tool", "tool": "tool",
    "ve": "version", "la": "language", "lang": "language", "length": "length", "t_time": "length",
}  # fmt: skip


def read_lrc(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:
    """Read a text as LRC; a text without any stamp is plain lyrics (``txt``). Never raises.

    ``named`` are the languages that it is in, where it does not name them itself.
    """
    return _Reader(text, duration_ms, named).parsed()


class _Reader:
    def __init__(self, text: str, duration_ms: int | None, named: tuple[str, ...]) -> None:
        self._rows = rows_of(text)
        self._named = named
        self._hundredths = third_field_is_hundredths(text, duration_ms)
        self._metadata: dict[str, str] = {}
        self._offset_ms = 0
        self._entries: list[Entry] = []
        self._latest: list[Entry] = []
        self._breaks: list[int] = []
        self._notes = Notes()
        self._loose: list[str] = []
        self._stamped = False

    def parsed(self) -> Parsed:
        for number, row in enumerate(self._rows, start=1):
            if row or (self._loose and self._loose[-1]):
                self._read_row(number, row)
            if self._notes.full(number, max(len(self._entries), len(self._loose))):
                break
        named = named_languages(self._metadata.get("language", "")) or self._named
        if not self._stamped:
            document = plain_document(self._loose, named, self._metadata)
            return Parsed(document, "txt", self._offset_ms, tuple(self._notes.warnings))
        if self._entries and all(entry.background for entry in self._entries):
            for entry in self._entries:
                entry.background = False  # a whole song in parentheses is no background voice
        lines = assemble(self._entries, self._breaks, named, self._offset_ms)
        document = Document(lines, self._metadata)
        return Parsed(
            document, "elrc" if document.timing == "word" else "lrc", self._offset_ms, tuple(self._notes.warnings)
        )

    def _read_row(self, number: int, row: str) -> None:
        position, stamps = 0, []
        while (match := _LEADING.match(row, position)) is not None:
            time_ms = stamp_ms(match[1], hundredths=self._hundredths)
            if time_ms is None:
                break
            stamps.append((time_ms, position))
            position = match.end()
        if stamps:
            if not self._stamped and self._loose:
                self._notes.warn(number, "untimed_start", str(sum(map(bool, self._loose))))
            self._stamped = True
            self._read_timed(row, position, stamps)
        elif row.strip():
            self._read_untimed(number, row.strip())
        elif self._loose and self._loose[-1]:
            self._loose.append("")  # between verses

    def _read_timed(self, row: str, position: int, stamps: list[tuple[int, int]]) -> None:
        start_ms, text = stamps[0][0], row[position:].strip()
        if not text:
            self._breaks.extend(time_ms for time_ms, _ in stamps)
            return
        agent = ""
        if (voice := _VOICE.match(text)) is not None and len(text) > voice.end():
            agent, text = voice[1], text[voice.end() :]
        marks = angle_marks(text, start_ms, hundredths=self._hundredths)
        if not marks and len(stamps) == 1:
            marks = bracket_marks(text, start_ms, hundredths=self._hundredths)
        if marks:
            text = text_of(marks)
        background = _in_parentheses(text)
        if len(stamps) * len(marks) > _MAX_REPEATED_MARKS:
            marks = []  # nobody sings this; it would only take memory
        self._latest = []
        for time_ms, _ in stamps[: MAX_LINES - len(self._entries)]:
            moved = _moved(marks, time_ms - start_ms)
            self._latest.append(Entry(time_ms, text, moved[-1].end_ms if moved else None, moved, agent, background))
        self._entries.extend(self._latest)

    def _read_untimed(self, number: int, row: str) -> None:
        if row.startswith("#"):
            return
        if row.startswith("[") and row.endswith("]"):
            if (tag := _TAG.fullmatch(row)) is not None:
                self._read_tag(number, tag[1].casefold(), tag[2].strip())
                return
            if _SECTION.fullmatch(row) is not None and self._stamped:
                self._notes.warn(number, "untimed_heading")
                return
        if not self._stamped:
            self._loose.append(row)
        elif self._latest:
            self._notes.warn(number, "untimed_line")
            self._join(row)

    def _join(self, row: str) -> None:
        """Put an unstamped row where it belongs: a translation beside the last line, else the end of that line."""
        for entry in self._latest:
            if len(entry.text) + len(row) > _MAX_JOINED:
                return
            if script_of(row) not in {"", script_of(entry.text)} and len(self._latest) == 1 and not entry.marks:
                self._entries.append(Entry(entry.start_ms, row, None, [], entry.agent, entry.background))
                return
            entry.text = f"{entry.text} {row}"
            if entry.marks:
                entry.marks[-1].text += " "
                entry.marks.append(Mark(None, None, row))

    def _read_tag(self, number: int, key: str, value: str) -> None:
        if key == "bg":
            self._read_background(value)
        elif key == "offset":
            if _NUMBER.fullmatch(value) is not None and abs(int(value)) < DAY_MS:
                self._offset_ms = int(value)
            else:
                self._notes.warn(number, "offset")
        elif key in _TAGS:
            if value:
                self._metadata[_TAGS[key]] = value[:1000]
        elif key not in {"#", "id", "encoding"}:
            self._notes.warn(number, "unknown_tag", key)

    def _read_background(self, value: str) -> None:
        """Read ``[bg: <t>word <t>word<t>]``: a voice of its own beside the line before."""
        if not self._latest:
            return
        start_ms = self._latest[-1].start_ms
        marks = angle_marks(value, start_ms, hundredths=self._hundredths)
        text = text_of(marks) if marks else value
        if not text:
            return
        start_ms = marks[0].start_ms if marks else start_ms
        end_ms = marks[-1].end_ms if marks else None
        self._entries.append(Entry(start_ms, text, end_ms, marks, self._latest[-1].agent, background=True, layer=True))


def _moved(marks: list[Mark], by_ms: int) -> list[Mark]:
    return [
        Mark(
            None if mark.start_ms is None else mark.start_ms + by_ms,
            None if mark.end_ms is None else mark.end_ms + by_ms,
            mark.text,
        )
        for mark in marks
    ]


def _in_parentheses(text: str) -> bool:
    return len(text) > 2 and text[0] in "(（" and text[-1] in ")）" and text.count(text[0]) == 1
