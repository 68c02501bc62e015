"""What every catalogue answers when a list of songs is asked for."""

from __future__ import annotations

import time

import pytest

from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.views import Selection, SongFilter, SongQuery, Sort, Source, Span, TextField, TextTest
from tests.contract.conftest import Library
from tests.factories import MUSIC, make_document, make_medium, make_song


@pytest.fixture
def songs(library: Library) -> Library:
    """Return a library of four songs, each known by its first letter."""
    catalogue = library.catalogue
    catalogue.add_songs(
        [
            make_song(
                "delta", file="d", artists=("Zed",), album="Moon", track=2, release_date=ReleaseDate(1980),
                genres=("Rock",), popularity=1, tags=("Évening road", "సంధ్య"),
                lyrics=make_document("hi", words=True).to_json(),
            ),
            make_song(
                "Alpha", file="a", artists=("Ann Ray",), album="Sun", release_date=ReleaseDate(1990, 3),
                genres=("Pop",), popularity=9, language="te", bgm="a-bgm",
            ),
        ]
    )  # fmt: skip
    catalogue.add_songs(
        [
            make_song("చంద్ర", romanised="Chandra", artists=("Zed",), album="Moon", track=1, popularity=5),
            make_song("beta", lyrics=make_document("నువ్వు", lang="te").to_json(), popularity=3),
        ]
    )
    return library


def letters(library: Library, **query) -> str:
    ids = library.catalogue.list_song_ids(SongQuery(**query))
    rows = library.catalogue.list_song_rows(ids)
    return "".join((row.romanised or row.title)[0].lower() for row in rows)


@pytest.mark.parametrize(
    ("sort", "up", "down"),
    [
        (Sort.NATURAL, "abcd", "dcba"),
        (Sort.TITLE, "abdc", "cdba"),
        (Sort.ROMANISED, "abcd", "dcba"),
        (Sort.YEAR, "dabc", "adbc"),
        (Sort.GENRE, "adbc", "dabc"),
        (Sort.POPULARITY, "dbca", "acbd"),
    ],
)
def test_orders_with_the_unknown_last_either_way(songs: Library, sort: Sort, up: str, down: str):
    assert letters(songs, sort=sort) == up
    assert letters(songs, sort=sort, descending=True) == down


def test_orders_with_ties(songs: Library):
    up = letters(songs, sort=Sort.ARTIST)
    assert (up[0], set(up[1:3]), up[3]) == ("a", {"c", "d"}, "b")
    down = letters(songs, sort=Sort.ARTIST, descending=True)
    assert (set(down[:2]), down[2:]) == ({"c", "d"}, "ab")
    assert letters(songs, sort=Sort.ALBUM)[2:] == "ab"
    assert set(letters(songs, sort=Sort.DURATION)[:2]) == {"a", "d"}
    assert set(letters(songs, sort=Sort.ADDED)) == set("abcd")


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("limit", [0, 1, 3, 9])
def test_the_first_songs_of_a_list(songs: Library, sort: Sort, limit: int):
    query = SongQuery(sort=sort, descending=True)
    assert songs.catalogue.list_song_ids(query, limit) == songs.catalogue.list_song_ids(query)[:limit]


def test_order_by_plays(songs: Library):
    ids = dict(zip("abcd", songs.catalogue.list_song_ids(SongQuery()), strict=True))
    for at, letter in enumerate("cdd"):
        songs.personal.record_play(ids[letter], at, 1000)
    assert letters(songs, sort=Sort.PLAYS, descending=True) == "dcab"
    assert letters(songs, sort=Sort.PLAYS) == "abcd"
    assert letters(songs, source=Source.RECENTLY_PLAYED) == "dc"
    assert songs.catalogue.list_song_rows([ids["d"]])[0].plays == 2


def test_favourites(songs: Library):
    ids = dict(zip("abcd", songs.catalogue.list_song_ids(SongQuery()), strict=True))
    songs.personal.set_favourite([ids["c"], ids["a"]], favourite=True)
    songs.personal.set_favourite([ids["a"]], favourite=True)
    assert set(letters(songs, source=Source.FAVOURITES)) == {"a", "c"}
    assert letters(songs, source=Source.FAVOURITES, sort=Sort.TITLE) == "ac"
    assert songs.catalogue.list_song_rows([ids["a"]])[0].favourite
    assert songs.catalogue.counts().favourites == 2
    songs.personal.set_favourite([ids["a"]], favourite=False)
    assert letters(songs, source=Source.FAVOURITES) == "c"


