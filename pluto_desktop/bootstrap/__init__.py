"""The only place that chooses the parts and joins them.

Everything is imported where it is needed, so that a command loads what it uses and nothing else: ``pluto search`` has
no Qt, the window's first paint no decoder.
"""

from __future__ import annotations

import gc
import os
import shlex
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from pluto_desktop.domain.errors import Conflict, Denied, KnownError, NotFound
from pluto_desktop.domain.library import Health

if TYPE_CHECKING:
    from pluto_desktop.adapters.devserver.backend import DevBackend
    from pluto_desktop.adapters.files.reader import MutagenTagReader
    from pluto_desktop.adapters.mongo.address import MongoAddress
    from pluto_desktop.adapters.sql.catalogue import SqlCatalogue
    from pluto_desktop.adapters.sql.library import SqlLibrary
    from pluto_desktop.bootstrap.shared import SharedWindow
    from pluto_desktop.desktop.app import Desktop
    from pluto_desktop.desktop.parts import FirstParts, JoinMediaKeys, Parts, Place, Threads, WindowControls
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.profiles import Profile
    from pluto_desktop.domain.shared import SharedLibrary
    from pluto_desktop.ports.audio_files import LoudnessMeter
    from pluto_desktop.ports.catalogue import KnownFiles
    from pluto_desktop.ports.profiles import Connector
    from pluto_desktop.services.archive import ExportLibrary, Prepared, Restored, RestoreLibrary
    from pluto_desktop.services.browse import Browse
    from pluto_desktop.services.demo import Demo
    from pluto_desktop.services.doctor import Doctor
    from pluto_desktop.services.exchange import Exchange
    from pluto_desktop.services.find import Find
    from pluto_desktop.services.import_music import ImportMusic
    from pluto_desktop.services.library import LibraryCare
    from pluto_desktop.services.loudness import MeasureLoudness
    from pluto_desktop.services.personal import Personal
    from pluto_desktop.services.playing import PlaySession, Post
    from pluto_desktop.services.playing_values import PlaySnapshot
    from pluto_desktop.services.shared.profiles import SharedLibraries
    from pluto_desktop.services.upkeep import Upkeep
    from pluto_desktop.services.words import Words

T = TypeVar("T")

_SWITCH_S = 0.0003
"""How long a worker may keep the GUI thread waiting: drawing a page takes the interpreter a hundred times."""


class Services:
    """The use cases of one opened library, each built when it is first asked for. Close it when done."""

    def __init__(self, library: SqlLibrary, *, in_window: bool = False) -> None:
        self.library = library
        self._in_window = in_window

    @property
    def folder(self) -> Path:
        """The library's folder."""
        return self.library.folder

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: a newer schema, or a disk that does not allow it."""
        return self.library.read_only

    @property
    def note(self) -> KnownError | None:
        """What the person should be told of the library: why it can only be read."""
        return self.library.note

    @cached_property
    def browse(self) -> Browse:
        """Lists, songs, albums, artists."""
        from pluto_desktop.services.browse import Browse

        return Browse(self.library.reader, self.library.reader)

    @cached_property
    def personal(self) -> Personal:
        """Playlists, favourites, plays, what survives a restart."""
        from pluto_desktop.services.personal import Personal

        mine, reader = self.library.personal, self.library.reader
        return Personal(mine, mine, mine, mine, mine, reader=reader, files=reader)

    @cached_property
    def find(self) -> Find:
        """Search."""
        from pluto_desktop.adapters.sql.search_index import SqlSearchIndex
        from pluto_desktop.services.find import Find

        return Find(SqlSearchIndex(self.library.connections))

    @cached_property
    def words(self) -> Words:
        """The words of songs, and listening offsets."""
        from pluto_desktop.services.words import Words

        return Words(self.library.catalogue, self.library.catalogue, self.library.personal)

    @cached_property
    def demo(self) -> Demo:
        """The two songs that come with the program."""
        from pluto_desktop.resource_files import resource_path
        from pluto_desktop.services.demo import Demo

        catalogue = self.library.catalogue
        return Demo(self._tags, catalogue, catalogue, self.folder / "media", resource_path("demo"))

    @cached_property
    def importing(self) -> ImportMusic:
        """Adding music. In a window the reading is left to other processes, so that drawing is never waited for."""
        from pluto_desktop.adapters.files.media_folder import DiskMediaFolder
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.adapters.files.walker import DiskWalker
        from pluto_desktop.services.import_music import ImportMusic

        catalogue = self.library.catalogue
        return ImportMusic(
            self._tags,
            DiskWalker(),
            catalogue,
            catalogue,
            pool=ProcessPool(help_out=not self._in_window),
            media=DiskMediaFolder(self.folder / "media"),
        )

    @property
    def known(self) -> KnownFiles:
        """The files of this device that belong to songs."""
        return self.library.catalogue

    @cached_property
    def exchange(self) -> Exchange:
        """The catalogue as rows of CSV or JSON lines."""
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.services.exchange import Exchange

        return Exchange(self.library.catalogue, ProcessPool(help_out=not self._in_window, worth_it=500))

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is due each time a library is opened."""
        from pluto_desktop.adapters.sql.search_upkeep import SqlSearchUpkeep
        from pluto_desktop.services.upkeep import Upkeep

        search = SqlSearchUpkeep(self.library.connections)
        return Upkeep(self.importing, make_library_care(self.folder), search)

    @cached_property
    def loudness(self) -> MeasureLoudness:
        """Measuring songs whose tags do not say how loud they are."""
        from pluto_desktop.services.loudness import MeasureLoudness

        return MeasureLoudness(self.library.catalogue, self.library.catalogue, _make_meter)

    @cached_property
    def export(self) -> ExportLibrary:
        """The library as one archive."""
        from pluto_desktop.adapters.files.archive import ZipArchiver
        from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
        from pluto_desktop.services.archive import ExportLibrary

        return ExportLibrary(self.folder, self.library.catalogue, SqlLibraryFiles(self.folder), ZipArchiver())

    @cached_property
    def _tags(self) -> MutagenTagReader:
        from pluto_desktop.adapters.files.reader import MutagenTagReader

        return MutagenTagReader()

    def close(self) -> None:
        """Close the library; nothing may be used afterwards."""
        self.library.close()


