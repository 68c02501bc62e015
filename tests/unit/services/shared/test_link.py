"""Breakers, retries and lines, by a clock that a test turns."""

from __future__ import annotations

import io

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, NotFound, Offline, Timeout
from pluto_desktop.services.shared.breaker import Breaker, ServerState
from pluto_desktop.services.shared.link import Line, Link
from pluto_desktop.services.shared.linked import LinkedMedia
from pluto_desktop.services.shared.retry import Again
from tests.fakes.shared_media import PIECE, FakeSharedMedia

REFUSED = Offline("server_refused", server="s")


class Clock:
    def __init__(self) -> None:
        self.now = 100.0
        self.rests: list[float] = []

    def __call__(self) -> float:
        return self.now

    def ms(self) -> int:
        return int(self.now * 1000)

    def rest(self, seconds: float) -> None:
        self.rests.append(seconds)
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(clock, clock.ms)


@pytest.fixture
def again(clock: Clock) -> Again:
    return Again(clock, clock.rest, lambda: 1.0)


def fail(breaker: Breaker, error: Exception = REFUSED) -> None:
    with pytest.raises(type(error)), breaker.call():
        raise error


def test_a_breaker_spares_a_server_that_failed_twice(breaker: Breaker) -> None:
    fail(breaker)
    fail(breaker)
    with pytest.raises(Offline, match="server_refused"), breaker.call():
        pytest.fail("the server was asked")


def test_after_its_rest_one_call_alone_tries_the_server(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 1
    with breaker.call(), pytest.raises(Offline), breaker.call():
        pytest.fail("two tried")
    with breaker.call():
        pass
    assert breaker.health.state is ServerState.FINE


def test_a_server_that_stays_dead_rests_longer_each_time(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 1
    fail(breaker)
    clock.now += 1.9
    with pytest.raises(Offline), breaker.call():
        pytest.fail("asked too early")
    clock.now += 0.2
    with breaker.call():
        pass


def test_a_cancelled_trial_leaves_the_trial_to_the_next(breaker: Breaker, clock: Clock) -> None:
    fail(breaker)
    fail(breaker)
    clock.now += 1
    fail(breaker, Cancelled())
    with breaker.call():
        pass


def test_a_refusal_is_an_answer(breaker: Breaker) -> None:
    for _ in range(5):
        fail(breaker, NotFound("medium_lost"))
    assert breaker.health.state is ServerState.FINE


def test_health_tells_since_when_and_why(breaker: Breaker, clock: Clock) -> None:
    assert breaker.health.state is ServerState.UNKNOWN
    fail(breaker, Timeout("server_timeout", server="s"))
    clock.now += 7
    fail(breaker)
    health = breaker.health
    assert (health.state, health.since_ms) == (ServerState.UNREACHABLE, 100_000)
    assert health.reason is not None
    assert health.reason.code == "server_refused"


def test_a_late_answer_makes_a_server_slow(breaker: Breaker, clock: Clock) -> None:
    with breaker.call():
        clock.now += 1.5
    assert breaker.health.state is ServerState.SLOW
    with breaker.call(patient=True):
        clock.now += 20
    assert breaker.health.state is ServerState.FINE


def test_asking_again_waits_longer_each_time(again: Again, clock: Clock) -> None:
    asked: list[int] = []

    def ask() -> str:
        asked.append(1)
        if len(asked) < 3:
            raise REFUSED
        return "there"

    assert again.call(ask) == "there"
    assert clock.rests == [0.1, 0.2]


def test_what_took_long_already_is_not_asked_again(again: Again, clock: Clock) -> None:
    asked: list[int] = []

    def ask() -> None:
        asked.append(1)
        clock.now += 2
        raise Timeout("server_timeout", server="s")

    with pytest.raises(Timeout):
        again.call(ask)
    assert len(asked) == 1


def test_other_errors_are_not_asked_again(again: Again) -> None:
    asked: list[int] = []

    def ask() -> None:
        asked.append(1)
        raise NotFound("medium_lost")

    with pytest.raises(NotFound):
        again.call(ask)
    assert len(asked) == 1


@pytest.fixture
def server() -> FakeSharedMedia:
    server = FakeSharedMedia()
    server.put("a", io.BytesIO(bytes(range(256)) * (PIECE // 64)), lambda _: None, CancelToken())
    server.calls = 0
    return server


@pytest.fixture
def line(server: FakeSharedMedia, breaker: Breaker, again: Again) -> Line:
    return Line(lambda: server, breaker, again)


def test_nothing_is_made_before_it_is_needed_and_then_once(breaker: Breaker, again: Again) -> None:
    made: list[FakeSharedMedia] = []

    def make() -> FakeSharedMedia:
        made.append(FakeSharedMedia())
        return made[-1]

    media = LinkedMedia(Line(make, breaker, again))
    assert made == []
    media.find_size("x")
    media.find_size("x")
    assert len(made) == 1


def test_reading_goes_on_where_it_broke(line: Line, server: FakeSharedMedia, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = server.files["a"]
    firsts: list[int] = []
    read = server.read

    def breaking(file_id: str, first: int, cancel: CancelToken):
        firsts.append(first)
        for number, piece in enumerate(read(file_id, first, cancel)):
            if number == 1 and len(firsts) == 1:
                raise Offline("server_lost", server="s")
            yield piece

    monkeypatch.setattr(server, "read", breaking)
    assert b"".join(LinkedMedia(line).read("a", 0, CancelToken())) == whole
    assert firsts == [0, PIECE]


def test_sending_is_not_done_again(line: Line, server: FakeSharedMedia) -> None:
    server.error = REFUSED
    with pytest.raises(Offline):
        LinkedMedia(line).put("b", io.BytesIO(b"x"), lambda _: None, CancelToken())
    assert server.calls == 1


def test_one_dead_server_leaves_the_other_alone(clock: Clock, again: Again, server: FakeSharedMedia) -> None:
    def dead() -> FakeSharedMedia:
        raise REFUSED

    link = Link(Line(dead, Breaker(clock, clock.ms), again), Line(lambda: server, Breaker(clock, clock.ms), again))
    with pytest.raises(Offline):
        link.catalogue.repeatedly(lambda catalogue: catalogue.head())
    assert LinkedMedia(link.media).find_size("a") == len(server.files["a"])
    assert link.health.catalogue.state is ServerState.UNREACHABLE
    assert link.health.media.state is ServerState.FINE


def test_a_person_who_asks_again_need_not_wait_for_the_rest(line: Line, server: FakeSharedMedia) -> None:
    media = LinkedMedia(line)
    server.error = REFUSED
    for _ in range(6):
        with pytest.raises(Offline):
            media.find_size("a")
    server.error = None
    line.breaker.forgive()
    assert media.find_size("a") is not None


def test_a_closed_line_is_not_opened_again(line: Line) -> None:
    line.close()
    with pytest.raises(Cancelled):
        LinkedMedia(line).find_size("a")
