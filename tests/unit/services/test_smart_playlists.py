"""Smart playlists: their songs are what the rule lets through now."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Invalid, NotFound
from pluto_desktop.domain.ids import PlaylistId
from pluto_desktop.domain.playlists import RULE_ORDERS, Rule
from pluto_desktop.domain.views import SongQuery, Sort, Source
from pluto_desktop.services.browse import Browse
from pluto_desktop.services.personal import Personal
from pluto_desktop.services.smart_playlists import SmartPlaylists
from tests.factories import make_song
from tests.fakes.catalogue import FakeCatalogue

NAME = Sort.ROMANISED


@pytest.fixture
def catalogue() -> FakeCatalogue:
    fake = FakeCatalogue()
    fake.add_songs([make_song("Amma", genres=("Lullaby",)), make_song("Bomma"), make_song("Chandamama")])
    return fake


@pytest.fixture
def smart(catalogue: FakeCatalogue) -> SmartPlaylists:
    return SmartPlaylists(catalogue.personal, catalogue)


def titles(catalogue: FakeCatalogue, ids) -> list[str]:
    return [row.title for row in catalogue.list_song_rows(ids)]


def test_it_follows_what_a_person_does(catalogue: FakeCatalogue, smart: SmartPlaylists):
    browse = Browse(catalogue, catalogue, catalogue.personal)
    mine = catalogue.personal
    personal = Personal(mine, mine, mine, mine, mine, reader=catalogue, files=catalogue)
    hearts = smart.create("Hearts", Rule("is:favourite", NAME, descending=False)).id
    query = SongQuery(Source.SMART, hearts)
    assert browse.list_song_ids(query) == []
    a, b, c = catalogue.list_song_ids(SongQuery())
    mine.set_favourite([c, a], favourite=True)
    assert browse.list_song_ids(query) == personal.list_playlist_songs(hearts) == smart.list_songs(hearts) == [a, c]
    assert smart.counts(CancelToken()) == {hearts: 2}
    smart.change(hearts, "No hearts", Rule("-is:favourite", NAME))
    assert browse.list_song_ids(query) == [b]
    assert [held.name for held in mine.list_playlists()] == ["No hearts"]


def test_a_rule_that_is_not_understood_is_neither_made_nor_taken(smart: SmartPlaylists, catalogue: FakeCatalogue):
    playlist = smart.create("P", Rule("amma"))
    for rule, code in (
        (Rule(""), "rule_empty"),
        (Rule("mood:happy"), "rule_word"),
        (Rule("amma", limit=0), "rule_limit"),
        (Rule("amma", limit=10**9), "rule_limit"),
    ):
        for ask in (
            lambda rule=rule: smart.create("Q", rule),
            lambda rule=rule: smart.change(playlist.id, "Q", rule),
            lambda rule=rule: smart.preview(rule),
        ):
            with pytest.raises(Invalid, match=code):
                ask()
    assert catalogue.personal.list_playlists() == [playlist]
    assert smart.get_rule(playlist.id) == Rule("amma")


def test_a_kept_rule_of_a_newer_pluto_is_not_counted(smart: SmartPlaylists, catalogue: FakeCatalogue):
    newer = catalogue.personal.create_smart_playlist("N", Rule("mood:happy"))
    assert smart.counts(CancelToken()) == {newer.id: None}
    with pytest.raises(Invalid, match="rule_word"):
        smart.list_songs(newer.id)


def test_counting_ends_before_the_next_playlist_once_cancelled(
    smart: SmartPlaylists, catalogue: FakeCatalogue, monkeypatch: pytest.MonkeyPatch
):
    cancel, counted = CancelToken(), []
    for name in "ab":
        smart.create(name, Rule("amma"))
    monkeypatch.setattr(catalogue, "count_songs", lambda query: counted.append(query) or cancel.cancel() or 0)
    with pytest.raises(Cancelled):
        smart.counts(cancel)
    assert len(counted) == 1


def test_preview_counts_all_and_shows_the_first(smart: SmartPlaylists):
    preview = smart.preview(Rule("-genre:lullaby", NAME, descending=False), first=1)
    assert (preview.songs, [row.title for row in preview.first]) == (2, ["Bomma"])
    assert smart.preview(Rule("-genre:lullaby", NAME, limit=1)).songs == 1
    for sort, descending in RULE_ORDERS.values():
        assert smart.preview(Rule("mma", sort, descending)).songs == 0


def test_a_copy_stays_as_it_is(smart: SmartPlaylists, catalogue: FakeCatalogue):
    playlist = smart.create("P", Rule("genre:lullaby"))
    copy = smart.copy(playlist.id)
    catalogue.add_songs([make_song("Dola", genres=("Lullaby",))])
    assert (copy.name, copy.smart) == ("P 2", False)
    assert titles(catalogue, catalogue.personal.list_playlist_songs(copy.id)) == ["Amma"]
    assert set(titles(catalogue, smart.list_songs(playlist.id))) == {"Amma", "Dola"}


def test_what_was_deleted_comes_back_in_its_place(smart: SmartPlaylists, catalogue: FakeCatalogue):
    rule = Rule("amma", Sort.RANDOM, descending=False, limit=5)
    names = [smart.create(name, rule).id for name in "abc"]
    deleted = smart.delete(names[1])
    assert [held.name for held in catalogue.personal.list_playlists()] == ["a", "c"]
    back = smart.bring_back(deleted)
    assert [held.name for held in catalogue.personal.list_playlists()] == ["a", "b", "c"]
    assert smart.get_rule(back.id) == rule
    assert back.id == names[1]  # the order by chance hangs on it


def test_what_is_no_smart_playlist_is_told(smart: SmartPlaylists, catalogue: FakeCatalogue):
    fixed = catalogue.personal.create_playlist("p", []).id
    for playlist in (fixed, PlaylistId("gone")):
        for ask in (smart.get_rule, smart.list_songs, smart.delete, lambda key: smart.change(key, "n", Rule("x"))):
            with pytest.raises(NotFound):
                ask(playlist)
