"""The library's own folder of media."""

from __future__ import annotations

import errno
import hashlib
import os
import time
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.ids import MediaHash

DATA = b"sound" * 1000
SHA = MediaHash(hashlib.sha256(DATA).hexdigest())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "song.MP3"
    path.write_bytes(DATA)
    return path


def test_a_copy_is_whole_named_by_its_hash_and_made_once(source: Path, tmp_path: Path) -> None:
    media = DiskMediaFolder(tmp_path / "media")
    first = media.adopt(source, SHA, source.suffix)
    assert first.path == tmp_path / "media" / SHA[:2] / f"{SHA}.mp3"
    assert first.path.read_bytes() == source.read_bytes() == DATA
    assert media.holds(first.path)
    assert not media.holds(source)
    source.unlink()
    assert media.adopt(source, SHA, ".mp3") == first


def test_a_file_that_changed_meanwhile_is_not_kept(source: Path, tmp_path: Path) -> None:
    source.write_bytes(b"other bytes")
    with pytest.raises(Invalid, match="file_changed"):
        DiskMediaFolder(tmp_path / "media").adopt(source, SHA, ".mp3")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="file_missing"):
        DiskMediaFolder(tmp_path / "media").adopt(tmp_path / "gone.mp3", SHA, ".mp3")


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "disk_full"), (errno.EROFS, "media_unwritable")])
def test_a_full_or_locked_disk_leaves_no_half_file(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    def fail(_handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Denied, match=code):
        DiskMediaFolder(tmp_path / "media").adopt(source, SHA, ".mp3")
    assert [path for path in (tmp_path / "media").rglob("*") if path.is_file()] == []


def test_what_a_crash_left_behind_is_swept_a_day_later(source: Path, tmp_path: Path) -> None:
    shelf = tmp_path / "media" / "ab"
    shelf.mkdir(parents=True)
    old, fresh = shelf / ".new-old", shelf / ".new-fresh"
    old.write_bytes(b"half")
    fresh.write_bytes(b"half")
    os.utime(old, (time.time() - 90_000,) * 2)
    DiskMediaFolder(tmp_path / "media").adopt(source, SHA, ".mp3")
    assert not old.exists()
    assert fresh.exists()


def test_bytes_that_come_in_any_order_are_there_whole_or_not_at_all(tmp_path: Path) -> None:
    media = DiskMediaFolder(tmp_path / "media")
    part = media.begin(SHA, ".MP3")
    part.write(1000, DATA[1000:])
    assert part.read(1000, 5) == DATA[1000:1005]
    part.write(0, DATA[:1000])
    place = part.finish()
    assert place.path == part.target
    assert (place.path.read_bytes(), place.size, place.path.suffix) == (DATA, len(DATA), ".mp3")
    assert part.read(3, 5) == DATA[3:8]
    part.abandon()
    broken = media.begin(MediaHash("e" * 64), ".mp3")
    broken.write(0, b"other")
    with pytest.raises(Invalid, match="medium_changed"):
        broken.finish()
    left = media.begin(MediaHash("f" * 64), ".mp3")
    left.write(0, b"half")
    left.abandon()
    assert left.read(0, 4) == b""
    assert [path.name for path in (tmp_path / "media").rglob("*") if path.is_file()] == [place.path.name]


def test_files_are_known_by_their_age(source: Path, tmp_path: Path) -> None:
    media = DiskMediaFolder(tmp_path / "media")
    path = media.adopt(source, SHA, source.suffix).path
    (path.parent / ".new-half").touch()
    assert media.list_older(60) == []
    for one in path.parent.iterdir():
        os.utime(one, (time.time() - 120, time.time() - 120))
    assert media.list_older(60) == [path]
