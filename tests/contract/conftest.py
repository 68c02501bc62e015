"""The library twice: in memory and on the disk. What is asked of one is asked of the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import psycopg2
import pytest
from psycopg2 import sql

from pluto_desktop.adapters.sql.catalogue import SqlCatalogue
from pluto_desktop.adapters.sql.library import open_library
from pluto_desktop.adapters.sql.personal import SqlPersonal
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.shared import Role
from tests.contract.shared_library import SharedServer, SoloSongs
from tests.fakes.catalogue import FakeCatalogue
from tests.fakes.personal import FakePersonal
from tests.fakes.shared import FakeShared
from tests.fakes.shared_world import World
from tests.servers import Postgres


@dataclass
class Library:
    catalogue: FakeCatalogue | SqlCatalogue
    personal: FakePersonal | SqlPersonal


@pytest.fixture(params=["fake", "sql"])
def library(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Library]:
    """Return an empty library."""
    if request.param == "fake":
        fake = FakeCatalogue()
        yield Library(fake, fake.personal)
        return
    opened = open_library(tmp_path / "library")
    yield Library(opened.catalogue, opened.personal)
    opened.close()


PEOPLE = {"ravi": Role.CURATOR, "sita": Role.CURATOR, "lata": Role.LISTENER}


@pytest.fixture(params=["fake", "postgres"])
def shared(request: pytest.FixtureRequest) -> SharedServer:
    """Return an empty shared library."""
    return fake_shared() if request.param == "fake" else request.getfixturevalue("postgres_shared")


def fake_shared() -> SharedServer:
    """Return an empty shared library kept in memory."""
    world = World()
    people = {name: FakeShared(world, user=name, role=role) for name, role in PEOPLE.items()}
    hasty = FakeShared(world, user="ravi", role=Role.CURATOR, lease_s=0)
    return SharedServer(FakeShared(world), people["ravi"], people["sita"], hasty, people["lata"])


@pytest.fixture(params=["fake", "postgres", "sqlite"])
def songs(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[SharedServer]:
    """Return an empty library, shared or of this device alone, where one person may be everybody."""
    if request.param != "sqlite":
        yield fake_shared() if request.param == "fake" else request.getfixturevalue("postgres_shared")
        return
    opened = open_library(tmp_path / "library")
    solo = SoloSongs(opened.connections, tmp_path)
    yield SharedServer(solo, solo, solo, solo, solo)
    opened.close()


@pytest.fixture
def postgres_shared(postgres: Postgres) -> Iterator[SharedServer]:
    """Return an empty shared library in PostgreSQL."""
    address = postgres.make_database()
    admin = PostgresShared(address)
    admin.initialise()
    make_people(postgres, address)
    database = address.rpartition("/")[2]
    people = {name: PostgresShared(postgres.url(database, f"pluto_test_{name}")) for name in PEOPLE}
    hasty = PostgresShared(postgres.url(database, "pluto_test_ravi"), lease=timedelta(0), editing_lease=timedelta(0))
    yield SharedServer(admin, people["ravi"], people["sita"], hasty, people["lata"])
    for opened in (admin, hasty, *people.values()):
        opened.close()


def make_people(postgres: Postgres, address: str) -> None:
    """Make the users of the tests, who are the whole server's, and give them their roles."""
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            for name, role in PEOPLE.items():
                user = sql.Identifier(f"pluto_test_{name}")
                cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [f"pluto_test_{name}"])
                if cursor.fetchone() is None:
                    make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {}").format(user, sql.Literal(postgres.password))
                    cursor.execute(make)
                    group = sql.Identifier(f"pluto_{role.value}")
                    cursor.execute(sql.SQL("GRANT {} TO {}").format(group, user))
    finally:
        connection.close()
