"""The administrator's work on the media's servers: collections, indexes, what they accept, who may do what."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

import pymongo
from pymongo.database import Database
from pymongo.errors import OperationFailure

from pluto_desktop.adapters.mongo.address import Document, Limits, MongoAddress, open_client
from pluto_desktop.adapters.mongo.files import BUCKET, chunks_of
from pluto_desktop.adapters.mongo.translate import known_errors
from pluto_desktop.domain.shared import Role

T = TypeVar("T")

_EXISTS, _ROLE_EXISTS, _USER_EXISTS = 48, 51002, 51003
_NUMBER = ["int", "long"]
_SCHEMAS: dict[str, Document] = {
    f"{BUCKET}.files": {
        "bsonType": "object",
        "required": ["_id", "length", "chunkSize", "uploadDate", "sha256"],
        "properties": {
            "_id": {"bsonType": "string"},
            "length": {"bsonType": _NUMBER, "minimum": 0},
            "chunkSize": {"bsonType": _NUMBER, "minimum": 1},
            "uploadDate": {"bsonType": "date"},
            "sha256": {"bsonType": "string", "pattern": "^[0-9a-f]{64}$"},
        },
    },
    f"{BUCKET}.chunks": {
        "bsonType": "object",
        "required": ["_id", "files_id", "n", "data"],
        "properties": {
            "files_id": {"bsonType": "string"},
            "n": {"bsonType": _NUMBER, "minimum": 0},
            "data": {"bsonType": "binData"},
        },
    },
}
_ACTIONS = {
    Role.LISTENER: ("find",),
    Role.CURATOR: ("find", "insert"),
    Role.ADMIN: ("find", "insert", "remove"),
}
_NEAREST = {Role.LISTENER: "read", Role.CURATOR: "readWrite", Role.ADMIN: "readWrite"}
_LOOSE_SERVER = "secantusVersion"
"""A server that says this of itself takes roles for collections and does not keep to them."""


class Rights(StrEnum):
    """How well the server keeps people to their rights."""

    EXACT = "exact"
    """Curators find and insert; only administrators delete."""
    NEAREST = "nearest"
    """It knows rights to whole databases only: a curator could delete too, if they went round this program."""


class MongoKeeper:
    """Prepares the media's database. Any worker thread; needs a user who may make collections, roles and users."""

    def __init__(self, address: MongoAddress, limits: Limits | None = None) -> None:
        self._limits = limits or Limits()
        self._server = address.server
        self._client = open_client(address, self._limits)
        self._database: Database[Document] = self._client[address.database]

    def initialise(self) -> Rights:
        """Make the collections, indexes and roles, or bring them up to date; what is there already stays."""
        return self._guarded(self._initialise)

    def rights(self) -> Rights:
        """Return how well the server keeps people to their rights."""
        return self._guarded(self._rights)

    def set_user(self, user: str, password: str, role: Role) -> None:
        """Make a user of this library's media, or give one that is there this password and role."""
        self._guarded(lambda: self._set_user(user, password, role))

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def _guarded(self, call: Callable[[], T]) -> T:
        with known_errors(self._client, self._server), pymongo.timeout(self._limits.piece_s):
            return call()

    def _initialise(self) -> Rights:
        for name, schema in _SCHEMAS.items():
            made = self._try("create", name, {_EXISTS}, validator={"$jsonSchema": schema})
            if not made:
                self._database.command("collMod", name, validator={"$jsonSchema": schema})
        chunks_of(self._client, self._database.name).create_index([("files_id", 1), ("n", 1)], unique=True)
        rights = self._rights()
        if rights is Rights.EXACT:
            for role, actions in _ACTIONS.items():
                self._set_role(role, actions)
        return rights

    def _rights(self) -> Rights:
        return Rights.NEAREST if _LOOSE_SERVER in self._client.admin.command("buildInfo") else Rights.EXACT

    def _set_role(self, role: Role, actions: Sequence[str]) -> None:
        privileges = [
            {"resource": {"db": self._database.name, "collection": name}, "actions": list(actions)} for name in _SCHEMAS
        ]
        if not self._try("createRole", _role_name(role), {_ROLE_EXISTS}, privileges=privileges, roles=[]):
            self._database.command("updateRole", _role_name(role), privileges=privileges, roles=[])

    def _set_user(self, user: str, password: str, role: Role) -> None:
        name = _role_name(role) if self._rights() is Rights.EXACT else _NEAREST[role]
        if not self._try("createUser", user, {_USER_EXISTS}, pwd=password, roles=[name]):
            self._database.command("updateUser", user, pwd=password, roles=[name])

    def _try(self, command: str, name: str, there: set[int], **options: Any) -> bool:
        """Give a command that makes something; False where that is there already."""
        try:
            self._database.command(command, name, **options)
        except OperationFailure as error:
            if error.code in there:
                return False
            raise
        return True


def _role_name(role: Role) -> str:
    return f"pluto_{role}"
