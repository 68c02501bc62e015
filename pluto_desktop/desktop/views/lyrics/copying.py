"""Words as text for the clipboard: a line, its verse, all of them, in the languages that are shown."""

from __future__ import annotations

from collections.abc import Container, Sequence
from enum import StrEnum

from pluto_desktop.desktop.views.lyrics.rows import Row
from pluto_desktop.lyrics.document import Document
from pluto_desktop.lyrics.verses import verse_of, verses


class Extent(StrEnum):
    """How much is copied."""

    LINE = "line"
    VERSE = "verse"
    ALL = "all"


def text_to_copy(document: Document, rows: Sequence[Row], extent: Extent, line: int | None) -> str:
    """Return rows as text, each language of a line on a line of its own, an empty line between verses.

    ``line`` is an index into the document, None where no line is meant; then there is a text of all words only.
    """
    if extent is Extent.ALL:
        return "\n\n".join(text for verse in verses(document) if (text := _joined(rows, verse)))
    if line is None:
        return ""
    return _joined(rows, verse_of(document, line) if extent is Extent.VERSE else (line,))


def _joined(rows: Sequence[Row], lines: Container[int]) -> str:
    return "\n".join(part.text for row in rows if row.line is not None and row.line in lines for part in row.parts)
