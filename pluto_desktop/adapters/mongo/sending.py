"""Sending a file: its chunks first, a few answers behind, and last the document that makes it visible."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import BinaryIO

import pymongo
from bson import Binary
from pymongo.collection import Collection

from pluto_desktop.adapters.mongo.address import Document
from pluto_desktop.adapters.mongo.calls import begin, result_of
from pluto_desktop.adapters.mongo.files import CHUNK
from pluto_desktop.domain.cancel import CancelToken

_FIRST_CHUNKS = 4
_MOST_CHUNKS = 32
_UNDER_WAY = 2
"""Pieces whose answer is waited for at the same time: while one is written down, the next is on the line."""


def send_chunks(
    chunks: Collection[Document],
    file_id: str,
    source: BinaryIO,
    sent: Callable[[int], None],
    cancel: CancelToken,
    limit_s: float,
    guarded: Callable[[Callable[[], None]], None],
) -> tuple[int, str]:
    """Send all that ``source`` gives and return its size in bytes and SHA-256 once the servers have it on disk.

    Each piece has ``limit_s``; ``guarded`` runs a call to the server, with its errors made known.
    """

    def insert(documents: list[Document]) -> None:
        with pymongo.timeout(limit_s):
            chunks.insert_many(documents)

    digest, size = hashlib.sha256(), 0
    under_way: deque[tuple[Future[None], int]] = deque()
    for at, data in _read_pieces(source):
        cancel.raise_if_cancelled()
        digest.update(data)
        if len(under_way) == _UNDER_WAY:
            size += _finish(under_way.popleft(), cancel)
            sent(size)
        documents = [
            {"files_id": file_id, "n": at + number, "data": Binary(data[start : start + CHUNK])}
            for number, start in enumerate(range(0, len(data), CHUNK))
        ]
        under_way.append((begin(lambda documents=documents: guarded(lambda: insert(documents))), len(data)))  # type: ignore[misc]

    while under_way:
        size += _finish(under_way.popleft(), cancel)
        sent(size)
    return size, digest.hexdigest()


def _finish(piece: tuple[Future[None], int], cancel: CancelToken) -> int:
    result_of(piece[0], cancel)
    return piece[1]


def _read_pieces(source: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield the number of the first chunk and the bytes of each piece: small ones first, for a line that is slow."""
    at, count = 0, _FIRST_CHUNKS
    while data := _read_whole(source, count * CHUNK):
        yield at, data
        at, count = at + count, min(2 * count, _MOST_CHUNKS)


def _read_whole(source: BinaryIO, size: int) -> bytes:
    """Read ``size`` bytes, fewer only at the end: a source may give less at a time than it has."""
    parts, left = [], size
    while left and (part := source.read(left)):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)
