"""A library of this device in a shared one."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.covers import DiskCovers
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Offline
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.services.shared.keep import Verify
from pluto_desktop.services.shared.push import Push
from pluto_desktop.services.shared.uploads import Uploader
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.shared import FakeShared
from tests.fakes.shared_media import FakeSharedMedia

COVER = b"\x89PNG\r\n\x1a\n picture"


class Desk:
    def __init__(self, tmp_path: Path) -> None:
        self.shared, self.media, self.catalogue = FakeShared(), FakeSharedMedia(), FakeCatalogue()
        self.shared.initialise()
        self.folder = tmp_path
        self.told: list[Progress] = []

    def add(self, title: str, cover: bytes | None = COVER) -> SongId:
        data = title.encode() * 100
        path = self.folder / f"{title}.mp3"
        path.write_bytes(data)
        medium = Medium(MediaHash(hashlib.sha256(data).hexdigest()), len(data), "mp3", MediaKind.SONG, 5000)
        location = Location(path, len(data), 1, medium.sha256)
        song = NewSong(
            title, artists=("A", "B"), album="Al", song=medium, song_location=location, cover_bytes=cover,
            lyrics={"lines": [{"id": "1", "texts": {"en": "la"}}]},
        )  # fmt: skip
        return self.catalogue.add_songs([song])[0]

    def push(self, songs: list[SongId], cancel: CancelToken | None = None):
        covers = DiskCovers(self.folder / "covers")
        push = Push(self.catalogue, self.shared, self.shared, Uploader(self.shared, self.media), covers)
        return push.run(songs, self.told.append, cancel or CancelToken())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_songs_arrive_whole_under_their_own_ids_each_medium_once(desk: Desk) -> None:
    songs = [desk.add(f"song {number}") for number in range(12)]
    report = desk.push(songs)
    assert (report.pushed, report.already, report.failed) == (12, 0, [])
    found = desk.shared.get_song(songs[3])
    assert (found.song.title, found.song.artist) == ("song 3", "A, B")
    assert found.song.album is not None
    assert found.lyrics is not None
    assert len(desk.media.files) == 13
    assert Verify(desk.shared, desk.media).run(CancelToken(), deep=True) == []
    assert desk.told[-1].done == desk.told[-1].total == 12


def test_pushing_again_sends_nothing(desk: Desk) -> None:
    songs = [desk.add(f"song {number}") for number in range(5)]
    first = desk.push(songs[:3])
    assert (first.pushed, first.failed, first.stopped) == (3, [], None)
    sent = set(desk.media.files)
    report = desk.push(songs)
    assert (report.pushed, report.already) == (2, 3)
    assert len(desk.media.files.keys() - sent) == 2


def test_a_file_that_is_gone_is_named_and_the_others_go_on(desk: Desk) -> None:
    songs = [desk.add(f"song {number}", cover=None) for number in range(4)]
    (desk.folder / "song 2.mp3").unlink()
    report = desk.push(songs)
    assert report.pushed == 3
    assert [(song, error.code) for song, error in report.failed] == [(songs[2], "file_missing")]


def test_a_server_that_goes_stops_it_and_trying_again_goes_on(desk: Desk) -> None:
    songs = [desk.add(f"song {number}") for number in range(20)]
    desk.media.error = Offline("server_lost", server="x")
    report = desk.push(songs)
    assert isinstance(report.stopped, Offline)
    assert report.pushed < 20
    desk.media.error = None
    again = desk.push(songs)
    assert again.pushed + again.already == 20
    assert len(desk.shared.list_songs(None, 100).songs) == 20
    assert [one for one in Verify(desk.shared, desk.media).run(CancelToken()) if one.what == "broken"] == []


def test_cancelling_ends_it_after_what_is_under_way(desk: Desk) -> None:
    songs = [desk.add(f"song {number}") for number in range(20)]
    cancel = CancelToken()
    cancel.cancel()
    report = desk.push(songs, cancel)
    assert (report.pushed, report.failed, report.stopped) == (0, [], None)
