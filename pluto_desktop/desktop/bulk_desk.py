"""Changing many songs joined with the library: read, planned, shown, written, and taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.progress import Progress, ReportProgress

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from pluto_desktop.desktop.views.curate.bulk.form import Asked, BulkForm
    from pluto_desktop.desktop.views.curate.bulk.preview import PreviewDialog
    from pluto_desktop.domain.batches import Batch
    from pluto_desktop.domain.ids import SongId
    from pluto_desktop.services.bulk.operations import Operation
    from pluto_desktop.services.bulk.plan import Plan

_KEEP_MS = 300
"""How long after the last key what was typed is on the disk, at the latest."""


class BulkDesk(QObject):
    """Makes the form of many songs and does what it asks, off the GUI thread. GUI thread."""

    left = Signal()
    """The keyboard is to go back to the page."""
    merge_wanted = Signal(object)
    """Songs (ids) are to become one."""
    names_wanted = Signal(object, str, object)
    """Names are wanted: see :attr:`Completing.wanted`."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
    ) -> None:
        super().__init__(window)
        self._window, self._parts, self._telling, self._work = window, parts, telling, work
        self._runner, self._notifier = runner, notifier
        self._form: BulkForm | None = None
        self._dialog: PreviewDialog | None = None
        self._token: CancelToken | None = None
        self._due: tuple[Sequence[SongId], Mapping[str, str]] | None = None
        self._soon = QTimer(self, singleShot=True, interval=_KEEP_MS)
        self._soon.timeout.connect(self._keep)

        window.actions_["save_song"].triggered.connect(lambda _checked=False: self._preview_shown())

    def load_ahead(self, on: bool) -> None:
        """Load on a worker what curate mode will soon need: here it would be felt."""
        if on:
            self._runner.run(self, "ahead", Lane.READ, lambda _token: _load())

    def make(self, parent: QWidget) -> BulkForm:
        """Make the form."""
        from pluto_desktop.desktop.views.curate.bulk.form import BulkForm  # noqa: PLC0415 - for curators only

        form = self._form = BulkForm(self._window.theme, parent)
        form.wanted.connect(self._gather)
        form.begun.connect(self._begun)
        form.put_by.connect(self._keep)
        form.asked.connect(self._ask)
        form.preview_wanted.connect(self.preview)
        form.merge_wanted.connect(self.merge_wanted)
        form.names_wanted.connect(self.names_wanted)
        form.left.connect(self.left)
        return form

    def preview(self, songs: Sequence[SongId], operation: Operation) -> None:
        """Show what an operation would do to songs, and do it where the person says so."""
        from pluto_desktop.desktop.views.curate.bulk.preview import PreviewDialog  # noqa: PLC0415 - see above
        from pluto_desktop.desktop.views.curate.bulk.titles import title_of  # noqa: PLC0415
        from pluto_desktop.services.bulk.operations import SetBoxes  # noqa: PLC0415

        title, typed = title_of(operation), isinstance(operation, SetBoxes)
        dialog = self._dialog = PreviewDialog(self._window.theme, title, self._window)
        dialog.apply_wanted.connect(partial(self._apply, dialog, title, typed))
        dialog.cancelled.connect(self._cancel)
        dialog.finished.connect(partial(self._closed, dialog))
        dialog.open()
        make, ids = self._parts.many.bulk, list(songs)

        def work(token: CancelToken, report: ReportProgress) -> Plan | None:
            try:
                return make().plan(ids, operation, token, report)
            except Cancelled:  # nothing was to be changed yet: there is nothing to say
                return None

        def failed(error: Exception) -> None:
            if self._dialog is dialog:
                dialog.reject()
            self._notifier.fail(error)

        done, show = partial(self._planned, dialog), partial(self._show_progress, dialog)
        self._token = self._work.run(title, len(ids), work, done, failed, lane=Lane.CPU, show=show)

    # -- inside --

    def _gather(self, songs: Sequence[SongId]) -> None:
        make, form = self._parts.many.bulk, self._form
        if form is not None:
            self._runner.run(
                self, "gather", Lane.READ, lambda token: make().gather(songs, token),
                partial(form.show_gathered, songs), self._notifier.fail,
            )  # fmt: skip

    def _preview_shown(self) -> None:
        """Do what *Save* means for many songs: nothing is written before it was looked through."""
        if self._form is not None and self._form.isVisible():
            self._form.preview()

    def _begun(self, songs: Sequence[SongId], typed: Mapping[str, str]) -> None:
        self._due = list(songs), dict(typed)
        self._soon.start()

    def _keep(self) -> None:
        """Write down what was typed, if there is anything new."""
        self._soon.stop()
        due, self._due = self._due, None
        if due is not None:
            make = self._parts.many.bulk
            self._runner.run(self, "keep", Lane.WRITE, lambda _token: make().keep(*due), None, self._notifier.fail)

    def _ask(self, asked: Asked, songs: Sequence[SongId]) -> None:
        from pluto_desktop.desktop.views.curate.bulk.asking import ask  # noqa: PLC0415 - see above

        dialog = ask(asked, self._window.theme, len(songs), self._window)
        dialog.chosen.connect(partial(self.preview, list(songs)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _planned(self, dialog: PreviewDialog, plan: Plan | None) -> None:
        if self._dialog is dialog and plan is not None:
            dialog.show_plan(plan)

    def _apply(self, dialog: PreviewDialog, title: str, typed: bool, plan: Plan, without: frozenset[int]) -> None:
        make = self._parts.many.bulk

        def work(token: CancelToken, report: ReportProgress) -> Batch:
            return make().apply(plan, without, title, token, report)

        def done(batch: Batch) -> None:
            if self._form is not None and typed:
                self._form.revert()
            if self._dialog is dialog:
                dialog.done_writing()
            self._telling.tell(batch, self.tr("%1 changed.").replace("%1", songs_text(batch.songs)))

        def failed(error: Exception) -> None:
            if self._dialog is dialog:
                dialog.writing_failed()
            self._notifier.fail(error)

        show = partial(self._show_progress, dialog)
        self._token = self._work.run(title, len(plan.songs), work, done, failed, show=show)

    def _cancel(self) -> None:
        if self._token is not None:
            self._token.cancel()

    def _show_progress(self, dialog: PreviewDialog, progress: Progress) -> None:
        if self._dialog is dialog:  # else it is closed, and this being stopped
            dialog.show_progress(progress)

    def _closed(self, dialog: PreviewDialog, _result: int = 0) -> None:
        if self._dialog is dialog:
            self._dialog = None
        dialog.deleteLater()


def _load() -> None:
    from pluto_desktop.desktop.views.curate.bulk import asking, form, preview, titles  # noqa: F401, PLC0415 - see above
