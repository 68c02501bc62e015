"""A medium that is read while it arrives."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Invalid, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.services.shared.arriving import ArrivingMedium, Coverage
from tests.fakes.files import FakeMediaFolder

DATA = bytes(range(256)) * 40
SHA = MediaHash(hashlib.sha256(DATA).hexdigest())
PIECE = 100


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=12), st.integers(0, 80))
def test_coverage_knows_every_byte(stretches: list[tuple[int, int]], after: int) -> None:
    coverage, there = Coverage(), set[int]()
    for first, length in stretches:
        coverage.add(first, first + length)
        there.update(range(first, first + length))
    for place in range(90):
        end = place
        while end in there:
            end += 1
        assert coverage.end_from(place) == end
    size = 80
    missing = [place for place in range(size) if place not in there]
    later = [place for place in missing if place >= after]
    assert coverage.first_gap(after, size) == (later[0] if later else missing[0] if missing else None)


class Store:
    """Yields pieces; before each it waits until it is let go, where it is held."""

    def __init__(self, data: bytes = DATA) -> None:
        self.data = data
        self.began: list[int] = []
        self.gate = threading.Semaphore(0)
        self.held = False
        self.after: Callable[[], None] = lambda: None

    def read(self, first: int, cancel: CancelToken) -> Iterator[bytes]:
        self.began.append(first)
        for at in range(first, len(self.data), PIECE):
            if self.held:
                self.gate.acquire(timeout=20)
            self.after()
            yield self.data[at : at + PIECE]


@pytest.fixture
def store() -> Store:
    return Store()


def arriving(store: Store, folder: FakeMediaFolder | None = None) -> ArrivingMedium:
    return ArrivingMedium(len(DATA), (folder or FakeMediaFolder()).begin(SHA, ".mp3"), store.read)


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_everything_comes_once_and_is_put_in_its_place(store: Store) -> None:
    folder = FakeMediaFolder()
    medium = arriving(store, folder)
    location = medium.fill(CancelToken())
    assert folder.received == {SHA: DATA}
    assert location.sha256 == SHA
    assert store.began == [0]
    assert medium.read(0, 10) == DATA[:10]
    assert medium.read(len(DATA) - 3, 100) == DATA[-3:]
    assert medium.read(len(DATA), 100) == b""


def test_a_reader_waits_for_its_bytes_and_no_longer(store: Store) -> None:
    store.held = True
    medium, got = arriving(store), list[bytes]()
    filler = in_background(lambda: medium.fill(CancelToken()))
    reader = in_background(lambda: got.append(medium.read(0, 5000)))
    store.gate.release()
    reader.join(20)
    assert got == [DATA[:PIECE]]
    store.gate.release(1000)
    filler.join(20)


def test_where_the_player_goes_is_filled_first_and_the_rest_after(store: Store) -> None:
    store.held = True
    folder = FakeMediaFolder()
    medium, got = arriving(store, folder), list[bytes]()
    filler = in_background(lambda: medium.fill(CancelToken()))
    store.gate.release()
    assert medium.read(0, 10) == DATA[:10]
    reader = in_background(lambda: got.append(medium.read(5000, 10)))
    while reader.is_alive():
        store.gate.release()
        reader.join(0.01)
    assert got == [DATA[5000:5010]]
    store.gate.release(1000)
    filler.join(20)
    assert store.began[:2] == [0, 5000]
    assert folder.received == {SHA: DATA}


def test_a_closed_medium_lets_its_reader_go_and_is_filled_on(store: Store) -> None:
    store.held = True
    folder = FakeMediaFolder()
    medium, seen = arriving(store, folder), list[BaseException]()

    def read() -> None:
        try:
            medium.read(7000, 10)
        except Cancelled as error:
            seen.append(error)

    reader = in_background(read)
    filler = in_background(lambda: medium.fill(CancelToken()))
    medium.close()
    reader.join(20)
    assert len(seen) == 1
    store.gate.release(1000)
    filler.join(20)
    assert folder.received == {SHA: DATA}


@pytest.mark.parametrize(
    "error",
    [
        Offline("server_refused", server="MongoDB"),
        Timeout("server_timeout", server="MongoDB"),
        NotFound("medium_lost", medium=SHA),
    ],
)
def test_what_stops_it_is_told_to_both_sides(store: Store, error: Exception) -> None:
    def fail() -> None:
        if len(store.began) == 1 and medium._coverage.end_from(0) >= 300:
            raise error

    store.after = fail
    medium = arriving(store)
    with pytest.raises(type(error)):
        medium.fill(CancelToken())
    assert medium.read(0, 10) == DATA[:10]
    with pytest.raises(type(error)):
        medium.read(9000, 10)


def test_a_slow_answer_is_asked_for_again_while_the_player_waits(store: Store) -> None:
    store.held, folder = True, FakeMediaFolder()
    medium = arriving(store, folder)
    slow = [Timeout("server_timeout", server="MongoDB")] * 2

    def late() -> None:
        if store.began[-1] == 5000 and slow:
            raise slow.pop()

    store.after = late
    got = list[bytes]()
    filler = in_background(lambda: medium.fill(CancelToken()))
    reader = in_background(lambda: got.append(medium.read(5000, 10)))
    while reader.is_alive():
        store.gate.release()
        reader.join(0.01)
    assert got == [DATA[5000:5010]]
    store.gate.release(1000)
    filler.join(20)
    assert folder.received == {SHA: DATA}


def test_other_bytes_than_promised_are_thrown_away() -> None:
    folder = FakeMediaFolder()
    medium = ArrivingMedium(len(DATA), folder.begin(SHA, ".mp3"), Store(bytes(len(DATA))).read)
    with pytest.raises(Invalid, match="medium_changed"):
        medium.fill(CancelToken())
    assert folder.received == {}


def test_a_medium_shorter_than_it_should_be_is_lost_not_waited_for() -> None:
    medium = ArrivingMedium(len(DATA), FakeMediaFolder().begin(SHA, ".mp3"), Store(DATA[:1000]).read)
    with pytest.raises(NotFound, match="medium_lost"):
        medium.fill(CancelToken())


def test_cancelling_ends_it_at_once(store: Store) -> None:
    token = CancelToken()
    store.after = lambda: token.cancel() if store.began == [0] else None
    medium = arriving(store)
    with pytest.raises(Cancelled):
        medium.fill(token)
    with pytest.raises(Cancelled):
        medium.read(9000, 10)


def test_what_came_before_the_connection_broke_is_not_asked_for_again(store: Store) -> None:
    folder = FakeMediaFolder()

    def fail() -> None:
        if medium._coverage.end_from(0) >= 5000:
            raise Offline("server_lost", server="MongoDB")

    store.after = fail
    medium = arriving(store, folder)
    with pytest.raises(Offline):
        medium.fill(CancelToken())
    store.after, told = lambda: None, list[int]()
    arriving(store, folder).fill(CancelToken(), told.append)
    assert store.began == [0, 5000]
    assert (told[0], told[-1]) == (5000 + PIECE, len(DATA))
    assert folder.received == {SHA: DATA}


def test_what_a_cancelled_attempt_brought_is_not_asked_for_again(store: Store) -> None:
    folder, token = FakeMediaFolder(), CancelToken()
    medium = arriving(store, folder)
    with pytest.raises(Cancelled):
        medium.fill(token, lambda here: token.cancel() if here >= 3000 else None)
    arriving(store, folder).fill(CancelToken())
    assert store.began == [0, 3000]
    assert folder.received == {SHA: DATA}


def test_nothing_is_kept_of_bytes_that_are_not_those_of_the_medium() -> None:
    folder = FakeMediaFolder()
    with pytest.raises(Invalid):
        ArrivingMedium(len(DATA), folder.begin(SHA, ".mp3"), Store(bytes(len(DATA))).read).fill(CancelToken())
    assert folder.left == {}


def test_who_waits_for_the_start_goes_on_with_the_first_bytes(store: Store) -> None:
    store.held = True
    medium = arriving(store)
    with pytest.raises(Timeout):
        medium.wait_for_start(0.01)
    filler = in_background(lambda: medium.fill(CancelToken()))
    store.gate.release()
    medium.wait_for_start(20)
    assert medium.wanted
    store.gate.release(1000)
    filler.join(20)
    medium.close()
    assert not medium.wanted


def test_who_waits_for_the_start_is_told_what_stops_it(store: Store) -> None:
    def fail() -> None:
        raise Offline("server_refused", server="MongoDB")

    store.after = fail
    medium = arriving(store)
    with pytest.raises(Offline):
        medium.fill(CancelToken())
    with pytest.raises(Offline):
        medium.wait_for_start(20)
    assert not medium.wanted


def test_what_is_on_its_way_is_left_when_the_player_goes_far(store: Store) -> None:
    store.data = DATA * 100
    began = store.began
    plain = store.read

    def read(first: int, cancel: CancelToken) -> Iterator[bytes]:
        if not began:
            began.append(first)
            assert cancel.wait(20)
            cancel.raise_if_cancelled()
        yield from plain(first, cancel)

    sha256 = MediaHash(hashlib.sha256(store.data).hexdigest())
    folder = FakeMediaFolder()
    medium = ArrivingMedium(len(store.data), folder.begin(sha256, ".mp3"), read)
    filler = in_background(lambda: medium.fill(CancelToken()))
    assert medium.read(600_000, 10) == store.data[600_000:600_010]
    filler.join(20)
    assert began[:2] == [0, 600_000]
    assert folder.received == {sha256: store.data}
