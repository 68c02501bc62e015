"""What MongoDB and its driver say, as errors the program can explain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from gridfs.errors import FileExists
from pymongo.errors import (
    AutoReconnect,
    ConfigurationError,
    DuplicateKeyError,
    ExecutionTimeout,
    NetworkTimeout,
    OperationFailure,
    PyMongoError,
    ServerSelectionTimeoutError,
    WTimeoutError,
)

from pluto_desktop.domain.errors import Conflict, Denied, Invalid, KnownError, Offline, Timeout

_WRONG_PASSWORD, _RIGHTS_MISSING = frozenset({11, 18}), frozenset({13, 8000})
_DISK_FULL = frozenset({14031, 28})


@contextmanager
def known_errors(server: str) -> Iterator[None]:
    """Raise what the driver raises as known errors; ``server`` is what the person calls it."""
    try:
        yield
    except PyMongoError as error:
        raise known(error, server) from error


def known(error: PyMongoError, server: str) -> KnownError:
    """Return a driver's error as one the program can explain."""
    said = str(error).casefold()
    if isinstance(error, FileExists | DuplicateKeyError):
        return Conflict("upload_expired")  # another attempt used this id: nobody's fault, and begun anew
    if isinstance(error, OperationFailure):
        return _of_code(error.code or 0, said, server)
    if isinstance(error, NetworkTimeout | ExecutionTimeout | WTimeoutError):
        return Timeout("server_timeout", server=server)
    if isinstance(error, ServerSelectionTimeoutError | AutoReconnect):
        return _of_words(said, server)
    if isinstance(error, ConfigurationError):
        return Invalid("address_unreadable", server=server)
    return Offline("server_lost", server=server)


def _of_code(code: int, said: str, server: str) -> KnownError:
    if code in _WRONG_PASSWORD or "authentication failed" in said:
        return Denied("wrong_password", server=server)
    if code in _RIGHTS_MISSING or "not authorized" in said or "requires authentication" in said:
        return Denied("rights_missing", server=server)
    if code in _DISK_FULL or "no space left" in said:
        return Denied("server_disk_full", server=server)
    if code == ExecutionTimeout("").code or "time limit" in said:
        return Timeout("server_timeout", server=server)
    return Offline("server_lost", server=server)


def _of_words(said: str, server: str) -> KnownError:
    answers: tuple[tuple[tuple[str, ...], KnownError], ...] = (
        (
            ("name or service not known", "getaddrinfo", "nodename nor servname"),
            Offline("server_unknown", server=server),
        ),
        (("authentication failed",), Denied("wrong_password", server=server)),
        (("certificate", "hostname mismatch"), Denied("certificate_refused", server=server)),
        (("ssl handshake failed", "wrong version number", "unexpected eof"), Denied("no_tls", server=server)),
        (("connection refused",), Offline("server_refused", server=server)),
        (("timed out", "timeout"), Timeout("server_timeout", server=server)),
        (("no route to host", "network is unreachable"), Offline("server_unreachable", server=server)),
    )
    for parts, answer in answers:
        if any(part in said for part in parts):
            return answer
    return Offline("server_lost", server=server)
