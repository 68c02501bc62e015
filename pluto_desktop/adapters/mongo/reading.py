"""Reading a file in ranges: few round trips before the first byte, then as much at a time as the line carries."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import NamedTuple

import pymongo
from pymongo.collection import Collection

from pluto_desktop.adapters.mongo.address import Document, Limits
from pluto_desktop.adapters.mongo.calls import begin, result_of
from pluto_desktop.adapters.mongo.files import FileFacts
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound

FIRST_CHUNKS = 1
"""Chunks of the first answer: what an MP3's decoder wants to see before it sounds, and no more."""

_MOST_CHUNKS = 32
_QUICK_S = 0.25
_SLOW_S = 1.0


class _Piece(NamedTuple):
    data: bytes
    took_s: float


class Reading:
    """One reading of a file. Each piece is asked for while the one before it is being used.

    A piece grows while pieces come quickly and shrinks when they are slow, so that what is on its way when a person
    seeks does not keep the line from them. ``fetch`` runs a call to the server, with its errors made known.
    """

    def __init__(
        self,
        chunks: Collection[Document],
        file_id: str,
        facts: FileFacts,
        limits: Limits,
        fetch: Callable[[Callable[[], _Piece]], _Piece],
    ) -> None:
        self._chunks, self._file_id, self._facts, self._limits, self._fetch = chunks, file_id, facts, limits, fetch

    def pieces(self, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield the bytes from ``first`` on."""
        if first >= self._facts.size:
            return
        at, skip = divmod(first, self._facts.chunk)
        count = FIRST_CHUNKS
        begun = begin(lambda at=at, count=count: self._piece(at, count, self._limits.answer_s))  # type: ignore[misc]
        while True:
            piece = result_of(begun, cancel)
            at, count = at + count, _next_count(count, piece.took_s)
            more = at < self._facts.chunks
            if more:
                begun = begin(lambda at=at, count=count: self._piece(at, count, self._limits.piece_s))  # type: ignore[misc]
            yield piece.data[skip:]
            skip = 0
            if not more:
                return

    def _piece(self, at: int, count: int, limit_s: float) -> _Piece:
        return self._fetch(lambda: self._ask(at, min(count, self._facts.chunks - at), limit_s))

    def _ask(self, at: int, count: int, limit_s: float) -> _Piece:
        start = time.monotonic()
        wanted = {"files_id": self._file_id, "n": {"$gte": at, "$lt": at + count}}
        with pymongo.timeout(limit_s):
            found = list(self._chunks.find(wanted, {"_id": 0, "n": 1, "data": 1}).sort("n", 1))
        data = b"".join(chunk["data"] for chunk in found)
        due = min((at + count) * self._facts.chunk, self._facts.size) - at * self._facts.chunk
        if [chunk["n"] for chunk in found] != list(range(at, at + count)) or len(data) != due:
            raise NotFound("medium_lost", file_id=self._file_id)
        return _Piece(data, time.monotonic() - start)


def _next_count(count: int, took_s: float) -> int:
    if took_s < _QUICK_S:
        return min(2 * count, _MOST_CHUNKS)
    return max(1, count // 2) if took_s > _SLOW_S else count
