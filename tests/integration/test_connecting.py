"""A profile's servers are tried for real, and each failure is named."""

from __future__ import annotations

import socket
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.bootstrap.libraries import ServerConnector, make_shared_libraries
from pluto_desktop.domain.profiles import MONGO_PORT, POSTGRES_PORT, Profile, Tls, parse_hosts
from pluto_desktop.services.shared.profiles import SharedLibraries
from tests.servers import Mongo, Postgres


def answer(profile: Profile, password: str) -> tuple[str | None, str | None]:
    """Return what is wrong with each server, by code."""
    libraries: SharedLibraries = make_shared_libraries()
    said = libraries.connect(profile, password)
    return tuple(None if error is None else error.code for error in (said.catalogue_error, said.media_error))  # type: ignore[return-value]


@pytest.fixture
def profile(postgres: Postgres, mongo: Mongo) -> Profile:
    """Return the administrator's profile of an empty database and of the media's server."""
    address, files = urlsplit(postgres.make_database()), urlsplit(mongo.uri)
    return Profile(
        parse_hosts(address.netloc.rpartition("@")[2], POSTGRES_PORT),
        address.path.strip("/"),
        address.username or "",
        parse_hosts(files.netloc.rpartition("@")[2], MONGO_PORT),
        "admin",
        tls=Tls.OFF,
    )


def test_each_failure_is_named(postgres: Postgres, mongo: Mongo, profile: Profile) -> None:
    word = postgres.password
    assert answer(profile, word)[0] == "no_shared_library"
    server = PostgresShared(postgres.url(profile.database))
    try:
        made = server.initialise()
    finally:
        server.close()
    assert ServerConnector().identify(profile, word).id == made.id
    assert answer(profile, "not the word") == ("wrong_password", "wrong_password")
    assert answer(replace(profile, database="nothing_here"), word)[0] == "no_shared_library"


def test_a_server_that_is_not_there(postgres: Postgres, profile: Profile) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = parse_hosts(f"127.0.0.1:{taken.getsockname()[1]}", 0)
    gone = replace(profile, hosts=nowhere, media_hosts=nowhere)
    assert answer(gone, postgres.password) == ("server_refused", "server_refused")


def test_a_name_that_nobody_has(profile: Profile) -> None:
    unknown = parse_hosts("no-such-server.invalid", 1)
    lost = replace(profile, hosts=unknown, media_hosts=unknown, tls=Tls.VERIFIED)
    assert answer(lost, "word") == ("server_unknown", "server_unknown")


def test_servers_without_tls(postgres: Postgres, profile: Profile) -> None:
    catalogue, media = answer(replace(profile, tls=Tls.VERIFIED), postgres.password)
    assert catalogue == "no_tls"
    # mongod hangs up; a server that waits for the rest of what it takes for a message cannot be told from a slow one.
    assert media in {"no_tls", "server_timeout"}
