"""Keeping the mirror what the shared library is: a first pull in pages, then its feed of changes."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Conflict, Denied
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import ReadyPage, SharedLibrary, SongPage
from pluto_desktop.ports.mirror import Mirror
from pluto_desktop.ports.shared import SharedReader

ReadPage = Callable[[SongId | None, int], SongPage | ReadyPage]
OpenPages = Callable[[], AbstractContextManager[ReadPage]]

_SLICE = 256
_PAGE = 5000
"""Songs a page of the first pull has."""


class History(StrEnum):
    """Whether the shared library went on from what this device knew of it."""

    KNOWN = "known"
    FIRST = "first"
    LOST = "lost"
    """It has another past: restored from a backup, or this device was away for longer than it keeps."""
    OTHER_LIBRARY = "other_library"
    """A person let another library take the place of the one that was here."""


@dataclass(frozen=True, slots=True)
class SyncResult:
    """What one run found: the library, its history, and all that changed here."""

    library: SharedLibrary
    history: History
    changes: Changes


def _ignore(_: object) -> None:
    pass


@contextmanager
def without_collecting() -> Iterator[None]:
    """Let nobody look for garbage in the block: the hundred thousands of values of a page hold no cycles.

    Going through them again and again as they come took as long as making them.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


class Sync:
    """Brings the mirror up to date. One thread at a time; any worker thread."""

    def __init__(
        self,
        reader: SharedReader,
        mirror: Mirror,
        tell: Callable[[Changes], None],
        *,
        hold: Callable[[History], None] = _ignore,
        pages: OpenPages | None = None,
        page: int = _PAGE,
    ) -> None:
        """``tell`` hears of each step's changes; ``hold`` of a lost history before anything is begun anew.

        What ``hold`` does outlives a kill: the pull that follows looks like a first one when it is carried on.
        ``pages`` opens what reads the pages of a first pull, of ``page`` songs each; the reader does where it is None.
        """
        self._reader = reader
        self._mirror = mirror
        self._tell = tell
        self._hold = hold
        self._pages = pages or (lambda: nullcontext(reader.list_songs))
        self._page = page
        self._accepted = ""

    def accept(self, library_id: str) -> None:
        """Let the next run replace what is here by that library, as a person wants."""
        self._accepted = library_id

    def run_once(self, cancel: CancelToken, report: ReportProgress = _ignore) -> SyncResult:
        """Bring the mirror up to date; what is there stays until a new pull is complete.

        Raises Conflict("other_library") where another library answers than the one that is here,
        Denied("schema_too_new") where this program cannot read it, Cancelled, and what the reader raises.
        """
        library = self._reader.identify()
        if not library.readable:
            raise Denied("schema_too_new", server=library.id)
        state = self._mirror.state()
        history, changes = History.KNOWN, Changes()
        if not state.library_id:
            history = History.FIRST
            self._mirror.begin(library.id, self._reader.head())
        elif state.library_id != library.id:
            if self._accepted != library.id:
                raise Conflict("other_library", here=state.library_id, there=library.id)
            history = History.OTHER_LIBRARY
            self._begin_again(library, history)
        elif not state.complete:
            history = History.FIRST
        if history is not History.KNOWN:
            changes = self._pull_all(cancel, report)
        try:
            changes |= self._follow_feed()
        except Conflict as error:
            if error.code != "feed_lost":
                raise
            history = History.LOST
            self._begin_again(library, history)
            changes |= self._pull_all(cancel, report)
            changes |= self._follow_feed()
        return SyncResult(library, history, changes)

    def _begin_again(self, library: SharedLibrary, history: History) -> None:
        self._hold(history)
        self._mirror.begin(library.id, self._reader.head())

    def _pull_all(self, cancel: CancelToken, report: ReportProgress) -> Changes:
        changes, done, began = Changes(), 0, time.monotonic()
        after = self._mirror.state().after
        # While a page is written the next one is read.
        with without_collecting(), self._pages() as read, ThreadPoolExecutor(1, "pluto-pull") as ahead:
            coming: Future[SongPage | ReadyPage] | None = ahead.submit(read, after, self._page)
            while coming is not None:
                cancel.raise_if_cancelled()
                page = coming.result()
                coming = None if page.after is None else ahead.submit(read, page.after, self._page)
                changes |= self._told(self._mirror.put_page(page))
                done += page.count
                report(Progress(done, None, seconds=time.monotonic() - began))
        return changes | self._told(self._mirror.complete())

    def _follow_feed(self) -> Changes:
        pulled = self._reader.pull(self._mirror.state().position)
        changes = self._mirror.apply(pulled)
        songs = list(pulled.songs)
        del pulled
        while songs:  # thousands of songs with their words, let go at once, would be felt in a window
            del songs[-_SLICE:]
        return self._told(changes)

    def _told(self, changes: Changes) -> Changes:
        if changes:
            self._tell(changes)
        return changes
