"""Trying the media's server once, and saying precisely why it does not answer."""

from __future__ import annotations

import logging

from pymongo import MongoClient
from pymongo.errors import ConfigurationError, InvalidURI, OperationFailure, PyMongoError, ServerSelectionTimeoutError
from pymongo.uri_parser import parse_uri

from pluto_desktop.domain.errors import Denied, Invalid, KnownError, Offline, Timeout

_WAIT_MS = 2_500
_CHOOSE_MS = 3_500
"""Longer than one attempt, so that the attempt says why it failed."""
_NO_RIGHT, _NO_LOGIN = 13, {18, 11}
_WORDS: tuple[tuple[tuple[str, ...], type[KnownError], str], ...] = (
    (("name or service not known", "getaddrinfo", "nodename nor servname"), Offline, "server_unknown"),
    (("certificate",), Denied, "certificate_refused"),
    (("timed out",), Timeout, "server_timeout"),
    # A server without TLS takes the first bytes of a handshake for a broken message, and closes.
    (("ssl", "tls", "connection closed"), Denied, "no_tls"),
    (("connection refused",), Offline, "server_refused"),
    (("no route to host", "network is unreachable"), Offline, "server_unreachable"),
)
"""What pymongo's words mean, the particular before the general."""

_log = logging.getLogger(__name__)


def ping(address: str, password: str) -> None:
    """Connect to ``mongodb://user@host[,host…]/database?…``, read once, and close; at most some seconds.

    Raises Offline, Timeout, Denied as Connector says, Invalid("host_unreadable") for what is no address.
    """
    try:
        parts = parse_uri(address)
        client: MongoClient[dict[str, object]] = MongoClient(
            address, password=password, serverSelectionTimeoutMS=_CHOOSE_MS, connectTimeoutMS=_WAIT_MS,
            socketTimeoutMS=_WAIT_MS, appname="pluto",
        )  # fmt: skip
    except (InvalidURI, ConfigurationError):
        raise Invalid("host_unreadable", host="…") from None
    server = ", ".join(f"{host}:{port}" for host, port in parts["nodelist"])
    try:
        client[parts["database"]]["fs.files"].find_one({}, {"_id": 1})
    except PyMongoError as error:
        # Not chained: nothing is known of what a driver's words repeat.
        raise _known(error, server) from None
    finally:
        client.close()


def _known(error: PyMongoError, server: str) -> KnownError:
    if isinstance(error, OperationFailure):
        code = "rights_missing" if error.code == _NO_RIGHT else "wrong_password"
        if error.code != _NO_RIGHT and error.code not in _NO_LOGIN:
            _log.info("the media's server refused with code %s", error.code)
        return Denied(code, server=server)
    said = str(error).lower()
    for words, kind, code in _WORDS:
        if any(word in said for word in words):
            return kind(code, server=server)
    return (
        Timeout("server_timeout", server=server)
        if isinstance(error, ServerSelectionTimeoutError)
        else Offline("server_lost", server=server)
    )
