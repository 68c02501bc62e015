"""Joins the parts of a shared library: PostgreSQL, MongoDB, and the mirror on this device."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from functools import cached_property, partial
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import Services, kinds, libraries, open_services
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Cancelled, Conflict, KnownError, NotFound, Offline
from pluto_desktop.domain.profiles import Profile
from pluto_desktop.services.shared.within import within

if TYPE_CHECKING:
    from pluto_desktop.adapters.sql.mirror import SqlMirror
    from pluto_desktop.bootstrap.kinds import CatalogueServer, MediaKeeper, MediaServer
    from pluto_desktop.desktop.keep_parts import KeepParts
    from pluto_desktop.desktop.parts import Threads
    from pluto_desktop.domain.connections import PillState
    from pluto_desktop.domain.ids import MediaHash
    from pluto_desktop.domain.shared import SharedLibrary
    from pluto_desktop.domain.songs import Medium
    from pluto_desktop.ports.player import Source
    from pluto_desktop.services.edit_songs import EditSongs
    from pluto_desktop.services.shared.arriving import ArrivingMedium
    from pluto_desktop.services.shared.edits import Edits
    from pluto_desktop.services.shared.fetch import FetchCovers, FetchMedia
    from pluto_desktop.services.shared.follow import Follow, SyncState
    from pluto_desktop.services.shared.keep import Sweep, Verify
    from pluto_desktop.services.shared.link import Link
    from pluto_desktop.services.shared.linked import LinkedMedia, LinkedReader, LinkedWriter
    from pluto_desktop.services.shared.publish import Publish
    from pluto_desktop.services.shared.push import Push
    from pluto_desktop.services.shared.sync import History, ReadPage, Sync
    from pluto_desktop.services.words import Words

_PATIENCE_S = 2.0
"""How long a song that is not here is waited for before the person is told."""


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
            kinds.make_folder(self.services.folder),
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
        from pluto_desktop.adapters.files.reader import MutagenTagReader
        from pluto_desktop.adapters.sql.covers import DiskCovers
        from pluto_desktop.adapters.sql.library import COVERS
        from pluto_desktop.services.edit_songs import EditSongs

        covers = DiskCovers(self.services.folder / COVERS)
        return EditSongs(self.publish, self.services.library.reader, self.reader, MutagenTagReader(), covers)

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


class SharedWindow:
    """What a window has of a shared library: following it, and songs that play as they come. Connects when used."""

    def __init__(self, services: Services, profile: Profile, threads: Threads) -> None:
        from pluto_desktop.desktop.parts import Sharing
        from pluto_desktop.services.shared.standing import SharedStanding

        self._services, self._profile, self._threads = services, profile, threads
        self._closing = CancelToken()
        self._guard = Lock()
        self._shared: SharedServices | None = None
        self._password: str | None = None
        self._coming: dict[MediaHash, tuple[Path, ArrivingMedium]] = {}
        edits = make_edits(services)
        self._standing = SharedStanding(profile.label, self._make_follow, edits.count)
        self.sharing = Sharing(
            self._watch,
            self._try_again,
            self._standing.run,
            self._let_go,
            self._give_password,
            edits,
            self._standing.count_again,
        )

    @property
    def name(self) -> str:
        """What a person calls the library."""
        return self._profile.label

    @cached_property
    def words(self) -> Words:
        """The words of songs; they are changed on the servers only."""
        from pluto_desktop.services.shared.guard import RefusingWriter
        from pluto_desktop.services.words import Words

        library = self._services.library
        return Words(library.catalogue, RefusingWriter(self.name), library.personal)

    @cached_property
    def keeps(self) -> KeepParts:
        """Keeping songs on this device."""
        from pluto_desktop.bootstrap.keeping import make_keep_parts

        return make_keep_parts(self._services, lambda: self.shared, self._threads)

    def arrive(self, medium: Medium) -> tuple[Path, Source | None]:
        """Bring a medium to this device and return what it plays from meanwhile. On a worker.

        Raises Offline at once where the servers are known to be away, Timeout where nothing came after two seconds.
        """
        if self._standing.offline:
            self._standing.try_again()
            raise Offline("server_unreachable", server=self.name)
        coming = self._coming.get(medium.sha256)
        if coming is not None and coming[1].wanted:  # it was slow to come when it was asked for before
            coming[1].wait_for_start(_PATIENCE_S)
            return coming
        fetch = self.shared.playing
        path, arriving = within(_PATIENCE_S, lambda: fetch.arrive(medium), give_up=_let_go)
        if arriving is not None:
            self._coming[medium.sha256] = path, arriving
            self._threads.post(partial(self._fill, fetch, arriving, medium))
            arriving.wait_for_start(_PATIENCE_S)
        return path, arriving

    @property
    def shared(self) -> SharedServices:
        """The servers' services. On a worker: the keyring may ask the person. Raises NotFound("password_needed")."""
        with self._guard:
            if self._shared is None:
                if self._closing.cancelled:
                    raise Cancelled
                password = self._password or self._find_password()
                if password is None:
                    raise NotFound("password_needed", name=self._profile.label)
                self._shared = SharedServices(self._services, Backend(self._profile, password))
            return self._shared

    def close(self) -> None:
        """Let everything that runs end, and close the connections."""
        self._closing.cancel()
        for _, arriving in list(self._coming.values()):  # no worker came to fill them
            arriving.abandon()
        with self._guard:
            if self._shared is not None:
                self._shared.close()

    def _let_go(self) -> None:
        self._closing.cancel()
        self.keeps.pause()

    def _find_password(self) -> str | None:
        return libraries.make_shared_libraries().find_password(self._profile) or os.environ.get("PLUTO_PASSWORD")

    def _give_password(self, password: str) -> None:
        """Connect with another password; what was connected with the one before is let go."""
        with self._guard:
            self._password = password
            shared, self._shared = self._shared, None
        if shared is not None:
            self._threads.submit_network("close", shared.close, lambda _: None)
        self._standing.try_again()

    def _try_again(self) -> None:
        if self._shared is not None:
            self._shared.link.try_now()
        self._standing.try_again()

    def _watch(self, tell: Callable[[PillState], None]) -> Callable[[], None]:
        post = self._threads.post
        return self._standing.watch(lambda state: post(partial(tell, state)))

    def _make_follow(
        self,
        listen: Callable[[SyncState], None],
        rest: Callable[[CancelToken, float], bool],
        asked: Callable[[], bool],
    ) -> Follow:
        from pluto_desktop.services.shared.follow import Follow

        def tell(changes: Changes) -> None:
            self._threads.post(partial(self._threads.tell_changes, changes))

        shared = self.shared

        def send(cancel: CancelToken) -> None:
            changes = shared.publish.run_once(cancel).changes
            if changes:
                tell(changes)
            self._standing.count_again()

        def notice(what: KnownError) -> None:
            self._standing.notice(what)
            tell(Changes(everything=True))  # a deletion that clashed and hid nothing, held hides its song again

        sync = shared.sync(tell, notice)
        return Follow(sync, shared.reader, listen, rest=rest, send=send, asked=asked)

    def _fill(self, fetch: FetchMedia, arriving: ArrivingMedium, medium: Medium) -> None:
        def work() -> Changes:
            try:
                return fetch.fill(arriving, self._closing)
            except (KnownError, Cancelled):
                return Changes()  # whoever plays it was told
            finally:
                self._coming.pop(medium.sha256, None)

        self._threads.submit_network(f"fill {medium.sha256}", work, self._threads.tell_changes)


def _let_go(arrived: tuple[Path, ArrivingMedium | None]) -> None:
    """Nobody waits for a medium any more: whoever asks for it again begins anew."""
    if arrived[1] is not None:
        arrived[1].abandon()


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
