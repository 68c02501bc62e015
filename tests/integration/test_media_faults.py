"""The network fails between the program and the media's server: the right error in its time, and no half file."""

from __future__ import annotations

import io
import random
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest

from pluto_desktop.adapters.mongo.address import Limits, parse_address
from pluto_desktop.adapters.mongo.files import CHUNK
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Denied, KnownError, Offline, Timeout
from pluto_desktop.services.shared.link import open_link
from pluto_desktop.services.shared.linked import LinkedMedia
from tests.faults import FaultProxy
from tests.servers import Mongo

DATA = random.Random(5).randbytes(64 * CHUNK)
LIMITS = Limits(connect_s=4.0, answer_s=4.0, piece_s=4.0)
PATIENCE_S = 40.0
"""Far over any limit above: an error after that came from no limit of ours."""
PATIENT = Limits(PATIENCE_S, PATIENCE_S, PATIENCE_S)
"""For what is no part of the fault: making and dropping databases takes seconds on a busy machine."""


@dataclass
class Way:
    """A client whose way to the server leads through the proxy."""

    proxy: FaultProxy
    media: GridMedia
    whole: GridMedia
    """A client without the proxy, as others see the library."""


@pytest.fixture
def way(mongo: Mongo) -> Iterator[Way]:
    database = mongo.make_database()
    keeper = MongoKeeper(parse_address(mongo.uri, database), PATIENT)
    keeper.initialise()
    keeper.close()
    parts = urlsplit(mongo.uri)
    whole = GridMedia(parse_address(mongo.uri, database), PATIENT)
    with FaultProxy(parts.hostname or "", parts.port or 27017) as proxy:
        media = GridMedia(parse_address(proxy.through(mongo.uri), database), LIMITS)
        yield Way(proxy, media, whole)
        media.close()
    whole._client.drop_database(database)
    whole.close()


def put(media: GridMedia, file_id: str, sent: Callable[[int], None] = lambda _: None) -> str:
    return media.put(file_id, io.BytesIO(DATA), sent, CancelToken())


def read(media: GridMedia | LinkedMedia, file_id: str, first: int = 0) -> bytes:
    return b"".join(media.read(file_id, first, CancelToken()))


def fails(kinds: tuple[type[KnownError], ...], codes: set[str], call: Callable[[], object]) -> None:
    start = time.monotonic()
    with pytest.raises(kinds) as raised:
        call()
    assert raised.value.code in codes
    assert time.monotonic() - start < PATIENCE_S


def test_nobody_answers_there() -> None:
    media = GridMedia(parse_address("mongodb://127.0.0.1:1/music?tls=false"), LIMITS)
    fails((Offline,), {"server_refused"}, lambda: media.find_size("a"))
    media.close()


def test_a_server_that_goes_is_told_one_way_or_the_other(way: Way) -> None:
    way.proxy.refuse()
    # What was on its way into the closing door is not refused but never answered.
    fails((Offline, Timeout), {"server_refused", "server_timeout"}, lambda: way.media.find_size("a"))


def test_no_server_has_that_name() -> None:
    media = GridMedia(parse_address("mongodb://nowhere.invalid/music?tls=false"), LIMITS)
    fails((Offline, Timeout), {"server_unknown", "server_timeout"}, media.ping)
    media.close()


def test_a_server_that_hangs_is_not_waited_for_long(way: Way) -> None:
    way.media.find_size("a")
    way.proxy.hang()
    fails((Timeout,), {"server_timeout"}, lambda: way.media.find_size("a"))


def test_a_password_that_is_wrong_is_told(mongo: Mongo) -> None:
    parts = urlsplit(mongo.uri)
    media = GridMedia(parse_address(f"mongodb://nobody:wrong@{parts.hostname}:{parts.port}/music?tls=false"))
    fails((Denied,), {"wrong_password"}, media.ping)
    media.close()


def test_a_server_without_tls_is_told(mongo: Mongo) -> None:
    parts = urlsplit(mongo.uri)
    media = GridMedia(parse_address(f"mongodb://{parts.hostname}:{parts.port}/music?tls=true"))
    # One that does not know TLS closes the connection, or waits for more: it cannot be told from one that hangs.
    fails((Denied, Offline, Timeout), {"no_tls", "server_lost", "server_timeout"}, media.ping)
    media.close()


@pytest.mark.parametrize("count", [0, 100, CHUNK, 20 * CHUNK, 63 * CHUNK])
def test_sending_that_is_cut_leaves_no_half_file_and_can_be_done_again(way: Way, count: int) -> None:
    way.media.ping()
    way.proxy.cut_after(count)
    try:
        put(way.media, "a")
    except (Offline, Timeout):
        assert way.whole.find_size("a") is None
        assert list(way.whole.list_files()) == []
    else:  # the driver repeats a write whose connection broke, once
        assert read(way.whole, "a") == DATA
    put(way.media, "b")
    assert read(way.whole, "b") == DATA


@pytest.mark.parametrize("fault", ["hang", "refuse"])
def test_a_server_lost_while_sending_leaves_no_half_file(way: Way, fault: str) -> None:
    def lose(_: int) -> None:
        getattr(way.proxy, fault)()

    fails((Offline, Timeout), {"server_refused", "server_lost", "server_timeout"}, lambda: put(way.media, "a", lose))
    assert way.whole.find_size("a") is None
    way.proxy.clear()
    put(way.media, "b")
    assert way.whole.find_size("b") == len(DATA)


@pytest.mark.parametrize("fault", ["hang", "refuse"])
def test_a_server_lost_while_reading_is_told_and_reading_goes_on_later(way: Way, fault: str) -> None:
    put(way.whole, "a")
    reading = way.media.read("a", 0, CancelToken())
    got = next(reading)
    getattr(way.proxy, fault)()

    def draw() -> None:
        nonlocal got
        for piece in reading:
            got += piece

    fails((Offline, Timeout), {"server_refused", "server_lost", "server_timeout"}, draw)
    assert DATA.startswith(got)
    way.proxy.clear()
    assert got + read(way.media, "a", len(got)) == DATA


@pytest.mark.parametrize("count", [0, 100, CHUNK, 40 * CHUNK])
def test_a_linked_reading_goes_on_where_the_connection_broke(way: Way, count: int) -> None:
    put(way.whole, "a")
    way.media.ping()
    link = open_link(lambda: pytest.fail("the catalogue was asked"), lambda: way.media)
    way.proxy.cut_after(count, answers=True)
    assert read(LinkedMedia(link.media), "a") == DATA


def test_what_hangs_is_cancelled_at_once(way: Way) -> None:
    put(way.whole, "a")
    way.media.ping()
    way.proxy.hang()
    cancel = CancelToken()
    ended: list[BaseException] = []

    def run() -> None:
        try:
            list(way.media.read("a", 0, cancel))
        except (Cancelled, KnownError) as error:
            ended.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    cancel.cancel()
    thread.join(PATIENCE_S)
    assert [type(error) for error in ended] == [Cancelled]
