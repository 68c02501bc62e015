"""The quick reading of plain ID3 tags: never another result than mutagen's, and not for tags that are odd."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutagen.id3 import (
    APIC,
    COMM,
    ID3,
    SYLT,
    TALB,
    TCON,
    TDAT,
    TDRC,
    TIT2,
    TLAN,
    TPE1,
    TPE2,
    TPOS,
    TRCK,
    TXXX,
    TYER,
    USLT,
    ID3NoHeaderError,
)  # fmt: skip

from pluto_desktop.adapters.files.id3 import read_plain, tag_length
from pluto_desktop.adapters.files.tags import from_frames, from_id3
from pluto_desktop.ports.audio_files import FileTags

V1 = b"TAG" + b"An old title".ljust(30, b"\0") + b"Someone".ljust(30, b"\0") + bytes(65)
TEXT = st.text(
    st.characters(codec="utf-16", exclude_categories=["Cs"], exclude_characters="\0\ufeff\ufffe"), max_size=40
)
FULL = (
    TIT2(3, ["A title"]), TPE1(3, ["One", "Two"]), TALB(3, ["An album"]), TPE2(3, ["Various"]), TRCK(3, ["3/12"]),
    TPOS(3, ["1"]), TDRC(3, ["1976-05-01"]), TYER(3, ["1976"]), TDAT(3, ["0105"]), TCON(3, ["(17)", "Folk"]),
    TLAN(3, ["tel"]), TXXX(3, "replaygain_track_gain", ["-7.03 dB"]), TXXX(3, "other", ["x"]),
    COMM(3, "eng", "", ["A comment"]), COMM(3, "eng", "described", ["no"]), USLT(3, "eng", "", "Line one\nline two"),
    APIC(3, "image/png", 4, "back", b"back"), APIC(3, "image/png", 3, "front", b"front" * 90),
)  # fmt: skip


def quick(data: bytes) -> FileTags | None:
    length = tag_length(data[:10])
    frames = read_plain(data[:length], data[-160:]) if 0 < length <= len(data) else None
    return None if frames is None else from_frames(frames)


def slow(data: bytes) -> FileTags:
    return from_id3(ID3(io.BytesIO(data), translate=False))


def tagged(*frames: Any, version: int = 4) -> bytes:
    file = io.BytesIO()
    tags = ID3()
    for frame in frames:
        tags.add(frame)
    tags.save(file, v2_version=version, v23_sep="/")
    return file.getvalue() + b"\xff\xfb\x90\x64" + bytes(413)


@pytest.mark.parametrize("version", [3, 4])
@pytest.mark.parametrize("encoding", [0, 1, 2, 3])
def test_what_every_tag_has_is_read_as_mutagen_reads_it(version: int, encoding: int) -> None:
    for frame in FULL:
        frame.encoding = encoding
    data = tagged(*FULL, version=version)
    found = quick(data)
    assert found == slow(data)
    assert found is not None
    assert (found.title, found.artists[0], found.cover, found.gain_db) == (
        "A title", "One" if version == 4 else "One/Two", b"front" * 90, -7.03,
    )  # fmt: skip


def test_an_old_tag_at_the_end_adds_what_is_missing_so_mutagen_reads_both() -> None:
    assert quick(tagged(TIT2(3, ["A title"])) + V1) is None
    whole = tagged(*FULL) + V1
    assert quick(whole) == slow(whole)


@pytest.mark.parametrize(
    "frames",
    [
        [TDRC(3, ["1976-05-01T10:00"])],
        [SYLT(3, "eng", 2, 1, "", [("word", 10)])],
    ],
)
def test_odd_frames_are_left_to_mutagen(frames: list[Any]) -> None:
    assert quick(tagged(*frames)) is None


@pytest.mark.parametrize("flags", [0x80, 0x40, 0x10])
def test_packed_and_extended_tags_are_left_to_mutagen(flags: int) -> None:
    data = bytearray(tagged(*FULL))
    data[5] = flags
    assert quick(bytes(data)) is None


def test_sizes_as_itunes_wrote_them_are_left_to_mutagen() -> None:
    body = b"".join(
        name + struct.pack(">IH", len(text) + 1, 0) + b"\x00" + text
        for name, text in ((b"TIT2", b"x" * 300), (b"TALB", b"y" * 200), (b"TPE1", b"z"))
    )
    data = b"ID3\x04\0\0" + bytes([0, 0, len(body) >> 7, len(body) & 127]) + body + bytes(200)
    assert quick(data) is None
    assert slow(data).title == "x" * 300


@settings(max_examples=150, deadline=None)
@given(st.lists(TEXT, min_size=1, max_size=3), TEXT, st.sampled_from([1, 2, 3]), st.sampled_from([3, 4]))
def test_any_text_is_read_as_mutagen_reads_it(texts: list[str], text: str, encoding: int, version: int) -> None:
    data = tagged(
        TIT2(encoding, texts), TCON(encoding, [text]), COMM(encoding, "eng", "", [text]),
        USLT(encoding, "tel", "", text), TXXX(encoding, text, texts), version=version,
    )  # fmt: skip
    found = quick(data)
    assert found is None or found == slow(data)


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_broken_tags_are_read_as_mutagen_reads_them_or_not_at_all(data: st.DataObject) -> None:
    whole = bytearray(tagged(*FULL, version=data.draw(st.sampled_from([3, 4]))))
    length = tag_length(bytes(whole[:10]))
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(3, min(length, 700)))] = data.draw(st.integers(0, 255))
    found = quick(bytes(whole))
    if found is not None:
        assert found == slow(bytes(whole))


def test_what_begins_with_no_tag_is_left_to_mutagen(tmp_path: Path) -> None:
    assert quick(b"\xff\xfb" + bytes(100)) is None
    with pytest.raises(ID3NoHeaderError):
        slow(b"\xff\xfb" + bytes(300))
