"""What a reader hands back: the document and what could not be understood on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

from pluto_desktop.lyrics.document import Document


@dataclass(frozen=True, slots=True)
class ReadWarning:
    """Something in a file that could not be used; ``line`` counts from 1, 0 means the file as a whole."""

    line: int
    message: str


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
