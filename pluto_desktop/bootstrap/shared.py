"""Joins the parts of a shared library: PostgreSQL, MongoDB, and the mirror on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.profiles import Profile

if TYPE_CHECKING:
    from pluto_desktop.adapters.mongo.media import GridMedia
    from pluto_desktop.adapters.sql.mirror import SqlMirror
    from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
    from pluto_desktop.bootstrap import Services
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.shared import SharedLibrary
    from pluto_desktop.services.shared.edit import EditShared
    from pluto_desktop.services.shared.fetch import FetchMedia
    from pluto_desktop.services.shared.keep import Sweep, Verify
    from pluto_desktop.services.shared.publish import Publish
    from pluto_desktop.services.shared.sync import Sync


class Backend:
    """The two servers of a shared library, each connected to when it is first asked. Close it when done."""

    def __init__(self, profile: Profile, password: str) -> None:
        self._profile, self._password = profile, password

    @cached_property
    def catalogue(self) -> PostgresShared:
        """The catalogue's server."""
        from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
        from pluto_desktop.services.shared.addresses import postgres_address

        return PostgresShared(postgres_address(self._profile), self._password)

    @cached_property
    def media(self) -> GridMedia:
        """The media's server."""
        from pluto_desktop.adapters.mongo.media import GridMedia
        from pluto_desktop.bootstrap import media_address

        return GridMedia(media_address(self._profile, self._password))

    def initialise(self) -> SharedLibrary:
        """Make a shared library on both servers, or bring it up to date."""
        from pluto_desktop.adapters.mongo.keeper import MongoKeeper
        from pluto_desktop.bootstrap import media_address

        library = self.catalogue.initialise()
        keeper = MongoKeeper(media_address(self._profile, self._password))
        try:
            keeper.initialise()
        finally:
            keeper.close()
        return library

    @cached_property
    def verify(self) -> Verify:
        """Looks whether everything is whole."""
        from pluto_desktop.services.shared.keep import Verify

        return Verify(self.catalogue, self.media)

    @cached_property
    def sweep(self) -> Sweep:
        """Deletes what nobody refers to."""
        from pluto_desktop.services.shared.keep import Sweep

        return Sweep(self.catalogue, self.media)

    def close(self) -> None:
        """Close all connections."""
        for part in ("catalogue", "media"):
            if part in self.__dict__:
                self.__dict__[part].close()


class SharedServices:
    """The use cases of a shared library on its mirror; ``services`` are those of the mirror's folder."""

    def __init__(self, services: Services, backend: Backend) -> None:
        self.services, self.backend = services, backend

    @cached_property
    def publish(self) -> Publish:
        """Sends edits that wait."""
        from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
        from pluto_desktop.adapters.sql.outbox import SqlOutbox
        from pluto_desktop.services.shared.publish import Publish
        from pluto_desktop.services.shared.uploads import Uploader

        return Publish(
            self.backend.catalogue,
            Uploader(self.backend.catalogue, self.backend.media),
            SqlOutbox(self.services.library.connections),
            DiskMediaFolder(self.services.folder / "media"),
        )

    @cached_property
    def edit(self) -> EditShared:
        """Makes edits."""
        from pluto_desktop.adapters.files.reader import MutagenTagReader
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.shared.edit import EditShared

        covers = DiskCovers(self.services.folder / COVERS)
        return EditShared(self.publish, self.services.library.reader, MutagenTagReader(), covers)

    @cached_property
    def fetch(self) -> FetchMedia:
        """Brings media to this device."""
        from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
        from pluto_desktop.services.shared.fetch import FetchMedia

        folder = DiskMediaFolder(self.services.folder / "media")
        return FetchMedia(self.backend.catalogue, self.backend.media, folder, self.services.library.catalogue)

    @cached_property
    def mirror(self) -> SqlMirror:
        """The copy of the catalogue on this device."""
        from pluto_desktop.adapters.sql.mirror import SqlMirror

        return SqlMirror(self.services.library.connections)

    def sync(self, tell: Callable[[Changes], None]) -> Sync:
        """Return what brings the mirror up to date; edits wait where the library's history is another one."""
        from pluto_desktop.services.shared.sync import Sync

        return Sync(self.backend.catalogue, self.mirror, tell, hold=lambda _history: self.publish.hold_all())

    def close(self) -> None:
        """Close all connections to the servers."""
        self.backend.close()


@contextmanager
def open_backend(profile: Profile, password: str) -> Iterator[Backend]:
    """Open the servers of a profile for one command and close them at the end."""
    backend = Backend(profile, password)
    try:
        yield backend
    finally:
        backend.close()


@contextmanager
def open_shared(folder: Path, password: str | None = None) -> Iterator[SharedServices]:
    """Open a shared library's mirror and its servers for one command. Raises NotFound("not_shared")."""
    from pluto_desktop.bootstrap import find_profile, make_shared_libraries, open_services

    profile = find_profile(folder)
    if profile is None:
        raise NotFound("not_shared", path=str(folder))
    secret = password if password is not None else make_shared_libraries().find_password(profile)
    if secret is None:
        raise NotFound("password_needed", name=profile.label)
    with open_services(folder) as services, open_backend(profile, secret) as backend:
        yield SharedServices(services, backend)
