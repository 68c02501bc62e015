"""How a file lies in GridFS: one document that makes it visible, and its chunks."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from pymongo import ReadPreference, WriteConcern
from pymongo.collection import Collection
from pymongo.read_concern import ReadConcern

from pluto_desktop.adapters.mongo.address import Client, Document

BUCKET = "media"
CHUNK = 32 * 1024
"""Bytes of a chunk. The first of them is there after an eighth of a second on a line of 250 KB/s; GridFS's own 255 KB
take a second. What smaller ones would gain is less than a round trip."""

DURABLE = WriteConcern("majority", j=True)


class FileFacts(NamedTuple):
    """Size and chunk size of a file, in bytes."""

    size: int
    chunk: int

    @property
    def chunks(self) -> int:
        """How many chunks make the file."""
        return -(-self.size // self.chunk)


def files_of(client: Client, database: str) -> Collection[Document]:
    """Return the collection of the documents that make files visible."""
    return _collection(client, database, f"{BUCKET}.files")


def chunks_of(client: Client, database: str) -> Collection[Document]:
    """Return the collection of the chunks."""
    return _collection(client, database, f"{BUCKET}.chunks")


def server_time(client: Client) -> datetime:
    """Return what the server's clock says, UTC without a zone, as the driver gives times."""
    now: datetime = client.admin.command("hello")["localTime"]
    return now


def _collection(client: Client, database: str, name: str) -> Collection[Document]:
    return client[database].get_collection(
        name, write_concern=DURABLE, read_concern=ReadConcern("local"), read_preference=ReadPreference.PRIMARY
    )
