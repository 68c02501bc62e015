"""Joins the parts of a shared library: PostgreSQL, MongoDB, and the mirror on this device."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import Services, kinds, libraries, open_services
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, KnownError, NotFound
from pluto_desktop.domain.profiles import Profile

if TYPE_CHECKING:
    from pluto_desktop.adapters.sql.mirror import SqlMirror
    from pluto_desktop.bootstrap.kinds import CatalogueServer, MediaKeeper, MediaServer
    from pluto_desktop.domain.shared import SharedLibrary
    from pluto_desktop.services.edit_many import EditMany
    from pluto_desktop.services.edit_songs import EditSongs
    from pluto_desktop.services.shared.edits import Edits
    from pluto_desktop.services.shared.fetch import FetchCovers, FetchMedia
    from pluto_desktop.services.shared.keep import Sweep, Verify
    from pluto_desktop.services.shared.keep_edits import KeepEdits
    from pluto_desktop.services.shared.leftovers import ClearLeftovers
    from pluto_desktop.services.shared.link import Link
    from pluto_desktop.services.shared.linked import LinkedEditors, LinkedMedia, LinkedReader, LinkedWriter
    from pluto_desktop.services.shared.publish import Publish
    from pluto_desktop.services.shared.push import Push
    from pluto_desktop.services.shared.sync import History, ReadPage, Sync
    from pluto_desktop.services.undo import Undo
    from pluto_desktop.services.words import Words


_COPIES_WAIT_S = 10.0
"""How long an edit waits for whoever takes left copies away: that lists a folder and deletes."""


class Backend:
    """The two servers of a shared library, each connected to when it is first asked. Close it when done."""

    def __init__(self, profile: Profile, password: str) -> None:
        self.profile, self._password = profile, password

    @property
    def library_id(self) -> str:
        """Which library the profile leads to; "" where it was never reached."""
        return self.profile.library_id

    @cached_property
    def catalogue(self) -> CatalogueServer:
        """The catalogue's server."""
        return kinds.make_catalogue(self.profile, self._password)

    def open_pages(self, *, gives_way: bool) -> AbstractContextManager[ReadPage]:
        """Open what reads the pages of a first pull, with the help of another process where there are many."""
        return kinds.open_pages(self.profile, self._password, self.catalogue.list_songs, gives_way=gives_way)

    @cached_property
    def media(self) -> MediaServer:
        """The media's server."""
        return kinds.media_kind(self.profile).open(self.profile, self._password)

    def initialise(self) -> SharedLibrary:
        """Make a shared library on both servers, or bring it up to date."""
        library = self.catalogue.initialise()
        with closing(self._media_keeper()) as keeper:
            keeper.initialise()
        return library

    def media_rights(self) -> str:
        """Return how well the media's server keeps people to their rights: ``exact`` or ``nearest``."""
        with closing(self._media_keeper()) as keeper:
            return keeper.rights()

    def _media_keeper(self) -> MediaKeeper:
        return kinds.media_kind(self.profile).keep(self.profile, self._password)

    @cached_property
    def link(self) -> Link:
        """The connections to both servers, each behind a breaker of its own."""
        from pluto_desktop.services.shared.link import open_link

        return open_link(lambda: self.catalogue, lambda: self.media)

    @cached_property
    def verify(self) -> Verify:
        """Looks whether everything is whole."""
        from pluto_desktop.services.shared.keep import Verify

        return Verify(self.catalogue, self.media)

    def sweep(self, changes_s: float | None = None) -> Sweep:
        """Return what deletes what nobody refers to; changes of the feed are kept for so long, else as is usual."""
        from pluto_desktop.services.shared.keep import CHANGES_S, Sweep

        return Sweep(self.catalogue, self.media, changes_s=CHANGES_S if changes_s is None else changes_s)

    def push_from(self, services: Services) -> Push:
        """Return what brings a library of this device into the shared one."""
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.shared.linked import LinkedMedia, LinkedReader, LinkedWriter
        from pluto_desktop.services.shared.push import Push
        from pluto_desktop.services.shared.uploads import Uploader

        reader, writer = LinkedReader(self.link.catalogue), LinkedWriter(self.link.catalogue)
        uploader = Uploader(writer, LinkedMedia(self.link.media))
        return Push(services.library.reader, reader, writer, uploader, DiskCovers(services.folder / COVERS))

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
    def link(self) -> Link:
        """The connections to both servers."""
        return self.backend.link

    @cached_property
    def reader(self) -> LinkedReader:
        """The catalogue, asked again where no answer came."""
        from pluto_desktop.services.shared.linked import LinkedReader

        return LinkedReader(self.link.catalogue)

    @cached_property
    def writer(self) -> LinkedWriter:
        """The catalogue written; only a commit is repeated."""
        from pluto_desktop.services.shared.linked import LinkedWriter

        return LinkedWriter(self.link.catalogue)

    @cached_property
    def editors(self) -> LinkedEditors:
        """Who edits what just now."""
        from pluto_desktop.services.shared.linked import LinkedEditors

        return LinkedEditors(self.link.catalogue)

    @cached_property
    def media(self) -> LinkedMedia:
        """The media; a reading that broke off goes on at its byte."""
        from pluto_desktop.services.shared.linked import LinkedMedia

        return LinkedMedia(self.link.media)

    @cached_property
    def publish(self) -> Publish:
        """Sends edits that wait."""
        from pluto_desktop.adapters.sql.outbox import SqlOutbox
        from pluto_desktop.services.shared.publish import Publish
        from pluto_desktop.services.shared.uploads import Uploader

        return Publish(
            self.writer,
            Uploader(self.writer, self.media),
            SqlOutbox(self.services.library.connections),
            make_keep_edits(self.services),
            check=self._check_library,
        )

    def _check_library(self) -> None:
        """Raise Conflict("other_library") where another library answers than the one edits here were made for."""
        there = self.reader.identify().id
        for here in (self.backend.library_id, self.mirror.state().library_id):
            if here not in {"", there}:
                raise Conflict("other_library", here=here, there=there)

    @cached_property
    def edits(self) -> Edits:
        """The edits that wait here."""
        return make_edits(self.services)

    @cached_property
    def edit(self) -> EditSongs:
        """Makes edits."""
        return self.services.make_edit(self.publish, self.reader)

    @cached_property
    def words(self) -> Words:
        """The words of songs; what is changed is sent at once, or waits here where no server answers."""
        from pluto_desktop.services.words import Words
        from pluto_desktop.services.words_edited import EditedWords

        library = self.services.library
        return Words(library.catalogue, EditedWords(lambda: self.edit), library.personal)

    @cached_property
    def edit_many(self) -> EditMany:
        """Changes many songs by one operation."""
        from pluto_desktop.bootstrap.shared_batches import make_edit_many

        return make_edit_many(self.services, self.publish.send_batch, lambda: self.reader)

    @cached_property
    def undo(self) -> Undo:
        """Takes back what this person did on this device."""
        from pluto_desktop.services.undo import Undo

        return Undo(self.services.own_operations, self.edit_many)

    @cached_property
    def fetch(self) -> FetchMedia:
        """Brings media to this device."""
        from pluto_desktop.services.shared.fetch import FetchMedia

        folder = kinds.make_folder(self.services.folder)
        return FetchMedia(self.reader, self.media, folder, self.services.library.catalogue)

    @cached_property
    def fetch_covers(self) -> FetchCovers:
        """Brings covers to this device."""
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.shared.fetch import FetchCovers

        return FetchCovers(self.reader, self.media, DiskCovers(self.services.folder / COVERS))

    @cached_property
    def playing(self) -> FetchMedia:
        """Brings media that are played: they are kept, or only remembered for a while, as the profile says."""
        return kinds.make_cache(self.backend.profile, self)

    @cached_property
    def mirror(self) -> SqlMirror:
        """The copy of the catalogue on this device."""
        from pluto_desktop.adapters.sql.mirror import SqlMirror

        return SqlMirror(self.services.library.connections)

    def sync(self, tell: Callable[[Changes], None], notice: Callable[[KnownError], None] = lambda _: None) -> Sync:
        """Return what brings the mirror up to date; edits are held where the library's history is another one.

        ``notice`` is told that it is.
        """
        from pluto_desktop.services.shared.sync import Sync

        def hold(_history: History) -> None:
            self.publish.hold_all()
            notice(Conflict("feed_lost"))

        sync = Sync(self.reader, self.mirror, tell, hold=hold, pages=self._open_pages)
        # A profile names the library it leads to; where that is not the one that is here, a person has agreed.
        sync.accept(self.backend.library_id)
        return sync

    @contextmanager
    def _open_pages(self) -> Iterator[ReadPage]:
        """Give what reads the pages of a first pull, asking again where no answer came."""
        with self.backend.open_pages(gives_way=self.services.in_window) as read:
            yield lambda after, limit: self.link.catalogue.repeatedly(lambda _server: read(after, limit))

    def close(self) -> None:
        """Close all connections to the servers."""
        self.link.close()


