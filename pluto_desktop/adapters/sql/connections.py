"""Connections to the two files of a library: one for reading on each thread, one for writing to each file.

Reading connections attach both files: the catalogue is ``main``, the personal file is ``device``. Writing connections
see one file only, so that an import never makes a play wait to be recorded.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from pluto_desktop.adapters.sql.tags import is_tagged
from pluto_desktop.adapters.sql.translate import translating
from pluto_desktop.domain.errors import Cancelled, Denied

CATALOGUE = "catalogue.db"
DEVICE = "device.db"
BUSY_MS = 10_000
_INTERRUPT_AGAIN_S = 0.01
_READER_CACHE_KIB = 8 * 1024
_WRITER_CACHE_KIB = 64 * 1024
_JOURNAL_BYTES = 32 * 1024 * 1024
# In a big library each batch of an import touches thousands of pages, the same ones again and again: they are carried
# over from the journal seldom, so that most are written once instead of with each batch.
_JOURNAL_PAGES = 8000


def uri_of(path: Path, mode: str) -> str:
    """Return SQLite's address of a file; ``mode`` is ``ro``, ``rw``, ``rwc`` or ``immutable``."""
    suffix = "immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"file:{quote(str(path.absolute()).replace(chr(92), '/'))}?{suffix}"


def connect(path: Path, mode: str, *, cache_kib: int = _READER_CACHE_KIB) -> sqlite3.Connection:
    """Open one file in autocommit mode, usable from any one thread at a time. Raises sqlite3.Error."""
    connection = sqlite3.connect(
        uri_of(path, mode), uri=True, isolation_level=None, check_same_thread=False, cached_statements=256
    )
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
    connection.execute(f"PRAGMA cache_size = -{cache_kib}")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    if mode in {"rw", "rwc"}:
        # Both files are precious in solo mode, so a commit waits for the disk in both.
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA journal_size_limit = {_JOURNAL_BYTES}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {_JOURNAL_PAGES}")
    return connection


@dataclass(slots=True)
class _Reader:
    """A thread's connection; ``in_use`` is held while something reads from it."""

    connection: sqlite3.Connection
    in_use: threading.RLock = field(default_factory=threading.RLock)


class Connections:
    """All connections of one opened library. Safe from any thread until :meth:`close`."""

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only
        self._local = threading.local()
        self._readers: dict[threading.Thread, _Reader] = {}
        self._closed = False
        self._guard = threading.Lock()
        self._writers: dict[str, sqlite3.Connection] = {}
        self._writing = {CATALOGUE: threading.RLock(), DEVICE: threading.RLock()}
        self._quick: set[str] = set()
        self._versions: dict[str, int] = {CATALOGUE: 0, DEVICE: 0}
        self._first_versions: dict[str, int] = {}

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give this thread's connection for reading, with ``device`` attached and SQLite's errors translated.

        Raises Cancelled once the library is closed: only work that nobody waits for can still come here.
        """
        with translating(self.folder):
            reader = self._reader()
            with reader.in_use:
                if self._closed:
                    raise Cancelled
                yield reader.connection

    @contextmanager
    def writing(self, file: str = CATALOGUE) -> Iterator[sqlite3.Connection]:
        """Run one write transaction on a file: committed when the block ends, rolled back when it raises.

        A block within another of the same thread and file is part of it.
        """
        if self.read_only:
            raise Denied("library_read_only", path=str(self.folder))
        with self._writing[file], translating(self.folder / file):
            if self._closed:
                raise Cancelled
            connection = self._writer(file)
            if connection.in_transaction:  # the lock lets in nobody else than whoever began it
                yield connection
                return
            if file in self._quick:
                connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
            except BaseException:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def commit_quickly(self, file: str) -> None:
        """Let commits to a file no longer wait for the disk: for what can be had again.

        A power cut may then take the last of them, the later ones first; the file stays whole.
        """
        self._quick.add(file)

    def data_version(self) -> int:
        """Return a number that changes when a connection other than this library's writers changed a file.

        It is 0 when it is asked for first. Never waits: while a write is running here, the last number is returned.
        """
        for file, lock in self._writing.items():
            if not self._closed and lock.acquire(blocking=False):
                try:
                    with translating(self.folder / file):
                        row = self._writer(file).execute("PRAGMA data_version").fetchone()
                    self._versions[file] = row[0] - self._first_versions.setdefault(file, row[0])
                finally:
                    lock.release()
        return (self._versions[CATALOGUE] << 32) | self._versions[DEVICE]

    def give_back(self) -> None:
        """Let go of the pages that are kept in memory for writing, unless a write is running. Never waits."""
        for file, lock in self._writing.items():
            if lock.acquire(blocking=False):
                try:
                    writer = self._writers.get(file)
                    if writer is not None:
                        writer.execute("PRAGMA shrink_memory")
                finally:
                    lock.release()

    def close(self) -> None:
        """Close every connection; a read that is running is broken off, a write is waited for."""
        self._closed = True
        with self._guard:
            readers = list(self._readers.values())
            self._readers.clear()
        for reader in readers:
            # A connection must not go away under the thread that is stepping through it, and a statement that was just
            # about to start does not feel an interruption before it.
            while not reader.in_use.acquire(timeout=_INTERRUPT_AGAIN_S):
                reader.connection.interrupt()
            reader.connection.close()
            reader.in_use.release()
        for file, lock in self._writing.items():
            with lock:
                writer = self._writers.pop(file, None)
                if writer is not None:
                    writer.close()

    def _reader(self) -> _Reader:
        reader: _Reader | None = getattr(self._local, "reader", None)
        if reader is None:
            with self._guard:
                if self._closed:
                    raise Cancelled
                for thread in [thread for thread in self._readers if not thread.is_alive()]:
                    self._readers.pop(thread).connection.close()
                reader = _Reader(self._open_reader())
                self._readers[threading.current_thread()] = reader
            self._local.reader = reader
        return reader

    def _open_reader(self) -> sqlite3.Connection:
        mode = self._mode(CATALOGUE)
        connection = connect(self.folder / CATALOGUE, mode)
        try:
            connection.execute("ATTACH ? AS device", (uri_of(self.folder / DEVICE, self._mode(DEVICE)),))
            connection.execute(f"PRAGMA device.cache_size = -{_READER_CACHE_KIB // 4}")
            connection.execute("PRAGMA query_only = ON")
            connection.create_function("is_tagged", 2, is_tagged, deterministic=True)
        except BaseException:
            connection.close()
            raise
        return connection

    def _writer(self, file: str) -> sqlite3.Connection:
        writer = self._writers.get(file)
        if writer is None:
            writer = connect(self.folder / file, self._mode(file), cache_kib=_WRITER_CACHE_KIB)
            self._writers[file] = writer
        return writer

    def _mode(self, file: str) -> str:
        return readable_mode(self.folder / file) if self.read_only else "rw"


def readable_mode(path: Path) -> str:
    """Return how a file can be read without writing: ``ro``, or ``immutable`` where even SQLite's -shm cannot be made.

    A disk that is read-only cannot change under us, which is what ``immutable`` promises to SQLite.
    """
    try:
        connection = sqlite3.connect(uri_of(path, "ro"), uri=True)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        finally:
            connection.close()
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY}:
            return "immutable"
        raise
    return "ro"
