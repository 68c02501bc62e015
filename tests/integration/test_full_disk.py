"""A disk that is really full: a small file system of its own, where one may be made, and a shared library on it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pluto_desktop.adapters.files.reader import MutagenTagReader
from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.ports.audio_files import FileTags, NewTags
from pluto_desktop.services.import_song import SongFiles, location_of
from tests.integration.shared_device import Device, make_line
from tests.servers import Mongo, Postgres
from tests.sound import noise, write

_DISK_BYTES = 6 * 1024 * 1024
FIELDS = SongFields(title="Song", given=frozenset({"title"}))


class Disk:
    """A disk of six megabytes that can be filled to its last byte."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._filler = folder / "filler"

    def fill(self, leave: int = 0) -> None:
        """Take all room but so many bytes."""
        with self._filler.open("wb", buffering=0) as file:
            file.truncate(0)
            status = os.statvfs(self.folder)
            left = status.f_bavail * status.f_frsize - leave
            while left > 0:
                try:
                    left -= file.write(b"x" * min(left, 65_536))
                except OSError:
                    return

    def empty(self) -> None:
        """Give the room back."""
        self._filler.unlink()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(mount, check=False, capture_output=True).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip("no file system may be made here; full disks are also tested by their errors")
    yield Disk(folder)
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@pytest.fixture
def line(postgres: Postgres, mongo: Mongo) -> str:
    return make_line(postgres, mongo)


@pytest.fixture
def curator(line: str, tmp_path: Path) -> Iterator[Device]:
    """Somebody on another device, whose disk has room."""
    device = Device(tmp_path / "curator", line)
    device.shared.backend.initialise()
    yield device
    device.close()


@pytest.fixture
def small(curator: Device, disk: Disk, line: str) -> Iterator[Device]:
    """A device whose library lies on the small disk."""
    del curator
    device = Device(disk.folder / "library", line)
    yield device
    device.close()


def refused(error: Denied) -> None:
    """The sentence says that the disk is full, not what a database calls it."""
    assert error.code == "disk_full"
    assert "full" in sentence(error) or "room" in sentence(error)


def make_song(tmp_path: Path, samples: np.ndarray) -> SongFiles:
    return SongFiles(write(tmp_path / "song.wav", samples))


def files(disk: Disk) -> list[Path]:
    return [path for path in (disk.folder / "library" / "media").rglob("*") if path.is_file()]


@pytest.mark.parametrize("leave", [0, 8_192])
def test_tags_are_written_whole_or_not_at_all(disk: Disk, tmp_path: Path, leave: int) -> None:
    file = MutagenTagReader().read(write(disk.folder / "song.flac", noise(1)))
    data, writer = file.path.read_bytes(), MutagenTagWriter(tmp_path)
    tags = NewTags(FileTags(title="Other"), frozenset({"title"}))
    disk.fill(leave)
    with pytest.raises(Denied) as caught:
        writer.write(location_of(file), tags)
    refused(caught.value)
    assert file.path.read_bytes() == data
    assert sorted(path.name for path in disk.folder.iterdir()) == ["filler", "song.flac"]
    disk.empty()
    assert writer.write(location_of(file), tags).tags.title == "Other"


@pytest.mark.parametrize("leave", [0, 1_000_000])
def test_an_edit_is_kept_whole_or_not_at_all(disk: Disk, small: Device, tmp_path: Path, leave: int) -> None:
    song = make_song(tmp_path, noise(10))
    disk.fill(leave)
    with pytest.raises(Denied) as caught:
        small.shared.edit.add_song(song, FIELDS)
    refused(caught.value)
    assert small.shared.edits.list_edits() == []
    assert files(disk) == []
    disk.empty()
    edit = small.shared.edit.add_song(song, FIELDS)
    assert small.shared.publish.send(edit, CancelToken()).version == 1


def test_a_song_that_finds_no_room_comes_when_there_is_some(
    disk: Disk, curator: Device, small: Device, tmp_path: Path
) -> None:
    edit = curator.shared.edit.add_song(make_song(tmp_path, noise(10)), FIELDS)
    curator.shared.publish.send(edit, CancelToken())
    sync(small)
    medium = small.services.browse.get_song(edit.command.song_id).song
    assert medium is not None
    disk.fill(leave=200_000)
    with pytest.raises(Denied) as caught:
        small.shared.fetch.bring(medium, CancelToken())
    refused(caught.value)
    # What is here can be read all the same.
    assert small.services.browse.get_song(edit.command.song_id).title == "Song"
    disk.empty()
    path, _changes = small.shared.fetch.bring(medium, CancelToken())
    assert path.stat().st_size == medium.size


def test_a_first_pull_goes_on_where_the_disk_was_full(disk: Disk, curator: Device, small: Device) -> None:
    for number in range(40):
        fields = SongFields(title=f"long {number}", notes="x" * 20_000, given=frozenset({"title", "notes"}))
        curator.shared.backend.catalogue.commit(
            SongCommand(OperationId(new_id()), CommandKind.ADD, SongId(new_id()), None, fields)
        )
    disk.fill(leave=150_000)
    with pytest.raises(Denied) as caught:
        sync(small)
    refused(caught.value)
    disk.empty()
    sync(small)
    assert len(small.services.browse.list_song_ids(SongQuery())) == 40


def sync(device: Device) -> None:
    device.shared.sync(lambda _changes: None).run_once(CancelToken())
