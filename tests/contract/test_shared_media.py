"""Media of a shared library, in memory and in GridFS alike."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator

import pytest
from pymongo import MongoClient

from pluto_desktop.adapters.mongo import GridMedia
from pluto_desktop.adapters.mongo.media import CHUNK
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Conflict, NotFound
from pluto_desktop.ports.shared_media import SharedMedia
from tests.fakes.shared_media import FakeSharedMedia
from tests.servers import Mongo

DATA = bytes(range(256)) * 1500  # almost six chunks


@pytest.fixture(params=["fake", "gridfs"])
def media(request: pytest.FixtureRequest) -> Iterator[SharedMedia]:
    if request.param == "fake":
        yield FakeSharedMedia()
        return
    mongo: Mongo = request.getfixturevalue("mongo")
    store = GridMedia(mongo.uri, database=mongo.make_database())
    store.initialise()
    store.initialise()
    yield store
    store.close()


def put(media: SharedMedia, file_id: str, data: bytes) -> str:
    return media.put(file_id, io.BytesIO(data), lambda _count: None, CancelToken())


def read(media: SharedMedia, file_id: str, first: int = 0) -> bytes:
    return b"".join(media.read(file_id, first, CancelToken()))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, len(DATA)])
def test_a_file_comes_back_as_it_was_sent(media: SharedMedia, size: int) -> None:
    data = DATA[:size]
    assert put(media, "a", data) == hashlib.sha256(data).hexdigest()
    assert media.find_size("a") == size
    assert read(media, "a") == data


@pytest.mark.parametrize("first", [0, 1, CHUNK - 1, CHUNK, CHUNK + 5, 3 * CHUNK, len(DATA) - 1])
def test_it_can_be_read_from_any_byte(media: SharedMedia, first: int) -> None:
    put(media, "a", DATA)
    assert read(media, "a", first) == DATA[first:]


def test_how_much_was_sent_is_told(media: SharedMedia) -> None:
    told: list[int] = []
    media.put("a", io.BytesIO(DATA), told.append, CancelToken())
    assert told == sorted(told)
    assert told[-1] == len(DATA)


def test_what_is_not_there_is_said(media: SharedMedia) -> None:
    assert media.find_size("none") is None
    with pytest.raises(NotFound, match="medium_lost"):
        read(media, "none")
    media.delete("none")


def test_a_deleted_file_is_gone(media: SharedMedia) -> None:
    put(media, "a", DATA)
    put(media, "b", b"other")
    media.delete("a")
    assert media.find_size("a") is None
    assert [file_id for file_id, _ in media.list_files()] == ["b"]


def test_files_are_listed_with_their_ages(media: SharedMedia) -> None:
    put(media, "a", b"x")
    ((file_id, age),) = media.list_files()
    assert file_id == "a"
    assert 0 <= age < 3600


def test_an_id_is_used_once(media: SharedMedia) -> None:
    put(media, "a", b"first")
    with pytest.raises(Conflict, match="upload_expired"):
        put(media, "a", b"second")
    assert read(media, "a") == b"first"


def test_a_cancelled_upload_leaves_nothing_to_be_found(media: SharedMedia) -> None:
    cancel = CancelToken()

    class Source(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell():
                cancel.cancel()
            return super().read(size)

    with pytest.raises(Cancelled):
        media.put("a", Source(DATA + DATA), lambda _count: None, cancel)
    assert media.find_size("a") is None
    assert list(media.list_files()) == []


def test_reading_ends_when_it_is_cancelled(media: SharedMedia) -> None:
    put(media, "a", DATA)
    cancel = CancelToken()
    pieces = media.read("a", 0, cancel)
    next(pieces)
    cancel.cancel()
    with pytest.raises(Cancelled):
        list(pieces)


@pytest.mark.parametrize("missing", [0, 2, 5])
def test_a_file_that_lost_a_chunk_is_not_whole(mongo: Mongo, missing: int) -> None:
    name = mongo.make_database()
    store = GridMedia(mongo.uri, database=name)
    put(store, "a", DATA)
    with MongoClient[dict[str, object]](mongo.uri) as client:
        client[name]["fs.chunks"].delete_one({"files_id": "a", "n": missing})
    assert store.find_size("a") is None
    with pytest.raises(NotFound, match="medium_lost"):
        read(store, "a")
    store.close()
