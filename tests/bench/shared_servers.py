"""Both servers of a shared library on loopback for a measurement."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pymongo import MongoClient

from pluto_desktop.adapters.devserver.mongo import MongoServer
from pluto_desktop.adapters.devserver.postgres import PostgresServer
from pluto_desktop.adapters.mongo.address import parse_address
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from tests.servers import open_folder

PASSWORD = "secret"
DATABASE = "bench"


@dataclass(frozen=True)
class Servers:
    """Two servers that run, with an empty shared library in them."""

    postgres: PostgresServer
    mongo: MongoServer

    @property
    def address(self) -> str:
        """The administrator's address of the catalogue."""
        return self.postgres.url(DATABASE)

    @property
    def media_address(self) -> str:
        """The administrator's address of the media's server."""
        return self.mongo.uri

    def line(self, postgres_port: int | None = None, mongo_port: int | None = None) -> str:
        """Return the administrator's connection line, by way of other ports where they are given."""
        return (
            f"pluto://postgres:{PASSWORD}@127.0.0.1:{postgres_port or self.postgres.port}/{DATABASE}"
            f"?mongo=127.0.0.1:{mongo_port or self.mongo.port}/{DATABASE}&tls=off"
        )


@contextmanager
def open_servers() -> Iterator[Servers]:
    """Run both servers until the block ends."""
    with open_folder() as folder:
        postgres = PostgresServer(folder / "postgres", PASSWORD, durable=False)
        mongo = MongoServer(folder / "mongo", PASSWORD)
        postgres.start()
        try:
            mongo.start()
            postgres.make_database(DATABASE)
            servers = Servers(postgres, mongo)
            shared = PostgresShared(servers.address)
            shared.initialise()
            shared.close()
            keeper = MongoKeeper(parse_address(mongo.uri, DATABASE))
            keeper.initialise()
            keeper.close()
            with MongoClient[dict[str, object]](mongo.uri) as client:
                roles = [{"role": "dbOwner", "db": DATABASE}]
                client[DATABASE].command("createUser", "postgres", pwd=PASSWORD, roles=roles)
            yield servers
        finally:
            mongo.stop()
            postgres.stop()


def resident_mb(kind: str = "VmRSS") -> float:
    """Return the memory of this process now, or at its most (``VmHWM``)."""
    lines = Path(f"/proc/{os.getpid()}/status").read_text().splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith(kind))) / 1000
