"""What MongoDB and its driver say, as errors the program can explain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pymongo.errors import (
    AutoReconnect,
    BulkWriteError,
    ConnectionFailure,
    InvalidOperation,
    NetworkTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
)

from pluto_desktop.adapters.mongo.address import Client
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, Offline, Timeout

_NO_RIGHT = {13}
_NOT_KNOWN = {11, 18, 8000}
_FULL = {14031}
_TOO_SLOW = {50, 64, 202, 262, 89}
_REFUSED = {2, 121}
_THERE = {11000}
"""Codes of the server: Unauthorized; UserNotFound, AuthenticationFailed, AtlasError; OutOfDiskSpace; the five ways of
running out of time; BadValue and DocumentValidationFailure; DuplicateKey. No id is used twice, so that one comes only
where the driver repeated a write after its connection broke and the server did not know it again."""


@contextmanager
def known_errors(client: Client, server: str) -> Iterator[None]:
    """Raise the program's errors for those of the driver; bugs pass as they are."""
    try:
        yield
    except PyMongoError as error:
        meaning = known(error, client, server)
        if meaning is None:
            raise
        raise meaning from error


def known(error: PyMongoError, client: Client, server: str) -> KnownError | None:
    """Return what an error of the driver means, None where it is a bug of ours."""
    if isinstance(error, ServerSelectionTimeoutError):
        return _unreached(client, server)
    code = _code_of(error)
    if code is not None:
        return _coded(code, str(error), server)
    if isinstance(error, NetworkTimeout) or error.timeout:
        return Timeout("server_timeout", server=server)
    if isinstance(error, ConnectionFailure):
        return _said(str(error), server) or Offline("server_lost", server=server)
    if isinstance(error, InvalidOperation) and "close" in str(error).lower():
        return Offline("server_lost", server=server)
    return None


def _code_of(error: PyMongoError) -> int | None:
    if isinstance(error, BulkWriteError) and error.details:
        details = [*error.details.get("writeErrors", ()), *error.details.get("writeConcernErrors", ())]
        return details[0].get("code") if details else error.code
    # A change of the leader comes as AutoReconnect, whatever its code.
    return error.code if isinstance(error, OperationFailure) and not isinstance(error, AutoReconnect) else None


def _coded(code: int, said: str, server: str) -> KnownError | None:
    if code in _NO_RIGHT:
        return Denied("rights_missing", server=server)
    if code in _NOT_KNOWN:
        return Denied("wrong_password", server=server)
    if code in _FULL or "no space left" in said.lower():
        return Denied("server_disk_full", server=server)
    if code in _THERE:
        return Offline("server_lost", server=server)
    if code in _TOO_SLOW:
        return Timeout("server_timeout", server=server)
    return Invalid("value_refused", server=server) if code in _REFUSED else None


def _unreached(client: Client, server: str) -> KnownError:
    """Return why no server was found: what each said is kept with its description."""
    said = [
        str(seen.error) for seen in client.topology_description.server_descriptions().values() if seen.error is not None
    ]
    answers = [_said(words, server) for words in said]
    if not said:
        return Timeout("server_timeout", server=server)
    return next((answer for answer in answers if answer), Offline("server_lost", server=server))


def _said(words: str, server: str) -> KnownError | None:
    """Return the meaning of the system's words: the driver hands on no more of an error than these."""
    answers: tuple[tuple[tuple[str, ...], KnownError], ...] = (
        (("certificate",), Denied("certificate_refused", server=server)),
        (("name or service", "name resolution", "nodename", "getaddrinfo"), Offline("server_unknown", server=server)),
        (("refused",), Offline("server_refused", server=server)),
        (("no route to host", "unreachable", "is down"), Offline("server_unreachable", server=server)),
        (("timed out",), Timeout("server_timeout", server=server)),
        (("ssl", "tls"), Denied("no_tls", server=server)),
    )
    small = words.lower()
    return next((meaning for parts, meaning in answers if any(part in small for part in parts)), None)
