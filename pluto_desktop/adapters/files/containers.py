"""Containers of sound: which one a file is, and which of its bytes are the sound.

Spans are ``(start, end)`` offsets in bytes. They leave out everything that editing tags changes, so that a hash of
them stays the same when a file is retagged.
"""

from __future__ import annotations

import struct

from pluto_desktop.adapters.files.view import File

Spans = list[tuple[int, int]]

_ID3_ENDINGS = {".mp3": "mp3", ".aac": "aac", ".tta": "tta", ".flac": "flac", ".ape": "ape", ".mpc": "mpc"}
_MAGIC = (
    (b"fLaC", "flac"), (b"MAC ", "ape"), (b"wvpk", "wv"), (b"MPCK", "mpc"), (b"MP+", "mpc"), (b"TTA", "tta"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "wma"),
)  # fmt: skip


_NO_SOUND = (b"\xff\xd8\xff", b"\x89PNG", b"%PDF", b"PK\x03\x04", b"GIF8", b"<!DOC", b"<html")


def format_of(head: bytes, ending: str) -> str:
    """Return the format of a file from how it begins (64 bytes are enough); "" where that is no sound we know.

    ``ending`` (``.mp3``) only decides between formats that begin alike.
    """
    if head.startswith(b"ID3"):
        return _ID3_ENDINGS.get(ending, "mp3")
    for magic, name in _MAGIC:
        if head.startswith(magic):
            return name
    if (held := _container(head)) is not None:
        return held
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return "aac"
    # An mp3 may begin with anything: padding, a part of a frame. mutagen looks for the first frame.
    return "mp3" if ending == ".mp3" else ""


def _container(head: bytes) -> str | None:
    """Return what a well-known container holds, "" where that is no sound, None where it is no well-known one."""
    name: str | None = None
    if head[:4] == b"OggS":
        name = _ogg_format(head)
    elif head[:4] in {b"RIFF", b"RF64"}:
        name = "wav" if head[8:12] == b"WAVE" else ""
    elif head[:4] == b"FORM":
        name = "aiff" if head[8:12] in {b"AIFF", b"AIFC"} else ""
    elif head[4:8] == b"ftyp":
        name = "m4a"
    elif head.startswith(_NO_SOUND):
        name = ""
    return name


def _ogg_format(head: bytes) -> str:
    if b"OpusHead" in head:
        return "opus"
    if b"Speex  " in head:
        return "spx"
    return "oga" if b"\x7fFLAC" in head else "ogg"


def sound_spans(file: File, size: int, name: str) -> Spans:
    """Return where the sound of a file of format ``name`` lies; [] where its container is broken or unknown.

    Ogg is not asked for here: see :func:`ogg_sound`.
    """
    match name:
        case "m4a":
            return _mdat(file, size)
        case "wav":
            return _riff(file, size, b"data", "<I")
        case "aiff":
            return _riff(file, size, b"SSND", ">I")
        case "wma":
            return _whole(file, size, _asf_header(file))
        case "flac":
            return _whole(file, size, _flac_header(file, _id3v2_end(file)))
        case _:
            return _whole(file, size, _id3v2_end(file))


def ogg_sound(data: bytes | bytearray | memoryview) -> list[memoryview]:
    """Return the packet bytes of all pages after the header pages, page framing left out."""
    view = memoryview(data)
    parts: list[memoryview] = []
    headers, packets, at, end = -1, 0, 0, len(view)
    while at + 27 <= end and bytes(view[at : at + 4]) == b"OggS":
        segments = view[at + 26]
        start = at + 27 + segments
        lacing = bytes(view[at + 27 : start])
        stop = start + sum(lacing)
        if headers < 0:
            headers = _ogg_headers(bytes(view[start : start + 16]))
        if packets >= headers:
            parts.append(view[start:stop])
        else:
            packets += sum(1 for length in lacing if length < 255)
        at = stop
    return parts


def _ogg_headers(first: bytes) -> int:
    if first.startswith(b"\x01vorbis"):
        return 3
    if first.startswith(b"\x7fFLAC"):
        return 1 + int.from_bytes(first[7:9], "big")
    return 2


def _whole(file: File, size: int, start: int) -> Spans:
    end = _tail_start(file, size)
    return [(start, end)] if start < end else []


def _id3v2_end(file: File) -> int:
    end = 0
    while True:
        file.seek(end)
        head = file.read(10)
        if len(head) < 10 or head[:3] != b"ID3":
            return end
        length = (head[6] & 127) << 21 | (head[7] & 127) << 14 | (head[8] & 127) << 7 | (head[9] & 127)
        end += 10 + length + (10 if head[5] & 0x10 else 0)


def _tail_start(file: File, size: int) -> int:
    """Return where the tags at the end begin: ID3v1, APE version 2, Lyrics3; any order, each more than once."""
    end = size
    while end > 0:
        start = max(0, end - 160)
        file.seek(start)
        tail = file.read(end - start)
        if tail[-128:-125] == b"TAG":
            end -= 128
        elif tail[-32:-24] == b"APETAGEX":
            length, _items, flags = struct.unpack("<III", tail[-20:-8])
            end -= min(end, length + (32 if flags & 0x80000000 else 0))
        elif tail[-9:] == b"LYRICS200" and tail[-15:-9].isdigit():
            end -= min(end, int(tail[-15:-9]) + 15)
        else:
            return end
    return 0


def _flac_header(file: File, start: int) -> int:
    file.seek(start)
    if file.read(4) != b"fLaC":
        return start
    at, last = start + 4, False
    while not last:
        file.seek(at)
        head = file.read(4)
        if len(head) < 4:
            return at
        last = bool(head[0] & 0x80)
        at += 4 + int.from_bytes(head[1:], "big")
    return at


def _asf_header(file: File) -> int:
    file.seek(16)
    head = file.read(8)
    return int.from_bytes(head, "little") if len(head) == 8 else 0


def _atom(file: File, at: int, size: int) -> tuple[bytes, int, int] | None:
    file.seek(at)
    head = file.read(16)
    if len(head) < 8:
        return None
    length, kind, body = int.from_bytes(head[:4], "big"), head[4:8], at + 8
    if length == 1 and len(head) == 16:
        length, body = int.from_bytes(head[8:], "big"), at + 16
    elif length == 0:
        length = size - at
    return (kind, body, at + length) if length >= 8 else None


def _mdat(file: File, size: int) -> Spans:
    spans: Spans = []
    at = 0
    while at < size and (atom := _atom(file, at, size)) is not None:
        kind, body, at = atom
        if kind == b"mdat":
            spans.append((body, min(at, size)))
    return spans


def _riff(file: File, size: int, wanted: bytes, number: str) -> Spans:
    at = 12
    while at + 8 <= size:
        file.seek(at)
        head = file.read(8)
        if len(head) < 8:
            break
        (length,) = struct.unpack(number, head[4:])
        body = at + 8
        if head[:4] == wanted:
            end = size if length == 0xFFFFFFFF else min(size, body + length)
            return [(body, end)] if body < end else []
        at = body + length + (length & 1)
    return []
