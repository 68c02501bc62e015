"""Fulfils SharedMedia: files in GridFS by ids of our own, each visible only once it is whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO, TypeVar

import pymongo

from pluto_desktop.adapters.mongo.address import Document, Limits, MongoAddress, open_client
from pluto_desktop.adapters.mongo.calls import begin, result_of
from pluto_desktop.adapters.mongo.files import CHUNK, FileFacts, chunks_of, files_of, server_time
from pluto_desktop.adapters.mongo.reading import Reading
from pluto_desktop.adapters.mongo.sending import send_chunks
from pluto_desktop.adapters.mongo.translate import known_errors
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound

T = TypeVar("T")
_REMEMBERED = 64
_LIST_S = 300.0
"""For going through all files there are, which only an administrator does."""


class GridMedia:
    """Files in GridFS. Any thread; connects when it is first asked something.

    A file never changes under its id, so the facts of the last ones read are remembered: a seek costs one round trip,
    a first reading two.
    """

    def __init__(self, address: MongoAddress, limits: Limits | None = None) -> None:
        self._address, self._limits = address, limits or Limits()
        self._client = open_client(address, self._limits)
        self._files = files_of(self._client, address.database)
        self._chunks = chunks_of(self._client, address.database)
        self._facts: dict[str, FileFacts] = {}

    def ping(self) -> None:
        """Reach the servers, be known there and see that media may be read."""
        self._guarded(lambda: self._files.find_one({}, {"_id": 1}))

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        """Store a file. One that was broken off is seen by nobody and is the sweeper's: a curator may not delete."""
        limit_s = self._limits.piece_s
        size, sha256 = send_chunks(self._chunks, file_id, source, sent, cancel, limit_s, self._guarded)
        result_of(begin(lambda: self._guarded(lambda: self._show(file_id, size, sha256))), cancel)
        return sha256

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield the bytes of a file from byte ``first`` on."""
        facts = result_of(begin(lambda: self._known_facts(file_id)), cancel)
        if facts is None:
            raise NotFound("medium_lost", file_id=file_id)
        yield from Reading(self._chunks, file_id, facts, self._limits, self._guarded).pieces(first, cancel)

    def find_size(self, file_id: str) -> int | None:
        """Return the size of a file whose chunks are all there; they are counted by their index, not read."""
        return self._guarded(lambda: self._find_size(file_id))

    def delete(self, file_id: str) -> None:
        """Delete a file, or what there is of one; it is gone for everybody before its bytes are."""
        self._facts.pop(file_id, None)
        self._guarded(lambda: self._delete(file_id))

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield the id and age of every file; the list is read in parts as it is drawn."""
        now = self._guarded(lambda: server_time(self._client))
        with known_errors(self._client, self._address.server):
            for file in self._files.find({}, {"uploadDate": 1}):
                yield file["_id"], max(0, int((now - file["uploadDate"]).total_seconds()))

    def list_broken_off(self) -> list[str]:
        """Return the ids that have chunks and no document; the chunks' index tells them, no bytes are read."""
        return self._guarded(self._list_broken_off)

    def close(self) -> None:
        """Close every connection; what is under way ends with Offline."""
        self._client.close()

    def _guarded(self, call: Callable[[], T]) -> T:
        with known_errors(self._client, self._address.server):
            return call()

    def _show(self, file_id: str, size: int, sha256: str) -> None:
        with pymongo.timeout(self._limits.piece_s):
            # The driver would write this device's time; ages are told by the server's clock alone.
            self._files.insert_one(
                {
                    "_id": file_id,
                    "length": size,
                    "chunkSize": CHUNK,
                    "uploadDate": server_time(self._client),
                    "sha256": sha256,
                }
            )

    def _known_facts(self, file_id: str) -> FileFacts | None:
        facts = self._facts.get(file_id) or self._guarded(lambda: self._find_facts(file_id))
        if facts is not None:
            self._facts[file_id] = facts
            while len(self._facts) > _REMEMBERED:
                self._facts.pop(next(iter(self._facts)), None)
        return facts

    def _find_facts(self, file_id: str) -> FileFacts | None:
        file = self._files.find_one({"_id": file_id}, {"length": 1, "chunkSize": 1})
        return None if file is None else FileFacts(file["length"], file["chunkSize"])

    def _find_size(self, file_id: str) -> int | None:
        facts = self._find_facts(file_id)
        if facts is None:
            return None
        there = self._chunks.count_documents({"files_id": file_id, "n": {"$gte": 0, "$lt": facts.chunks}})
        return facts.size if there == facts.chunks else None

    def _list_broken_off(self) -> list[str]:
        # Sorted as the index is: a server then goes from one file's first chunk to the next file's.
        each: list[Document] = [
            {"$sort": {"files_id": 1, "n": 1}},
            {"$group": {"_id": "$files_id", "n": {"$first": "$n"}}},
        ]
        with pymongo.timeout(_LIST_S):
            parts = {file["_id"] for file in self._chunks.aggregate(each, allowDiskUse=True)}
            # After the chunks: one that has become whole meanwhile is a file.
            return sorted(parts - {file["_id"] for file in self._files.find({}, {"_id": 1})})

    def _delete(self, file_id: str) -> None:
        with pymongo.timeout(self._limits.piece_s):
            self._files.delete_one({"_id": file_id})
            self._chunks.delete_many({"files_id": file_id})
