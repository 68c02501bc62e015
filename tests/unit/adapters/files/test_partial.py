"""A file that comes in parts, and is gone on with where it was left."""

from __future__ import annotations

import hashlib
import os
from functools import partial
from pathlib import Path

import pytest

from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
from pluto_desktop.domain.errors import Denied, Invalid
from pluto_desktop.domain.ids import MediaHash

DATA = b"sound" * 1000
SHA = MediaHash(hashlib.sha256(DATA).hexdigest())


@pytest.fixture
def media(tmp_path: Path) -> DiskMediaFolder:
    return DiskMediaFolder(tmp_path / "media")


def files(tmp_path: Path) -> list[str]:
    return sorted(path.name for path in (tmp_path / "media").rglob("*") if path.is_file())


def test_what_was_left_is_gone_on_with(media: DiskMediaFolder, tmp_path: Path) -> None:
    first = media.begin(SHA, ".mp3")
    assert first.list_covered() == []
    first.write(1000, DATA[1000:3000])
    first.note([(1000, 3000)])
    first.leave()
    second = media.begin(SHA, ".mp3")
    assert second.list_covered() == [(1000, 3000)]
    second.write(0, DATA[:1000])
    second.write(3000, DATA[3000:])
    assert second.finish().path.read_bytes() == DATA
    assert files(tmp_path) == [f"{SHA}.mp3"]


def test_nothing_is_left_of_what_noted_nothing(media: DiskMediaFolder, tmp_path: Path) -> None:
    part = media.begin(SHA, ".mp3")
    part.write(0, DATA[:10])
    part.leave()
    assert files(tmp_path) == []


def test_a_note_that_is_torn_or_wrong_costs_only_time(media: DiskMediaFolder, tmp_path: Path) -> None:
    for noted in ("[[0, 99999999]]", "[[0", '{"a": 1}', "[7]"):
        part = media.begin(SHA, ".mp3")
        part.write(0, DATA[:100])
        part.note([(0, 100)])
        part.leave()
        next((tmp_path / "media").rglob("*.json")).write_text(noted)
        again = media.begin(SHA, ".mp3")
        assert again.list_covered() == []
        again.abandon()
    part = media.begin(SHA, ".mp3")
    part.write(0, b"\0" * len(DATA))
    part.note([(0, len(DATA))])
    part.leave()
    lied_to = media.begin(SHA, ".mp3")
    with pytest.raises(Invalid, match="medium_changed"):
        lied_to.finish()
    anew = media.begin(SHA, ".mp3")
    assert anew.list_covered() == []
    anew.abandon()


def test_two_attempts_at_once_do_not_touch_each_other(media: DiskMediaFolder, tmp_path: Path) -> None:
    one, other = media.begin(SHA, ".mp3"), media.begin(SHA, ".mp3")
    one.write(0, DATA)
    other.write(0, b"wrong")
    other.note([(0, 5)])
    assert one.finish().path.read_bytes() == DATA
    other.leave()
    assert files(tmp_path) == [f"{SHA}.mp3"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_a_disk_that_takes_no_more_is_said_to_be_full(media: DiskMediaFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    open_full = partial(os.open, "/dev/full", os.O_RDWR)
    with monkeypatch.context() as patch:
        patch.setattr("pluto_desktop.adapters.files.partial._open_alone", lambda _path: open_full())
        first = media.begin(SHA, ".mp3")
    with pytest.raises(Denied, match="disk_full"):
        first.write(0, DATA)
    first.abandon()
    second = media.begin(SHA, ".mp3")
    second.write(0, DATA)
    assert second.finish().path.read_bytes() == DATA
