"""Connections to the shared library's PostgreSQL: where, how safe, and how long anything may take."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Any

import psycopg2
from psycopg2.extensions import connection, libpq_version, make_dsn, parse_dsn
from sqlalchemy import Engine, create_engine

from pluto_desktop.adapters.sql.shared.translate import known
from pluto_desktop.domain.errors import Invalid

_SYSTEM_CERTIFICATES = 160_000
"""The first libpq (16) that knows the system's certificates by name."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How long anything may take. ``connect_s`` is for each host of an address; the rest is in milliseconds."""

    connect_s: int = 5
    statement_ms: int = 15_000
    lock_ms: int = 5_000
    silence_ms: int = 10_000
    """After how long a connection on which nothing is acknowledged is given up."""
    pool: int = 4


def server_name(address: str) -> str:
    """Return the hosts of an address as a person reads them, without user and password."""
    parts = _parts(address)
    hosts = (parts.get("host") or parts.get("hostaddr") or "localhost").split(",")
    ports = (parts.get("port") or "").split(",")
    ports = ports * len(hosts) if len(ports) == 1 else ports
    return ", ".join(f"{host}:{port}" if port else host for host, port in zip(hosts, ports, strict=True))


def connection_settings(address: str, password: str | None, limits: Limits) -> dict[str, Any]:
    """Return libpq's settings for an address (``postgresql://user@host1,host2/library?sslmode=…``).

    What the address says goes before what is usual here. Raises Invalid("address_unreadable").
    """
    parts = _parts(address)
    ours = {
        "connect_timeout": limits.connect_s,
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

    def connect() -> connection:
        try:
            return psycopg2.connect(make_dsn(**settings))
        except psycopg2.Error as error:
            meaning = known(error, server, connecting=True)
            assert meaning is not None, "whatever keeps from connecting is known"
            # Not chained: libpq's words may repeat the whole address.
            raise meaning from None

    # A connection that lay idle is tried before use: what it would break otherwise is a person's command.
    return create_engine(
        "postgresql+psycopg2://",
        creator=connect,
        pool_size=limits.pool,
        max_overflow=limits.pool,
        pool_timeout=limits.lock_ms / 1000,
        pool_recycle=600,
        pool_pre_ping=True,
        pool_use_lifo=True,
    )


def _parts(address: str) -> dict[str, Any]:
    try:
        return dict(parse_dsn(address.replace("postgresql+psycopg2://", "postgresql://", 1)))
    except psycopg2.Error:
        raise Invalid("address_unreadable") from None


def _is_loopback(parts: dict[str, Any]) -> bool:
    hosts = str(parts.get("host") or parts.get("hostaddr") or "localhost").split(",")
    return all(_stays_here(host) for host in hosts)


def _stays_here(host: str) -> bool:
    if host in {"", "localhost"} or host.startswith("/"):
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