def test_an_album_by_disc_and_track(songs: Library):
    moon = next(
        row.album_id
        for row in songs.catalogue.list_song_rows(songs.catalogue.list_song_ids(SongQuery()))
        if row.album == "Moon"
    )
    assert letters(songs, source=Source.ALBUM, key=moon) == "cd"
    assert letters(songs, source=Source.ALBUM, key=moon, descending=True) == "dc"
    assert letters(songs, source=Source.ALBUM, key="none") == ""


def test_an_artist_genre_folder(songs: Library):
    artists = {row.name: row.id for row in songs.catalogue.list_artists()}
    assert letters(songs, source=Source.ARTIST, key=artists["Zed"]) == "dc"
    assert letters(songs, source=Source.GENRE, key="pop") == "a"
    assert letters(songs, source=Source.FOLDER, key=str(MUSIC)) == "ad"
    assert letters(songs, source=Source.FOLDER, key="/none") == ""


def test_what_lies_on_this_device(songs: Library):
    assert letters(songs, source=Source.ON_DEVICE) == "ad"


def test_a_playlist_in_its_own_order_with_songs_twice(songs: Library):
    ids = dict(zip("abcd", songs.catalogue.list_song_ids(SongQuery()), strict=True))
    playlist = songs.personal.create_playlist("p", [ids[letter] for letter in "bdba"])
    assert letters(songs, source=Source.PLAYLIST, key=playlist.id) == "bdba"
    assert letters(songs, source=Source.PLAYLIST, key=playlist.id, descending=True) == "abdb"


def test_recently_added(songs: Library):
    assert set(letters(songs, source=Source.RECENTLY_ADDED)) == set("abcd")
    assert letters(songs, source=Source.RECENTLY_ADDED, sort=Sort.TITLE) == "abdc"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        (SongFilter(artist="zed"), "cd"),
        (SongFilter(artist="ray"), "a"),
        (SongFilter(artist="ay"), ""),
        (SongFilter(album="MOON"), "cd"),
        (SongFilter(genre="roc"), "d"),
        (SongFilter(language="te"), "ab"),
        (SongFilter(language="en"), "d"),
        (SongFilter(year_from=1985), "a"),
        (SongFilter(year_to=1985), "d"),
        (SongFilter(year_from=1980, year_to=1990), "ad"),
        (SongFilter(has=frozenset({"lyrics"})), "bd"),
        (SongFilter(has=frozenset({"words"})), "d"),
        (SongFilter(has=frozenset({"bgm"})), "a"),
        (SongFilter(has=frozenset({"audio"}), has_not=frozenset({"bgm"})), "d"),
        (SongFilter(has_not=frozenset({"lyrics", "audio"})), "c"),
        (SongFilter(has=frozenset({"wings"})), ""),
        (SongFilter(has_not=frozenset({"words"})), "abc"),
        (SongFilter(has=frozenset({"times"})), "bd"),
        (SongFilter(has=frozenset({"here"})), "ad"),
        (SongFilter(has_not=frozenset({"heart"})), "abcd"),
        (SongFilter(text="candra ZED"), "c"),
        (SongFilter(text="zed mo"), "cd"),
        (SongFilter(text="oon"), ""),
        (SongFilter(text='"OR* NEAR('), ""),
        (SongFilter(more=(TextTest(TextField.TAG, "evening"),)), "d"),
        (SongFilter(more=(TextTest(TextField.TAG, "sandhya"),)), "d"),
        (SongFilter(more=(TextTest(TextField.TAG, "vening"),)), ""),
        (SongFilter(more=(TextTest(TextField.TAG, "road", negated=True),)), "abc"),
        (SongFilter(more=(TextTest(TextField.ALBUM, "moon", negated=True),)), "ab"),
        (SongFilter(artist="zed", more=(TextTest(TextField.GENRE, "rock", negated=True),)), "c"),
        (SongFilter(more=(TextTest(TextField.LANGUAGE, "te", negated=True),)), "cd"),
        (SongFilter(plays=Span(1, None)), ""),
        (SongFilter(plays=Span(0, 0)), "abcd"),
        (SongFilter(length_ms=Span(1, 10_000_000)), "ad"),
        (SongFilter(length_ms=Span(10_000_000, None)), ""),
        (SongFilter(artist="%"), ""),
        (SongFilter(artist="' OR 1=1 --"), ""),
    ],
)
def test_filters(songs: Library, wanted: SongFilter, expected: str):
    assert letters(songs, filter=wanted) == expected
    assert sorted(letters(songs, filter=wanted, sort=Sort.YEAR, descending=True)) == sorted(expected)