@contextmanager
def open_services(folder: Path, *, make: bool = True) -> Iterator[Services]:
    """Open the library of a folder for one command and close it at the end.

    Where there is none, one is made; without ``make``, NotFound("library_not_found") is raised instead.
    """
    from pluto_desktop.adapters.sql.library import open_library

    if not make and make_library_care(folder).inspect().health is Health.NEW:
        raise NotFound("library_not_found", path=str(folder))
    services = Services(open_library(folder))
    try:
        yield services
    finally:
        services.close()


def open_window(
    folder: Path,
    files: Sequence[Path],
    *,
    when_ready: Callable[[Desktop], None] | None = None,
    when_usable: Callable[[Desktop], None] | None = None,
) -> int:
    """Open the window on a library, play ``files`` if there are any, and return the exit code when it is closed.

    For taking pictures and measuring: ``when_usable`` is called with the window's object once the first page shows its
    songs and the search box takes keys, ``when_ready`` once everything is there.
    """
    gc.disable()  # the window collects by its own clock; while it is made nothing is garbage
    sys.setswitchinterval(_SWITCH_S)
    from pluto_desktop.desktop.quick_imports import stop_reading_sources

    stop_reading_sources()
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.adapters.system.settings_file import SettingsFile
    from pluto_desktop.desktop.app import run
    from pluto_desktop.desktop.parts import Connecting
    from pluto_desktop.services.settings import Settings

    paths = default_paths()
    libraries = make_shared_libraries()

    def choose(profile: Profile | None) -> Place:
        chosen = libraries.choose(profile)
        return make_place(paths.library if chosen is None else chosen, "" if profile is None else profile.id)

    shared = find_profile(folder)
    return run(
        Settings(SettingsFile(paths.settings_file)),
        make_place(folder, "" if shared is None else shared.id),
        Connecting(libraries, choose),
        paths.logs,
        files,
        when_ready=when_ready,
        when_usable=when_usable,
    )


def make_place(folder: Path, profile_id: str = "") -> Place:
    """Return what a window needs to open the library of a folder: a shared one's where a profile is named."""
    from pluto_desktop.desktop.parts import Place, Repairs

    return Place(
        folder,
        lambda threads: make_parts(folder, threads),
        Repairs(
            restore_backup=lambda: make_library_care(folder).restore_backup(),
            start_anew=lambda: make_library_care(folder).start_anew(),
            has_backup=lambda: make_library_care(folder).inspect().backup is not None,
        ),
        profile_id,
    )


def make_parts(folder: Path, threads: Threads) -> FirstParts:
    """Open a library for the window's first page. On a worker thread; raises a KnownError with a sentence."""
    from pluto_desktop.adapters.sql.library import open_library
    from pluto_desktop.desktop.parts import FirstParts

    services = Services(open_library(folder), in_window=True)
    services.browse.data_version()  # from now on what a command changes is seen, though the page is not read yet
    closing: list[Callable[[], None]] = [services.close]

    def make_rest() -> Parts:
        return _make_rest(services, threads, closing)

    def close() -> None:
        while closing:
            closing.pop()()

    return FirstParts(services.browse, services.personal, lambda: services.find, make_rest, close)


