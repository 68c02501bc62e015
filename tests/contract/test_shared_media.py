"""The media of a shared library, in memory and on a real server: what is asked of one is asked of the other."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from pluto_desktop.adapters.mongo.address import parse_address
from pluto_desktop.adapters.mongo.files import CHUNK
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.mongo.media import GridMedia
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, NotFound
from tests.fakes.shared_media import FakeSharedMedia
from tests.servers import Mongo

DATA = random.Random(3).randbytes(40 * CHUNK + 17)


@dataclass
class Store:
    media: FakeSharedMedia | GridMedia
    lose_part: Callable[[str], None]
    break_off: Callable[[str], None]


@pytest.fixture(params=["fake", "mongo"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    if request.param == "fake":
        fake = FakeSharedMedia()
        yield Store(fake, fake.lost.add, fake.break_off)
        return
    mongo: Mongo = request.getfixturevalue("mongo")
    address = parse_address(mongo.uri, mongo.make_database())
    keeper = MongoKeeper(address)
    keeper.initialise()
    keeper.close()
    media = GridMedia(address)
    yield Store(
        media,
        lambda file_id: media._chunks.delete_one({"files_id": file_id, "n": 30}) and None,
        lambda file_id: media._files.delete_one({"_id": file_id}) and None,
    )
    media._client.drop_database(address.database)
    media.close()


def put(store: Store, file_id: str, data: bytes = DATA) -> str:
    return store.media.put(file_id, io.BytesIO(data), lambda _: None, CancelToken())


def read(store: Store, file_id: str, first: int = 0) -> bytes:
    return b"".join(store.media.read(file_id, first, CancelToken()))


@pytest.mark.parametrize("size", [0, 1, CHUNK, CHUNK + 1, len(DATA)])
def test_what_was_put_is_read(store: Store, size: int) -> None:
    assert put(store, "a", DATA[:size]) == hashlib.sha256(DATA[:size]).hexdigest()
    assert store.media.find_size("a") == size
    assert read(store, "a") == DATA[:size]


@pytest.mark.parametrize("first", [1, CHUNK - 1, CHUNK, 5 * CHUNK + 9, len(DATA) - 1, len(DATA), len(DATA) + 9])
def test_reading_begins_at_any_byte(store: Store, first: int) -> None:
    put(store, "a")
    assert read(store, "a", first) == DATA[first:]


def test_a_sender_is_told_how_much_was_sent(store: Store) -> None:
    told: list[int] = []
    store.media.put("a", io.BytesIO(DATA), told.append, CancelToken())
    assert told == sorted(told)
    assert told[-1] == len(DATA)


def test_a_file_that_lacks_a_part_is_lost(store: Store) -> None:
    put(store, "a")
    store.lose_part("a")
    assert store.media.find_size("a") is None
    with pytest.raises(NotFound, match="medium_lost"):
        read(store, "a")


def test_what_is_not_there_is_lost(store: Store) -> None:
    assert store.media.find_size("nothing") is None
    with pytest.raises(NotFound, match="medium_lost"):
        read(store, "nothing")


def test_sending_that_is_cancelled_leaves_nothing_to_see(store: Store) -> None:
    cancel = CancelToken()
    with pytest.raises(Cancelled):
        store.media.put("a", io.BytesIO(DATA), lambda _: cancel.cancel(), cancel)
    assert store.media.find_size("a") is None
    assert list(store.media.list_files()) == []


def test_reading_ends_when_it_is_cancelled(store: Store) -> None:
    put(store, "a")
    cancel = CancelToken()
    reading = store.media.read("a", 0, cancel)
    next(reading)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(reading)


def test_a_deleted_file_is_gone_and_deleting_again_does_nothing(store: Store) -> None:
    put(store, "a")
    put(store, "b", b"another")
    read(store, "a")
    store.media.delete("a")
    store.media.delete("a")
    assert store.media.find_size("a") is None
    with pytest.raises(NotFound, match="medium_lost"):
        read(store, "a")
    assert read(store, "b") == b"another"


def test_files_are_listed_with_their_ages(store: Store) -> None:
    put(store, "a", b"1")
    put(store, "b", b"2")
    ages = dict(store.media.list_files())
    assert set(ages) == {"a", "b"}
    assert all(0 <= age < 60 for age in ages.values())


def test_what_is_left_of_a_file_that_broke_off_is_listed_until_it_is_deleted(store: Store) -> None:
    for file_id in "abc":
        put(store, file_id)
    assert store.media.list_broken_off() == []
    store.break_off("a")
    store.break_off("c")
    assert store.media.list_broken_off() == ["a", "c"]
    assert [file_id for file_id, _ in store.media.list_files()] == ["b"]
    store.media.delete("a")
    assert store.media.list_broken_off() == ["c"]
