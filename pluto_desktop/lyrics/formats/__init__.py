"""Readers and writers of lyrics files. :func:`read` is what everybody calls."""

from __future__ import annotations

from pluto_desktop.domain.errors import Invalid
from pluto_desktop.lyrics.decode import decode
from pluto_desktop.lyrics.formats.lrc import read_lrc, write_lrc
from pluto_desktop.lyrics.formats.parsed import Parsed, ReadWarning

__all__ = ["Parsed", "ReadWarning", "read", "read_lrc", "write_lrc"]

_REASONS = {"lyrics_too_large": "larger than 2 MB; not read", "lyrics_not_text": "holds no text; not read"}


def read(data: bytes | str, duration_ms: int | None = None, name: str = "") -> Parsed:
    """Read a lyrics file or an embedded text: LRC with or without word times, else plain text.

    Never raises: what cannot be understood is a warning, and bytes that are no text (or too many) give an empty
    document with ``format`` "". ``duration_ms`` of the song helps to tell hours from minutes. To refuse such bytes
    with a sentence call :func:`pluto_desktop.lyrics.decode.decode` first. Any thread.
    """
    try:
        text = data if isinstance(data, str) else decode(data, name)
    except Invalid as error:
        return Parsed(warnings=(ReadWarning(0, _REASONS[error.code]),))
    return read_lrc(text, duration_ms)
