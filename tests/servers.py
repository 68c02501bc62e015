"""Real servers for the tests, started when the first test asks for one and stopped after the last.

``PLUTO_TEST_POSTGRES_URL`` and ``PLUTO_TEST_MONGO_URI`` name servers of your own instead: an administrator's address.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg2
import pytest
from psycopg2 import sql

from pluto_desktop.adapters.devserver.mongo import MongoServer
from pluto_desktop.adapters.devserver.postgres import PostgresServer


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server; whoever makes a user in a test gives them ``password``."""

    admin_url: str

    @property
    def password(self) -> str:
        """The administrator's password, which is every user's."""
        return urlsplit(self.admin_url).password or ""

    def url(self, database: str, user: str | None = None) -> str:
        """Return the address of a database, as the administrator or as a user."""
        parts = urlsplit(self.admin_url)
        name = quote(user or parts.username or "", safe="")
        netloc = f"{name}:{quote(self.password, safe='')}@{parts.netloc.rpartition('@')[2]}"
        return urlunsplit(parts._replace(netloc=netloc, path=f"/{database}"))

    def make_database(self) -> str:
        """Make a fresh empty database and return the administrator's address of it."""
        name = f"pluto_test_{uuid.uuid4().hex}"
        connection = psycopg2.connect(self.admin_url)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        finally:
            connection.close()
        return self.url(name)


@dataclass(frozen=True)
class Mongo:
    """A server that speaks MongoDB's protocol; ``uri`` is the administrator's address."""

    uri: str

    def make_database(self) -> str:
        """Return the name of a database that nobody used."""
        return f"pluto_test_{uuid.uuid4().hex}"


_GUARD = """
import os, pathlib, shutil, signal, sys, time
folder = pathlib.Path(sys.argv[1])
if not sys.stdin.read():
    for name, number in (("postmaster.pid", signal.SIGQUIT), ("pid", signal.SIGKILL)):
        for file in folder.rglob(name):
            pid = int(file.read_text().split()[0])
            try:
                if str(folder).encode() in pathlib.Path(f"/proc/{pid}/cmdline").read_bytes():
                    os.kill(pid, number)
            except OSError:
                pass
    until = time.monotonic() + 60
    while folder.exists() and time.monotonic() < until:  # what is ending may still write
        shutil.rmtree(folder, ignore_errors=True)
        time.sleep(0.05)
"""
"""Waits for a word that all is well. Where the tests were killed instead, the pipe ends without one: then the servers
of the folder are ended, as many as were started there, each known by the folder on its command line."""


@contextmanager
def open_folder() -> Iterator[Path]:
    """Give a folder for servers that do not outlive these tests, even where they are killed.

    The user whom PostgreSQL runs as can get to it; pytest's are closed to everybody else.
    """
    folder = Path(tempfile.mkdtemp(prefix="pluto-servers-"))
    folder.chmod(0o711)
    command = [sys.executable, "-c", _GUARD, str(folder)]
    guard = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)
    try:
        yield folder
    finally:
        guard.communicate(b"stopped")
        shutil.rmtree(folder)


@contextmanager
def running(server: PostgresServer | MongoServer) -> Iterator[None]:
    """Run a server."""
    server.start()
    try:
        yield
    finally:
        server.stop()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server."""
    given = os.environ.get("PLUTO_TEST_POSTGRES_URL")
    if given:
        yield Postgres(given)
        return
    with open_folder() as folder:
        server = PostgresServer(folder / "postgres", "secret", durable=False)
        with running(server):
            yield Postgres(server.admin_url)


@pytest.fixture(scope="session")
def mongo() -> Iterator[Mongo]:
    """A server that speaks MongoDB's protocol."""
    given = os.environ.get("PLUTO_TEST_MONGO_URI")
    if given:
        yield Mongo(given)
        return
    with open_folder() as folder:
        server = MongoServer(folder / "mongo", "secret")
        with running(server):
            yield Mongo(server.uri)
