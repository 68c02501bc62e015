"""What PostgreSQL and its client library say, as errors the program can explain.

A statement's error has a code of five characters. One of connecting has only words, those of libpq and of the server;
they are looked through in order, the particular before the general.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from psycopg2 import Error
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound, Offline, Timeout


def _said(said: str, server: str) -> KnownError | None:
    """Return the error for words of libpq or of a server that refuses a connection, in small letters."""
    answers: tuple[tuple[tuple[str, ...], KnownError], ...] = (
        (("could not translate host name", "name or service not known"), Offline("server_unknown", server=server)),
        (("password authentication failed", "no password supplied"), Denied("wrong_password", server=server)),
        (("does not support ssl", "no encryption", "ssl off"), Denied("no_tls", server=server)),
        (("certificate", "ssl error", "tlsv1 alert"), Denied("certificate_refused", server=server)),
        (("role ", "user mapping"), Denied("wrong_password", server=server)),
        (("no pg_hba.conf entry", "permission denied", "not permitted"), Denied("rights_missing", server=server)),
        (("database ",), NotFound("no_shared_library", server=server)),
        (("session is read-only", "hot standby", "session is not"), Offline("server_standby", server=server)),
        (("too many connections", "too many clients", "connection slots"), Offline("server_full", server=server)),
        (("timeout expired", "timed out"), Timeout("server_timeout", server=server)),
        (("connection refused", "no such file or directory"), Offline("server_refused", server=server)),
        (("no route to host", "network is unreachable", "is down"), Offline("server_unreachable", server=server)),
    )
    for parts, error in answers:
        if any(part in said for part in parts):
            return error
    return None


def _coded(code: str, server: str) -> KnownError | None:
    """Return the error for a statement's code."""
    answers: tuple[tuple[tuple[str, ...], KnownError], ...] = (
        (("57014", "25P03"), Timeout("server_timeout", server=server)),
        (("55P03", "40001", "40P01"), Timeout("server_busy", server=server)),
        (("42501",), Denied("rights_missing", server=server)),
        (("42P01", "3F000", "3D000"), NotFound("no_shared_library", server=server)),
        (("42703", "42883"), Denied("schema_too_old", server=server)),
        # A standby writes nothing, and has no unlogged tables: to it these are a feature that it does not support.
        (("25006", "0A000"), Offline("server_standby", server=server)),
        (("28",), Denied("wrong_password", server=server)),
        (("53100",), Denied("server_disk_full", server=server)),
        (("53",), Offline("server_full", server=server)),
        (("08", "57P", "58"), Offline("server_lost", server=server)),
        (("22", "23514"), Invalid("value_refused", server=server)),
    )
    for codes, error in answers:
        if code.startswith(codes):
            return error
    return None


def known(error: Error, server: str, *, connecting: bool = False) -> KnownError | None:
    """Return what an error of the driver means, None where it is a bug of ours."""
    if error.pgcode:
        return _coded(error.pgcode, server)
    said = str(error).lower()
    if connecting:
        return _said(said, server) or Offline("server_lost", server=server)
    if "timeout" in said or "timed out" in said:
        return Timeout("server_timeout", server=server)
    lost = ("connection", "closed", "ssl", "server", "eof", "could not receive", "could not send")
    return Offline("server_lost", server=server) if any(part in said for part in lost) else None


@contextmanager
def known_errors(server: str) -> Iterator[None]:
    """Raise the program's errors for those of SQLAlchemy and the driver; bugs pass as they are."""
    try:
        yield
    except PoolTimeout as error:
        raise Timeout("server_busy", server=server) from error
    except DBAPIError as error:
        cause = error.orig
        if isinstance(cause, Error) and (meaning := known(cause, server)) is not None:
            raise meaning from error
        raise
    except Error as error:
        if (meaning := known(error, server)) is not None:
            raise meaning from error
        raise
