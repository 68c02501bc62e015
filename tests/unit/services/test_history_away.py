"""The history of a shared library while its servers are away: what was seen of it, and what is fetched ahead."""

from __future__ import annotations

from typing import Any, cast

import pytest

from pluto_desktop.domain.batches import BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Denied, NotFound, Offline
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import SongFields
from pluto_desktop.domain.song_history import NumberedRevision
from pluto_desktop.services.history import AHEAD_SONGS, History
from pluto_desktop.services.shared.seen_history import SeenHistory
from tests.fakes.seen_operations import FakeSeenOperations

SONG = SongId("song")
AWAY = Offline("server_unreachable", server="anna")


class Servers:
    """Knows operations, and edits of one song; counts what it is asked."""

    def __init__(self, *songs: int) -> None:
        self.lines = [
            OperationLine(OperationId(f"op-{at}"), "anna", at, "edit_songs", f"{at}", count)
            for at, count in enumerate(songs, 1)
        ]
        self.away = False
        self.asked: list[OperationId] = []
        self.purged: set[OperationId] = set()

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        self._answer()
        return [] if before is not None else self.lines[::-1][:limit]

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        self._answer()
        self.asked.append(op_id)
        if op_id in self.purged:
            raise NotFound("operation_not_found", name=op_id)
        line = next(line for line in self.lines if line.op_id == op_id)
        fields = SongFields(notes="new", given=frozenset({"notes"}))
        edits = (SongEdit(SongId(f"song-{at}"), fields, base={"notes": "old"}) for at in range(line.songs))
        return BatchCommand(op_id, line.kind, line.title, tuple(edits))

    def list_revisions(self, _song: SongId) -> list[NumberedRevision]:
        self._answer()
        update = NumberedRevision(2, OperationId("op-1"), "anna", 1, "update", {"notes": "old"}, {"notes": "new"})
        return [update]

    def _answer(self) -> None:
        if self.away:
            raise AWAY


class Titles:
    """A catalogue without songs."""

    def list_song_rows(self, _ids: object) -> list[Any]:
        return []


def history_of(servers: Servers, seen: FakeSeenOperations | None = None) -> History:
    seen = seen or FakeSeenOperations()
    many = cast("Any", SeenHistory(lambda: servers, seen))
    return History(lambda: many, lambda: cast("Any", servers), cast("Any", Titles()), tuple, seen)


def test_what_was_listed_is_told_and_opened_while_nobody_answers() -> None:
    servers = Servers(1, 2)
    history = history_of(servers)
    listed = history.list_operations()
    assert (listed.more, listed.away) == (True, None)
    history.fetch_ahead(listed.lines, CancelToken())
    assert servers.asked == ["op-2", "op-1"]
    servers.away = True
    told = history.list_operations()
    assert (told.lines, told.more, told.away) == (listed.lines, True, AWAY)
    assert told.seen_at_ms > 0
    opened = history.open(told.lines[0], 1)
    assert (len(opened.songs), opened.total) == (1, 2)
    older = history.list_operations(told.lines[-1].op_id)
    assert (older.lines, older.more, older.away) == ((), True, AWAY), "there may be some; who knows is away"
    assert history.list_song(SongId("song-0")).seen_at_ms == 0, "only some of what was done to it was seen"


def test_what_was_never_seen_is_said_to_be_away() -> None:
    servers = Servers(1)
    servers.away = True
    history = history_of(servers)
    for ask in (history.list_operations, lambda: history.list_song(SONG)):
        with pytest.raises(Offline):
            ask()


def test_the_edits_of_a_song_are_told_and_opened_while_nobody_answers() -> None:
    servers = Servers()
    history = history_of(servers)
    history.list_song(SONG)
    servers.away = True
    told = history.list_song(SONG)
    assert told.away is AWAY
    assert told.seen_at_ms > 0
    (line,) = told.lines
    (change,) = history.open(line, 50).songs
    assert [(field.before, field.after) for field in change.fields] == [("old", "new")]


def test_what_is_too_big_is_not_fetched_ahead_and_what_is_not_to_be_had_not_again() -> None:
    servers = Servers(1, AHEAD_SONGS + 1, 5)
    servers.purged.add(OperationId("op-1"))
    history = history_of(servers, FakeSeenOperations(most=4))
    for _ in range(2):
        history.fetch_ahead(servers.lines, CancelToken())
    assert servers.asked == ["op-1", "op-3"]


def test_what_cannot_be_kept_is_told_all_the_same() -> None:
    servers = Servers(1)
    seen = FakeSeenOperations()
    seen.full = Denied("disk_full", path="/library")
    history = history_of(servers, seen)
    listed = history.list_operations()
    history.fetch_ahead(listed.lines, CancelToken())
    assert len(listed.lines) == len(history.list_song(SONG).lines) == history.open(listed.lines[0], 5).total == 1
    seen.full = None
    history.fetch_ahead(listed.lines, CancelToken())
    assert seen.list_lacking([OperationId("op-1")]) == [], "the disk has room again"


def test_nothing_more_is_fetched_once_the_servers_are_away() -> None:
    servers = Servers(1, 1)
    servers.away = True
    history_of(servers).fetch_ahead(servers.lines, CancelToken())
    assert servers.asked == []
