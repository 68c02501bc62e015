"""Runs a shared library's servers on this device, for trying and for developing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from pluto_desktop.adapters.devserver.backend import DATABASE, DevBackend, make_folder
from pluto_desktop.adapters.mongo.address import parse_address
from pluto_desktop.adapters.mongo.keeper import MongoKeeper
from pluto_desktop.adapters.sql.lock import FolderLock
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.bootstrap import open_services
from pluto_desktop.bootstrap.shared import open_backend
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.profiles import parse_line
from pluto_desktop.domain.shared import Role
from pluto_desktop.domain.views import SongQuery


@contextmanager
def open_dev_backend(folder: Path) -> Iterator[DevBackend]:
    """Run both servers of a shared library in a folder, with the library made in them, and stop them at the end."""

    def initialise(address: str, media: str, passwords: Mapping[Role, str]) -> None:
        shared, keeper = PostgresShared(address), MongoKeeper(parse_address(media, DATABASE))
        try:
            shared.initialise()
            keeper.initialise()
            for role, password in passwords.items():
                keeper.set_user(role, password, role)
        finally:
            shared.close()
            keeper.close()

    make_folder(folder)
    try:
        lock = FolderLock(folder, exclusive=True, name="dev-backend.lock")
    except Conflict as error:
        raise Conflict("dev_backend_running", path=str(folder)) from error
    with lock:
        backend = DevBackend(folder)
        try:
            backend.start(initialise)
            _load_demo(backend)
            yield backend
        finally:
            backend.stop()


def _load_demo(backend: DevBackend) -> None:
    """Put the demo songs into a library that has no songs."""
    curator = next(person for person in backend.people() if person.role is Role.CURATOR)
    profile, password = parse_line(curator.line)
    with open_backend(profile, password or "") as servers:
        if servers.catalogue.list_songs(None, 1).songs:
            return
        with TemporaryDirectory() as folder, open_services(Path(folder)) as services:
            services.demo.add()
            songs = services.browse.list_song_ids(SongQuery())
            servers.push_from(services).run(songs, lambda _progress: None, CancelToken())
