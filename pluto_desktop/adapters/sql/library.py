"""One opened library: the parts that fulfil the ports, on shared connections."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.library_files import SqlLibraryFiles
from pluto_desktop.adapters.sql.lock import FolderLock
from pluto_desktop.adapters.sql.overlay_due import has_edits
from pluto_desktop.adapters.sql.personal import SqlPersonal
from pluto_desktop.adapters.sql.reader import SqlReader
from pluto_desktop.domain.errors import Denied, KnownError, NotFound
from pluto_desktop.domain.library import Health, LibraryState

if TYPE_CHECKING:
    from pluto_desktop.adapters.sql.catalogue import SqlCatalogue

COVERS = Path("media", "covers")
_WAIT_S = 30.0


class SqlLibrary:
    """An opened library. Close it when done; afterwards its parts must not be used.

    ``note`` is what the person should be told: why it can only be read; None where all is well.
    """

    def __init__(self, folder: Path, lock: FolderLock, note: KnownError | None, *, read_only: bool) -> None:
        self.folder = folder
        self.read_only = read_only
        self.note = note
        self.connections = Connections(folder, read_only=read_only)
        self.reader = SqlReader(self.connections, folder / COVERS)
        self.personal = SqlPersonal(self.connections)
        self._lock = lock

    @cached_property
    def catalogue(self) -> SqlCatalogue:
        """The whole catalogue; what writes is only loaded where something may be written."""
        from pluto_desktop.adapters.sql.catalogue import SqlCatalogue  # noqa: PLC0415 - the first paint only reads

        return SqlCatalogue(self.connections, self.folder / COVERS)

    def settle(self) -> None:
        """Put right what lies over the mirror of a shared library, where a kill came between an edit and that."""
        if self.read_only or not has_edits(self.folder):
            return
        from pluto_desktop.adapters.sql.mirror import SqlMirror  # noqa: PLC0415 - few libraries have edits

        SqlMirror(self.connections).settle()

    def close(self) -> None:
        """Close every connection and let others repair or upgrade the library."""
        self.connections.close()
        self._lock.release()


def open_library(folder: Path, *, read_only: bool = False) -> SqlLibrary:
    """Open the library of a folder: made where there is none, brought up to date where it is older.

    Raises the error of its state where it cannot be opened (damaged, a part missing, too new); nothing is changed
    then, and :class:`~pluto_desktop.services.library.LibraryCare` can put it right.
    """
    files = SqlLibraryFiles(folder)
    while True:
        lock = FolderLock(folder, exclusive=False, wait_s=_WAIT_S)
        try:
            state = files.inspect()
            if state.health not in {Health.NEW, Health.OLDER}:
                return _opened(folder, lock, state, read_only=read_only)
        except BaseException:
            lock.release()
            raise
        lock.release()
        if read_only:
            raise NotFound("library_not_found", path=str(folder))
        if state.health is Health.NEW:
            _make_folder(folder)
            files.make()
        else:
            files.upgrade()


def _opened(folder: Path, lock: FolderLock, state: LibraryState, *, read_only: bool) -> SqlLibrary:
    if not state.opens and state.error is not None:
        raise state.error
    library = SqlLibrary(folder, lock, state.error, read_only=read_only or not state.writable)
    try:
        library.settle()
    except BaseException:
        library.close()
        raise
    return library


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Denied("library_unreachable", path=str(folder)) from error
