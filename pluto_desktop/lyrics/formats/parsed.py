"""What a reader hands back: the document and what could not be understood on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from pluto_desktop.lyrics.document import Document


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something in a file that could not be used; ``line`` counts from 1, 0 means the file as a whole.

    ``what`` is a key of :data:`WARNINGS`; ``named`` is what that sentence names, "" where it names nothing.
    """

    line: int
    what: str
    named: str = ""

    @property
    def message(self) -> str:
        """The English sentence."""
        return WARNINGS[self.what].format(named=self.named)


WARNINGS: dict[str, str] = {
    "lyrics_too_large": "larger than 2 MB; not read",
    "lyrics_not_text": "holds no text; not read",
    "other_format": "nothing was found that this format would have; read as {named}",
    "too_many_lines": "more than {named} lines; the rest was left out",
    "untimed_start": "{named} lines before the first time stamp were left out",
    "untimed_heading": "a heading without a time was left out",
    "untimed_line": "a line without a time was joined to the line before",
    "offset": "the offset is not a number of milliseconds; it was not used",
    "unknown_tag": "the tag “{named}” is not known; it was left out",
    "no_note": "this is no note; it was left out",
    "stray_note": "this note lies outside of any song; it was left out",
    "no_bpm": "without a BPM above nought no note has a time",
    "too_much": "more than can be lyrics; the rest was left out",
    "entity": "a document type or entity is not allowed; the rest was left out",
    "broken_xml": "the XML is broken here; the rest was left out",
    "time": "the time “{named}” could not be read",
    "line_times": "the times of this line could not be read; it was left out",
    "subtitle_times": "the times of this subtitle could not be read; it was left out",
    "no_json": "this is no JSON; it was left out",
}
"""What each warning means; translated where it is shown."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """A file of lyrics, read.

    ``format`` is ``lrc``, ``elrc`` (with word times) or ``txt``; "" where the bytes are no text. ``offset_ms`` is the
    raw value of the file's offset tag; it is already applied to the times.
    """

    document: Document = field(default_factory=Document)
    format: str = ""
    offset_ms: int = 0
    warnings: tuple[ReadWarning, ...] = ()
