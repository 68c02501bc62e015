"""Runs imports off the GUI thread, one after the other, and keeps the card true."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.desktop.views.importing.card import ImportCard
from pluto_desktop.desktop.views.importing.reasons import ReasonsDialog
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.progress import Progress
from pluto_desktop.services.import_report import AddsMusic, ImportKind, ImportReport

_TELL_MS = 100
_CHANGES_MS = 2_000
_MANY = 50
"""So many files to be read show the card, though nobody asked for them."""


class _Job(NamedTuple):
    """What is to be looked through, and why."""

    paths: list[Path]
    copy: bool = False
    kind: ImportKind = ImportKind.ADDED

    @property
    def asked(self) -> bool:
        """Whether a person asked for it."""
        return self.kind is not ImportKind.FOLLOWED


class Importing(QObject):
    """Adds music for the window. GUI thread.

    The work runs on the LONG lane, not on the writing one: hearts and playlists need not wait for an import, whose
    own writes are short.
    """

    started = Signal()
    changed = Signal(object)
    """:class:`Changes`: what is in the library so far, every few seconds while an import runs."""
    finished = Signal(object)
    """An :class:`ImportReport`."""
    followed = Signal(object)
    """The :class:`ImportReport` of what nobody asked for: a folder that is followed was looked through."""
    failed = Signal(object)
    """An exception: the library cannot be used, or a bug."""

    def __init__(
        self,
        importing: Callable[[ImportKind], AddsMusic],
        runner: TaskRunner,
        theme: Theme,
        over: QWidget,
        above: int,
    ) -> None:
        super().__init__(over)
        self._importing, self._runner, self._theme, self._over = importing, runner, theme, over
        self.card = ImportCard(theme, over, above)
        self.card.cancel_wanted.connect(self.cancel)
        self.card.reasons_wanted.connect(self.show_reasons)
        self.dialog: ReasonsDialog | None = None
        self._waiting: deque[_Job] = deque()
        self._job = _Job([])
        self._shown = False
        self._token: CancelToken | None = None
        self._report = ImportReport()
        self._progress = Progress(0, None)
        self._changes = self._told = Changes()
        self._changes_clock = QTimer(self, interval=_CHANGES_MS)
        self._changes_clock.timeout.connect(self._tell_changes)
        self._clock = QTimer(self, interval=_TELL_MS)
        self._clock.timeout.connect(self._tell)

    @property
    def running(self) -> bool:
        """Whether music is being added."""
        return self._token is not None

    def start(self, paths: Sequence[Path], *, copy: bool = False, kind: ImportKind = ImportKind.ADDED) -> None:
        """Add files and folders, after whatever is being added already."""
        self._waiting.append(_Job(list(paths), copy, kind))
        if not self.running:
            self._next()

    def follow(self, paths: Sequence[Path]) -> None:
        """Bring the library in line with paths, after whatever is being added; the card shows only much work."""
        job = _Job(list(paths), kind=ImportKind.FOLLOWED)
        if job not in self._waiting:
            self._waiting.append(job)
        if not self.running:
            self._next()

    def cancel(self) -> None:
        """Stop adding; what was added stays."""
        self._waiting.clear()
        if self._token is not None:
            self._token.cancel()
            self._clock.stop()
            self.card.stopping()

    def show_reasons(self) -> None:
        """Show what was left out, and why, once the import is over."""
        if self.running or not self._report.errors:
            return
        self.dialog = ReasonsDialog(self._theme, self._report.errors, self._over)
        self.dialog.open()

    def _next(self) -> None:
        job = self._job = self._waiting.popleft()
        self._shown = job.asked
        make = self._importing
        self._progress = Progress(0, None)

        def remember(progress: Progress) -> None:
            self._progress = progress  # the worker's thread: one assignment, read by the clock

        def remember_changes(changes: Changes) -> None:
            self._changes = changes  # likewise

        def work(token: CancelToken) -> ImportReport:
            return make(job.kind).run(job.paths, remember, token, copy=job.copy, on_changes=remember_changes)

        if job.asked:
            self.card.start()
        self._clock.start()
        self._changes_clock.start()
        self._token = self._runner.run(self, "import", Lane.LONG, work, self._done, self._fail)
        if job.asked:
            self.started.emit()

    def _tell(self) -> None:
        left = (self._progress.total or 0) - self._progress.done
        if not self._shown and left > _MANY:
            self._shown = True
            self.card.start()
        if self._shown:
            self.card.show_progress(self._progress)

    def _tell_changes(self) -> None:
        if self._changes is not self._told:
            self._told = self._changes
            self.changed.emit(self._changes)

    def _done(self, report: ImportReport) -> None:
        self._end()
        if self._shown:
            self._report = report
            self.card.show_report(report)
        (self.finished if self._job.asked else self.followed).emit(report)
        if self._waiting and report.stopped is None:
            self._next()

    def _fail(self, error: Exception) -> None:
        self._end()
        self._waiting.clear()
        if self._shown:
            self.card.close_card()
        self.failed.emit(error)

    def _end(self) -> None:
        self._clock.stop()
        self._changes_clock.stop()
        self._changes = self._told
        self._token = None
