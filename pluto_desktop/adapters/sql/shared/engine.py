"""Connections to the shared library's PostgreSQL: where, how safe, and how long anything may take."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import Any

import psycopg2
from psycopg2.extensions import connection, libpq_version, make_dsn, parse_dsn
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

from pluto_desktop.adapters.sql.shared.translate import known
from pluto_desktop.adapters.sql.shared.waiting import Bounded
from pluto_desktop.domain.errors import Invalid, KnownError, Offline, Timeout

_SYSTEM_CERTIFICATES = 160_000
"""The first libpq (16) that knows the system's certificates by name."""


_ON_ITS_WAY_S = 2.0
"""What an answer may take beyond the server's own limit before the server counts as hung."""

_IDLE_S = 5.0
"""A connection that rested longer is tried before it is used."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long anything may take. ``connect_s`` is for each host of an address; the rest is in milliseconds."""

    connect_s: float = 5
    statement_ms: int = 15_000
    lock_ms: int = 5_000
    silence_ms: int = 10_000
    """After how long a connection on which nothing is acknowledged is given up."""
    pool: int = 4


def server_name(address: str) -> str:
    """Return the hosts of an address as a person reads them, without user and password."""
    return ", ".join(f"{host}:{port}" if port else host for host, port in _hosts(_parts(address)))


def connection_settings(address: str, password: str | None, limits: Limits) -> dict[str, Any]:
    """Return libpq's settings for an address (``postgresql://user@host1,host2/library?sslmode=…``).

    What the address says goes before what is usual here. Raises Invalid("address_unreadable").
    """
    parts = _parts(address)
    ours = {
        "application_name": "pluto",
        "target_session_attrs": "any",
        "keepalives": 1,
        "keepalives_idle": 10,
        "keepalives_interval": 5,
        "keepalives_count": 2,
        "tcp_user_timeout": limits.silence_ms,
        "sslmode": "prefer" if _is_loopback(parts) else "verify-full",
    }
    if password is not None:
        parts["password"] = password
    settings = ours | parts
    if (
        settings["sslmode"] == "verify-full"
        and "sslrootcert" not in settings
        and libpq_version() >= _SYSTEM_CERTIFICATES
    ):
        settings["sslrootcert"] = "system"
    bounds = (
        f"-c statement_timeout={limits.statement_ms} -c lock_timeout={limits.lock_ms}"
        f" -c idle_in_transaction_session_timeout={limits.statement_ms} -c timezone=UTC"
    )
    settings["options"] = f"{bounds} {parts.get('options', '')}".strip()
    return settings


def make_engine(address: str, password: str | None, limits: Limits) -> Engine:
    """Return an engine that connects when it is first used. Its errors of connecting are the program's own."""
    settings = connection_settings(address, password, limits)
    server = server_name(address)
    bounded = partial(Bounded, limits.connect_s, limits.statement_ms / 1000 + _ON_ITS_WAY_S)
    dsns = [make_dsn(**settings | {"host": host, "port": port or None}) for host, port in _hosts(settings)]

    def connect() -> connection:
        # One host after the other, each with its own time: where libpq waits for the first it never asks the second.
        failed: KnownError | None = None
        for dsn in dsns:
            try:
                return psycopg2.connect(dsn, connection_factory=bounded)
            except psycopg2.Error as error:
                failed = known(error, server, connecting=True)
                if not isinstance(failed, Offline | Timeout):
                    break
        assert failed is not None, "whatever keeps from connecting is known"
        # Not chained: libpq's words may repeat the whole address.
        raise failed from None

    engine = create_engine(
        "postgresql+psycopg2://",
        creator=connect,
        pool_size=limits.pool,
        max_overflow=limits.pool,
        pool_timeout=limits.lock_ms / 1000,
        pool_recycle=600,
        pool_use_lifo=True,
    )
    event.listen(engine, "checkin", _rested)
    event.listen(engine, "checkout", _tried)
    return engine


def _rested(_raw: connection | None, record: ConnectionPoolEntry) -> None:
    record.info["rests_since"] = monotonic()


def _tried(raw: connection, record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:
    """Try a connection that lay idle, as networks drop such; one that was used just now costs no round trip."""
    if monotonic() - record.info.get("rests_since", monotonic()) < _IDLE_S:
        return
    try:
        with raw.cursor() as cursor:
            cursor.execute("SELECT 1")
        raw.rollback()
    except psycopg2.Error as error:
        raise DisconnectionError from error


def _hosts(parts: dict[str, Any]) -> list[tuple[str, str]]:
    """Return each host with its port, "" for the usual one."""
    hosts = str(parts.get("host") or parts.get("hostaddr") or "localhost").split(",")
    ports = str(parts.get("port") or "").split(",")
    return list(zip(hosts, ports * len(hosts) if len(ports) == 1 else ports, strict=True))


def _parts(address: str) -> dict[str, Any]:
    try:
        return dict(parse_dsn(address.replace("postgresql+psycopg2://", "postgresql://", 1)))
    except psycopg2.Error:
        raise Invalid("address_unreadable") from None


def _is_loopback(parts: dict[str, Any]) -> bool:
    return all(_stays_here(host) for host, _ in _hosts(parts))


def _stays_here(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