def _make_rest(services: Services, threads: Threads, closing: list[Callable[[], None]]) -> Parts:
    """Make what the window needs besides its first page; what is to be closed before the library joins ``closing``."""
    from pluto_desktop.adapters.vlc.player import VlcPlayer
    from pluto_desktop.desktop.parts import Parts
    from pluto_desktop.services.playable import FindPlayable, SongsAt
    from pluto_desktop.services.playing import PlaySession

    folder, library = services.folder, services.library
    shared = _join_shared(services, threads, closing)
    player = VlcPlayer(shlex.split(os.environ.get("PLUTO_VLC_ARGUMENTS", "")))
    closing.append(player.close)
    session = PlaySession(
        player,
        FindPlayable(library.reader, None if shared is None else shared.arrive),
        library.personal,
        library.personal,
        threads.submit,
        threads.post,
        submit_write=threads.submit_write,
        on_changes=threads.tell_changes,
    )

    def media_keys() -> JoinMediaKeys:
        # libvlc takes a moment to load too: it begins here, on the player's own thread.
        player.start()
        return _media_keys(session, folder, threads.post)

    def own(act: Callable[[], T]) -> T:
        """Do what changes the catalogue, unless it is a copy of a shared one."""
        if shared is not None:
            raise Denied("shared_library", name=shared.name)
        return act()

    def keep(cancel: CancelToken) -> Changes:
        return services.upkeep.run_once(cancel)

    def give_back() -> None:
        from pluto_desktop.adapters.system import memory

        library.connections.give_back()
        memory.give_back()

    def measure_loudness(cancel: CancelToken) -> int:
        return services.loudness.run_once(cancel)

    def prepare_restore(archive: Path, cancel: CancelToken) -> Prepared:
        return make_restore().prepare(archive, folder, lambda _: None, cancel)

    def complete_restore(prepared: Prepared) -> Restored:
        return make_restore().complete(prepared)

    return Parts(
        browse=services.browse,
        personal=services.personal,
        words=services.words if shared is None else shared.words,
        session=session,
        importing=lambda: own(lambda: services.importing),
        demo=lambda: own(lambda: services.demo),
        export=lambda: services.export,
        prepare_restore=prepare_restore,
        complete_restore=complete_restore,
        remove_songs=lambda songs: own(lambda: library.catalogue.remove_songs(songs)),
        songs_at=SongsAt(library.catalogue),
        keep=keep,
        measure_loudness=measure_loudness,
        give_back=give_back,
        media_keys=media_keys,
        examine=lambda: make_doctor(folder).examine(),
        read_only=services.read_only,
        note=library.note,
        sharing=None if shared is None else shared.sharing,
    )


def check_own(folder: Path) -> None:
    """Raise Denied("shared_library") where a folder mirrors a shared library, which is changed on its servers only."""
    profile = find_profile(folder)
    if profile is not None:
        raise Denied("shared_library", name=profile.label)


def _join_shared(services: Services, threads: Threads, closing: list[Callable[[], None]]) -> SharedWindow | None:
    """Join the servers where the folder is a shared library's mirror; nothing is connected to here."""
    profile = find_profile(services.folder)
    if profile is None:
        return None
    from pluto_desktop.bootstrap.shared import SharedWindow

    window = SharedWindow(services, profile, threads)
    closing.append(window.close)
    return window


def _media_keys(session: PlaySession, folder: Path, post: Post) -> JoinMediaKeys:
    from pluto_desktop.adapters.mpris.server import MprisServer
    from pluto_desktop.adapters.sql.library import COVERS
    from pluto_desktop.services.remote import Remote

    def cover_of(snapshot: PlaySnapshot) -> Path | None:
        cover = None if snapshot.row is None else snapshot.row.cover
        return None if cover is None else folder / COVERS / cover[:2] / cover

    def join(window: WindowControls) -> Callable[[], None]:
        remote = Remote(
            session,
            MprisServer(),
            post,
            cover_of=cover_of,
            on_raise=window.come_forward,
            on_quit=window.quit,
            on_open=window.open_file,
            announces=window.announces,
        )
        return remote.close

    return join


def _make_meter() -> LoudnessMeter:
    from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter

    return AvLoudnessMeter()


def make_library_care(folder: Path) -> LibraryCare:
    """Return what looks after the files of a library, without opening it."""
    from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
    from pluto_desktop.services.library import LibraryCare

    return LibraryCare(SqlLibraryFiles(folder))


