"""The kinds of parts that there are, a table each: another kind is its adapter, and one line here.

A library of this device alone has its catalogue and its media by :data:`LIBRARIES` and :data:`FOLDERS`; a shared one
has servers by :data:`CATALOGUES` and :data:`MEDIA`, and what is played of it by :data:`CACHES`, as its profile says.
Each is imported when it is made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from pluto_desktop.domain.errors import Invalid

if TYPE_CHECKING:
    from pluto_desktop.adapters.mongo.address import MongoAddress
    from pluto_desktop.adapters.sql.library import SqlLibrary
    from pluto_desktop.bootstrap.shared import SharedServices
    from pluto_desktop.domain.profiles import Profile
    from pluto_desktop.ports.files import MediaFolder
    from pluto_desktop.ports.shared import SharedKeeper
    from pluto_desktop.services.shared.fetch import FetchMedia
    from pluto_desktop.services.shared.link import Catalogue, Closable, Media
    from pluto_desktop.services.shared.sync import ReadPage

    OpenPages = Callable[[Profile, str, ReadPage, bool], AbstractContextManager[ReadPage]]

    class CatalogueServer(Catalogue, SharedKeeper, Protocol):
        """Where a shared library has its catalogue; it connects when it is asked."""

    class MediaServer(Media, Protocol):
        """Where a shared library has its bytes; it connects when it is asked."""

        def ping(self) -> None:
            """Reach the servers, be known there and see that media may be read."""
            ...

    class MediaKeeper(Closable, Protocol):
        """What an administrator does at the media's server."""

        def initialise(self) -> str:
            """Make it ready for a library, or bring it up to date; return what :meth:`rights` says."""
            ...

        def rights(self) -> str:
            """Return how well it keeps people to their rights: ``exact`` or ``nearest``."""
            ...


Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class MediaKind:
    """How media of one kind are reached, with a password: by everybody, and by an administrator."""

    open: Callable[[Profile, str], MediaServer]
    keep: Callable[[Profile, str], MediaKeeper]


def _sqlite(folder: Path) -> SqlLibrary:
    from pluto_desktop.adapters.sql.library import open_library

    return open_library(folder)


def _folder(folder: Path) -> MediaFolder:
    from pluto_desktop.adapters.files.media_folder import DiskMediaFolder

    return DiskMediaFolder(folder / "media")


def _postgresql(profile: Profile, password: str) -> CatalogueServer:
    from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
    from pluto_desktop.services.shared.addresses import postgres_address

    return PostgresShared(postgres_address(profile), password)


def _pull_ahead(profile: Profile, password: str, here: ReadPage, gives_way: bool) -> AbstractContextManager[ReadPage]:
    from pluto_desktop.adapters.sql.shared.pulling import PullAhead
    from pluto_desktop.services.shared.addresses import postgres_address

    return PullAhead(postgres_address(profile), password, here, gives_way=gives_way).open()


def _gridfs(profile: Profile, password: str) -> MediaServer:
    from pluto_desktop.adapters.mongo.media import GridMedia

    return GridMedia(_mongo_address(profile, password))


def _keep_gridfs(profile: Profile, password: str) -> MediaKeeper:
    from pluto_desktop.adapters.mongo.keeper import MongoKeeper

    return MongoKeeper(_mongo_address(profile, password))


def _mongo_address(profile: Profile, password: str) -> MongoAddress:
    from pluto_desktop.adapters.mongo.address import parse_address
    from pluto_desktop.services.shared.addresses import mongo_address

    return replace(parse_address(mongo_address(profile)), password=password)


def _on_device(shared: SharedServices) -> FetchMedia:
    return shared.fetch


def _in_memory(shared: SharedServices) -> FetchMedia:
    from pluto_desktop.adapters.files.passing import PassingMedia
    from pluto_desktop.services.shared.fetch import FetchMedia
    from pluto_desktop.services.shared.remembered import RememberedMedia

    passing = PassingMedia()
    return FetchMedia(shared.reader, RememberedMedia(shared.media), passing, passing)


LIBRARIES: dict[str, Callable[[Path], SqlLibrary]] = {
    "sqlite": _sqlite,
}
"""What holds the catalogue in a library's folder, be it this device's own or a mirror."""
FOLDERS: dict[str, Callable[[Path], MediaFolder]] = {
    "folder": _folder,
}
"""What holds the media in a library's folder."""
CATALOGUES: dict[str, Callable[[Profile, str], CatalogueServer]] = {
    "postgresql": _postgresql,
}
"""Servers of a shared library's catalogue, by the kind in its profile."""
PULLING: dict[str, OpenPages] = {
    "postgresql": _pull_ahead,
}
"""What reads the pages of a first pull in a process of its own, for those kinds of catalogues that have it."""
MEDIA: dict[str, MediaKind] = {
    "gridfs": MediaKind(_gridfs, _keep_gridfs),
}
"""Servers of a shared library's media, by the kind in its profile."""
CACHES: dict[str, Callable[[SharedServices], FetchMedia]] = {
    "device": _on_device,
    "memory": _in_memory,
}
"""What brings the media of a shared library that are played, by the kind in its profile."""

_LIBRARY, _FOLDER = "sqlite", "folder"


def open_library(folder: Path) -> SqlLibrary:
    """Open the library of a folder; it is made where there is none."""
    return LIBRARIES[_LIBRARY](folder)


def make_folder(folder: Path) -> MediaFolder:
    """Return what holds the media of a library."""
    return FOLDERS[_FOLDER](folder)


def make_catalogue(profile: Profile, password: str) -> CatalogueServer:
    """Return the server of a profile's catalogue. Raises Invalid("kind_unknown")."""
    return _of_kind(CATALOGUES, profile.catalogue)(profile, password)


def open_pages(profile: Profile, password: str, here: ReadPage, *, gives_way: bool) -> AbstractContextManager[ReadPage]:
    """Open what reads the pages of a first pull; ``here`` reads them in this process. In a window let it give way."""
    make = PULLING.get(profile.catalogue)
    return nullcontext(here) if make is None else make(profile, password, here, gives_way)


def media_kind(profile: Profile) -> MediaKind:
    """Return how the media of a profile are reached. Raises Invalid("kind_unknown")."""
    return _of_kind(MEDIA, profile.media)


def make_cache(profile: Profile, shared: SharedServices) -> FetchMedia:
    """Return what brings a profile's media that are played. Raises Invalid("kind_unknown")."""
    return _of_kind(CACHES, profile.cache)(shared)


def _of_kind(table: Mapping[str, Made], kind: str) -> Made:
    if kind not in table:
        raise Invalid("kind_unknown", kind=kind)
    return table[kind]
