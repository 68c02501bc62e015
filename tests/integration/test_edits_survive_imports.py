"""What a person said of a song stays, however often its files are read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from mutagen.easyid3 import EasyID3

from pluto_desktop.bootstrap import Services, open_services
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import Credits, SongFields
from pluto_desktop.domain.songs import Song
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.edit_songs import NewFiles
from tests.sound import noise, write


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with open_services(tmp_path / "library") as services:
        yield services


def tagged(path: Path, seed: int, **tags: str) -> Path:
    write(path, noise(1, seed=seed))
    known = EasyID3()
    for name, value in tags.items():
        known[name] = value
    known.save(path)
    return path


def read(services: Services, path: Path) -> Song:
    services.importing.run([path], lambda _: None, CancelToken())
    (song_id,) = services.browse.list_song_ids(SongQuery())
    return services.browse.get_song(song_id)


def said(**fields: object) -> SongFields:
    return SongFields(**fields, given=frozenset(fields))  # type: ignore[arg-type]


def edit(services: Services, song_id: SongId, **fields: object) -> None:
    services.edit.send(services.edit.update_song(song_id, said(**fields), NewFiles()), CancelToken())


def test_new_tags_and_new_sound_change_only_what_no_person_changed(services: Services, tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.mp3", 1, title="Tagged", artist="Tag", genre="Tag")
    song = read(services, path)
    edit(services, song.id, title="Mine")
    services.edit_many.apply([SongEdit(song.id, said(credits=Credits(("Mine too",))))], title="t")
    tagged(path, 2, title="Tagged again", artist="Other", genre="New")
    again = read(services, path)
    assert again.id == song.id
    assert again.song != song.song
    assert (again.title, again.artist, again.genres) == ("Mine", "Mine too", ("New",))


def test_what_was_undone_follows_its_file_no_more_than_what_was_done(services: Services, tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.mp3", 1, title="Tagged")
    song = read(services, path)
    edit(services, song.id, title="Mine")
    services.undo.undo(CancelToken())
    tagged(path, 2, title="Tagged again")
    assert read(services, path).title == "Tagged"


def test_a_song_that_comes_back_is_what_it_was_made(services: Services, tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.mp3", 1, title="Tagged", artist="Tag")
    song = read(services, path)
    edit(services, song.id, title="Mine")
    services.edit_many.delete([song.id])
    back = read(services, path)
    assert (back.id, back.title, back.artist) == (song.id, "Mine", "Tag")


def test_a_cover_that_a_person_took_away_stays_away(services: Services, tmp_path: Path) -> None:
    path = tagged(tmp_path / "a.mp3", 1, title="Tagged")
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff picture")
    song = read(services, path)
    assert song.cover is not None
    edit(services, song.id, cover=None)
    assert read(services, path).cover is None
