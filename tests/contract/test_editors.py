"""What every shared library does for those who want to know who else is editing a song."""

from __future__ import annotations

import pytest

from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.errors import Denied
from pluto_desktop.domain.ids import SongId, new_id
from pluto_desktop.domain.shared import SongFields
from tests.contract.shared_library import SharedServer, add

SEAT, OTHER = new_id(), new_id()
FIELDS, WORDS = Work.FIELDS, Work.WORDS


@pytest.fixture
def song() -> SongId:
    """A song; whether the library has it makes no difference, for it may have been added without servers."""
    return SongId(new_id())


def said(editors: list[Editor]) -> set[tuple[str, bool, Work, SongId | None]]:
    """Return editors without what the servers of the tests put before their people's names."""
    return {(each.name.removeprefix("pluto_test_"), each.own, each.work, each.song) for each in editors}


def test_others_see_what_is_edited_until_it_is_left(shared: SharedServer, song: SongId):
    shared.curator.hold_editing(SEAT, FIELDS, [song])
    shared.curator.hold_editing(SEAT, WORDS, [song])
    asked = [song, SongId(new_id())]
    assert said(shared.other.list_editors(OTHER, asked)) == {
        ("ravi", False, FIELDS, song),
        ("ravi", False, WORDS, song),
    }
    shared.curator.hold_editing(SEAT, FIELDS, [])
    assert said(shared.other.list_editors(OTHER, asked)) == {("ravi", False, WORDS, song)}
    shared.curator.hold_editing(SEAT, WORDS, [asked[1]])
    assert said(shared.other.list_editors(OTHER, [song])) == set()
    assert said(shared.other.list_editors(OTHER, [])) == set()


def test_a_seat_does_not_see_itself_but_the_same_person_elsewhere(shared: SharedServer, song: SongId):
    shared.curator.hold_editing(SEAT, FIELDS, [song])
    assert shared.curator.list_editors(SEAT, [song]) == []
    assert said(shared.curator.list_editors(OTHER, [song])) == {("ravi", True, FIELDS, song)}


def test_the_seat_of_another_account_is_not_ones_own_though_it_has_the_same_name(shared: SharedServer, song: SongId):
    shared.curator.hold_editing(SEAT, FIELDS, [song])
    assert shared.other.renew_editing(SEAT) == frozenset()
    shared.other.hold_editing(SEAT, FIELDS, [])
    assert said(shared.other.list_editors(SEAT, [song])) == {("ravi", False, FIELDS, song)}
    assert shared.curator.renew_editing(SEAT) == {FIELDS}


def test_a_lease_that_is_over_tells_nothing_and_can_be_renewed_until_somebody_clears_up(
    shared: SharedServer, song: SongId
):
    shared.hasty.hold_editing(SEAT, WORDS, [song])
    assert shared.other.list_editors(OTHER, [song]) == []
    assert shared.curator.renew_editing(SEAT) == {WORDS}
    assert said(shared.other.list_editors(OTHER, [song])) == {("ravi", False, WORDS, song)}
    assert shared.hasty.renew_editing(SEAT) == {WORDS}
    shared.other.hold_editing(OTHER, FIELDS, [song])
    assert shared.curator.renew_editing(SEAT) == frozenset()


def test_of_many_songs_that_are_edited_at_once_it_is_told_that_somebody_edits_one(shared: SharedServer, song: SongId):
    many = [SongId(new_id()) for _ in range(3)]
    shared.curator.hold_editing(SEAT, FIELDS, many)
    shared.other.hold_editing(OTHER, WORDS, [many[1], song])
    assert said(shared.curator.list_editors(SEAT, [])) == {("sita", False, WORDS, None)}
    # Whose words are timed is told of those words; that a form of them is open is told when it is asked for.
    assert said(shared.other.list_editors(OTHER, [many[1]])) == {("ravi", False, FIELDS, many[1])}
    shared.curator.hold_editing(SEAT, FIELDS, many[2:])
    assert shared.curator.list_editors(SEAT, []) == []


def test_a_listener_neither_says_nor_sees(shared: SharedServer, song: SongId):
    shared.curator.hold_editing(SEAT, FIELDS, [song])
    for forbidden in (
        lambda: shared.listener.hold_editing(OTHER, FIELDS, [song]),
        lambda: shared.listener.renew_editing(OTHER),
        lambda: shared.listener.list_editors(OTHER, [song]),
    ):
        with pytest.raises(Denied, match="rights_missing"):
            forbidden()


def test_it_is_no_part_of_the_library(shared: SharedServer):
    done = add(shared.curator, SongFields(title="a"))
    head = shared.curator.head()
    shared.curator.hold_editing(SEAT, FIELDS, [done.song_id])
    assert shared.curator.head() == head
    assert len(shared.curator.list_revisions(done.song_id)) == 1
