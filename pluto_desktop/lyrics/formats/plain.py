"""Plain text: words without times."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.lyrics.formats.choose import first_text, flat, languages_in_order
from pluto_desktop.lyrics.formats.parsed import Parsed
from pluto_desktop.lyrics.formats.rows import Notes, rows_of
from pluto_desktop.lyrics.languages import language_of, script_of


def read_plain(text: str, duration_ms: int | None = None, named: tuple[str, ...] = ()) -> Parsed:  # noqa: ARG001 - as every reader
    """Read every row as a line; empty rows part verses. Never raises."""
    notes, rows = Notes(), list[str]()
    for number, row in enumerate(rows_of(text), start=1):
        if row.strip() or (rows and rows[-1]):
            rows.append(row.strip())
        if notes.full(number, len(rows)):
            break
    return Parsed(plain_document(rows, named, {}), "txt", 0, tuple(notes.warnings))


def plain_document(rows: Sequence[str], named: tuple[str, ...], metadata: Mapping[str, str]) -> Document:
    """Return rows as a document without times; "" stands between verses, and not at the end."""
    last = len(rows) - 1 if rows and not rows[-1] else len(rows)
    lines = tuple(
        Line(f"L{index}", None, None, {language_of(script_of(text), named): text} if text else {})
        for index, text in enumerate(rows[:last], start=1)
    )
    return Document(lines, metadata)


def write_plain(document: Document) -> str:
    """Return one text of each line, verses parted by an empty row."""
    order = languages_in_order(document)
    rows = [flat(first_text(line, order)[1]).strip() for line in document.lines]
    return "\n".join([*rows, ""]) if rows else ""
