"""The first pull of a shared library: whole and alike however it came, usable while it runs, going on after a kill."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from pluto_desktop.adapters.sql.library import SqlLibrary, open_library
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.adapters.sql.shared.pulling import PullAhead
from pluto_desktop.bootstrap import Services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FeedPosition, Pulled, SongPage
from pluto_desktop.domain.views import SongQuery
from pluto_desktop.services.shared.sync import History, Sync
from tests.corpus import songs
from tests.servers import Postgres
from tests.shared_load import load

COUNT = 60
_HERE_ONLY = frozenset({"rid", "song_rid", "created_at", "updated_at", "place", "source", "genre_id"})


class Killed(Exception):
    """The program ends here."""


@pytest.fixture(scope="module")
def address(postgres: Postgres) -> str:
    return postgres.make_database()


@pytest.fixture(scope="module")
def shared(address: str) -> Iterator[PostgresShared]:
    opened = PostgresShared(address)
    opened.initialise()
    load(address, songs(COUNT))
    yield opened
    opened.close()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[SqlLibrary]:
    opened = open_library(tmp_path / "library")
    yield opened
    opened.close()


def pull(shared: PostgresShared, library: SqlLibrary, page: int, tell: Any = lambda _: None) -> History:
    return Sync(shared, SqlMirror(library.connections), tell, page=page).run_once(CancelToken()).history


def content(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return all that a catalogue holds, but for row numbers and the time it came; and its indexes."""
    connection = sqlite3.connect(folder / "catalogue.db")
    try:
        held: dict[str, list[tuple[Any, ...]]] = {
            "indexes": sorted(connection.execute("SELECT type, name, sql FROM sqlite_master"), key=str)
        }
        for table in ("artists", "albums", "media", "songs", "lyrics", "metadata"):
            names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})") if row[1] not in _HERE_ONLY]
            held[table] = connection.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY 1").fetchall()
        held["search"] = connection.execute(
            "SELECT m.id, s.title, s.roman, s.artist, s.album, l.lines, l.words FROM metadata m"
            " JOIN search_songs s ON s.rid = m.rid LEFT JOIN search_lyrics l ON l.rid = m.rid ORDER BY m.id"
        ).fetchall()
        held["names"] = connection.execute(
            "SELECT a.id, s.songs, s.words FROM artists a JOIN search_artists s ON s.rid = a.rid"
            " UNION ALL SELECT a.id, s.songs, s.words FROM albums a JOIN search_albums s ON s.rid = a.rid ORDER BY 1"
        ).fetchall()
        held["credits"] = connection.execute(
            "SELECT m.id, c.position, c.artist_id, c.name FROM artist_credits c JOIN metadata m ON m.rid = c.song_rid"
            " ORDER BY 1, 2"
        ).fetchall()
        return held
    finally:
        connection.close()


def test_in_pages_it_is_what_it_is_song_by_song(shared: PostgresShared, library: SqlLibrary, tmp_path: Path):
    assert pull(shared, library, COUNT) is History.FIRST
    slow = open_library(tmp_path / "slow")
    mirror = SqlMirror(slow.connections)
    page = shared.list_songs(None, 1)
    while page.songs:
        # As changes of the feed, one after the other: with every index there from the beginning.
        mirror.apply(Pulled(FeedPosition(), page.artists, page.albums, page.songs))
        page = shared.list_songs(page.songs[-1].song.id, 1)
    slow.close()
    quick = content(library.folder)
    assert len(quick["metadata"]) == COUNT
    for table, rows in content(tmp_path / "slow").items():
        assert quick[table] == rows, table


def test_while_it_runs_what_has_come_is_found_and_listed(shared: PostgresShared, library: SqlLibrary):
    services = Services(library)
    seen: list[int] = []

    def look(changes: Changes) -> None:
        came = services.browse.list_song_ids(SongQuery())
        assert changes.songs <= set(came)
        newest = services.browse.get_song(min(changes.songs))
        assert newest.title in {hit.title for hit in services.find.answer(newest.title).songs}
        seen.append(len(came))

    pull(shared, library, 20, look)
    assert seen == [20, 40, 60]


def test_killed_in_the_middle_it_goes_on_from_its_page(shared: PostgresShared, library: SqlLibrary, tmp_path: Path):
    told: list[Changes] = []

    def end_after_two(changes: Changes) -> None:
        told.append(changes)
        if len(told) == 2:
            raise Killed

    with pytest.raises(Killed):
        pull(shared, library, 13, end_after_two)
    library.close()
    again = open_library(library.folder)
    assert SqlMirror(again.connections).state().after is not None
    assert pull(shared, again, 13, told.append) is History.FIRST
    again.close()
    assert [len(changes.songs) for changes in told] == [13, 13, 13, 13, 8]
    at_once = open_library(tmp_path / "at once")
    pull(shared, at_once, COUNT)
    at_once.close()
    assert content(library.folder) == content(tmp_path / "at once")


def test_a_page_that_cannot_be_read_costs_none_that_came(
    shared: PostgresShared, library: SqlLibrary, monkeypatch: pytest.MonkeyPatch
):
    answers = iter([shared.list_songs(None, 20)])

    def answer_once(_after: SongId | None, _limit: int) -> SongPage:
        for page in answers:
            return page
        raise Offline("server_unreachable", server="it")

    told: list[Changes] = []
    with monkeypatch.context() as patch:
        patch.setattr(shared, "list_songs", answer_once)
        with pytest.raises(Offline):
            pull(shared, library, 20, told.append)
    assert pull(shared, library, 20, told.append) is History.FIRST
    assert [len(changes.songs) for changes in told] == [20, 20, 20]


def helpers() -> list[int | None]:
    """Return the processes that help with a pull."""
    return [child.pid for child in multiprocessing.active_children() if child.name == "pluto-pull"]


def test_another_process_reads_pages_and_where_it_is_killed_this_one_does(
    shared: PostgresShared, address: str, library: SqlLibrary, tmp_path: Path
):
    helped: list[int] = []

    def kill_after_the_second(changes: Changes) -> None:
        told.append(changes)
        if len(told) == 2:
            (helper,) = helpers()
            assert helper is not None
            os.kill(helper, signal.SIGKILL)
            helped.append(helper)

    told: list[Changes] = []
    mirror = SqlMirror(library.connections)
    sync = Sync(
        shared, mirror, kill_after_the_second, page=10, pages=lambda: PullAhead(address, None, shared.list_songs).open()
    )
    assert sync.run_once(CancelToken()).history is History.FIRST
    assert helped
    assert [len(changes.songs) for changes in told] == [10] * 6
    assert helpers() == []
    library.close()
    at_once = open_library(tmp_path / "at once")
    pull(shared, at_once, COUNT)
    at_once.close()
    assert content(library.folder) == content(tmp_path / "at once")


def test_the_errors_of_the_other_process_are_this_ones_and_a_small_library_needs_none(shared: PostgresShared):
    with PullAhead("postgresql://nobody@127.0.0.1:1/none", None, shared.list_songs).open() as read:
        assert read(None, COUNT + 1).after is None
        assert helpers() == []
        assert read(None, 10).count == 10
        assert len(helpers()) == 1
        with pytest.raises(Offline):
            read(None, 10)
    assert helpers() == []
