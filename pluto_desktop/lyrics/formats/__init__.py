"""Readers and writers of lyrics files. :func:`read` is what everybody calls."""

from __future__ import annotations

from dataclasses import replace

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.lyrics.decode import decode
from pluto_desktop.lyrics.formats.kinds import KINDS, Kind
from pluto_desktop.lyrics.formats.lrc_write import write_lrc
from pluto_desktop.lyrics.formats.parsed import Parsed, ReadWarning
from pluto_desktop.lyrics.formats.sniff import kind_of
from pluto_desktop.lyrics.languages import named_by_file

__all__ = ["KINDS", "Kind", "Parsed", "ReadWarning", "read", "write_lrc"]


def read(data: bytes | str, duration_ms: int | None = None, name: str = "", kind: str = "") -> Parsed:
    """Read a lyrics file or an embedded text in any of the :data:`KINDS`, told apart by content, then by ``name``.

    Never raises: what cannot be understood is a warning, and bytes that are no text (or too many) give an empty
    document with ``format`` "". A text in which a format that was named finds nothing is read as what
    it looks like.
    ``duration_ms`` of the song helps to tell hours from minutes; ``name`` may tell the language (``song.te.lrc``);
    ``kind`` is the name of the format where that is known. To refuse such bytes with a sentence call
    :func:`pluto_desktop.lyrics.decode.decode` first. Any thread.
    """
    try:
        text = data if isinstance(data, str) else decode(data, name)
    except Invalid as error:
        return Parsed(warnings=(ReadWarning(0, error.code),))
    named = named_by_file(name, text)
    chosen = KINDS[kind] if kind else kind_of(text, name)
    parsed = chosen.read(text, duration_ms, named)
    if parsed.document.lines or not text.strip() or (told := kind_of(text)) is chosen:
        return parsed
    other = told.read(text, duration_ms, named)
    warning = ReadWarning(0, "other_format", told.label)
    return replace(other, warnings=(warning, *parsed.warnings, *other.warnings))
