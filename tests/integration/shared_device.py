"""A shared library on real servers, and a device that has a mirror of it."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from pymongo import MongoClient

from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import Backend, SharedServices
from pluto_desktop.domain.profiles import parse_line
from tests.servers import Mongo, Postgres


def make_line(postgres: Postgres, mongo: Mongo) -> str:
    """Return the administrator's line of two empty databases."""
    address, media, name = urlsplit(postgres.make_database()), urlsplit(mongo.uri), mongo.make_database()
    with MongoClient[dict[str, object]](mongo.uri) as client:
        roles = [{"role": "dbOwner", "db": name}]
        client[name].command("createUser", address.username, pwd=address.password, roles=roles)
    return (
        f"pluto://{address.username}:{address.password}@127.0.0.1:{address.port}{address.path}"
        f"?mongo=127.0.0.1:{media.port}/{name}&tls=off"
    )


class Device:
    """A mirror of a library in a folder, and the library's servers."""

    def __init__(self, folder: Path, line: str) -> None:
        profile, password = parse_line(line)
        self._open = ExitStack()
        self.services = self._open.enter_context(open_services(folder))
        self.shared = SharedServices(self.services, Backend(profile, password or ""))
        self._open.callback(self.shared.close)

    def close(self) -> None:
        """Close everything."""
        self._open.close()
