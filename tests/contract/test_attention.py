"""What every finder of songs that need attention does."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

import pytest

from pluto_desktop.adapters.sql.attention import SqlAttention
from pluto_desktop.adapters.sql.catalogue import SqlCatalogue
from pluto_desktop.domain.attention import Need
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.songs import Location, MediaKind, Medium, NewSong
from pluto_desktop.lyrics.document import Document, Line
from pluto_desktop.services.attention import Attention
from tests.contract.conftest import Library
from tests.factories import make_location, make_medium, make_song
from tests.fakes.attention import FakeAttention
from tests.fakes.catalogue import FakeCatalogue

PICTURE = b"\x89PNG\r\n\x1a\n"
END_MS = 180_000
SAID = {"artists", "cover_bytes", "lyrics", "romanised"}


@dataclass
class Desk:
    """A library, and what looks it through."""

    catalogue: FakeCatalogue | SqlCatalogue
    attention: Attention

    def add(self, title: str, **fields: Any) -> SongId:
        """Add a song that needs nothing but what the fields say."""
        whole: dict[str, Any] = {"artists": ("Annamayya",), "cover_bytes": PICTURE, "lyrics": words().to_json()}
        song = make_song(title, file=title, **(whole | {key: value for key, value in fields.items() if key in SAID}))
        media = {key: value for key, value in fields.items() if key not in SAID}
        (song_id,) = self.catalogue.add_songs([replace(song, **media)])
        return song_id

    def needs(self, song: SongId) -> tuple[Need, ...]:
        return self.attention.needs_of([song], self.attention.survey()).get(song, ())

    def count(self, need: Need) -> int:
        return self.attention.survey().counts[need]


@pytest.fixture
def desk(library: Library) -> Desk:
    catalogue = library.catalogue
    reader = FakeAttention(catalogue) if isinstance(catalogue, FakeCatalogue) else SqlAttention(catalogue._connections)
    return Desk(catalogue, Attention(reader, library.personal))


def words(end_ms: int | None = 10_000, **texts: str) -> Document:
    start_ms = None if end_ms is None else end_ms - 1_000
    return Document((Line("1", start_ms, end_ms, texts or {"te": "జో", "en": "Jo"}),))


def test_a_song_that_has_everything_needs_nothing(desk: Desk) -> None:
    song = desk.add("జో అచ్యుతానంద")
    survey = desk.attention.survey()
    assert set(survey.counts) == set(Need)
    assert not any(survey.counts.values())
    assert survey.songs == 0
    assert desk.needs(song) == ()
    assert survey.list_songs(None) == []


@pytest.mark.parametrize(
    ("need", "fields"),
    [
        (Need.NO_ARTIST, {"artists": ()}),
        (Need.NO_LYRICS, {"lyrics": None}),
        (Need.NOT_TIMED, {"lyrics": words(None).to_json()}),
        (Need.ONE_LANGUAGE, {"lyrics": words(te="జో").to_json()}),
        (Need.ONE_LANGUAGE, {"lyrics": words(en="Jo", **{"te-Latn": "jo"}).to_json()}),
        (Need.BEYOND_END, {"lyrics": words(END_MS + 600).to_json()}),
        (Need.NO_COVER, {"cover_bytes": None}),
        (Need.LENGTHS_DIFFER, {"bgm": make_medium("bgm", MediaKind.BGM, duration_ms=END_MS - 2_100)}),
    ],
)
def test_what_a_song_lacks_is_told_counted_and_listed(desk: Desk, need: Need, fields: dict[str, Any]) -> None:
    desk.add("Whole")
    song = desk.add("Lacking", **fields)
    survey = desk.attention.survey()
    assert desk.needs(song) == (need,)
    assert {one: count for one, count in survey.counts.items() if count} == {need: 1}
    assert survey.songs == 1
    assert survey.list_songs(need) == [song]
    assert survey.list_songs(None) == [song]


@pytest.mark.parametrize(
    "fields",
    [
        {"lyrics": words(END_MS + 500).to_json()},
        {"lyrics": words(hi="जो").to_json()},
        {"bgm": make_medium("bgm", MediaKind.BGM, duration_ms=END_MS - 2_000), "bgm_location": make_location("bgm")},
    ],
)
def test_what_is_near_enough_is_not_told(desk: Desk, fields: dict[str, Any]) -> None:
    assert desk.needs(desk.add("Enough", **fields)) == ()


def test_words_that_are_changed_are_measured_again(desk: Desk) -> None:
    song = desk.add("Long", lyrics=words(END_MS + 2_000).to_json())
    desk.catalogue.set_lyrics(song, words(END_MS))
    assert desk.needs(song) == ()
    desk.catalogue.set_lyrics(song, words(END_MS + 3_000))
    assert desk.needs(song) == (Need.BEYOND_END,)
    desk.catalogue.set_lyrics(song, words(None))
    assert desk.needs(song) == (Need.NOT_TIMED,)


def test_a_file_that_is_gone_is_told_until_it_is_back(desk: Desk) -> None:
    song, path = desk.add("Away"), make_location("Away").path
    desk.catalogue.set_reachable({path: False})
    assert desk.needs(song) == (Need.UNREACHABLE,)
    assert desk.count(Need.UNREACHABLE) == 1
    desk.catalogue.set_reachable({path: True})
    assert desk.needs(song) == ()


def test_songs_that_sound_the_same_are_duplicates_whatever_they_are_called(desk: Desk) -> None:
    medium = make_medium("other bytes", sound_hash="sound of One", duration_ms=20_000)
    one = desk.add("One")
    other = desk.add("Another", artists=("Tyagaraja",), song=medium, song_location=make_location("other bytes"))
    assert desk.needs(one) == desk.needs(other) == (Need.DUPLICATE,)
    assert desk.attention.survey().twins == {one: (other,), other: (one,)}


def test_songs_of_one_name_artist_and_length_are_duplicates_in_either_script(desk: Desk) -> None:
    one = desk.add("మా తెలుగు తల్లికి")
    near = make_medium("near", duration_ms=END_MS + 1_900)
    other = desk.add("Maa Telugu Talliki", artists=("annamayya",), song=near, song_location=make_location("near"))
    survey = desk.attention.survey()
    assert survey.counts[Need.DUPLICATE] == 2
    assert set(survey.list_songs(Need.DUPLICATE)) == {one, other}
    assert set(survey.list_songs(None)) == {one, other}
    assert survey.songs == 2


@pytest.mark.parametrize(
    ("title", "artist", "length_ms"),
    [("Nuvvu", "Tyagaraja", END_MS), ("Nuvvu", "Annamayya", END_MS + 2_100), ("Nuvvu 2", "Annamayya", END_MS)],
)
def test_songs_of_other_artists_lengths_or_figures_are_none(
    desk: Desk, title: str, artist: str, length_ms: int
) -> None:
    desk.add("Nuvvu")
    medium = make_medium("other", duration_ms=length_ms)
    other = desk.add(title, artists=(artist,), song=medium, song_location=make_location("other"))
    assert desk.needs(other) == ()


def test_songs_that_a_person_said_are_two_stay_two(desk: Desk) -> None:
    songs = []
    for name in "abc":
        medium = make_medium(name)
        songs.append(desk.add("Nuvvu", song=medium, song_location=make_location(name)))
    desk.attention.set_apart(songs[0], [songs[1]])
    assert desk.attention.survey().twins[songs[0]] == (songs[2],)
    desk.attention.set_apart(songs[2], songs[:2])
    assert desk.count(Need.DUPLICATE) == 0


def test_all_reasons_of_a_song_are_told_in_order(desk: Desk) -> None:
    song = desk.add("Bare", artists=(), lyrics=None, cover_bytes=None)
    assert desk.needs(song) == (Need.NO_ARTIST, Need.NO_LYRICS, Need.NO_COVER)
    assert desk.attention.survey().songs == 1


def test_songs_are_listed_by_name_in_both_scripts(desk: Desk) -> None:
    zeal, anna, rama = (
        desk.add(title, romanised=romanised, lyrics=None)
        for title, romanised in (("Zeal", ""), ("అన్న", "Anna"), ("Rama", ""))
    )
    assert desk.attention.survey().list_songs(Need.NO_LYRICS) == [anna, rama, zeal]


def test_a_song_that_left_the_library_needs_nothing(desk: Desk) -> None:
    song = desk.add("Gone", lyrics=None)
    desk.catalogue.remove_songs([song])
    assert desk.attention.survey().songs == 0
    assert desk.needs(song) == ()


class Edits:
    """Changes a small library at random, in ways in which needs, names and sounds come, go and are shared."""

    def __init__(self, desk: Desk, rng: random.Random) -> None:
        self.desk, self.catalogue, self.rng = desk, desk.catalogue, rng
        self.songs, self.gone, self.count = list[SongId](), set[SongId](), 0

    def one(self) -> frozenset[SongId]:
        """Change something; return the songs that this is told of."""
        ways = (
            self.add,
            self.remove,
            self.restore,
            self.word,
            self.lose,
            self.describe,
            self.describe,
            self.tell_apart,
        )
        return self.rng.choice(ways)() if len(self.songs) > 3 else self.add()

    def any(self) -> SongId:
        return self.rng.choice(self.songs)

    def medium(self) -> tuple[Medium, Location]:
        seed = f"sound {self.rng.randrange(8)}"
        sound, length_ms = f"heard {self.rng.randrange(6)}", END_MS + self.rng.choice((0, 1_500, 3_000))
        return make_medium(seed, sound_hash=sound, duration_ms=length_ms), make_location(seed)

    def said(self) -> NewSong:
        rng = self.rng
        return make_song(
            rng.choice(("Nuvvu", "నువ్వు", "Nuvvu 2", "Rama", "Anna")),
            artists=rng.choice((("Annamayya",), ("Tyagaraja",), ())),
            cover_bytes=rng.choice((PICTURE, None)),
            lyrics=rng.choice((words().to_json(), words(te="జో").to_json(), None)),
        )

    def add(self) -> frozenset[SongId]:
        medium, location = self.medium()
        found = self.catalogue.add_songs([replace(self.said(), song=medium, song_location=location)])
        self.songs += [song for song in found if song not in self.songs]
        self.gone -= set(found)
        return frozenset(found)

    def remove(self) -> frozenset[SongId]:
        song = self.any()
        self.gone.add(song)
        return self.catalogue.remove_songs([song]).songs

    def restore(self) -> frozenset[SongId]:
        gone, self.gone = self.gone, set()
        return self.catalogue.restore_songs(sorted(gone)).songs

    def word(self) -> frozenset[SongId]:
        song = self.any()
        document = self.rng.choice((words(), words(None), words(END_MS + 5_000), None))
        return frozenset() if song in self.gone else self.catalogue.set_lyrics(song, document).songs

    def lose(self) -> frozenset[SongId]:
        return self.catalogue.set_reachable({self.medium()[1].path: self.rng.choice((True, False))}).songs

    def describe(self) -> frozenset[SongId]:
        song = self.any()
        if song in self.gone:
            return frozenset()
        return self.catalogue.replace_medium(song, *self.medium(), self.said()).songs

    def tell_apart(self) -> frozenset[SongId]:
        songs = {self.any(), self.any()}
        first, *others = sorted(songs)
        self.desk.attention.set_apart(first, others)
        return frozenset(songs)


@pytest.mark.parametrize("seed", range(3))
def test_a_survey_that_follows_changes_is_what_a_new_one_is(desk: Desk, seed: int) -> None:
    edits = Edits(desk, random.Random(seed))
    survey, told = desk.attention.survey(), set[Need]()
    for _ in range(50):
        songs = frozenset().union(*(edits.one() for _ in range(edits.rng.choice((1, 1, 3)))))
        survey = desk.attention.follow(survey, songs)
        assert survey == desk.attention.survey()
        told |= {need for need, count in survey.counts.items() if count}
    assert {Need.DUPLICATE, Need.UNREACHABLE, Need.NO_LYRICS, Need.NO_ARTIST} < told


def test_a_song_in_the_way_of_two_lets_them_be_compared_when_it_goes(desk: Desk) -> None:
    """Each is compared with the next twenty of its name only, whoever they are by."""
    between = []
    for number in range(22):
        medium = make_medium(f"{number:02}", duration_ms=END_MS + number)
        artist = "Annamayya" if number in {0, 21} else f"Singer {number}"
        song = make_song("Nuvvu", artists=(artist,), song=medium, song_location=make_location(f"{number:02}"))
        between += desk.catalogue.add_songs([song])
    survey = desk.attention.survey()
    assert not survey.twins
    desk.catalogue.remove_songs([between[5]])
    survey = desk.attention.follow(survey, [between[5]])
    assert survey.twins == {between[0]: (between[21],), between[21]: (between[0],)}
