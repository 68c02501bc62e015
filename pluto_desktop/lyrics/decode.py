"""From the bytes of a lyrics file to text, whatever wrote them."""

from __future__ import annotations

import codecs

from pluto_desktop.domain.errors import Invalid

MAX_BYTES = 2 * 1024 * 1024
"""Larger files are no lyrics."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_OLD_ENCODINGS = ["gb18030", "big5", "shift_jis", "euc_kr", "cp1252"]
_GUESSED_FROM = 64 * 1024


def decode(data: bytes, name: str = "") -> str:
    """Return the text of a file: by its byte order mark, as UTF-8, as UTF-16, else in the likeliest old encoding.

    Raises Invalid with ``lyrics_too_large`` or ``lyrics_not_text``, each with ``path`` (the given name).
    """
    if len(data) > MAX_BYTES:
        raise Invalid("lyrics_too_large", path=name)
    text = _decoded(data)
    if text is None or _looks_binary(text):
        raise Invalid("lyrics_not_text", path=name)
    return text


def _decoded(data: bytes) -> str | None:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, errors="replace")
    if b"\0" in data[:4096]:
        return _utf16(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _guessed(data)


def _utf16(data: bytes) -> str | None:
    even, odd = data[0:4096:2].count(0), data[1:4096:2].count(0)
    encoding = "utf-16-le" if odd >= even else "utf-16-be"
    try:
        return data[: len(data) // 2 * 2].decode(encoding)
    except UnicodeDecodeError:
        return None


def _guessed(data: bytes) -> str | None:
    mended = data.decode("utf-8", errors="replace")
    if mended.count("\ufffd") * 50 <= len(mended):
        return mended  # UTF-8 with a few broken bytes, not another encoding
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few files need it, and it costs time to load

    best = from_bytes(data[:_GUESSED_FROM], cp_isolation=_OLD_ENCODINGS).best()
    encoding = best.encoding if best is not None else "cp1252"
    return data.decode(encoding, errors="replace")


def _looks_binary(text: str) -> bool:
    """Whether a text is made of what no one writes: more than one control character in twenty."""
    sample = text[:4096]
    strange = sum(1 for char in sample if (char < " " and char not in "\t\n\r\f\v") or char == "\x7f")
    return strange * 20 > len(sample)
