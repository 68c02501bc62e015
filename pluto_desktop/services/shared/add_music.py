"""Adding music to a shared library: files and folders become edits that are kept here and sent when servers answer."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Invalid, KnownError, NotFound
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.songs import NewSong
from pluto_desktop.ports.audio_files import TagReader
from pluto_desktop.ports.catalogue import CatalogueReader
from pluto_desktop.ports.files import FileWalker, Unwalkable, WorkPool
from pluto_desktop.services.import_music import not_walked
from pluto_desktop.services.import_plan import list_songs
from pluto_desktop.services.import_report import ImportError_, ImportReport
from pluto_desktop.services.import_song import SongFiles, SongMaker, SongRead
from pluto_desktop.services.new_songs import NewSongs

_TELL_S = 1.0
_SHARE = 4
"""Of the time that telling took, so many times as much is spent on adding before it is told again: the more edits wait,
the longer it takes."""


class AddSharedMusic:
    """Fulfils AddsMusic for the mirror of a shared library. Any worker thread, one import at a time.

    Every song is an edit of its own, kept whole on this device before the next one: killed in between, it carries on
    when it is run again, for bytes that a song of the mirror has, or one that waits, are not added twice.
    """

    def __init__(
        self,
        tags: TagReader,
        walker: FileWalker,
        catalogue: CatalogueReader,
        new: NewSongs,
        *,
        pool: WorkPool,
        waiting: Callable[[], None],
    ) -> None:
        """Edits that were kept are shown and sent by ``waiting``: now and then, and at the end; on the worker.

        ``new`` need not show them.
        """
        self._make, self._walker, self._catalogue = SongMaker(tags), walker, catalogue
        self._new, self._pool, self._waiting = new, pool, waiting

    def run(
        self,
        paths: Sequence[Path],
        report: ReportProgress,
        cancel: CancelToken,
        copy: bool = True,  # noqa: ARG002 - what waits to be sent is always copied
        on_changes: Callable[[Changes], None] | None = None,
    ) -> ImportReport:
        """Add music, as :class:`~pluto_desktop.services.import_report.AddsMusic` says."""
        tally = _Tally()
        report(Progress(0, None))
        found: list[SongFiles] = []
        stopped: KnownError | None = None
        try:
            for batch in self._pool.each(self._make, self._look(paths, found, tally, cancel), cancel):
                for read in sorted(batch, key=lambda one: os.fspath(one.files.audio)):
                    if cancel.cancelled:
                        break
                    self._settle(read, tally)
                    tally.read += 1
                    report(Progress(tally.read, len(found), len(tally.errors), tally.seconds))
                    if time.monotonic() >= tally.tell_at:
                        self._tell(tally, on_changes)
        except KnownError as error:
            stopped = error
        self._tell(tally, on_changes)
        return ImportReport(
            added=len(tally.ids),
            already=tally.already,
            seconds=tally.seconds,
            errors=tuple(tally.errors),
            changes=tally.changes,
            cancelled=cancel.cancelled,
            stopped=stopped,
        )

    def _look(
        self, paths: Sequence[Path], found: list[SongFiles], tally: _Tally, cancel: CancelToken
    ) -> Iterator[SongFiles]:
        """Walk the folders and yield what is to be read; it is noted in ``found``."""
        roots = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links stay what they are
        for one in self._walker.walk(roots, cancel):
            if isinstance(one, Unwalkable):
                tally.errors.append(not_walked(one))
                continue
            for files in list_songs(one):
                found.append(files)
                yield files

    def _settle(self, read: SongRead, tally: _Tally) -> None:
        """Make one song's edit. Raises what keeps every further one from being kept as well: a full disk."""
        bgm = read.files.bgm
        if read.bgm_error is not None and bgm is not None:
            tally.errors.append(ImportError_(bgm, read.bgm_error))
        if read.song is None:
            if read.error is not None:
                tally.errors.append(ImportError_(read.files.audio, read.error))
            if bgm is not None:  # the song is unusable, its bgm need not be
                self._settle(self._make(SongFiles(bgm)), tally)
            return
        try:
            self._add(read.song, tally)
        except (Invalid, NotFound) as error:
            tally.errors.append(ImportError_(read.files.audio, error))

    def _add(self, song: NewSong, tally: _Tally) -> None:
        assert song.song is not None
        sha256 = song.song.sha256
        if sha256 in tally.seen or self._catalogue.find_song_with(sha256) is not None:
            tally.already += 1
        else:
            tally.ids.append(self._new.add(song).command.song_id)
        tally.seen |= {medium.sha256 for medium in (song.song, song.bgm) if medium is not None}

    def _tell(self, tally: _Tally, on_changes: Callable[[Changes], None] | None) -> None:
        if len(tally.ids) == tally.told:
            return
        began, tally.told = time.monotonic(), len(tally.ids)
        self._waiting()
        if on_changes is not None:
            on_changes(tally.changes)
        ended = time.monotonic()
        tally.tell_at = ended + max(_TELL_S, _SHARE * (ended - began))


class _Tally:
    """What became of the files so far."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self.tell_at = self._started + _TELL_S
        self.ids: list[SongId] = []
        self.seen: set[MediaHash] = set()
        self.errors: list[ImportError_] = []
        self.already = self.read = self.told = 0

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._started

    @property
    def changes(self) -> Changes:
        if not self.ids:
            return Changes()
        return Changes(songs=frozenset(self.ids), albums=True, artists=True, lyrics=True)
