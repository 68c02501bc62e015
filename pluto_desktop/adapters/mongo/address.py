"""Where the media's servers are, and the client that speaks to them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from pymongo import MongoClient
from pymongo.errors import ConfigurationError, InvalidURI
from pymongo.uri_parser import parse_uri

from pluto_desktop.domain.errors import Invalid

Document = dict[str, Any]
Client = MongoClient[Document]

_WARM = 2
"""Connections kept open to each server: a seek does not wait for one while what it replaces still holds the other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long the servers may take, in seconds.

    ``connect_s`` is for finding a server and for a connection to it, ``answer_s`` for an answer that a person waits
    for, ``piece_s`` for a piece of a file on its way while another is there to be played, and for one that is sent.
    """

    connect_s: float = 1.5
    answer_s: float = 2.0
    piece_s: float = 10.0


@dataclass(frozen=True, slots=True)
class MongoAddress:
    """The servers of one library's media. A host is ``name:port``; several are the members of one replica set.

    ``user`` is known to the library's own database, or to ``user_database`` where that is named; "" for nobody.
    """

    hosts: tuple[str, ...]
    database: str
    user: str = ""
    password: str = field(default="", repr=False)
    tls: bool = True
    ca_file: str = ""
    user_database: str = ""
    replica_set: str = ""

    @property
    def server(self) -> str:
        """The servers' names, for a sentence."""
        return ", ".join(self.hosts)


def parse_address(uri: str, database: str = "") -> MongoAddress:
    """Return the address that a ``mongodb://`` line describes; ``database`` goes before the one it names.

    TLS is used unless it says ``tls=false`` or names no host but this device's. Raises
    Invalid("media_address_unreadable"), which never repeats the line.
    """
    try:
        parsed = parse_uri(uri, validate=True)
    except (InvalidURI, ConfigurationError, ValueError):
        raise Invalid("media_address_unreadable") from None
    name, options = database or parsed["database"], parsed["options"]
    if not name:
        raise Invalid("media_address_unreadable")
    here = all(host in {"localhost", "127.0.0.1", "::1"} for host, _ in parsed["nodelist"])
    return MongoAddress(
        tuple(f"[{host}]:{port}" if ":" in host else f"{host}:{port}" for host, port in parsed["nodelist"]),
        name,
        parsed["username"] or "",
        parsed["password"] or "",
        bool(options.get("tls", not here)),
        options.get("tlsCAFile") or "",
        options.get("authSource") or parsed["database"] or "admin",
        options.get("replicaSet") or "",
    )


def open_client(address: MongoAddress, limits: Limits) -> Client:
    """Return a client. It connects when it is first asked something; every call has an end."""
    options: dict[str, Any] = {
        "serverSelectionTimeoutMS": int(limits.connect_s * 1000),
        "connectTimeoutMS": int(limits.connect_s * 1000),
        "timeoutMS": int(limits.answer_s * 1000),
        "minPoolSize": _WARM,
        "maxPoolSize": 16,
        "tls": address.tls,
        "appname": "pluto-desktop",
        # One server is spoken to as it was named; the members of a set are asked who leads it.
        "directConnection": len(address.hosts) == 1 and not address.replica_set,
    }
    if address.ca_file:
        options["tlsCAFile"] = address.ca_file
    if address.replica_set:
        options["replicaSet"] = address.replica_set
    if address.user:
        options |= {
            "username": address.user,
            "password": address.password,
            "authSource": address.user_database or address.database,
        }
    try:
        return MongoClient(list(address.hosts), **options)
    except (ConfigurationError, ValueError, OSError) as error:  # OSError: the CA's file cannot be read
        raise Invalid("media_address_unreadable") from error
