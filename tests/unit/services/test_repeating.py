"""A stretch of a song is repeated at a practice speed until somebody goes elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pluto_desktop.playback.loop import Loop
from pluto_desktop.services.playing import PlaySession
from pluto_desktop.services.playing_values import PlayState, SessionSought
from tests.unit.services.test_play_session import House, Memory

LOOP = Loop(10_000, 13_000)


@pytest.fixture
def house() -> House:
    made = House()
    made.play("ab")
    made.player.advance(1)
    made.session.set_rate(1.2)
    made.session.set_loop(LOOP, 0.5)
    return made


def test_it_is_heard_over_and_over_at_the_practice_speed(house: House) -> None:
    snapshot = house.session.snapshot()
    assert (snapshot.loop, snapshot.rate, house.player.rate) == (LOOP, 0.5, 0.5)
    assert house.session.position_ms() == 10_000
    places = []
    for _ in range(40):
        house.player.advance(0.5)
        places.append(house.session.position_ms())
    assert max(places) < 13_000
    assert house.events.count(SessionSought(10_000)) >= 3
    assert not house.memory.played


def test_near_its_end_a_song_that_is_repeated_makes_nothing_ready(house: House) -> None:
    house.session.set_loop(Loop(55_000, 59_000))
    house.player.advance(20)
    assert house.player.preloaded == 0
    house.session.set_loop(None)
    house.player.advance(2)
    assert house.player.preloaded


@pytest.mark.parametrize(
    "leave",
    [
        lambda session: session.set_loop(None),
        lambda session: session.seek(30_000),
        lambda session: session.next(),
        lambda session: session.stop(),
        lambda session: session.clear(),
    ],
)
def test_leaving_it_brings_the_speed_of_before_back(house: House, leave: Callable[[PlaySession], None]) -> None:
    leave(house.session)
    snapshot = house.session.snapshot()
    assert (snapshot.loop, snapshot.rate, house.player.rate) == (None, 1.2, 1.2)


def test_within_it_one_may_seek_pause_and_change_the_speed(house: House) -> None:
    house.session.seek(12_000)
    house.session.set_rate(0.7)
    house.session.toggle_pause()
    house.session.toggle_pause()
    house.player.advance(1)
    snapshot = house.session.snapshot()
    assert (snapshot.loop, snapshot.rate, snapshot.state) == (LOOP, 0.7, PlayState.PLAYING)
    house.session.set_loop(Loop(20_000, 22_000), 0.9)
    assert house.session.snapshot().rate == 0.7


def test_the_practice_speed_is_not_the_next_sessions(house: House) -> None:
    house.session.close()
    again = House(house.memory)
    again.session.restore()
    assert again.session.snapshot().rate == 1.2
    assert again.session.snapshot().loop is None


def test_a_song_that_is_not_loaded_yet_is_repeated_once_it_plays() -> None:
    first = House()
    first.play("a")
    first.session.close()
    again = House(first.memory)
    again.session.restore()
    again.session.set_loop(LOOP)
    again.session.play()
    again.player.advance(8)
    assert again.session.snapshot().loop == LOOP
    assert 10_000 <= again.session.position_ms() < 13_000


def test_a_song_shorter_than_was_said_is_repeated_all_the_same(house: House) -> None:
    house.session.set_loop(Loop(59_000, 61_000))
    house.player.advance(5)
    assert house.now == ("a", PlayState.PLAYING)
    assert house.session.snapshot().loop == Loop(59_000, 61_000)
    assert house.session.position_ms() >= 59_000


def test_without_a_song_nothing_is_repeated() -> None:
    house = House(Memory())
    house.session.set_loop(LOOP, 0.5)
    assert (house.session.snapshot().loop, house.player.rate) == (None, 1.0)
