"""What the window's lists are given."""

from __future__ import annotations

from pathlib import Path

import pytest

from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.views import SongQuery, Sort
from pluto_desktop.services.browse import Browse
from tests.factories import make_song
from tests.fakes.catalogue import FakeCatalogue


def test_everything_is_read_through():
    catalogue = FakeCatalogue()
    browse = Browse(catalogue, catalogue, catalogue.personal)
    a, b = catalogue.add_songs(
        [make_song("b", file="x", artists=("A",), album="L", genres=("G",), cover_bytes=b"c"), make_song("a")]
    )
    assert browse.counts().songs == 2
    assert browse.list_song_ids(SongQuery(sort=Sort.TITLE)) == [b, a]
    (row,) = browse.list_song_rows([a])
    assert row == browse.list_songs_named("B")[0]
    assert browse.get_song(a).title == "b"
    (album,) = browse.list_albums()
    assert browse.get_album(album.id) == album
    (artist,) = browse.list_artists()
    assert browse.get_artist(artist.id) == artist
    assert browse.list_genres() == [("G", 1)]
    assert browse.list_folders() == [(Path("/music"), 1)]
    assert row.cover is not None
    assert browse.find_cover(row.cover) == b"c"
    assert browse.data_version() == browse.data_version()


def test_the_file_of_a_song():
    catalogue = FakeCatalogue()
    browse = Browse(catalogue, catalogue, catalogue.personal)
    a, b = catalogue.add_songs([make_song("a", file="x"), make_song("b")])
    assert browse.find_file(a) == Path("/music/x.mp3")
    assert browse.find_file(b) is None
    with pytest.raises(NotFound):
        browse.find_file(SongId("none"))
