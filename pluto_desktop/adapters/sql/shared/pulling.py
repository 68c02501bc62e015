"""Reading a large shared library's pages in a process of its own, which also makes them ready for the mirror.

Reading and making ready take as long as writing, and all of it is Python: in one process it would be one after the
other, and a window would wait for it to draw.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from pluto_desktop.adapters.sql.mirror_ready import Names, ready_page
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import ReadyPage, SongPage

_GIVING_WAY = 10
"""How much nicer than a window its helper is."""

ReadPage = Callable[[SongId | None, int], SongPage | ReadyPage]


class PullAhead:
    """Reads pages, one thread at a time.

    The first page comes by ``here``; only where there is more is the process started, a helper that ends with this
    one, however this one ends. Where it cannot be started or is killed, ``here`` reads the rest. In a window let it
    give way to whatever else runs.
    """

    def __init__(self, address: str, password: str | None, here: ReadPage, *, gives_way: bool = False) -> None:
        self._address, self._password, self._here, self._gives_way = address, password, here, gives_way
        self._process: Any = None
        self._helper: Connection | None = None

    @contextmanager
    def open(self) -> Iterator[ReadPage]:
        """Give what reads a page and raises what reading raises; at the end of the block nothing runs any more."""
        try:
            yield self._read
        finally:
            self._end()

    def _read(self, after: SongId | None, limit: int) -> SongPage | ReadyPage:
        if self._helper is not None:
            try:
                self._helper.send((after, limit))
                answer = self._helper.recv()
            except (EOFError, OSError):
                self._end()
                return self._here(after, limit)
            if isinstance(answer, KnownError):
                raise answer
            assert isinstance(answer, ReadyPage)
            return answer
        page = self._here(after, limit)
        if page.after is not None and self._process is None:
            self._begin()
        return page

    def _begin(self) -> None:
        ours, theirs = multiprocessing.Pipe()
        process = multiprocessing.get_context("spawn").Process(
            target=_serve, args=(theirs, self._address, self._password, self._gives_way), name="pluto-pull", daemon=True
        )
        self._process = process
        try:
            process.start()
        except OSError:  # no room for another process
            ours.close()
        else:
            self._helper = ours
        theirs.close()

    def _end(self) -> None:
        if self._helper is None:
            return
        self._helper.close()
        self._helper = None
        # It only reads, so there is nothing that it must be let finish.
        self._process.terminate()
        self._process.join()


def _serve(asked: Connection, address: str, password: str | None, gives_way: bool) -> None:
    """Answer ``(after, limit)`` with pages made ready, or the error of reading, until the other end is gone."""
    if gives_way and hasattr(os, "nice"):
        os.nice(_GIVING_WAY)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that knows what to finish
    gc.disable()  # rows hold no cycles
    pages = _Pages(PostgresShared(address, password))
    with suppress(EOFError, OSError):
        while True:
            after, limit = asked.recv()
            try:
                answer: ReadyPage | KnownError = pages.get(after, limit)
            except KnownError as error:
                answer = error
            asked.send(answer)


class _Pages:
    """Pages made ready. While one is, the server works at the next; names go out with the first page that has them."""

    def __init__(self, shared: PostgresShared) -> None:
        self._shared = shared
        self._known: Names = {}
        self._ahead = ThreadPoolExecutor(1)
        self._next: tuple[SongId | None, int, Future[SongPage]] | None = None

    def get(self, after: SongId | None, limit: int) -> ReadyPage:
        coming, self._next = self._next, None
        if coming is not None and coming[:2] == (after, limit):
            page = coming[2].result()
        else:
            page = self._shared.list_songs(after, limit, self._known)
        named = {*self._known, *(artist.id for artist in page.artists), *(album.id for album in page.albums)}
        if page.after is not None:
            reading = self._ahead.submit(self._shared.list_songs, page.after, limit, named)
            self._next = page.after, limit, reading
        return ready_page(page, self._known)