def make_keep_edits(services: Services, *, show: bool = True) -> KeepEdits:
    """Return what keeps edits in a library of this device; no server is needed. See there for ``show``."""
    from pluto_desktop.adapters.sql.outbox import SqlOutbox
    from pluto_desktop.services.shared.keep_edits import KeepEdits

    outbox, folder = SqlOutbox(services.library.connections), kinds.make_folder(services.folder)
    lock = partial(_lock_copies, services.folder, exclusive=False, wait_s=_COPIES_WAIT_S)
    return KeepEdits(outbox, folder, lock, show=show)


def make_leftovers(services: Services) -> ClearLeftovers:
    """Return what takes away copies that no edit came to need."""
    from pluto_desktop.adapters.sql.keeping import SqlKeeping
    from pluto_desktop.adapters.sql.outbox import SqlOutbox
    from pluto_desktop.services.shared.leftovers import ClearLeftovers

    connections = services.library.connections
    lock = partial(_lock_copies, services.folder, exclusive=True, wait_s=0.0)
    return ClearLeftovers(SqlOutbox(connections), SqlKeeping(connections), kinds.make_folder(services.folder), lock)


def _lock_copies(folder: Path, *, exclusive: bool, wait_s: float) -> AbstractContextManager[object]:
    """Lock the copies of a library against whoever takes left ones away, or for that."""
    from pluto_desktop.adapters.sql.lock import FolderLock

    return FolderLock(folder, exclusive=exclusive, wait_s=wait_s, name="copies.lock")


def make_edits(services: Services) -> Edits:
    """Return the edits that wait in a library of this device; no server is needed."""
    from pluto_desktop.adapters.sql.outbox import SqlOutbox
    from pluto_desktop.services.shared.edits import Edits

    return Edits(SqlOutbox(services.library.connections), services.library.reader)


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
    profile = libraries.find_profile(folder)
    if profile is None:
        raise NotFound("not_shared", path=str(folder))
    secret = password if password is not None else libraries.make_shared_libraries().find_password(profile)
    if secret is None:
        raise NotFound("password_needed", name=profile.label)
    with open_services(folder) as services, open_backend(profile, secret) as backend:
        yield SharedServices(services, backend)
