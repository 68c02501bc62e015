"""A song that was split stays two songs, however often their files are read again."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.song_split import Goes, proposed
from pluto_desktop.domain.songs import Song
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.bulk.splitting import SplitSongs
from tests.integration.test_edits_survive_imports import tagged


@dataclass
class Split:
    """A folder with two files, taken for a song and its music without voice, and the two songs that they became."""

    services: Services
    folder: Path
    old: SongId
    new: SongId

    def read(self) -> None:
        self.services.importing.run([self.folder], lambda _: None, CancelToken())

    @property
    def songs(self) -> list[Song]:
        browse = self.services.browse
        return [browse.get_song(song_id) for song_id in browse.list_song_ids(SongQuery())]

    def is_split(self) -> None:
        new, old = self.songs
        assert (old.id, new.id) == (self.old, self.new)
        assert (new.title, new.artist, old.bgm, new.bgm) == ("Another", "Somebody", None, None)


@pytest.fixture
def split(tmp_path: Path) -> Iterator[Split]:
    folder = tmp_path / "music"
    folder.mkdir()
    tagged(folder / "Jo.mp3", 1, title="Jo")
    tagged(folder / "Jo (karaoke).mp3", 2, title="Something")
    (folder / "Jo.lrc").write_text("[00:01.00]jo jo\n", encoding="utf-8")
    with open_services(tmp_path / "library") as services:
        services.importing.run([folder], lambda _: None, CancelToken())
        (old,) = services.browse.list_song_ids(SongQuery())
        songs = SplitSongs(services.library.reader, lambda: services.edit_many)
        look = songs.look(old)
        assert look.files["bgm"].name == "Jo (karaoke).mp3"
        goes = {**proposed(look.plain), "lyrics": Goes.NEW}
        _, new = songs.split(look, goes, {"title": "Another", "credits": ["Somebody"]}, CancelToken())
        yield Split(services, folder, old, new)


def test_both_songs_play_are_found_and_are_measured(split: Split) -> None:
    split.is_split()
    new, old = split.songs
    catalogue = split.services.library.catalogue
    for song, name in ((old, "Jo.mp3"), (new, "Jo (karaoke).mp3")):
        assert song.song is not None
        location = catalogue.find_location(song.song.sha256)
        assert location is not None
        assert (location.path.name, song.reachable) == (name, True)
    assert new.duration_ms is not None
    assert (catalogue.find_lyrics(old.id), catalogue.find_lyrics(new.id) is not None) == (None, True)
    assert {location.path.name for location in catalogue.list_unmeasured(9)} == {"Jo.mp3", "Jo (karaoke).mp3"}
    assert split.services.browse.list_songs_named("another")[0].id == split.new


def test_reading_the_folder_again_changes_nothing(split: Split) -> None:
    split.read()
    split.is_split()
    for path in split.folder.iterdir():
        os.utime(path, (1, 1))
    split.read()
    split.is_split()
    catalogue = split.services.library.catalogue
    assert catalogue.find_lyrics(split.old) is None, "the file beside it does not bring back the words that went"


def test_files_with_other_tags_or_other_sound_stay_with_their_songs(split: Split) -> None:
    bgm = split.folder / "Jo (karaoke).mp3"
    tagged(bgm, 2, title="Tagged")
    split.read()
    split.is_split()
    tagged(bgm, 3, title="Tagged again")
    split.read()
    split.is_split()
    tagged(split.folder / "Jo.mp3", 1, title="Jo")
    tagged(split.folder / "Jo.mp3", 4, title="Jo", album="Lullabies")
    split.read()
    split.is_split()
    tagged(split.folder / "Jo.mp3", 5, title="Jo")
    tagged(bgm, 6, title="Both at once")
    split.read()
    split.is_split()


def test_a_file_that_is_renamed_and_tagged_says_nothing_of_the_new_song(split: Split) -> None:
    (split.folder / "Jo (karaoke).mp3").rename(split.folder / "Something.mp3")
    split.read()
    split.is_split()
    tagged(split.folder / "Something.mp3", 2, title="Tagged", artist="Tag", album="Tag", genre="Tag")
    split.read()
    split.is_split()
    assert (split.songs[0].album, split.songs[0].genres) == (None, ())


def test_a_folder_that_was_moved_takes_both_along(split: Split) -> None:
    split.folder = split.folder.rename(split.folder.with_name("moved"))
    split.read()
    split.is_split()
    assert all(song.reachable for song in split.songs)


def test_a_split_that_was_undone_stays_undone(split: Split) -> None:
    split.services.undo.undo(CancelToken())
    for _ in range(2):
        (old,) = split.songs
        assert (old.id, old.bgm is not None) == (split.old, True)
        for path in split.folder.iterdir():
            os.utime(path, (1, 1))
        split.read()
