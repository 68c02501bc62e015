"""Reading a plain ID3 tag at one go.

mutagen builds an object of checked attributes for every frame, which takes as long as hashing a quarter of a megabyte.
Nearly all tags need nothing of that: they are version 2.3 or 2.4, neither packed nor encrypted, and spell their texts
as the standard says. Those are read here, with the very result that mutagen gives (a test compares the two). Anything
else (the least oddity) is None, and mutagen, which knows what broken writers meant, reads it from the start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

_HEADER = 10
_LONGEST = 32 * 1024 * 1024
_NAME = re.compile(rb"[A-Z][A-Z0-9]{3}")
_STAMP = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_GENRE_CODE = re.compile(r"\(|\d+$|CR$|RX$")
_LATIN1, _UTF16, _UTF16_BE, _UTF8 = range(4)
_CODECS = {_LATIN1: "latin1", _UTF16: "utf-16", _UTF16_BE: "utf-16-be", _UTF8: "utf-8"}
_BOMS = (b"\xff\xfe", b"\xfe\xff")
_STAMPS = frozenset({"TDRC", "TDRL", "TDOR"})
_TEXTS = _STAMPS | {"TIT2", "TPE1", "TALB", "TPE2", "TPOS", "TRCK", "TYER", "TDAT", "TORY", "TCON", "TLAN"}
_V1_TAIL = 128 + 3  # where mutagen looks for an old tag at the end
_V1_FILLS = frozenset({"TIT2", "TPE1", "TALB", "TRCK", "TCON"})

Frames = dict[str, list[Any]]


@dataclass(slots=True)
class Frame:
    """One frame with the attributes of mutagen's that are read of it; ``text`` is one text for USLT alone."""

    text: Any = ()
    desc: str = ""
    lang: bytes = b""
    type: int = 0
    data: bytes = b""

    @property
    def genres(self) -> list[str]:
        """The genres of a TCON frame, codes turned into their names."""
        if any(_GENRE_CODE.match(text) for text in self.text):
            from mutagen.id3 import TCON  # noqa: PLC0415 - loaded already; where this is not called it is not needed

            return list(TCON(encoding=_UTF8, text=list(self.text)).genres)
        return list(self.text)


class _OddError(Exception):
    """Something that is mutagen's to judge."""


def tag_length(head: bytes) -> int:
    """Return how many bytes the tag at the start of a file has, or 0 where there is none that is read here."""
    if len(head) < _HEADER or head[:3] != b"ID3" or head[3] not in {3, 4} or head[5] or max(head[6:10]) > 127:
        return 0
    length = _HEADER + _synchsafe(head[6:10])
    return length if length <= _LONGEST else 0


def read_plain(tag: bytes, tail: bytes) -> Frames | None:
    """Return the frames that :func:`pluto_desktop.adapters.files.tags.from_frames` asks for, by name; None: see above.

    ``tag`` is the whole tag with its header, ``tail`` the file's last 131 bytes or more (all of a shorter file).
    """
    try:
        frames = _frames(tag, tag[3])
    except (_OddError, ValueError, IndexError):
        return None
    if b"TAG" in tail[-_V1_TAIL:] and not ({"TYER" if tag[3] == 3 else "TDRC"} | _V1_FILLS) <= frames.keys():
        return None
    return frames


def _frames(tag: bytes, version: int) -> Frames:
    frames: Frames = {}
    at, end = _HEADER, len(tag)
    while at + _HEADER <= end and tag[at]:
        raw_name = tag[at : at + 4]
        if _NAME.fullmatch(raw_name) is None or tag[at + 9]:
            raise _OddError
        size = int.from_bytes(tag[at + 4 : at + 8], "big")
        if size > 127 and version == 4:
            size = _size_2_4(tag, at)
        at += _HEADER
        if at + size > end:
            raise _OddError
        if size:
            _read(frames, raw_name.decode("ascii"), tag, at, at + size)
        at += size
    if at < end and tag[at:].strip(b"\0"):
        raise _OddError
    return frames


