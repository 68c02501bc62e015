"""The only place that chooses the parts and joins them.

Everything is imported where it is needed, so that a command loads what it uses and nothing else: ``pluto search`` has
no Qt, the window's first paint no decoder.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.bootstrap import kinds
from pluto_desktop.bootstrap.editing import EditingServices
from pluto_desktop.domain.errors import KnownError, NotFound
from pluto_desktop.domain.library import Health

if TYPE_CHECKING:
    from pluto_desktop.adapters.sql.catalogue import SqlCatalogue
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.health import Finding
    from pluto_desktop.ports.audio_files import LoudnessMeter, LyricsTagger
    from pluto_desktop.ports.catalogue import KnownFiles
    from pluto_desktop.ports.peaks import PeaksMaker
    from pluto_desktop.services.archive import ExportLibrary, RestoreLibrary
    from pluto_desktop.services.attention import Attention
    from pluto_desktop.services.browse import Browse
    from pluto_desktop.services.demo import Demo
    from pluto_desktop.services.doctor import Doctor
    from pluto_desktop.services.embed import EmbedWords
    from pluto_desktop.services.exchange import Exchange
    from pluto_desktop.services.find import Find
    from pluto_desktop.services.import_music import ImportMusic
    from pluto_desktop.services.import_report import AddsMusic
    from pluto_desktop.services.imports import Imports
    from pluto_desktop.services.library import LibraryCare
    from pluto_desktop.services.loudness import MeasureLoudness
    from pluto_desktop.services.online_words import OnlineWords
    from pluto_desktop.services.personal import Personal
    from pluto_desktop.services.save_copies import SaveCopies
    from pluto_desktop.services.save_words import SaveWords
    from pluto_desktop.services.settings import Settings
    from pluto_desktop.services.smart_playlists import SmartPlaylists
    from pluto_desktop.services.upkeep import Upkeep
    from pluto_desktop.services.watch_folders import WatchFolders
    from pluto_desktop.services.wave import SongPeaks
    from pluto_desktop.services.words import Words
    from pluto_desktop.services.write_tags import WriteTags


class Services(EditingServices):
    """The use cases of one opened library, each built when it is first asked for. Close it when done."""

    @property
    def read_only(self) -> bool:
        """Whether nothing can be written: a newer schema, or a disk that does not allow it."""
        return self.library.read_only

    @property
    def note(self) -> KnownError | None:
        """What the person should be told of the library: why it can only be read."""
        return self.library.note

    @property
    def writable(self) -> Services:
        """These services, of a library that can be written; else raises the note that says why it cannot."""
        if self.note is not None:
            raise self.note
        return self

    @cached_property
    def browse(self) -> Browse:
        """Lists, songs, albums, artists."""
        from pluto_desktop.services.browse import Browse

        return Browse(self.library.reader, self.library.reader, self.library.personal)

    @cached_property
    def personal(self) -> Personal:
        """Playlists, favourites, plays, what survives a restart."""
        from pluto_desktop.services.personal import Personal

        mine, reader = self.library.personal, self.library.reader
        return Personal(mine, mine, mine, mine, mine, reader=reader, files=reader)

    @cached_property
    def smart(self) -> SmartPlaylists:
        """Playlists by rule."""
        from pluto_desktop.services.smart_playlists import SmartPlaylists

        return SmartPlaylists(self.library.personal, self.library.reader)

    @cached_property
    def attention(self) -> Attention:
        """Songs that need attention, of a library of this device or of a mirror."""
        from pluto_desktop.adapters.sql.attention import SqlAttention
        from pluto_desktop.services.attention import Attention

        return Attention(SqlAttention(self.library.connections), self.library.personal)

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
        from pluto_desktop.services.words_edited import EditedWords

        return Words(self.library.catalogue, EditedWords(lambda: self.edit), self.library.personal)

    @cached_property
    def embed(self) -> EmbedWords:
        """Writing words into audio files."""
        from pluto_desktop.services.embed import EmbedWords

        return EmbedWords(make_lyrics_tagger(), lambda: self.write_tags)

    @cached_property
    def write_tags(self) -> WriteTags:
        """Writing what is said of songs into their files."""
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
        from pluto_desktop.services.write_tags import WriteTags

        catalogue = self.library.catalogue
        return WriteTags(
            self._tags,
            MutagenTagWriter(self.folder),
            self.library.reader,
            catalogue,
            catalogue,
            media=kinds.make_folder(self.folder),
            pool=ProcessPool(help_out=not self.in_window),
            lock=self._lock_tags,
        )

    @property
    def save_copies(self) -> SaveCopies:
        """Saving copies of songs with tags, of a library of this device and of a shared one alike."""
        from pluto_desktop.adapters.files.tag_writing import MutagenTagWriter
        from pluto_desktop.services.save_copies import SaveCopies

        return SaveCopies(
            MutagenTagWriter(self.folder),
            self.library.catalogue,
            media=kinds.make_folder(self.folder),
            lock=self._lock_tags,
            follows=self.watch_folders.follows,
        )

    def _lock_tags(self) -> AbstractContextManager[object]:
        """Keep other programs from writing tags with the notes of this library."""
        from pluto_desktop.adapters.sql.lock import FolderLock

        return FolderLock(self.folder, exclusive=True, name="tags.lock")

    def make_save_words(self, *, edits: bool) -> SaveWords:
        """Return what saves words; with ``edits`` also into the audio files of songs themselves."""
        from pluto_desktop.services.save_words import SaveWords

        return SaveWords(self.library.reader, kinds.make_folder(self.folder), lambda: self.embed, edits=edits)

    def make_online_words(self, address: str, words: Words) -> OnlineWords:
        """Return what looks for words at a server; ``words`` keeps what is taken. Raises Invalid for the address."""
        from pluto_desktop.adapters.web.lrclib import LrclibServer
        from pluto_desktop.domain.web_address import parse_web_address
        from pluto_desktop.services.online_words import OnlineWords

        server = LrclibServer(parse_web_address(address))
        return OnlineWords(self.library.reader, words, self.library.personal, server)

    @cached_property
    def demo(self) -> Demo:
        """The songs that come with the program."""
        from pluto_desktop.resource_files import resource_path
        from pluto_desktop.services.demo import Demo

        catalogue = self.library.catalogue
        return Demo(self._tags, catalogue, catalogue, self.folder / "media", resource_path("demo"))

    @cached_property
    def importing(self) -> ImportMusic:
        """Adding music."""
        return self._make_importing(brings_back=True)

    def _make_importing(self, *, brings_back: bool) -> ImportMusic:
        """Make what adds music. In a window the reading is left to other processes: drawing never waits for it."""
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.adapters.files.walker import DiskWalker
        from pluto_desktop.services.import_music import ImportMusic

        catalogue = self.library.catalogue
        return ImportMusic(
            self._tags,
            DiskWalker(),
            catalogue,
            catalogue,
            pool=ProcessPool(help_out=not self.in_window),
            media=kinds.make_folder(self.folder),
            brings_back=brings_back,
        )

    @cached_property
    def following(self) -> ImportMusic:
        """Bringing the library in line with folders that are followed: what a person took out stays out."""
        return self._make_importing(brings_back=False)

    @cached_property
    def imports(self) -> Imports:
        """The imports of late."""
        from pluto_desktop.services.imports import Imports

        return Imports(self.library.personal)

    def remembering(self, adds: AddsMusic, *, asked: bool = True) -> AddsMusic:
        """Return what adds music as ``adds`` does and remembers what became of it; see PastImport for ``asked``."""
        from pluto_desktop.services.imports import RememberedImport

        return RememberedImport(adds, self.imports, asked=asked)

    @cached_property
    def watch_folders(self) -> WatchFolders:
        """The folders whose music the library follows."""
        from pluto_desktop.adapters.files.folders import DiskFolders
        from pluto_desktop.services.watch_folders import WatchFolders

        return WatchFolders(self.library.personal, DiskFolders())

    @property
    def known(self) -> KnownFiles:
        """The files of this device that belong to songs."""
        return self.library.catalogue

    @cached_property
    def exchange(self) -> Exchange:
        """The catalogue as rows of CSV or JSON lines."""
        from pluto_desktop.adapters.files.pool import ProcessPool
        from pluto_desktop.services.exchange import Exchange

        return Exchange(self.library.catalogue, ProcessPool(help_out=not self.in_window, worth_it=500))

    @cached_property
    def upkeep(self) -> Upkeep:
        """What is due each time a library is opened."""
        from pluto_desktop.adapters.sql.search_upkeep import SqlSearchUpkeep
        from pluto_desktop.services.upkeep import Upkeep

        search = SqlSearchUpkeep(self.library.connections)
        return Upkeep(self.importing, make_library_care(self.folder), search, self._settle_files)

    def _settle_files(self) -> Changes:
        """Put right what a kill left of files being written; what writes them is loaded only where there is any."""
        from pluto_desktop.adapters.files.swapping import Swaps
        from pluto_desktop.domain.changes import Changes

        return self.write_tags.settle() if Swaps(self.folder).any_left() else Changes()

    @cached_property
    def loudness(self) -> MeasureLoudness:
        """Measuring songs whose tags do not say how loud they are."""
        from pluto_desktop.services.loudness import MeasureLoudness

        return MeasureLoudness(self.library.catalogue, self.library.catalogue, _make_meter)

    @cached_property
    def peaks(self) -> SongPeaks:
        """The wave forms of songs."""
        from pluto_desktop.adapters.files.peaks_folder import DiskPeaks
        from pluto_desktop.services.wave import SongPeaks

        return SongPeaks(self.library.reader, DiskPeaks(self.folder / "peaks"), _make_peaks_maker)

    @cached_property
    def export(self) -> ExportLibrary:
        """The library as one archive."""
        from pluto_desktop.adapters.files.archive import ZipArchiver
        from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
        from pluto_desktop.services.archive import ExportLibrary

        return ExportLibrary(self.folder, self.library.catalogue, SqlLibraryFiles(self.folder), ZipArchiver())

    def close(self) -> None:
        """Close the library; nothing may be used afterwards."""
        self.library.close()


@contextmanager
def open_services(folder: Path, *, make: bool = True) -> Iterator[Services]:
    """Open the library of a folder for one command and close it at the end.

    Where there is none, one is made; without ``make``, NotFound("library_not_found") is raised instead.
    """
    if not make and make_library_care(folder).inspect().health is Health.NEW:
        raise NotFound("library_not_found", path=str(folder))
    services = Services(kinds.open_library(folder))
    try:
        yield services
    finally:
        services.close()


def _make_meter() -> LoudnessMeter:
    from pluto_desktop.adapters.audio.loudness import AvLoudnessMeter

    return AvLoudnessMeter()


def _make_peaks_maker() -> PeaksMaker:
    from pluto_desktop.adapters.audio.peaks import AvPeaksMaker

    return AvPeaksMaker()


def make_library_care(folder: Path) -> LibraryCare:
    """Return what looks after the files of a library, without opening it."""
    from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
    from pluto_desktop.services.library import LibraryCare

    return LibraryCare(SqlLibraryFiles(folder))


def make_restore() -> RestoreLibrary:
    """Return what makes a library out of an archive."""
    from pluto_desktop.adapters.files.archive import ZipArchiver
    from pluto_desktop.adapters.sql.lock import FolderLock
    from pluto_desktop.services.archive import RestoreLibrary

    @contextmanager
    def open_catalogue(folder: Path) -> Iterator[SqlCatalogue]:
        if make_library_care(folder).inspect().health is Health.NEW:
            raise NotFound("library_not_found", path=str(folder))
        library = kinds.open_library(folder)
        try:
            if library.note is not None:
                raise library.note
            yield library.catalogue
        finally:
            library.close()

    return RestoreLibrary(ZipArchiver(), open_catalogue, partial(FolderLock, exclusive=True))


def make_doctor(folder: Path, *, plays: bool = False) -> Doctor:
    """Return what examines this installation and a library; it opens and changes nothing.

    With ``plays`` it also plays some silence, to tell how exact the clock is.
    """
    from pluto_desktop.adapters.sql.probe import probe_database
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.adapters.system.probes import system_probes
    from pluto_desktop.services.doctor import Doctor

    probes = [*system_probes(folder, default_paths()), partial(probe_database, folder)]
    if plays:
        probes.append(_probe_clock)
    return Doctor(probes, make_library_care(folder))


def _probe_clock() -> Finding:
    from pluto_desktop.adapters.vlc.trial import measure_clock
    from pluto_desktop.services.doctor import finding_of_clock

    return finding_of_clock(measure_clock())


def make_settings() -> Settings:
    """Return what a person has chosen on this device."""
    from pluto_desktop.adapters.system.paths import default_paths
    from pluto_desktop.adapters.system.settings_file import SettingsFile
    from pluto_desktop.services.settings import Settings

    return Settings(SettingsFile(default_paths().settings_file))


def make_lyrics_tagger() -> LyricsTagger:
    """Return what writes words into audio files; no library is needed."""
    from pluto_desktop.adapters.files.lyrics_embed import MutagenLyricsTagger

    return MutagenLyricsTagger()
