"""Telling others what is edited here and hearing what they edit, with a server in memory and a clock a test turns."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.editors import AtWork, Editor, Work
from pluto_desktop.domain.errors import Denied, Offline
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import Role
from pluto_desktop.services.shared import beside as module
from pluto_desktop.services.shared.beside import BEAT_S, Beside
from tests.fakes.shared import FakeShared
from tests.fakes.shared_world import World

FIELDS, WORDS = Work.FIELDS, Work.WORDS
A, B = SongId("a"), SongId("b")


def form(*songs: SongId) -> AtWork:
    """Return what a window does in whose form these songs are edited."""
    return AtWork({FIELDS: frozenset(songs)}, frozenset(songs))


class Seat:
    """A window of a person; ``counts`` how often a connection was asked for."""

    def __init__(self, world: World, user: str, seat: str, role: Role = Role.CURATOR) -> None:
        self.server = FakeShared(world, user=user, role=role)
        self.now, self.reachable, self.counts = 100.0, True, 0
        self.beside = Beside(seat, "Family", self._editors, lambda: self.reachable, lambda: self.now)
        self.heard: list[tuple[Editor, ...]] = []
        self.beside.watch(self.heard.append)

    def _editors(self) -> FakeShared:
        self.counts += 1
        return self.server

    def does(self, work: AtWork) -> None:
        self.beside.show(work)
        self.beside.run_once(asked=True)

    def beat(self) -> None:
        self.now += BEAT_S
        self.beside.run_once()

    @property
    def names(self) -> list[tuple[str, bool, Work]]:
        return [(one.name, one.own, one.work) for one in self.heard[-1] if one.song is not None]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def ravi(world: World) -> Seat:
    return Seat(world, "ravi", "1")


@pytest.fixture
def sita(world: World) -> Seat:
    return Seat(world, "sita", "2")


def test_each_sees_the_other_within_a_heart_beat_and_that_they_left(ravi: Seat, sita: Seat) -> None:
    ravi.does(form(A))
    sita.does(AtWork({}, frozenset({A})))  # she only looks
    assert (ravi.names, sita.names) == ([], [("ravi", False, FIELDS)])
    sita.does(AtWork({WORDS: frozenset({A})}, frozenset({A})))
    ravi.beat()
    assert ravi.names == [("sita", False, WORDS)]
    sita.does(AtWork())
    ravi.beat()
    assert ravi.names == []
    assert sita.names == []


def test_the_same_person_elsewhere_is_told_apart(world: World, ravi: Seat) -> None:
    elsewhere = Seat(world, "ravi", "3")
    elsewhere.does(form(A))
    ravi.does(form(A))
    assert ravi.names == [("ravi", True, FIELDS)]


def test_between_heart_beats_nothing_is_asked_nor_where_nothing_is_shown(ravi: Seat) -> None:
    ravi.does(AtWork())
    ravi.beat()
    assert ravi.counts == 0
    ravi.does(form(A))
    ravi.beside.run_once()
    assert ravi.counts == 1
    ravi.does(AtWork())
    for _ in range(3):
        ravi.beat()
    assert ravi.counts == 2


def test_while_the_servers_are_away_nothing_is_asked_or_shown_and_all_is_told_when_they_are_back(
    ravi: Seat, sita: Seat
) -> None:
    sita.does(form(A))
    ravi.does(form(A))
    assert ravi.names != []
    ravi.reachable = False
    ravi.beat()
    assert (ravi.names, ravi.counts) == ([], 1)
    ravi.server.world.editing.clear()  # the leases are over
    ravi.does(form(B))
    ravi.reachable = True
    ravi.beside.run_once()
    sita.does(AtWork({}, frozenset({A, B})))
    assert [one.song for one in sita.heard[-1]] == [B]


def test_a_lease_that_was_lost_is_taken_again(ravi: Seat, sita: Seat) -> None:
    ravi.does(form(A))
    ravi.server.world.editing.clear()  # the computer slept
    ravi.beat()
    sita.does(AtWork({}, frozenset({A})))
    assert sita.names == [("ravi", False, FIELDS)]


def test_what_could_not_be_let_go_is_not_renewed(world: World, ravi: Seat, sita: Seat) -> None:
    ravi.does(form(A))
    world.fails = Offline("server_lost", server="s")
    ravi.does(AtWork({WORDS: frozenset({B})}, frozenset({B})))
    world.fails = None
    ravi.beat()
    ravi.beat()
    sita.does(AtWork({}, frozenset({A, B})))
    assert sita.names == [("ravi", False, WORDS)]


def test_after_a_failure_it_rests_however_much_is_typed(world: World, ravi: Seat) -> None:
    world.fails = Offline("server_lost", server="s")
    for song in (A, B, A):
        ravi.does(form(song))
    assert ravi.counts == 1
    ravi.beat()
    assert ravi.counts == 2
    world.fails = Denied("schema_too_old", server="s")
    ravi.beat()
    for _ in range(5):
        ravi.beat()
    assert ravi.counts == 3
    assert ravi.names == []


def test_nothing_comes_to_who_may_not_edit(world: World, sita: Seat) -> None:
    listener = Seat(world, "lata", "4", Role.LISTENER)
    sita.does(form(A))
    listener.does(AtWork({}, frozenset({A})))
    assert listener.names == []


@pytest.fixture
def hung(ravi: Seat, monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let ravi's server not answer until the event is set."""
    go = threading.Event()
    monkeypatch.setattr(ravi.server, "renew_editing", lambda _seat: go.wait(60) and frozenset())
    monkeypatch.setattr(module, "_PATIENCE_S", 0.05)
    yield go
    go.set()


def test_a_hung_server_is_waited_for_no_longer_than_agreed(ravi: Seat, hung: threading.Event) -> None:
    ravi.does(form(A))
    assert ravi.names == []
    assert not hung.is_set()


def test_what_a_window_of_this_device_edited_that_died_is_not_taken_for_another_device(
    world: World, ravi: Seat, sita: Seat
) -> None:
    ravi.does(form(A))  # and is killed
    again = Beside("5", "Family", lambda: ravi.server, lambda: True, sit_down=lambda seat: {"5": "1"}.get(seat))
    told, cancel = threading.Event(), CancelToken()
    others: list[tuple[Editor, ...]] = []
    again.watch(lambda heard: (others.append(heard), told.set() if heard else None))
    sita.does(form(B))
    again.show(AtWork({}, frozenset({A, B})))
    worker = threading.Thread(target=again.run, args=(cancel,))
    worker.start()
    assert told.wait(60)
    cancel.cancel()
    again.wake()
    worker.join()
    assert [one.name for one in others[-1]] == ["sita"]


def test_it_leaves_when_it_is_cancelled(ravi: Seat, sita: Seat) -> None:
    cancel = CancelToken()
    told = threading.Event()
    sita.does(form(A))
    ravi.beside.watch(lambda others: told.set() if others else None)
    ravi.beside.show(form(A))
    worker = threading.Thread(target=ravi.beside.run, args=(cancel,))
    worker.start()
    assert told.wait(60)
    cancel.cancel()
    ravi.beside.wake()
    worker.join()
    sita.beat()
    assert sita.names == []
