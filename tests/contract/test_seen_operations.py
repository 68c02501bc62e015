"""What everything does that keeps what was seen of a shared library's history."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from pluto_desktop.adapters.sql import seen_operations
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.seen_operations import SqlSeenOperations
from pluto_desktop.domain.batches import ArtistName, BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, SongFields
from pluto_desktop.ports.seen_operations import SeenOperations
from tests.fakes.seen_operations import FakeSeenOperations

ONE, TWO = SongId("one"), SongId("two")


@pytest.fixture
def clock() -> list[int]:
    """Return what time it is: the last one."""
    return [1000]


@pytest.fixture(params=["fake", "sql"])
def seen(
    request: pytest.FixtureRequest, tmp_path: Path, clock: list[int], monkeypatch: pytest.MonkeyPatch
) -> Iterator[SeenOperations]:
    if request.param == "fake":
        yield FakeSeenOperations(most=6, now_ms=lambda: clock[-1])
        return
    monkeypatch.setattr(seen_operations, "now_ms", lambda: clock[-1])
    opened = open_library(tmp_path / "library")
    yield SqlSeenOperations(opened.connections, most_bytes=6 * 120)
    opened.close()


def line(at: int, songs: int = 2) -> OperationLine:
    return OperationLine(OperationId(f"op-{at}"), "anna", at, "edit_songs", f"పాట {at}", songs)


def edit(song: SongId, title: str = "జో") -> SongEdit:
    fields = SongFields(title=title, given=frozenset({"title"}))
    return SongEdit(song, fields, base_version=-1, base={"title": "before"})


def command(at: int, *songs: SongId) -> BatchCommand:
    names = (ArtistName(ArtistId("a"), "new", "old"),)
    return BatchCommand(OperationId(f"op-{at}"), "edit_songs", "Titles", tuple(map(edit, songs)), names)


def told(lines: list[OperationLine]) -> list[int]:
    return [one.at_ms for one in lines]


def test_pages_are_listed_newest_first_as_they_were_told(seen: SeenOperations, clock: list[int]) -> None:
    assert (seen.list_lines(5), seen.seen_at_ms()) == ([], 0)
    seen.keep_lines([line(9), line(8)])
    clock.append(2000)
    seen.keep_lines([line(7), line(6)], OperationId("op-8"))
    assert seen.list_lines(3) == [line(9), line(8), line(7)]
    assert seen.list_lines(3, OperationId("op-7")) == [line(6)]
    assert seen.list_lines(3, OperationId("op-0")) == []

    # Neither an older page, nor what is opened or told of a song, says what is new.
    seen.keep_operation(command(9, ONE))
    seen.keep_song(ONE, [(line(9), edit(ONE))])
    assert (seen.seen_at_ms(), seen.seen_at_ms(ONE)) == (1000, 2000)
    seen.keep_lines([line(9), line(8)])
    assert seen.seen_at_ms() == 2000


def test_what_lies_before_a_gap_is_not_listed(seen: SeenOperations) -> None:
    seen.keep_lines([line(2), line(1)])
    seen.keep_lines([line(3), line(2)])
    assert told(seen.list_lines(9)) == [3, 2, 1]
    seen.keep_lines([line(9), line(8)])
    assert told(seen.list_lines(9)) == [9, 8]
    seen.keep_lines([line(1)], OperationId("op-2"))
    assert told(seen.list_lines(9)) == [9, 8], "a page that was asked for before there was a gap"
    seen.keep_lines([line(7), line(3)], OperationId("op-8"))
    assert told(seen.list_lines(9)) == [9, 8, 7, 3]


def test_what_an_operation_did_is_found_whole_and_for_each_song(seen: SeenOperations) -> None:
    seen.keep_lines([line(1)])
    assert seen.list_lacking([OperationId("op-1")]) == [OperationId("op-1")]
    assert seen.keep_operation(command(1, ONE, TWO))
    assert seen.find_operation(OperationId("op-1")) == command(1, ONE, TWO)
    assert seen.find_edit(OperationId("op-1"), TWO) == edit(TWO)
    assert seen.list_lacking([OperationId("op-1"), OperationId("op-2")]) == [OperationId("op-2")]
    assert seen.list_lines(5) == [line(1)]
    (one,) = seen.list_song(ONE)
    assert (one.actor, one.at_ms, one.kind, one.songs, one.song_id) == ("anna", 1, "update_song", 1, ONE)
    assert seen.find_operation(OperationId("op-2")) is None


def test_the_history_of_a_song_is_no_part_of_the_librarys(seen: SeenOperations) -> None:
    seen.keep_lines([line(2)])
    added = SongEdit(ONE, SongFields(title="జో", given=frozenset({"title"})), -1, CommandKind.ADD)
    seen.keep_song(ONE, [(line(2), edit(ONE)), (line(1, 1), added)])
    assert told(seen.list_lines(5)) == [2]
    assert [(one.at_ms, one.kind) for one in seen.list_song(ONE)] == [(2, "update_song"), (1, "add_song")]
    assert seen.list_song(TWO) == []
    assert (seen.seen_at_ms(ONE), seen.seen_at_ms(TWO)) == (1000, 0)
    assert seen.find_operation(OperationId("op-2")) is None
    assert seen.find_edit(OperationId("op-1"), ONE) == added


def test_room_is_made_by_what_the_oldest_did(seen: SeenOperations) -> None:
    seen.keep_lines([line(3), line(2), line(1)])
    assert seen.keep_operation(command(3, ONE, TWO))
    assert seen.keep_operation(command(1, ONE, TWO))
    seen.keep_song(TWO, [(line(3), edit(TWO)), (line(1), edit(TWO))])
    assert seen.keep_operation(command(2, *(SongId(f"s{at}") for at in range(3))))
    assert seen.list_lacking([OperationId("op-3"), OperationId("op-2"), OperationId("op-1")]) == ["op-1"]
    assert not seen.keep_operation(command(1, ONE, TWO))
    assert told(seen.list_lines(5)) == [3, 2, 1]
    assert seen.seen_at_ms(TWO) == 0, "not all of it is known any more"


def test_what_was_opened_without_being_listed_is_found_and_told_nowhere(seen: SeenOperations) -> None:
    seen.keep_operation(command(1, ONE))
    assert seen.find_operation(OperationId("op-1")) == command(1, ONE)
    assert (seen.list_lines(5), seen.list_song(ONE)) == ([], [])
    seen.keep_song(ONE, [(line(1), edit(ONE))])
    assert [(one.actor, one.at_ms) for one in seen.list_song(ONE)] == [("anna", 1)]
    assert seen.list_lines(5) == []
    seen.keep_operation(command(2, TWO))
    seen.keep_lines([line(2)])
    assert told(seen.list_song(TWO)) == [2]