def make_shared_libraries(connector: Connector | None = None) -> SharedLibraries:
    """Return what knows the shared libraries of this device; tests name another ``connector``."""
    from pluto_desktop.adapters.system.keyring_secrets import KeyringSecrets
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.adapters.system.profiles_file import ProfilesFile
    from pluto_desktop.services.shared.profiles import SharedLibraries

    paths = default_paths()
    return SharedLibraries(
        ProfilesFile(paths.profiles_file), KeyringSecrets(), connector or ServerConnector(), paths.libraries
    )


def find_profile(folder: Path) -> Profile | None:
    """Return the profile whose library lies in a folder, None where it is a library of this device alone."""
    libraries = make_shared_libraries()
    reached = [profile for profile in libraries.list_all().known if profile.library_id]
    return next((profile for profile in reached if libraries.folder_of(profile) == folder), None)


def find_chosen() -> Path | None:
    """Return the folder of the shared library that opens, None where this device's own does."""
    libraries = make_shared_libraries()
    profiles = libraries.list_all()
    profile = profiles.find(profiles.chosen)
    return None if profile is None else libraries.folder_of(profile)


class ServerConnector:
    """Fulfils Connector with PostgreSQL and MongoDB."""

    def identify(self, profile: Profile, password: str) -> SharedLibrary:
        """Ask the catalogue's server which library it holds."""
        from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
        from pluto_desktop.services.shared.addresses import postgres_address

        server = PostgresShared(postgres_address(profile), password)
        try:
            return server.identify()
        finally:
            server.close()

    def ping_media(self, profile: Profile, password: str) -> None:
        """Ask the media's server whether it may be read."""
        from pluto_desktop.adapters.mongo.media import GridMedia

        server = GridMedia(media_address(profile, password))
        try:
            server.ping()
        finally:
            server.close()


def media_address(profile: Profile, password: str) -> MongoAddress:
    """Return where a profile's media are, and by whom they are asked for."""
    from pluto_desktop.adapters.mongo.address import parse_address
    from pluto_desktop.services.shared.addresses import mongo_address

    return replace(parse_address(mongo_address(profile)), password=password)


def make_restore() -> RestoreLibrary:
    """Return what makes a library out of an archive."""
    from pluto_desktop.adapters.files.archive import ZipArchiver
    from pluto_desktop.adapters.sql.library import open_library
    from pluto_desktop.adapters.sql.lock import FolderLock
    from pluto_desktop.services.archive import RestoreLibrary

    @contextmanager
    def open_catalogue(folder: Path) -> Iterator[SqlCatalogue]:
        if make_library_care(folder).inspect().health is Health.NEW:
            raise NotFound("library_not_found", path=str(folder))
        library = open_library(folder)
        try:
            if library.note is not None:
                raise library.note
            yield library.catalogue
        finally:
            library.close()

    return RestoreLibrary(ZipArchiver(), open_catalogue, partial(FolderLock, exclusive=True))


def make_doctor(folder: Path) -> Doctor:
    """Return what examines this installation and a library; it opens and changes nothing."""
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.adapters.system.probes import system_probes
    from pluto_desktop.services.doctor import Doctor

    return Doctor(system_probes(folder, default_paths()), make_library_care(folder))


@contextmanager
def open_dev_backend(folder: Path) -> Iterator[DevBackend]:
    """Run both servers of a shared library in a folder, with the library made in them, and stop them at the end."""
    from pluto_desktop.adapters.devserver.backend import DATABASE, DevBackend, make_folder
    from pluto_desktop.adapters.mongo.address import parse_address
    from pluto_desktop.adapters.mongo.keeper import MongoKeeper
    from pluto_desktop.adapters.sql.lock import FolderLock
    from pluto_desktop.adapters.sql.shared.postgres import PostgresShared

    def initialise(address: str, media: str) -> None:
        shared, keeper = PostgresShared(address), MongoKeeper(parse_address(media, DATABASE))
        try:
            shared.initialise()
            keeper.initialise()
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
    from tempfile import TemporaryDirectory

    from pluto_desktop.bootstrap.shared import open_backend
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.profiles import parse_line
    from pluto_desktop.domain.shared import Role
    from pluto_desktop.domain.views import SongQuery

    curator = next(person for person in backend.people() if person.role is Role.CURATOR)
    profile, password = parse_line(curator.line)
    with open_backend(profile, password or "") as servers:
        if servers.catalogue.list_songs(None, 1).songs:
            return
        with TemporaryDirectory() as folder, open_services(Path(folder)) as services:
            services.demo.add()
            songs = services.browse.list_song_ids(SongQuery())
            servers.push_from(services).run(songs, lambda _progress: None, CancelToken())
