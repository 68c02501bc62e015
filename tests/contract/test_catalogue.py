"""What every catalogue does when songs are added, changed and taken out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import AlbumId, ArtistId, MediaHash, SongId
from pluto_desktop.domain.songs import MediaKind
from pluto_desktop.domain.views import AlbumSort, SongFilter
from pluto_desktop.ports.catalogue import Beside, KnownFile
from tests.contract.conftest import Library
from tests.factories import MUSIC, make_document, make_location, make_medium, make_song, sha256


def add(library: Library, *songs):
    return library.catalogue.add_songs(songs)


def test_a_new_library_is_empty(library: Library):
    counts = library.catalogue.counts()
    assert (counts.songs, counts.albums, counts.artists, counts.favourites) == (0, 0, 0, 0)
    assert library.catalogue.list_known_files() == []
    assert library.catalogue.list_albums(AlbumSort.TITLE, SongFilter()) == []


def test_nothing_added_is_nothing(library: Library):
    assert library.catalogue.add_songs([]) == []


def test_a_song_comes_back_whole(library: Library):
    document = make_document("jo achyutananda", lang="te-Latn", words=True)
    new = make_song(
        "జో అచ్యుతానంద",
        file="jo",
        bgm="jo-bgm",
        romanised="Jo Achyutananda",
        artists=("Annamayya", "M. S. Subbulakshmi"),
        album="Jolalu",
        album_artist="Various",
        disc=1,
        track=2,
        release_date=ReleaseDate(1498),
        genres=("Devotional", "Lullaby"),
        tags=("night",),
        notes="An old one",
        language="te",
        popularity=7,
        cover_bytes=b"\xff\xd8 picture",
        lyrics=document.to_json(),
    )
    (song_id,) = add(library, new)
    song = library.catalogue.get_song(song_id)
    assert song.title == "జో అచ్యుతానంద"
    assert song.romanised == "Jo Achyutananda"
    assert [credit.name for credit in song.artists] == ["Annamayya", "M. S. Subbulakshmi"]
    assert song.artist == "Annamayya, M. S. Subbulakshmi"
    assert song.album is not None
    assert (song.album.title, song.album.album_artist) == ("Jolalu", "Various")
    assert (song.disc, song.track, song.release_date) == (1, 2, ReleaseDate(1498))
    assert (song.genres, song.tags, song.notes) == (("Devotional", "Lullaby"), ("night",), "An old one")
    assert (song.language, song.popularity, song.version) == ("te", 7, 1)
    assert (song.song, song.bgm) == (make_medium("jo"), make_medium("jo-bgm", MediaKind.BGM))
    assert song.duration_ms == 180_000
    assert song.reachable
    assert song.added_at_ms > 0
    assert song.cover is not None
    assert library.catalogue.find_cover(song.cover) == b"\xff\xd8 picture"
    assert library.catalogue.find_lyrics(song_id) == document
    (row,) = library.catalogue.list_song_rows([song_id])
    assert (row.title, row.artist, row.album, row.year) == ("జో అచ్యుతానంద", song.artist, "Jolalu", 1498)
    assert (row.genre, row.lyrics_languages, row.cover) == ("Devotional, Lullaby", ("te-Latn",), song.cover)
    assert (row.has_audio, row.has_bgm, row.reachable, row.favourite, row.plays) == (True, True, True, False, 0)
    assert (row.disc, row.track, row.album_id) == (1, 2, song.album.id)


def test_an_id_that_was_wished_for_is_kept(library: Library):
    assert add(library, make_song("a", id=SongId("wished-for"))) == ["wished-for"]


def test_rows_come_in_the_order_asked_for_and_without_what_is_gone(library: Library):
    a, b = add(library, make_song("a"), make_song("b"))
    assert [row.id for row in library.catalogue.list_song_rows([b, SongId("never"), a])] == [b, a]
    assert [row.id for row in library.catalogue.list_song_rows([b, b])] == [b, b]
    assert library.catalogue.list_song_rows([]) == []


def test_what_is_not_there_is_said(library: Library):
    with pytest.raises(NotFound):
        library.catalogue.get_song(SongId("none"))
    with pytest.raises(NotFound):
        library.catalogue.get_artist(ArtistId("none"))
    with pytest.raises(NotFound):
        library.catalogue.get_album(AlbumId("none"))
    with pytest.raises(NotFound):
        library.catalogue.set_lyrics(SongId("none"), None)
    assert library.catalogue.find_lyrics(SongId("none")) is None
    assert library.catalogue.find_location(sha256("none")) is None
    assert library.catalogue.find_cover(sha256("none")) is None
    assert library.catalogue.find_song_with(sha256("none")) is None


def test_artists_and_albums_are_found_by_their_folded_names(library: Library):
    first, second, third = add(
        library,
        make_song("a", artists=("Beyoncé",), album="Lemonade"),
        make_song("b", artists=("BEYONCE",), album="LEMONADE "),
        make_song("c", artists=("Other",), album="Lemonade"),
    )
    songs = [library.catalogue.get_song(song_id) for song_id in (first, second, third)]
    assert songs[0].artists[0].artist_id == songs[1].artists[0].artist_id
    assert songs[1].artist == "BEYONCE"
    assert songs[0].album == songs[1].album
    assert songs[2].album != songs[0].album
    assert library.catalogue.counts().artists == 2
    assert library.catalogue.counts().albums == 2
    (later,) = add(library, make_song("d", artists=("beyonce",)))
    assert library.catalogue.get_song(later).artists[0].artist_id == songs[0].artists[0].artist_id
    artist = library.catalogue.get_artist(songs[0].artists[0].artist_id)
    assert (artist.name, artist.songs, artist.albums) == ("Beyoncé", 3, 1)
    assert songs[0].album is not None
    album = library.catalogue.get_album(songs[0].album.id)
    assert (album.title, album.artist, album.songs) == ("Lemonade", "Beyoncé", 2)


def test_songs_named(library: Library):
    a, b, _ = add(
        library, make_song("Café", popularity=1), make_song("CAFE", popularity=5), make_song("Cafeteria", popularity=9)
    )
    assert [row.id for row in library.catalogue.list_songs_named(" café ")] == [b, a]
    assert [row.id for row in library.catalogue.list_songs_named(a)] == [a]
    assert library.catalogue.list_songs_named("tea") == []


def test_removed_songs_are_out_of_sight(library: Library):
    a, b = add(library, make_song("a", file="a", artists=("X",), album="Y", genres=("Z",)), make_song("b"))
    library.personal.set_favourite([a], favourite=True)
    playlist = library.personal.create_playlist("p", [a, b])
    changes = library.catalogue.remove_songs([a, SongId("none")])
    assert changes.songs == {a}
    counts = library.catalogue.counts()
    assert (counts.songs, counts.albums, counts.artists, counts.favourites) == (1, 0, 0, 0)
    assert library.catalogue.list_genres() == []
    assert library.catalogue.list_artists() == []
    assert library.catalogue.list_known_files() == []
    assert library.personal.list_playlist_songs(playlist.id) == [b]
    assert [held.songs for held in library.personal.list_playlists()] == [1]
    with pytest.raises(NotFound):
        library.catalogue.get_song(a)
    assert not library.catalogue.remove_songs([a])


def test_removed_songs_come_back_as_they_were(library: Library):
    a, b = add(library, make_song("a", file="a", artists=("X",), album="Y"), make_song("b"))
    playlist = library.personal.create_playlist("p", [a, b])
    before = library.catalogue.get_song(a)
    library.catalogue.remove_songs([a])
    assert library.catalogue.restore_songs([a, b, SongId("none")]).songs == {a}
    after = library.catalogue.get_song(a)
    assert (after.title, after.artists, after.album, after.song) == (
        before.title, before.artists, before.album, before.song
    )  # fmt: skip
    assert library.catalogue.counts().songs == 2
    assert library.personal.list_playlist_songs(playlist.id) == [a, b]
    assert not library.catalogue.restore_songs([a])


def test_a_file_that_moved_is_found_at_its_new_place(library: Library):
    (song_id,) = add(library, make_song("a", file="a"))
    library.catalogue.set_reachable({MUSIC / "a.mp3": False})
    assert not library.catalogue.get_song(song_id).reachable
    assert not library.catalogue.list_song_rows([song_id])[0].reachable
    moved = make_location("a", Path("/elsewhere/పాట.mp3"))
    assert library.catalogue.set_locations([moved]).songs == {song_id}
    assert library.catalogue.find_location(sha256("a")) == moved
    assert library.catalogue.get_song(song_id).reachable
    (known,) = library.catalogue.list_known_files()
    assert (known.location, known.song_id, known.kind, known.reachable) == (moved, song_id, "song", True)
    assert library.catalogue.list_folders() == [(Path("/elsewhere"), 1)]


def test_a_song_is_found_by_its_bytes_until_it_is_removed(library: Library):
    (song,) = add(library, make_song("Jo", file="jo", bgm="jo-bgm"))
    assert library.catalogue.find_song_with(sha256("jo")) == song
    assert library.catalogue.find_song_with(sha256("jo-bgm")) == song
    library.catalogue.remove_songs([song])
    assert library.catalogue.find_song_with(sha256("jo")) is None


def test_known_files_are_asked_for_in_parts(library: Library):
    here, there = MUSIC / "పాటలు", MUSIC / "పాటలు" / "old"
    places = {"a": here / "a.mp3", "b": here / "b's.mp3", "c": there / "c.mp3", "d": MUSIC / "పాటలు 2" / "d.mp3"}
    songs = [make_song(name, file=name) for name in places]
    songs = [replace(song, song_location=make_location(song.title, places[song.title])) for song in songs]
    ids = dict(zip(places, add(library, *songs), strict=True))
    catalogue = library.catalogue
    bgm = make_medium("e", MediaKind.BGM)
    catalogue.attach_bgm(ids["a"], bgm, make_location("e", here / "a (bgm).mp3"))

    def names(files: list[KnownFile]) -> list[str]:
        return [file.location.path.name for file in files]

    assert sorted(names(catalogue.list_files_in(here))) == ["a (bgm).mp3", "a.mp3", "b's.mp3"]
    assert catalogue.list_files_in(MUSIC) == []
    assert names(catalogue.list_files_under(here)) == ["a (bgm).mp3", "a.mp3", "b's.mp3", "c.mp3"]
    assert names(catalogue.list_files_under(here / "b's.mp3")) == ["b's.mp3"]
    assert len(catalogue.list_files_under(Path(MUSIC.anchor))) == 5
    assert catalogue.list_files_under(MUSIC / "పాట") == []
    assert names(catalogue.list_files_with(sha256("c"))) == ["c.mp3"]
    assert catalogue.list_files_with(MediaHash("0" * 64)) == []
    (sounding,) = catalogue.list_files_sounding(bgm.sound_hash)
    assert (sounding.song_id, sounding.kind) == (ids["a"], "bgm")
    assert catalogue.list_files_sounding("") == []
    assert sorted(names(catalogue.list_files_of([ids["a"], ids["d"], SongId("none")]))) == [
        "a (bgm).mp3",
        "a.mp3",
        "d.mp3",
    ]
    catalogue.remove_songs([ids["b"]])
    assert names(catalogue.list_files_under(here)) == ["a (bgm).mp3", "a.mp3", "c.mp3"]


def test_reachable_tells_only_what_changed(library: Library):
    (song_id,) = add(library, make_song("a", file="a"))
    assert not library.catalogue.set_reachable({MUSIC / "a.mp3": True, MUSIC / "never": False})
    assert library.catalogue.set_reachable({MUSIC / "a.mp3": False}).songs == {song_id}
    assert library.catalogue.counts().songs == 1
    assert library.catalogue.set_reachable({MUSIC / "a.mp3": True}).songs == {song_id}


def test_new_bytes_at_a_known_path_are_the_same_song(library: Library):
    (song_id,) = add(library, make_song("Old", file="a", artists=("X",), popularity=3))
    new = make_medium("a2", duration_ms=5000)
    location = make_location("a2", MUSIC / "a.mp3")
    tags = make_song("New", artists=("Y", "Z"), album="W", genres=("G",), track=4)
    assert library.catalogue.replace_medium(song_id, new, location, tags).songs == {song_id}
    song = library.catalogue.get_song(song_id)
    assert (song.title, song.artist, song.genres, song.track) == ("New", "Y, Z", ("G",), 4)
    assert (song.song, song.duration_ms) == (new, 5000)
    assert song.version == 2
    assert [known.location for known in library.catalogue.list_known_files()] == [location]
    assert library.catalogue.find_location(sha256("a")) is None


def test_new_bytes_bring_words_to_a_song_that_has_none(library: Library):
    bare, worded = add(
        library, make_song("a", file="a"), make_song("b", file="b", lyrics=make_document("old").to_json())
    )
    for song_id, file in ((bare, "a"), (worded, "b")):
        tags = make_song(file, lyrics=make_document("new").to_json())
        location = make_location(f"{file}2", MUSIC / f"{file}.mp3")
        changes = library.catalogue.replace_medium(song_id, make_medium(f"{file}2"), location, tags)
        assert changes.lyrics is (song_id == bare)
    assert library.catalogue.find_lyrics(bare) == make_document("new")
    assert library.catalogue.find_lyrics(worded) == make_document("old")


def test_new_bytes_alone_leave_the_rest_as_it_was(library: Library):
    (song_id,) = add(library, make_song("Title", file="a", artists=("X",)))
    library.catalogue.replace_medium(song_id, make_medium("b"), make_location("b"), None)
    song = library.catalogue.get_song(song_id)
    assert (song.title, song.artist, song.song) == ("Title", "X", make_medium("b"))


def test_bgm_is_attached(library: Library):
    (song_id,) = add(library, make_song("a", file="a"))
    bgm = make_medium("a-bgm", MediaKind.BGM)
    assert library.catalogue.attach_bgm(song_id, bgm, make_location("a-bgm")).songs == {song_id}
    assert library.catalogue.get_song(song_id).bgm == bgm
    assert library.catalogue.get_song(song_id).song == make_medium("a")
    assert sorted(known.kind for known in library.catalogue.list_known_files()) == ["bgm", "song"]


def test_words_are_set_replaced_and_taken_away(library: Library):
    (song_id,) = add(library, make_song("a"))
    for document in (make_document("one"), make_document("రెండు", lang="te")):
        assert library.catalogue.set_lyrics(song_id, document).lyrics
        assert library.catalogue.find_lyrics(song_id) == document
        assert library.catalogue.list_song_rows([song_id])[0].lyrics_languages == document.languages
    assert library.catalogue.get_song(song_id).lyrics_id is not None
    library.catalogue.set_lyrics(song_id, None)
    assert library.catalogue.find_lyrics(song_id) is None
    assert library.catalogue.get_song(song_id).lyrics_id is None


def test_what_lies_beside_is_given_where_there_is_none(library: Library):
    bare, worded, bereft = add(
        library,
        make_song("bare", file="a"),
        make_song("worded", file="b", cover_bytes=b"own"),
        make_song("bereft", file="c", lyrics=make_document("wrong").to_json()),
    )
    library.catalogue.set_lyrics(worded, make_document("own"))
    library.catalogue.set_lyrics(bereft, None)
    wants = {known.song_id: (known.wants_words, known.wants_cover) for known in library.catalogue.list_known_files()}
    assert wants == {bare: (True, True), worded: (False, False), bereft: (False, True)}
    words = make_document("beside").to_json()
    changes = library.catalogue.add_beside(
        [Beside(song_id, words, b"beside") for song_id in (bare, worded, bereft, SongId("gone"))]
    )
    assert changes == Changes(songs=frozenset({bare, bereft}), albums=True, lyrics=True)
    assert library.catalogue.find_lyrics(bare) == make_document("beside")
    assert library.catalogue.find_lyrics(worded) == make_document("own")
    assert library.catalogue.find_lyrics(bereft) is None
    covers = [library.catalogue.get_song(song_id).cover for song_id in (bare, worded, bereft)]
    assert [library.catalogue.find_cover(cover) for cover in covers] == [b"beside", b"own", b"beside"]
    assert library.catalogue.add_beside([Beside(bare, words, b"beside")]) == Changes()


def test_words_an_import_brought_make_way_for_newer_ones_and_those_of_a_person_do_not(library: Library):
    old, new = make_document("old").to_json(), make_document("new").to_json()
    (given,) = add(library, make_song("given", file="a"))
    library.catalogue.add_beside([Beside(given, old)])
    born, edited, set_again = add(
        library,
        *(make_song(name, file=name, lyrics=old) for name in ("born", "edited", "set again")),
    )
    library.catalogue.set_lyrics(edited, make_document("a person's"))
    library.catalogue.set_lyrics(set_again, None)
    library.catalogue.set_lyrics(set_again, make_document("a person's"))
    brought = {known.song_id for known in library.catalogue.list_known_files() if known.words_at_ms is not None}
    assert brought == {given, born}
    beside = [Beside(song_id, new) for song_id in (given, born, edited, set_again)]
    for changes in (Changes(songs=frozenset({given, born}), lyrics=True), Changes()):
        assert library.catalogue.add_beside(beside) == changes
        texts = [library.catalogue.find_lyrics(song_id) for song_id in (given, born, edited, set_again)]
        assert texts == [make_document("new")] * 2 + [make_document("a person's")] * 2
    assert library.catalogue.add_beside([Beside(born, old)]).songs == {born}


def test_a_measured_gain_is_kept(library: Library):
    (song_id,) = add(library, make_song("a", file="a"))
    assert library.catalogue.set_gain(sha256("a"), -6.5, 0.9).songs == {song_id}
    song = library.catalogue.get_song(song_id)
    assert song.song is not None
    assert (song.song.gain_db, song.song.peak) == (-6.5, 0.9)


def test_two_songs_share_a_cover(library: Library):
    ids = add(library, make_song("a", cover_bytes=b"one"), make_song("b", cover_bytes=b"one"))
    covers = {row.cover for row in library.catalogue.list_song_rows(ids)}
    assert len(covers) == 1
    (later,) = add(library, make_song("c", cover_bytes=b"one"))
    assert library.catalogue.get_song(later).cover in covers


def test_albums_in_every_order(library: Library):
    add(library, make_song("1", album="Beta", artists=("X",), release_date=ReleaseDate(1990)))
    add(library, make_song("2", album="Alpha", artists=("Z",), release_date=ReleaseDate(1980, 5)))
    add(library, make_song("3", album="Gamma", artists=("Y",), language="te"))
    titles = {
        order: [album.title for album in library.catalogue.list_albums(order, SongFilter())] for order in AlbumSort
    }
    assert titles[AlbumSort.TITLE] == ["Alpha", "Beta", "Gamma"]
    assert titles[AlbumSort.ARTIST] == ["Beta", "Gamma", "Alpha"]
    assert titles[AlbumSort.YEAR] == ["Beta", "Alpha", "Gamma"]
    assert sorted(titles[AlbumSort.RECENTLY_ADDED]) == ["Alpha", "Beta", "Gamma"]
    (only,) = library.catalogue.list_albums(AlbumSort.TITLE, SongFilter(language="te"))
    assert only.title == "Gamma"


def test_genres_and_artists_are_counted(library: Library):
    add(
        library,
        make_song("1", artists=("b", "a"), genres=("Rock", "Pop")),
        make_song("2", artists=("a",), genres=("Pop",)),
    )
    assert library.catalogue.list_genres() == [("Pop", 2), ("Rock", 1)]
    assert library.catalogue.list_genre_names() == ["Pop", "Rock"]
    assert [(row.name, row.songs) for row in library.catalogue.list_artists()] == [("a", 2), ("b", 1)]


def test_whom_albums_are_of_is_listed_once_and_not_of_removed_songs(library: Library):
    gone, *_ = add(
        library,
        make_song("1", album="Gone", album_artist="Nobody"),
        make_song("2", album="Blue", album_artist="various"),
        make_song("3", album="Red", album_artist="various"),
        make_song("4", artists=("A",), album="Green", album_artist="A"),
    )
    library.catalogue.remove_songs([gone])
    assert library.catalogue.list_album_artists() == ["A", "various"]


def test_tags_are_listed_once_and_those_of_removed_songs_are_not(library: Library):
    gone, *_ = add(
        library,
        make_song("1", tags=("gone", "School")),
        make_song("2", tags=("state song", "School")),
        make_song("3"),
    )
    library.catalogue.remove_songs([gone])
    assert library.catalogue.list_tags() == ["School", "state song"]


def test_a_song_that_was_removed_comes_back_with_its_heart_and_its_words(library: Library):
    first, other = library.catalogue.add_songs([make_song("a", file="a", artists=("X",)), make_song("b", file="b")])
    library.personal.set_favourite([first], favourite=True)
    library.catalogue.set_lyrics(first, make_document("one"))
    playlist = library.personal.create_playlist("p", [other, first])
    library.catalogue.remove_songs([first])
    new, again = library.catalogue.add_songs(
        [make_song("c", file="c"), make_song("A again", file="a", artists=("Y",), genres=("G",))]
    )
    assert again == first
    assert new not in {first, other}
    song = library.catalogue.get_song(first)
    assert (song.title, song.artist, song.genres, song.reachable) == ("A again", "Y", ("G",), True)
    assert library.catalogue.find_lyrics(first) == make_document("one")
    assert library.catalogue.counts().favourites == 1
    assert library.personal.list_playlist_songs(playlist.id) == [other, first]
    assert library.catalogue.counts().songs == 3


def test_paths_come_in_order_a_few_at_a_time_and_may_be_written_between(library: Library):
    add(library, *[make_song(name, file=name) for name in ("c", "a", "పాట", "b")])
    seen: list[tuple[Path, bool]] = []
    for paths in library.catalogue.iterate_paths(at_once=3):
        assert len(paths) <= 3
        seen += paths
        library.catalogue.set_reachable({path: False for path, _ in paths})
    assert seen == [(MUSIC / f"{name}.mp3", True) for name in ("a", "b", "c", "పాట")]
    assert [there for paths in library.catalogue.iterate_paths() for _, there in paths] == [False] * 4


def test_a_song_whose_loudness_is_not_known_waits_to_be_measured(library: Library):
    add(library, make_song("a", file="a"), make_song("b", file="b"))
    assert len(library.catalogue.list_unmeasured(1)) == 1
    waiting = library.catalogue.list_unmeasured(9)
    assert sorted(location.path for location in waiting) == [MUSIC / "a.mp3", MUSIC / "b.mp3"]
    library.catalogue.set_gain(waiting[0].sha256, -3.5, 0.9)
    library.catalogue.set_reachable({waiting[1].path: False})
    assert library.catalogue.list_unmeasured(9) == []


def test_the_media_of_an_album_are_those_of_its_songs(library: Library):
    first, _, _, _ = add(
        library,
        make_song("a", file="a", album="Moon", bgm="a-bgm"),
        make_song("b", file="b", album="Moon"),
        make_song("c", file="c", album="Sun"),
        make_song("d", album="Moon"),
    )
    library.catalogue.set_gain(sha256("b"), -3.5, 0.9)
    album = library.catalogue.get_song(first).album
    assert album is not None
    media = library.catalogue.list_album_media(album.id)
    assert {(medium.sha256, medium.gain_db) for medium in media} == {(sha256("a"), None), (sha256("b"), -3.5)}
    assert library.catalogue.list_album_media(AlbumId("none")) == []