def test_filters_by_what_a_person_heard_and_when(songs: Library):
    ids = dict(zip("abcd", songs.catalogue.list_song_ids(SongQuery()), strict=True))
    now, day = time.time_ns() // 1_000_000, 86_400_000
    for letter, days in (("a", 1), ("a", 50), ("b", 40)):
        songs.personal.record_play(ids[letter], now - days * day, 1000)
    songs.personal.set_favourite([ids["c"]], favourite=True)
    for wanted, expected in (
        (SongFilter(plays=Span(2, 2)), "a"),
        (SongFilter(plays=Span(None, 1)), "bcd"),
        (SongFilter(plays=Span(1, None)), "ab"),
        (SongFilter(played_within_days=30), "a"),
        (SongFilter(not_played_days=30), "bcd"),
        (SongFilter(played_within_days=45, not_played_days=30), "b"),
        (SongFilter(has=frozenset({"heart"})), "c"),
        (SongFilter(added_within_days=1), "abcd"),
        (SongFilter(added_before_days=1), ""),
    ):
        assert letters(songs, filter=wanted) == expected, wanted
    assert letters(songs, sort=Sort.PLAYED, descending=True) == "abcd"
    assert letters(songs, sort=Sort.PLAYED) == "cdba"


def test_a_selection_orders_and_narrows_and_the_list_does_so_once_more(songs: Library):
    def chosen(selection: Selection, **query) -> str:
        return letters(songs, source=Source.SMART, key="k", selection=selection, **query)

    two = Selection(SongFilter(), Sort.POPULARITY, descending=True, limit=2)
    assert chosen(two) == "ac"
    assert chosen(two, descending=True) == "ca"
    assert chosen(two, sort=Sort.YEAR) == "ac"
    assert chosen(two, filter=SongFilter(artist="zed")) == "c"
    every = Selection(SongFilter(artist="zed"), Sort.POPULARITY, descending=True)
    assert chosen(every) == "cd"
    assert chosen(every, descending=True) == "dc"
    assert chosen(every, filter=SongFilter(year_to=1985)) == "d"
    for selection, count in ((two, 2), (every, 2), (Selection(SongFilter(), limit=9), 4)):
        assert songs.catalogue.count_songs(SongQuery(Source.SMART, "k", selection=selection)) == count
    zed = SongQuery(Source.SMART, "k", SongFilter(album="moon"), selection=two)
    assert songs.catalogue.count_songs(zed) == 1
    assert songs.catalogue.count_songs(SongQuery(filter=SongFilter(language="te"))) == 2


def test_chance_stays_as_it_is(library: Library):
    library.catalogue.add_songs([make_song(f"s{number}") for number in range(12)])

    def drawn(key: str, limit: int | None = None) -> list[str]:
        selection = Selection(SongFilter(), Sort.RANDOM, limit=limit)
        return library.catalogue.list_song_ids(SongQuery(Source.SMART, key, selection=selection))

    before = drawn("one")
    assert drawn("one") == before
    assert drawn("one", 5) == before[:5]
    assert drawn("two") != before
    assert set(drawn("two")) == set(before)
    library.catalogue.add_songs([make_song("one more")])
    assert [song for song in drawn("one") if song in before] == before


@pytest.mark.parametrize("source", Source)
@pytest.mark.parametrize("sort", Sort)
def test_every_source_goes_with_every_order_and_filter(songs: Library, source: Source, sort: Sort):
    wanted = SongFilter("a", "a", "a", "te", 1, 2, frozenset({"words"}), frozenset({"cover"}))
    for descending in (False, True):
        query = SongQuery(source, "key", wanted, sort, descending)
        assert songs.catalogue.list_song_ids(query) == []


def test_a_song_with_the_same_bytes_twice_is_listed_once_a_song(library: Library):
    library.catalogue.add_songs([make_song("a", file="same"), make_song("b", song=make_medium("same"))])
    assert sorted(letters(library, source=Source.FOLDER, key=str(MUSIC))) == ["a", "b"]
