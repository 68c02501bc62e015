"""What a search index promises, asked of the tables and of the fake."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.domain.views import SongFilter
from pluto_desktop.ports.search_index import SearchIndex
from tests.factories import make_document, make_song
from tests.fakes.search_index import FakeSearchIndex

ANY = SongFilter()
MakeIndex = Callable[[Sequence[NewSong]], SearchIndex]


@pytest.fixture(params=["fake", "sql"])
def make_index(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[MakeIndex]:
    if request.param == "fake":
        yield FakeSearchIndex
        return
    library = open_library(tmp_path / "library")

    def make(songs: Sequence[NewSong]) -> SearchIndex:
        library.catalogue.add_songs(songs)
        return SqlSearchIndex(library.connections)

    yield make
    library.close()


@pytest.fixture
def index(make_index: MakeIndex) -> SearchIndex:
    return make_index(
        [
            make_song(
                "Ra Raju",
                artists=("Anna", "Bala"),
                album="Katha",
                album_artist="Bala",
                popularity=1,
                release_date=ReleaseDate(1970),
            ),
            make_song(
                "Raju Rani",
                artists=("Bala",),
                album="Katha",
                album_artist="Bala",
                popularity=1000,
                bgm="bgm",
                language="te",
            ),
            make_song(
                "Sita", artists=("Rani",), popularity=3, lyrics=make_document("raju sita rama", "sita").to_json()
            ),
            make_song("చందమామ", romanised="Moon Uncle", popularity=2),
        ]
    )


def titles(found: Sequence) -> list[str]:
    return [song.title for song in found]


def test_joined_prefix_begins_at_a_word(index: SearchIndex) -> None:
    assert set(titles(index.songs_by_joined_prefix("raju", 10, ANY))) == {"Ra Raju", "Raju Rani"}
    assert titles(index.songs_by_joined_prefix("raraju", 10, ANY)) == ["Ra Raju"]
    assert titles(index.songs_by_joined_prefix("aju", 10, ANY)) == []
    assert titles(index.songs_by_joined_prefix("nun", 10, ANY)) == ["చందమామ"]


def test_the_more_popular_come_first_where_a_limit_cuts(index: SearchIndex) -> None:
    assert titles(index.songs_by_terms([[("ra", True)]], 1, ANY)) == ["Raju Rani"]
    assert titles(index.songs_filtered(2, ANY)) == ["Raju Rani", "Sita"]


def test_groups_are_all_needed_and_terms_are_alternatives(index: SearchIndex) -> None:
    assert titles(index.songs_by_terms([[("raju", False)], [("an", True)]], 10, ANY)) == ["Ra Raju"]
    assert set(titles(index.songs_by_terms([[("sita", False), ("ra", False)]], 10, ANY))) == {"Ra Raju", "Sita"}
    assert titles(index.songs_by_terms([[("raj", False)]], 10, ANY)) == []
    assert set(titles(index.songs_by_terms([[("rani", False)]], 10, ANY))) == {"Raju Rani", "Sita"}
    assert titles(index.songs_by_terms([[("rani", False)]], 10, ANY, title_only=True)) == ["Raju Rani"]


def test_filters(index: SearchIndex) -> None:
    def found(**wanted) -> set[str]:
        return set(titles(index.songs_by_terms([[("ra", True)]], 10, SongFilter(**wanted))))

    assert found(artist="ann") == {"Ra Raju"}
    assert found(album="katha", has=frozenset({"bgm"})) == {"Raju Rani"}
    assert found(year_from=1960, year_to=1970) == {"Ra Raju"}
    assert found(language="te") == {"Raju Rani"}
    assert set(titles(index.songs_by_joined_prefix("raju", 10, SongFilter(artist="anna")))) == {"Ra Raju"}
    assert set(titles(index.songs_filtered(10, SongFilter(album="katha")))) == {"Ra Raju", "Raju Rani"}
    assert titles(index.songs_filtered(10, SongFilter(has=frozenset({"lyrics"})))) == ["Sita"]


def test_lines(index: SearchIndex) -> None:
    (line,) = index.lines_by_terms([[("raju", True)], [("ra", True)]], 10)
    assert (line.title, line.text, line.number, line.start_ms) == ("Sita", "raju sita rama", 1, 0)
    assert index.lines_by_terms([[("nothing", True)]], 10) == []


def test_names_with_their_number_of_songs(index: SearchIndex) -> None:
    assert [(name.name, name.songs) for name in index.artists_by_terms([[("bala", True)]], 10)] == [("Bala", 2)]
    assert [(name.name, name.songs) for name in index.albums_by_terms([[("kat", True)]], 10)] == [("Katha", 2)]


def test_vocabulary(index: SearchIndex) -> None:
    words = dict(index.vocabulary())
    assert words["raju"] == 2
    assert words["rani"] == 2
    assert "nun" in words
    assert "nothing" not in words


def test_songs_whose_sound_is_not_here(make_index: MakeIndex) -> None:
    elsewhere = replace(make_song("Elsewhere", file="elsewhere"), song_location=None)
    index = make_index([make_song("Here", file="here"), elsewhere, make_song("Silent")])
    by_title = {song.title: song.id for song in index.songs_filtered(10, ANY)}
    assert index.songs_elsewhere(list(by_title.values())) == {by_title["Elsewhere"]}
    assert index.songs_elsewhere([by_title["Here"]]) == frozenset()


def test_a_cancelled_question(index: SearchIndex) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled), index.asking(token):
        index.songs_filtered(10, ANY)
    with index.asking():
        assert len(index.songs_filtered(10, ANY)) == 4


@pytest.mark.parametrize("term", ["♥", "near", "or", "！", "न", "x" * 500])
def test_strange_terms_are_only_terms(index: SearchIndex, term: str) -> None:
    assert index.songs_by_terms([[(term, True)]], 10, ANY) == []
    assert index.lines_by_terms([[(term, True)], [(term, False)]], 10) == []
