"""Bytes that were read are remembered, so many and no more."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled, Offline
from pluto_desktop.services.shared.remembered import RememberedMedia
from tests.fakes.shared_media import PIECE, FakeSharedMedia

DATA = random.Random(5).randbytes(3 * PIECE + 100)


@pytest.fixture
def server() -> FakeSharedMedia:
    fake = FakeSharedMedia()
    fake.files = {"one": DATA, "two": DATA[::-1]}
    return fake


def read(media: RememberedMedia, file_id: str, first: int = 0) -> bytes:
    return b"".join(media.read(file_id, first, CancelToken()))


def test_what_was_read_is_not_asked_for_again(server: FakeSharedMedia) -> None:
    media = RememberedMedia(server)
    assert read(media, "one") == DATA
    server.error = Offline("server_lost", server="x")
    assert read(media, "one") == DATA
    assert read(media, "one", 1000) == DATA[1000:]
    with pytest.raises(Offline):
        read(media, "two")


def test_what_was_read_in_part_is_gone_on_with(server: FakeSharedMedia) -> None:
    media = RememberedMedia(server)
    pieces: Iterator[bytes] = media.read("one", PIECE // 2, CancelToken())
    begun = next(pieces)
    assert read(media, "one", PIECE // 2) == DATA[PIECE // 2 :]
    assert read(media, "one") == DATA
    server.error = Offline("server_lost", server="x")
    assert read(media, "one") == DATA
    assert begun == DATA[PIECE // 2 :][: len(begun)]


def test_no_more_is_remembered_than_the_bound(server: FakeSharedMedia) -> None:
    media = RememberedMedia(server, bound=len(DATA) + 10)
    read(media, "one")
    read(media, "two")
    calls = server.calls
    read(media, "two")
    assert server.calls == calls
    assert read(media, "one") == DATA
    assert server.calls > calls
    small = RememberedMedia(server, bound=PIECE)
    assert read(small, "one") == DATA, "what is larger than the bound comes all the same"


def test_reading_ends_when_it_is_cancelled(server: FakeSharedMedia) -> None:
    media, cancel = RememberedMedia(server), CancelToken()
    read(media, "one")
    pieces = media.read("one", 0, cancel)
    next(pieces)
    cancel.cancel()
    with pytest.raises(Cancelled):
        next(pieces)
