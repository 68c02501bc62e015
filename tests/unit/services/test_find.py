"""Finding, on an index in memory."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.services.find import Answer, Find
from tests.factories import make_document, make_song
from tests.fakes.search_index import FakeSearchIndex

SONGS = (
    make_song(
        "చందమామ రావే",
        romanised="Chandamama Rave",
        artists=("Annamayya",),
        album="Jola Patalu",
        release_date=ReleaseDate(1498),
        language="te",
        bgm="bgm",
        lyrics=make_document("చందమామ రావే జాబిల్లి రావే", "కొండెక్కి రావే గోగుపూలు తేవే", lang="te").to_json(),
    ),
    make_song("నువ్వు నేను", artists=("S. Chandra Rao",), album="Vennela", language="te", popularity=9),
    make_song("Nuvvu", artists=("Traditional",), popularity=900),
    make_song(
        "The Parting Glass", artists=("Traditional",), album="An Evening in Derry", release_date=ReleaseDate(1770)
    ),
    make_song("Parting", artists=("Robert Burns",), popularity=5000),
    make_song(
        "Amazing Grace", artists=("John Newton",), lyrics=make_document("Amazing grace how sweet the sound").to_json()
    ),
    make_song("Hello!"),
)


@pytest.fixture(scope="module")
def find() -> Find:
    return Find(FakeSearchIndex(SONGS))


def titles(answer: Answer) -> list[str]:
    return [song.title for song in answer.songs]


@pytest.mark.parametrize("typed", ["నువ్వు", "nuvvu", "nuvu", "NUVVU", "nu vvu"])
def test_every_spelling_finds_it(find: Find, typed: str) -> None:
    assert set(titles(find.answer(typed))) >= {"Nuvvu", "నువ్వు నేను"}


def test_results_from_the_first_letter(find: Find) -> None:
    assert "చందమామ రావే" in titles(find.answer("c"))
    assert "చందమామ రావే" in titles(find.answer("చ"))


def test_the_whole_title_comes_before_the_more_popular(find: Find) -> None:
    assert titles(find.answer("the parting glass"))[0] == "The Parting Glass"
    assert titles(find.answer("parting"))[0] == "Parting"


@pytest.mark.parametrize("typed", ["parting glas", "partign glass", "partingglass", "prting glass", "amzing grace"])
def test_a_slip_is_forgiven(find: Find, typed: str) -> None:
    assert titles(find.answer(typed))[0] in {"The Parting Glass", "Amazing Grace"}


def test_a_word_from_its_middle_on(find: Find) -> None:
    assert titles(find.answer("ndamama rave"))[0] == "చందమామ రావే"


def test_artist_and_title_together(find: Find) -> None:
    answer = find.answer("parting burns")
    assert titles(answer)[0] == "Parting"
    assert answer.songs[0].artist_marks == ((7, 12),)


def test_groups(find: Find) -> None:
    answer = find.answer("chandra")
    assert [artist.name for artist in answer.artists] == ["S. Chandra Rao"]
    assert answer.artists[0].marks == ((3, 10),)
    assert [album.title for album in find.answer("jola").albums] == ["Jola Patalu"]
    (line,) = find.answer("gogupulu").lines
    assert (line.text, line.start_ms, line.number) == ("కొండెక్కి రావే గోగుపూలు తేవే", 1000, 2)
    assert [line.text[start:end] for start, end in line.marks] == ["గోగుపూలు"]


def test_filters_alone_and_with_words(find: Find) -> None:
    assert titles(find.answer("artist:annamayya")) == ["చందమామ రావే"]
    assert titles(find.answer("year:1700-1800")) == ["The Parting Glass"]
    assert titles(find.answer("lang:te nu")) == ["నువ్వు నేను"]
    assert titles(find.answer("has:bgm -has:audio")) == ["చందమామ రావే"]
    filtered = find.answer("has:lyrics a")
    assert not filtered.artists
    assert [chip.key for chip in filtered.chips] == ["has"]


def test_nothing(find: Find) -> None:
    assert find.answer("").empty
    assert find.answer("   ").empty
    assert find.answer("qqqqxxxx").empty
    assert find.answer("\0").empty


def test_limits(find: Find) -> None:
    answer = find.answer("a", songs=1, lines=0, artists=1, albums=0)
    assert (len(answer.songs), len(answer.lines), len(answer.artists), len(answer.albums)) == (1, 0, 1, 0)


def test_a_cancelled_question_is_not_answered(find: Find) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(Cancelled):
        find.answer("nuvvu", token)


def test_new_words_of_a_small_library_are_known_at_once() -> None:
    index = FakeSearchIndex(SONGS)
    find = Find(index)
    find.warm()
    index.add(make_song("Wandering Sparrow"))
    assert titles(find.answer("wandering sparow"))[0] == "Wandering Sparrow"
    assert titles(find.answer("wnadering sparrow"))[0] == "Wandering Sparrow"


@given(st.one_of(st.text(max_size=40), st.text(st.characters(), max_size=10)))
def test_anything_can_be_typed(typed: str) -> None:
    answer = Find(FakeSearchIndex(SONGS)).answer(typed)
    assert answer.query == typed


def test_a_title_typed_right_needs_no_other_spellings(monkeypatch: pytest.MonkeyPatch) -> None:
    index = FakeSearchIndex(SONGS)
    looked: list[int] = []
    monkeypatch.setattr(index, "vocabulary", lambda: looked.append(1) or [])
    find = Find(index)
    assert titles(find.answer("the parting glass")) == ["The Parting Glass"]
    assert not looked
    find.answer("the parthing glas")
    find.answer("tha prating glass")
    assert looked


def test_a_line_typed_whole_needs_no_other_spellings(monkeypatch: pytest.MonkeyPatch) -> None:
    find = Find(FakeSearchIndex(SONGS))
    monkeypatch.setattr(find, "_known_words", lambda: pytest.fail("the vocabulary was asked for"))
    (line,) = find.answer("amazing grace how sweet the sound").lines
    assert line.title == "Amazing Grace"


def test_of_what_was_pasted_by_mistake_only_the_beginning_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    from pluto_desktop.services import find as module

    seen: list[int] = []
    parse = module.parse
    monkeypatch.setattr(module, "parse", lambda typed: seen.append(len(typed)) or parse(typed))
    pasted = "the parting glass " * 100_000
    answer = Find(FakeSearchIndex(SONGS)).answer(pasted)
    assert answer.query == pasted
    assert seen == [400]


ONE_SLIP = {
    "Parting": "parxting parjting paring patting paxting patring PARTING pärtíng par_ting",
    "నువ్వు నేను": "నువ్వుక_నేను నువు_నేను నువ్వు_నేరు నువ్వు_ేనను నువ్వునేను",
    "చందమామ రావే": "chandhamamna_rave chadamama_rave chandmaama_rave",
}


@pytest.mark.parametrize(
    ("title", "typed"), [(title, slip.replace("_", " ")) for title, slips in ONE_SLIP.items() for slip in slips.split()]
)
def test_one_slip_of_every_kind_in_either_script(find: Find, title: str, typed: str) -> None:
    assert title in titles(find.answer(typed))


def test_new_words_of_a_large_library_are_read_once_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    index = FakeSearchIndex(SONGS)
    words = [(f"w{number:05}", 1) for number in range(5_000)]
    looked: list[int] = []
    monkeypatch.setattr(index, "vocabulary", lambda: looked.append(1) or words)
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    find = Find(index)
    find.warm()
    index.add(make_song("Wandering Sparrow"))
    now[0] = 59.0
    find.warm()
    assert len(looked) == 1
    now[0] = 61.0
    find.warm()
    find.warm()
    assert len(looked) == 2
