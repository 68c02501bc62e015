"""Tags of files from the window's menus: compared and written on workers, into files or copies, shown in a dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QStandardPaths, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.desktop.theme import Theme
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.views import SongQuery

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.tags.dialog import WriteTagsDialog
    from pluto_desktop.desktop.views.tags.work import WorkDialog
    from pluto_desktop.services.write_tags import FileChanges, TagPlan, TagsWritten

T = TypeVar("T")

_TELL_MS = 100


class TagsDesk(QObject):
    """Compares when it is asked to, writes what a person ticked. One dialog at a time. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of what was written."""

    def __init__(self, window: QWidget, parts: Parts, runner: TaskRunner, theme: Theme, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._parts, self._runner = window, parts, runner
        self._theme, self._notifier = theme, notifier
        self._dialog: WorkDialog | None = None
        self._part: CancelToken | None = None
        self._stopped = False
        self._progress = Progress(0, None)
        self._clock = QTimer(self, interval=_TELL_MS)
        self._clock.timeout.connect(self._tell)

    def ask(self, songs: Sequence[SongId] | None) -> None:
        """Compare the files of songs, of all songs without any, and ask what is to be written."""
        if self._shows_one():
            return
        from pluto_desktop.desktop.views.tags.dialog import WriteTagsDialog  # noqa: PLC0415 - rarely wanted

        dialog = WriteTagsDialog(self._theme, self._window)
        dialog.write_wanted.connect(lambda files: self._write(dialog, files))
        self._open(dialog)
        make, browse = self._parts.write_tags, self._parts.browse
        wanted = None if songs is None else list(songs)

        def compare(token: CancelToken) -> TagPlan:
            ids = browse.list_song_ids(SongQuery()) if wanted is None else wanted
            return make().plan(ids, self._remember, token)

        self._start("compare", compare, self._while_open(dialog, dialog.show_plan))

    def ask_copies(self, songs: Sequence[SongId]) -> None:
        """Let the person choose a folder and save copies of songs there."""
        if self._shows_one():
            return
        # Not where music is: what lies there may be added again.
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DesktopLocation)
        chosen = QFileDialog.getExistingDirectory(self._window, self.tr("Save copies with tags to"), start)
        if not chosen:
            return
        from pluto_desktop.desktop.views.tags.copies import SaveCopiesDialog  # noqa: PLC0415 - rarely wanted

        make, folder, wanted = self._parts.save_copies, Path(chosen), list(songs)
        dialog = SaveCopiesDialog(folder, self._theme, self._window)
        self._open(dialog)
        show = self._while_open(dialog, dialog.show_saved)
        self._start("copy", lambda token: make().save(wanted, folder, self._remember, token), show)

    def _shows_one(self) -> bool:
        """Bring the dialog that is open to the front; False where none is."""
        if self._dialog is None:
            return False
        self._dialog.raise_()
        self._dialog.activateWindow()
        return True

    def _open(self, dialog: WorkDialog) -> None:
        self._dialog = dialog
        dialog.stop_wanted.connect(self._stop)
        dialog.finished.connect(self._left)
        dialog.open()

    def _write(self, dialog: WriteTagsDialog, files: Sequence[FileChanges]) -> None:
        make, show = self._parts.write_tags, self._while_open(dialog, dialog.show_written)

        def written(done: TagsWritten) -> None:
            if done.changes:
                self.changed.emit(done.changes)
            show(done)

        self._start("write", lambda token: make().write(files, self._remember, token), written)

    def _while_open(self, dialog: WorkDialog, show: Callable[[T], None]) -> Callable[[T], None]:
        """Return what shows a value in a dialog, unless that was closed meanwhile."""

        def shown(value: T) -> None:
            if self._dialog is dialog:
                show(value)

        return shown

    def _start(self, key: str, act: Callable[[CancelToken], T], done: Callable[[T], None]) -> None:
        self._progress = Progress(0, None)
        self._part, self._stopped = None, False
        self._clock.start()

        def work(token: CancelToken) -> T:
            # A part: what a person stops answers all the same, with what was done until then.
            self._part = part = token.part()
            if self._stopped:
                part.cancel()
            return act(part)

        def end(value: T) -> None:
            self._clock.stop()
            done(value)

        self._runner.run(self, key, Lane.LONG, work, end, self._fail)

    def _remember(self, progress: Progress) -> None:
        self._progress = progress  # the worker's thread: one assignment, read by the clock

    def _tell(self) -> None:
        if self._dialog is not None:
            self._dialog.show_progress(self._progress)

    def _fail(self, error: Exception) -> None:
        self._clock.stop()
        if isinstance(error, KnownError) and self._dialog is not None:
            self._dialog.show_error(error)
        else:
            self._notifier.fail(error)

    def _stop(self) -> None:
        self._stopped = True
        if self._part is not None:
            self._part.cancel()

    def _left(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None
