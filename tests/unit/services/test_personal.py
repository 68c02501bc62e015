"""Playlists changed by position, and carried in and out as files."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.errors import Denied, Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId, SongId
from pluto_desktop.services.personal import Personal
from tests.factories import make_location, make_medium, make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.personal import FakePersonal


@pytest.fixture
def catalogue() -> FakeCatalogue:
    """Return an empty catalogue."""
    return FakeCatalogue()


@pytest.fixture
def personal(catalogue: FakeCatalogue) -> Personal:
    """Return the service on it."""
    mine: FakePersonal = catalogue.personal
    return Personal(mine, mine, mine, mine, mine, reader=catalogue, files=catalogue)


@pytest.fixture
def playlist(personal: Personal, catalogue: FakeCatalogue) -> PlaylistId:
    """Return a playlist of five songs whose ids are a to e."""
    catalogue.add_songs([make_song(letter, id=SongId(letter)) for letter in "abcdexy"])
    return personal.create_playlist("p", [SongId(letter) for letter in "abcde"]).id


def held(personal: Personal, playlist: PlaylistId) -> str:
    return "".join(personal.list_playlist_songs(playlist))


@pytest.mark.parametrize(("position", "expected"), [(None, "abcdexy"), (0, "xyabcde"), (2, "abxycde"), (99, "abcdexy")])
def test_songs_are_added_where_they_are_dropped(personal, playlist, position, expected):
    assert personal.add_to_playlist(playlist, [SongId("x"), SongId("y")], position).playlists
    assert held(personal, playlist) == expected


@pytest.mark.parametrize(("positions", "expected"), [([0], "bcde"), ([4, 0, 4], "bcd"), ([7], "abcde"), ([], "abcde")])
def test_songs_are_removed_by_position(personal, playlist, positions, expected):
    assert bool(personal.remove_from_playlist(playlist, positions)) is (expected != "abcde")
    assert held(personal, playlist) == expected


@pytest.mark.parametrize(
    ("positions", "to", "expected"),
    [
        ([0], 2, "bacde"),
        ([0], 5, "bcdea"),
        ([4], 0, "eabcd"),
        ([3, 1], 0, "bdace"),
        ([1, 3], 3, "acbde"),
        ([1], 1, "abcde"),
        ([1], 2, "abcde"),
        ([9], 0, "abcde"),
        ([2], -3, "cabde"),
    ],
)
def test_songs_are_moved_as_a_group(personal, playlist, positions, to, expected):
    assert bool(personal.move_in_playlist(playlist, positions, to)) is (expected != "abcde")
    assert held(personal, playlist) == expected


def test_nothing_added_is_no_change(personal, playlist):
    assert not personal.add_to_playlist(playlist, [])


def add_file(catalogue: FakeCatalogue, path: Path, title: str) -> SongId:
    song = make_song(title, artists=("A",), song=make_medium(title), song_location=make_location(title, path))
    return catalogue.add_songs([song])[0]


def test_a_playlist_file_comes_in_and_tells_what_is_missing(personal, catalogue, tmp_path):
    first = add_file(catalogue, tmp_path / "జో అచ్యుతానంద.mp3", "జో")
    second = add_file(catalogue, tmp_path / "b.mp3", "b")
    file = tmp_path / "రాత్రి.m3u8"
    file.write_text("b.mp3\nnot-here.mp3\nజో అచ్యుతానంద.mp3\nb.mp3\n", encoding="utf-8")
    done = personal.import_m3u8(file)
    assert done.playlist.name == "రాత్రి"
    assert personal.list_playlist_songs(done.playlist.id) == [second, first, second]
    assert done.missing == (tmp_path / "not-here.mp3",)
    assert done.changes.playlists


def test_out_and_in_again_is_the_same(personal, catalogue, tmp_path):
    ids = [add_file(catalogue, tmp_path / f"{name}.mp3", name) for name in ("ఒకటి", "two")]
    (bare,) = catalogue.add_songs([make_song("no file")])
    playlist = personal.create_playlist("List", [ids[1], bare, ids[0]])
    out = tmp_path / "list.m3u8"
    done = personal.export_m3u8(playlist.id, out)
    assert (done.songs, done.missing) == (2, (bare,))
    assert "ఒకటి.mp3\n" in out.read_text(encoding="utf-8")
    again = personal.import_m3u8(out)
    assert again.playlist.name == "List 2"
    assert personal.list_playlist_songs(again.playlist.id) == [ids[1], ids[0]]


def test_files_that_cannot_be_playlists(personal, tmp_path):
    with pytest.raises(NotFound):
        personal.import_m3u8(tmp_path / "none.m3u8")
    with pytest.raises(Invalid):
        personal.import_m3u8(tmp_path)
    (tmp_path / "empty.m3u8").write_bytes(b"")
    with pytest.raises(Invalid):
        personal.import_m3u8(tmp_path / "empty.m3u8")
    assert personal.list_playlists() == []


def test_a_place_that_cannot_be_written_keeps_what_was_there(personal, playlist, tmp_path):
    with pytest.raises(Denied):
        personal.export_m3u8(playlist, tmp_path / "none" / "x.m3u8")
    (tmp_path / "taken").mkdir()
    with pytest.raises(Denied):
        personal.export_m3u8(playlist, tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
    with pytest.raises(NotFound):
        personal.export_m3u8(PlaylistId("gone"), tmp_path / "x.m3u8")


def test_the_rest_is_passed_on(personal, catalogue):
    (song,) = catalogue.add_songs([make_song("a")])
    assert personal.set_favourite([song], favourite=True).favourites
    assert personal.record_play(song, 1, 2).plays
    personal.save_state("x", [1])
    assert personal.load_state("x") == [1]
    personal.set_song_offset_ms(song, 5)
    personal.set_output_offset_ms("", 6)
    assert (personal.song_offset_ms(song), personal.output_offsets_ms()) == (5, {"": 6})
    playlist = personal.create_playlist("a")
    personal.rename_playlist(playlist.id, "b")
    personal.move_playlist(playlist.id, 0)
    assert [held.name for held in personal.list_playlists()] == ["b"]
    personal.delete_playlist(playlist.id)
    assert personal.list_playlists() == []
