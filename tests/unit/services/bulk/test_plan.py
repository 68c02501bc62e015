"""The plan of an operation: what is listed, what is left out, and the edits it becomes."""

from __future__ import annotations

from typing import Any

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.dates import ReleaseDate
from pluto_desktop.domain.errors import Cancelled, Invalid
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.shared import AlbumName, Credits, SongFields
from pluto_desktop.domain.song_fields import plain_fields
from pluto_desktop.services.bulk.operations import FindReplace, NumberTracks, Operation, SetBoxes, SplitTitle
from pluto_desktop.services.bulk.plan import BulkSong, Plan, plan, shared_texts


def _song(name: str, **fields: Any) -> BulkSong:
    return BulkSong(SongId(name), 3, plain_fields(SongFields(title=name, **fields)))


def _plan(operation: Operation, *songs: BulkSong) -> Plan:
    return plan(songs, operation, CancelToken(), lambda _progress: None)


def _told(made: Plan) -> list[tuple[int, str, str, str]]:
    return [(change.song, change.box, change.before, change.after) for change in made.changes]


def test_only_what_changes_is_listed_and_becomes_an_edit() -> None:
    songs = _song("A", genres=("Folk",)), _song("B", genres=("Hymn",)), _song("C")
    made = _plan(SetBoxes({"genres": " Folk ; Hymn", "notes": ""}), *songs)
    assert _told(made) == [(0, "genres", "Folk", "Folk, Hymn"), (1, "genres", "Hymn", "Folk, Hymn"),
                           (2, "genres", "", "Folk, Hymn")]  # fmt: skip
    edits = made.edits(without={1})
    assert [edit.song_id for edit in edits] == ["A", "C"]
    assert edits[0].fields == SongFields(genres=("Folk", "Hymn"), given=frozenset({"genres"}))
    assert edits[0].base_version == 3
    assert _told(_plan(SetBoxes({"genres": "Folk"}), songs[0])) == []


def test_a_change_that_was_unticked_leaves_the_others_of_its_song() -> None:
    made = _plan(SplitTitle(), _song("Tyagaraja - Nagumomu"))
    assert _told(made) == [
        (0, "title", "Tyagaraja - Nagumomu", "Nagumomu"),
        (0, "credits", "", "Tyagaraja"),
    ]
    (edit,) = made.edits(without={0})
    assert edit.fields == SongFields(credits=Credits(("Tyagaraja",)), given=frozenset({"credits"}))
    assert made.edits(without={0, 1}) == []


def test_what_cannot_be_is_told_and_left_out() -> None:
    made = _plan(FindReplace("title", "A"), _song("A"), _song("AB"))
    assert [change.problem and change.problem.code for change in made.changes] == ["name_empty", None]
    assert [edit.song_id for edit in made.edits()] == ["AB"]


def test_a_text_that_a_pattern_cannot_follow_stays() -> None:
    made = _plan(FindReplace("notes", ".*.*.*.*x", pattern=True), _song("A", notes="a" * 900), _song("B", notes="bx"))
    assert [(change.song, change.problem and change.problem.code) for change in made.changes] == [
        (0, "pattern_slow"),
        (1, None),
    ]


def test_a_field_of_two_boxes_keeps_the_other_one() -> None:
    songs = _song("A", place=(2, None)), _song("B", place=(None, 9))
    made = _plan(NumberTracks(), *songs)
    assert [edit.fields.place for edit in made.edits()] == [(2, 1), (None, 1)]
    (edit,) = _plan(SetBoxes({"album": ""}), _song("A", album=AlbumName("B", "C"))).edits()
    assert edit.fields.album == AlbumName("")


def test_a_new_album_is_that_of_the_only_singer_or_of_nobody() -> None:
    mine, theirs = _song("A", credits=Credits(("Me",))), _song("B", credits=Credits(("They",)))
    whole = SetBoxes({"album": "Songs"})
    assert [edit.fields.album for edit in _plan(whole, mine, mine).edits()] == [AlbumName("Songs", "Me")] * 2
    assert [edit.fields.album for edit in _plan(whole, mine, theirs).edits()] == [AlbumName("Songs")] * 2
    kept = _song("C", credits=Credits(("Me",)), album=AlbumName("Old", "All"))
    assert [edit.fields.album for edit in _plan(whole, kept).edits()] == [AlbumName("Songs", "All")]


def test_progress_is_told_and_the_work_can_be_cancelled() -> None:
    told: list[Progress] = []
    plan([_song("A")] * 300, SetBoxes({"notes": "x"}), CancelToken(), told.append)
    assert [(one.done, one.total) for one in told] == [(0, 300), (250, 300), (300, 300)]
    cancelled = CancelToken()
    cancelled.cancel()
    with pytest.raises(Cancelled):
        plan([_song("A")], SetBoxes({"notes": "x"}), cancelled, told.append)
    with pytest.raises(Invalid):
        _plan(FindReplace("title", "(", pattern=True), _song("A"))


def test_what_songs_share_and_where_they_differ() -> None:
    songs = [_song("A", language="te", release_date=ReleaseDate(1942))] + [_song("B", language="te")] * 2
    shared = shared_texts(songs)
    assert (shared["language"].text, shared["language"].mixed) == ("te", False)
    assert (shared["title"].different, shared["title"].examples) == (2, ("B", "A"))
    assert shared["release_date"].examples == ("", "1942")
    assert (shared["notes"].text, shared["notes"].mixed) == ("", False)
