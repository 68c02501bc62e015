"""Playlist files, read tolerantly and written plainly."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.services.m3u8 import Entry, parse, render

FOLDER = Path("/music/lists")


def paths(data: bytes) -> list[Path]:
    return [entry.path for entry in parse(data, FOLDER)[1]]


def test_a_playlist_is_read():
    data = "\ufeff#EXTM3U\r\n#PLAYLIST:రాత్రి\r\n#EXTINF:181.5,Annamayya - జో\r\n../జో.mp3\r\n\r\n/abs/a b.flac\r\n".encode()
    name, entries = parse(data, FOLDER)
    assert name == "రాత్రి"
    assert entries == [Entry(Path("/music/జో.mp3"), "Annamayya - జో", 181_500), Entry(Path("/abs/a b.flac"))]


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (b"a.mp3", FOLDER / "a.mp3"),
        (b"sub\\b.mp3", FOLDER / "sub" / "b.mp3"),
        (b"file:///abs/a%20b%E0%B0%85.mp3", Path("/abs/a bఅ.mp3")),
        (b"./#1.mp3", FOLDER / "#1.mp3"),
        (b"\xff\xfe.mp3", FOLDER / os.fsdecode(b"\xff\xfe.mp3")),
    ],
)
def test_paths_of_many_kinds(line: bytes, path: Path):
    assert paths(line + b"\n") == [path]


@pytest.mark.parametrize(
    "line", [b"http://radio/stream", b"# a comment", b"\x00", b"file:///a%00b", b"   ", b"file://[x"]
)
def test_what_is_no_path_is_left_out(line: bytes):
    assert paths(line) == []


@pytest.mark.parametrize("seconds", [b"-1", b"", b"soon", b"nan", b"1e99", b"inf"])
def test_lengths_that_cannot_be_are_unknown(seconds: bytes):
    (entry,) = parse(b"#EXTINF:" + seconds + b",t\na.mp3", FOLDER)[1]
    assert entry.duration_ms is None
    assert entry.title == "t"


def test_paths_beneath_the_file_are_relative():
    entries = [
        Entry(FOLDER / "పాట.mp3", "A - పాట\nB", 1600),
        Entry(Path("/else/b.mp3")),
        Entry(FOLDER / "#1.mp3"),
    ]
    data = render("My\nlist", entries, FOLDER)
    assert data.decode() == (
        "#EXTM3U\n#PLAYLIST:My list\n#EXTINF:2,A - పాట B\nపాట.mp3\n#EXTINF:-1,\n/else/b.mp3\n#EXTINF:-1,\n./#1.mp3\n"
    )
    assert paths(data) == [entry.path for entry in entries]


@given(st.binary(max_size=300))
def test_any_bytes_are_read(data: bytes):
    _, entries = parse(data, FOLDER)
    assert all(entry.path.is_absolute() for entry in entries)
