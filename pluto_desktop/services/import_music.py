"""Adding music: from folders to songs, as often as one likes and without ever changing a file."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.ports.audio_files import TagReader
from pluto_desktop.ports.catalogue import CatalogueWriter, KnownFiles
from pluto_desktop.ports.files import FileWalker, MediaFolder, Unwalkable, WorkPool
from pluto_desktop.services.import_plan import Known, Plan, Task, plan_folder
from pluto_desktop.services.import_report import ImportError_, ImportReport
from pluto_desktop.services.import_settle import Settler
from pluto_desktop.services.import_song import SongFiles, SongMaker, SongRead, read_beside, shown

__all__ = ["ImportError_", "ImportMusic", "ImportReport"]

_KINDS = {"file_missing": NotFound, "folder_unreadable": Denied}

_AT_ONCE = 500
_BREATH_S = 0.005
_TOO_MANY = 5_000
"""Changed songs beyond which the views had better read everything again."""


class ImportMusic:
    """Adds music; on any worker thread, one import at a time. ``media`` is the library's own folder, for copying.

    ``brings_back`` is whether a song that a person took out of the library comes back with its file: it does where they
    add that file, and does not where its folder is only followed.
    """

    def __init__(
        self,
        tags: TagReader,
        walker: FileWalker,
        known: KnownFiles,
        writer: CatalogueWriter,
        *,
        pool: WorkPool,
        media: MediaFolder,
        brings_back: bool = True,
    ) -> None:
        self._brings_back = brings_back
        self._make = SongMaker(tags)
        self._walker = walker
        self._known = known
        self._writer = writer
        self._pool = pool
        self._media = media

    def run(
        self,
        paths: Sequence[Path],
        report: ReportProgress,
        cancel: CancelToken,
        copy: bool = False,
        on_changes: Callable[[Changes], None] | None = None,
    ) -> ImportReport:
        """Add music, as :class:`~pluto_desktop.services.import_report.AddsMusic` says."""
        started = time.perf_counter()
        roots = [Path(os.path.abspath(path)) for path in paths]  # noqa: PTH100 - links stay what they are
        known = Known(self._known)
        report(Progress(0, None))
        plan = Plan()
        settler = Settler(
            known,
            self._writer,
            _Presence(self._walker, plan.found),
            self._media if copy else None,
            brings_back=self._brings_back,
        )
        stopped: KnownError | None = None
        try:
            for changes in self._read(
                self._look(roots, known, plan, settler, cancel), plan, settler, report, cancel, started
            ):
                if on_changes is not None:
                    on_changes(changes)
            self._complete(plan, settler, cancel)
            settler.changes |= self._tell_reachable(plan, known, roots, cancel)
        except KnownError as error:
            stopped = error
        return ImportReport(
            added=settler.added,
            already=settler.already + plan.already,
            completed=settler.completed,
            seconds=time.perf_counter() - started,
            errors=tuple(settler.errors),
            changes=settler.changes,
            cancelled=cancel.cancelled,
            stopped=stopped,
        )

    def refresh_reachable(self, cancel: CancelToken) -> Changes:
        """Look which of the known files are there, record it, and return what changed so far. Nothing is deleted.

        A part of the library at a time, with a breath between them: a disk with a hundred thousand songs may have
        been unplugged, and whoever draws meanwhile wants the interpreter too.
        """
        changes = Changes()
        for known in self._known.iterate_paths(_AT_ONCE):
            if cancel.cancelled:
                break
            time.sleep(_BREATH_S)
            present = self._walker.list_present([path for path, _ in known])
            changed = {path: path in present for path, was_there in known if was_there != (path in present)}
            if changed:
                changes |= self._writer.set_reachable(changed)
                if len(changes.songs) > _TOO_MANY:
                    changes = Changes(everything=True)
        return changes

    def _look(
        self, roots: Sequence[Path], known: Known, plan: Plan, settler: Settler, cancel: CancelToken
    ) -> Iterator[Task]:
        """Walk the folders and yield what is to be read, as it is found."""
        for found in self._walker.walk(roots, cancel):
            if isinstance(found, Unwalkable):
                settler.errors.append(not_walked(found))
            else:
                yield from plan_folder(plan, found, known)

    def _read(
        self,
        found: Iterator[Task],
        plan: Plan,
        settler: Settler,
        report: ReportProgress,
        cancel: CancelToken,
        started: float,
    ) -> Iterator[Changes]:
        """Read and settle what is found; yield the changes whenever there are more."""
        tasks: dict[SongFiles, Task] = {}
        seen = settler.changes
        read = 0

        def asked() -> Iterator[SongFiles]:
            for task in found:
                tasks[task.files] = task
                yield task.files
            tell()

        def tell() -> None:
            done, total = plan.already + read, plan.already + len(tasks)
            report(Progress(done, total, len(settler.errors), time.perf_counter() - started))

        # No result comes before the last task is found, so whatever is settled sees all of the folders.
        for batch in self._pool.each(self._make, asked(), cancel):
            for song in batch:
                self._settle(settler, tasks[song.files], song)
            read += len(batch)
            tell()
            settler.flush_if_due(len(tasks) - read)
            if settler.changes is not seen:
                seen = settler.changes
                yield seen
        settler.flush()
        tell()

    def _settle(self, settler: Settler, task: Task, read: SongRead) -> None:
        settler.settle(task, read)
        if read.error is not None and task.files.bgm is not None:
            # The song is unusable, its bgm need not be: until the song is mended it is one of its own.
            alone = type(task.files)(task.files.bgm)
            if task.grown_from is None:
                settler.settle(Task(alone), self._make(alone))

    def _complete(self, plan: Plan, settler: Settler, cancel: CancelToken) -> None:
        """Give known songs the words and covers that came to lie beside them."""
        for batch in self._pool.each(read_beside, plan.beside, cancel):
            for beside in batch:
                settler.complete(beside)
        settler.flush()

    def _tell_reachable(self, plan: Plan, known: Known, roots: Sequence[Path], cancel: CancelToken) -> Changes:
        there = dict.fromkeys(plan.back, True)
        if not cancel.cancelled:
            missing = known.missing(roots, plan.found)
            present = self._walker.list_present(missing)
            there.update((path, False) for path in missing if path not in present)
        return self._writer.set_reachable(there) if there else Changes()


def not_walked(found: Unwalkable) -> ImportError_:
    """Return what is told of a path that could not be looked into."""
    kind = _KINDS.get(found.code, Invalid)
    return ImportError_(found.path, kind(found.code, path=shown(found.path)))


class _Presence:
    """Whether a known file is there with the bytes it had; each is looked for at most once."""

    def __init__(self, walker: FileWalker, found: Mapping[Path, bool]) -> None:
        self._walker = walker
        self._found = found
        self._asked: dict[Path, bool] = {}

    def __call__(self, path: Path) -> bool:
        if path in self._found:
            return self._found[path]
        if path not in self._asked:
            self._asked[path] = bool(self._walker.list_present([path]))
        return self._asked[path]
