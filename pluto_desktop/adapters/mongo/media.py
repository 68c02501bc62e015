"""Files in GridFS: written once under our own id, read in ranges straight from their chunks."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, BinaryIO

from gridfs import GridFSBucket
from gridfs.errors import NoFile
from pymongo import MongoClient, WriteConcern
from pymongo.uri_parser import parse_uri

from pluto_desktop.adapters.mongo.translate import known_errors
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.shared import Role

CHUNK = 64 * 1024
"""Bytes of a chunk. GridFS's own 255 KB would cost a slow line a second before the first sound."""
_ROLES = {Role.LISTENER: "read", Role.CURATOR: "readWrite", Role.ADMIN: "dbOwner"}
_PIECE = 256 * 1024
_FIRST, _MOST = 1, 32
"""Chunks asked for at once: few at first, so that sound begins soon, then twice as many each time."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long anything may take, in milliseconds."""

    choose_ms: int = 5_000
    connect_ms: int = 5_000
    silence_ms: int = 20_000


class GridMedia:
    """Fulfils SharedMedia. Any thread; connects when it is first used.

    ``address`` is ``mongodb://[user@]host[:port][,host…]/[database][?…]``; ``database`` goes before what it says.
    """

    def __init__(
        self, address: str, password: str | None = None, *, database: str = "", limits: Limits | None = None
    ) -> None:
        bounds = limits or Limits()
        said: dict[str, Any] = {} if password is None else {"password": password}
        with known_errors(""):
            parts = parse_uri(address)
            self._server = ", ".join(f"{host}:{port}" for host, port in parts["nodelist"])
            self._client: MongoClient[dict[str, Any]] = MongoClient(
                address,
                connect=False,
                serverSelectionTimeoutMS=bounds.choose_ms,
                connectTimeoutMS=bounds.connect_ms,
                socketTimeoutMS=bounds.silence_ms,
                appname="pluto",
                **said,
            )
        self._database = self._client[database or parts["database"]]
        self._files, self._chunks = self._database["fs.files"], self._database["fs.chunks"]
        self._bucket = GridFSBucket(
            self._database, chunk_size_bytes=CHUNK, write_concern=WriteConcern(w="majority", j=True)
        )

    def close(self) -> None:
        """Close all connections."""
        self._client.close()

    def ping(self) -> None:
        """Ask whether the media can be read. Raises like the rest."""
        with known_errors(self._server):
            self._files.find_one({}, {"_id": 1})

    def initialise(self) -> None:
        """Make the indexes; what is there stays. Administrators."""
        with known_errors(self._server):
            self._files.create_index([("filename", 1), ("uploadDate", 1)])
            self._chunks.create_index([("files_id", 1), ("n", 1)], unique=True)

    def make_user(self, user: str, password: str, role: Role) -> None:
        """Make a user of the media's database, or give one another password and role. Administrators.

        The role is the nearest that every server knows: a mongod could forbid curators to delete, others cannot.
        """
        roles = [{"role": _ROLES[role], "db": self._database.name}]
        with known_errors(self._server):
            known = self._database.command("usersInfo", user)["users"]
            self._database.command("updateUser" if known else "createUser", user, pwd=password, roles=roles)

    def put(self, file_id: str, source: BinaryIO, sent: Callable[[int], None], cancel: CancelToken) -> str:
        """Store all that ``source`` gives and return its SHA-256; whole on a majority's disks when this returns."""
        digest, count = hashlib.sha256(), 0
        with known_errors(self._server):
            stream = self._bucket.open_upload_stream_with_id(file_id, file_id)
        try:
            while piece := source.read(_PIECE):
                cancel.raise_if_cancelled()
                digest.update(piece)
                with known_errors(self._server):
                    stream.write(piece)
                count += len(piece)
                sent(count)
            with known_errors(self._server):
                stream.close()
        except BaseException:
            # Left as it is: without its entry in the files nobody finds it, and the sweeper does.
            stream._closed = True  # noqa: SLF001 - the driver would otherwise finish it, or wait for a dead server
            raise
        return digest.hexdigest()

    def read(self, file_id: str, first: int, cancel: CancelToken) -> Iterator[bytes]:
        """Yield a file's bytes from a place on; the first come after one round trip."""
        number, skip, count = first // CHUNK, first % CHUNK, _FIRST
        came = first - skip
        while True:
            cancel.raise_if_cancelled()
            wanted = {"files_id": file_id, "n": {"$gte": number}}
            with known_errors(self._server):
                chunks = list(
                    self._chunks.find(wanted, {"n": 1, "data": 1}).sort("n", 1).limit(count).batch_size(count)
                )
            for chunk in chunks:
                if chunk["n"] != number:
                    raise NotFound("medium_lost", medium=file_id)
                data = bytes(chunk["data"])
                number, came = number + 1, came + len(data)
                yield data[skip:]
                skip = 0
            if len(chunks) < count:
                break
            count = min(_MOST, 2 * count)
        if came != self._length(file_id):
            raise NotFound("medium_lost", medium=file_id)

    def find_size(self, file_id: str) -> int | None:
        """Return how many bytes a file has, None where it is not there or a chunk is missing."""
        length = self._length(file_id)
        if length is None:
            return None
        with known_errors(self._server):
            chunks = self._chunks.count_documents({"files_id": file_id})
        return length if chunks == math.ceil(length / CHUNK) else None

    def delete(self, file_id: str) -> None:
        """Delete a file, and what a broken upload left of one."""
        with known_errors(self._server):
            try:
                self._bucket.delete(file_id)
            except NoFile:
                self._chunks.delete_many({"files_id": file_id})

    def list_files(self) -> Iterator[tuple[str, int]]:
        """Yield the id and the age of every file by the server's clock."""
        with known_errors(self._server):
            now: datetime = self._database.command("hello")["localTime"]
            for file in self._files.find({}, {"uploadDate": 1}):
                yield str(file["_id"]), max(0, int((now - file["uploadDate"]).total_seconds()))

    def _length(self, file_id: str) -> int | None:
        with known_errors(self._server):
            file = self._files.find_one({"_id": file_id}, {"length": 1})
        return None if file is None else int(file["length"])
