"""Words that a server suggests: what is asked, in which order they stand, what is taken and what never."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound, Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.online_words import AskedSong, FoundWords
from pluto_desktop.domain.sentences import sentence
from pluto_desktop.lyrics.document import Timing
from pluto_desktop.lyrics.formats import read
from pluto_desktop.services.online_words import OnlineWords, Suggestion, Suggestions
from pluto_desktop.services.words import Words
from tests.factories import make_song
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.words_server import FakeWordsServer

TIMED, PLAIN = "[00:01.00]జో\n[00:02.00]అచ్యుత", "జో\nఅచ్యుత"


def found(synced: str = "", plain: str = "", *, artist: str = "A", album: str = "", s: float = 60, **said: bool):
    return FoundWords("జో", artist, album, round(s * 1000), synced=synced, plain=plain, **said)


class Room:
    def __init__(self) -> None:
        self.catalogue = FakeCatalogue()
        self.song: SongId = self.catalogue.add_songs([make_song("జో", file="jo", artists=("A", "B"), album="L")])[0]
        self.length_ms = self.catalogue.get_song(self.song).duration_ms or 0
        self.words = Words(self.catalogue, self.catalogue, self.catalogue.personal)
        self.server = FakeWordsServer()
        self.online = self.again()

    def again(self) -> OnlineWords:
        """Return what a program that was started again has."""
        return OnlineWords(self.catalogue, self.words, self.catalogue.personal, self.server)

    def look(self, *has: FoundWords) -> Suggestions:
        self.server.has = list(has) or self.server.has
        return self.online.look(self.song, CancelToken())

    def give(self, text: str) -> None:
        self.words.set_words(self.song, read(text).document)

    def text(self) -> str:
        document = self.words.words_of(self.song).document
        return "" if document is None else document.text("te")


@pytest.fixture
def room() -> Room:
    return Room()


def test_title_artist_album_and_length_are_asked_for_and_nothing_else(room: Room) -> None:
    assert room.look().found == ()
    assert room.server.asked == [AskedSong("జో", "A, B", "L", room.length_ms)]


def test_words_with_times_and_of_the_same_length_come_first(room: Room) -> None:
    s = room.length_ms / 1000
    far, near, plain, music = (
        found("[00:09.00]x", s=s + 9), found(TIMED, s=s - 1), found(plain=PLAIN, s=s), found(instrumental=True, s=s),
    )  # fmt: skip
    suggested = room.look(music, plain, far, near, found(s=s), found("[ti:x]", s=s)).found
    assert [one.longer_by_ms for one in suggested] == [-1_000, 9_000, 0, 0]
    assert [one.document.timing for one in suggested] == [Timing.LINE, Timing.LINE, Timing.NONE, Timing.NONE]
    assert [one.instrumental for one in suggested] == [False, False, False, True]


def test_the_same_words_of_several_albums_are_suggested_once(room: Room) -> None:
    s = room.length_ms / 1000
    albums = (found(TIMED, album="1", s=s + 4), found(TIMED, album="2", s=s), found(TIMED, album="3", s=s + 9))
    (one,) = room.look(*albums).found
    assert one.album == "2"


def test_what_a_server_calls_synced_is_believed_when_it_has_times(room: Room) -> None:
    assert room.look(found("no stamp at all")).found[0].document.timing is Timing.NONE


def test_accepted_words_are_the_songs_and_say_where_they_are_from(room: Room) -> None:
    attached = room.online.accept(room.song, room.look(found(TIMED)).found[0], replaces=False)
    assert attached is not None
    assert (attached.edited.changes.lyrics, room.text()) == (True, PLAIN)
    assert attached.document.metadata["by"] == "words.test"
    by = room.look(found(f"[by:Sita]\n{TIMED}")).found[0].document.metadata["by"]
    assert by == "Sita (words.test)"


def test_words_that_are_there_give_way_only_when_that_is_said(room: Room) -> None:
    room.give("old")
    (one,) = room.look(found(TIMED)).found
    assert room.look().timing is Timing.NONE
    assert room.online.accept(room.song, one, replaces=False) is None
    assert room.text() == ""
    assert room.online.accept(room.song, one, replaces=True) is not None
    assert room.text() == PLAIN


@pytest.mark.parametrize("replaces", [False, True])
def test_words_with_times_never_give_way_to_some_without(room: Room, replaces: bool) -> None:
    room.give("[00:05.00]నాది")
    (one,) = room.look(found(plain=PLAIN)).found
    assert one.refused
    with pytest.raises(Invalid) as raised:
        room.online.accept(room.song, one, replaces=replaces)
    assert "have times" in sentence(raised.value)
    assert room.text() == "నాది"


def test_times_that_came_meanwhile_are_kept_too(room: Room) -> None:
    (one,) = room.look(found(plain=PLAIN)).found
    assert not one.refused
    room.give("[00:05.00]నాది")
    with pytest.raises(Invalid, match="words_keep_times"):
        room.online.accept(room.song, one, replaces=True)


def test_an_instrumental_gives_no_words(room: Room) -> None:
    (one,) = room.look(found(instrumental=True)).found
    with pytest.raises(NotFound, match="words_instrumental"):
        room.online.accept(room.song, one, replaces=True)


def test_what_was_declined_is_remembered_for_the_song(room: Room) -> None:
    other = room.catalogue.add_songs([make_song("జో", artists=("A",))])[0]
    first, second = room.look(found(TIMED), found(plain=PLAIN)).found
    room.online.decline(room.song, first)
    room.online.decline(room.song, first)
    room.online = room.again()
    assert [(one.key, one.declined) for one in room.look().found] == [(second.key, False), (first.key, True)]
    assert not any(one.declined for one in room.online.look(other, CancelToken()).found)
    # Other words of the same record are new.
    assert [one.declined for one in room.look(found(f"{TIMED}\n[00:03.00]జో")).found] == [False]


def test_what_the_server_says_of_itself_is_passed_on(room: Room) -> None:
    room.server.error = Offline("words_server_busy", server="words.test")
    with pytest.raises(KnownError, match="words_server_busy"):
        room.look()
    with pytest.raises(NotFound):
        room.online.look(SongId("gone"), CancelToken())


def test_hostile_words_do_not_get_in_the_way(room: Room) -> None:
    long = found("[00:01.00]" * 5_000 + "x" * 10_000)
    odd = found("\0\0\0", plain="\0")
    suggested = room.look(long, odd, found(TIMED)).found
    assert all(isinstance(one, Suggestion) and one.document.lines for one in suggested)