def _size_2_4(tag: bytes, at: int) -> int:
    """Return a frame's size where it cannot be meant otherwise: it ends at another frame, at padding, or at the end."""
    if max(tag[at + 4 : at + 8]) > 127:
        raise _OddError
    size = _synchsafe(tag[at + 4 : at + 8])
    after = at + _HEADER + size
    if after != len(tag) and tag[after : after + 4] != bytes(4) and _NAME.fullmatch(tag[after : after + 4]) is None:
        raise _OddError
    plain = at + _HEADER + int.from_bytes(tag[at + 4 : at + 8], "big")
    if plain < len(tag) and tag[plain : plain + 4].strip(b"\0") and _NAME.fullmatch(tag[plain : plain + 4]) is not None:
        raise _OddError
    return size


def _synchsafe(four: bytes) -> int:
    return four[0] << 21 | four[1] << 14 | four[2] << 7 | four[3]


def _read(frames: Frames, name: str, tag: bytes, start: int, end: int) -> None:
    if name in _TEXTS:
        if name in frames:
            raise _OddError  # mutagen joins them
        if end - start > 1:
            texts = _texts(tag[start], tag[start + 1 : end])
            if name in _STAMPS and any(text and not _STAMP.fullmatch(text) for text in texts):
                raise _OddError
            frames[name] = [Frame(texts)]
    elif name in {"COMM", "USLT", "TXXX", "APIC"}:
        frame = _picture(tag[start:end]) if name == "APIC" else _described(name, tag[start:end])
        others = frames.setdefault(name, [])
        if name != "APIC" and any((frame.desc, frame.lang) == (other.desc, other.lang) for other in others):
            raise _OddError
        others.append(frame)
    elif name == "SYLT":
        raise _OddError


def _described(name: str, data: bytes) -> Frame:
    """Read ``COMM`` and ``USLT`` (a language, a description, a text) or ``TXXX`` (a description, texts)."""
    at = 1 if name == "TXXX" else 4
    lang = data[1:at]
    if not lang.isascii():
        raise _OddError
    desc, rest = _split(data[0], data[at:])
    if not rest:
        raise _OddError
    texts = _texts(data[0], rest)
    return Frame(texts[0] if name == "USLT" else texts, desc, lang)


def _picture(data: bytes) -> Frame:
    mime_end = data.index(b"\0", 1)
    _, rest = _split(data[0], data[mime_end + 2 :])
    return Frame(type=data[mime_end + 1], data=rest)


def _split(encoding: int, data: bytes) -> tuple[str, bytes]:
    """Return a text that ends with a NUL, and what comes after it."""
    if encoding in {_LATIN1, _UTF8}:
        end = data.index(b"\0")
        return data[:end].decode(_CODECS[encoding]), data[end + 1 :]
    end = data.index(b"\0\0")
    while end % 2:
        end = data.index(b"\0\0", end + 1)
    return _decoded(encoding, data[:end]), data[end + 2 :]


def _texts(encoding: int, data: bytes) -> list[str]:
    """Return the texts of a frame; what only pads it may be empty ones."""
    if encoding in {_LATIN1, _UTF8}:
        return data.decode(_CODECS[encoding]).split("\0")
    texts = _decoded(encoding, data).split("\0")
    big = encoding == _UTF16 and data.startswith(_BOMS[1])
    if encoding == _UTF16 and any("\ufffe" in text or (big and text[:1] != "\ufeff") for text in texts[1:]):
        raise _OddError  # each text has a byte order of its own
    return [text.removeprefix("\ufeff") for text in texts] if encoding == _UTF16 else texts


def _decoded(encoding: int, data: bytes) -> str:
    if encoding not in _CODECS or (encoding == _UTF16 and data and not data.startswith(_BOMS)):
        raise _OddError
    return data.decode(_CODECS[encoding])
