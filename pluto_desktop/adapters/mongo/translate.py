"""What MongoDB and its driver say, as errors the program can explain."""

from __future__ import annotations

import socket
import ssl
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
"""Codes of the server: Unauthorized; UserNotFound, AuthenticationFailed, AtlasError; OutOfDiskSpace; the five ways of
running out of time; BadValue and DocumentValidationFailure."""


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
        return _caused(error, server) or Offline("server_lost", server=server)
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
    if code in _TOO_SLOW:
        return Timeout("server_timeout", server=server)
    return Invalid("value_refused", server=server) if code in _REFUSED else None


def _unreached(client: Client, server: str) -> KnownError:
    """Return why no server was found: what each said is kept with its description."""
    answers = [
        _caused(seen.error, server)
        for seen in client.topology_description.server_descriptions().values()
        if seen.error is not None
    ]
    return next((answer for answer in answers if answer), Timeout("server_timeout", server=server))


def _caused(error: BaseException, server: str) -> KnownError | None:
    """Return the meaning of the system's error behind one of the driver."""
    cause: BaseException | None = error
    while cause is not None:
        if (meaning := _of_system(cause, server)) is not None:
            return meaning
        cause = cause.__cause__ or cause.__context__
    return Offline("server_lost", server=server) if isinstance(error, AutoReconnect) else None


def _of_system(error: BaseException, server: str) -> KnownError | None:
    answers: tuple[tuple[type[BaseException], KnownError], ...] = (
        (NetworkTimeout, Timeout("server_timeout", server=server)),
        (ssl.SSLCertVerificationError, Denied("certificate_refused", server=server)),
        (ssl.SSLError, Denied("no_tls", server=server)),
        (socket.gaierror, Offline("server_unknown", server=server)),
        (ConnectionRefusedError, Offline("server_refused", server=server)),
        (TimeoutError, Timeout("server_timeout", server=server)),
    )
    return next((meaning for kind, meaning in answers if isinstance(error, kind)), None)
