"""Where edits clash the person chooses: in a box above the form of the song, or in a dialog with more room."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from pluto_desktop.desktop.edits_desk import EditsDesk
    from pluto_desktop.desktop.views.conflict.box import ConflictBox
    from pluto_desktop.desktop.views.conflict.dialog import ConflictDialog
    from pluto_desktop.desktop.views.curate.form import SongForm
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.edits import Choices
    from pluto_desktop.domain.errors import KnownError
    from pluto_desktop.services.clashes_here import ClashesHere
    from pluto_desktop.services.shared.edits import EditLine


class ConflictDesk(QObject):
    """Shows clashes and has done what was chosen about them. GUI thread.

    In a shared library clashing edits wait, and are listed by an :class:`EditsDesk`. In a library of this device alone
    an edit that clashes fails at once: :meth:`take` asks about it instead of saying so.
    """

    changed = Signal(object)
    """The :class:`Changes` of an edit that was done here."""
    settled = Signal(object, object)
    """An edit of a song (the ids of the song and of the operation) was done as the person chose, or given up: what was
    saved by it need not be kept as a draft."""

    def __init__(
        self, window: MainWindow, here: Callable[[], ClashesHere] | None, runner: TaskRunner, notifier: Notifier
    ) -> None:
        super().__init__(window)
        self._window, self._here, self._runner, self._notifier = window, here, runner, notifier
        self._edits: EditsDesk | None = None
        self._lines: Sequence[EditLine] = ()
        self._form: SongForm | None = None
        self.dialog: ConflictDialog | None = None
        """The dialog, once it was opened."""
        self.box: ConflictBox | None = None
        """The box above the form, once there is a form in a shared library."""
        if here is not None:
            notifier.ask_first = self.take

    def join_edits(self, edits: EditsDesk) -> None:
        """Follow the edits of a shared library."""
        self._edits = edits
        edits.listed.connect(self._show_lines)
        edits.choose_wanted.connect(self.open)

    def join_form(self, form: SongForm) -> None:
        """Put the box above a form."""
        if self._edits is None:
            return
        from pluto_desktop.desktop.views.conflict.box import ConflictBox  # noqa: PLC0415 - for curators only

        self._form, self.box = form, ConflictBox(self._window.theme, form)
        self.box.decided.connect(self._decide)
        form.put_on_top(self.box)
        form.opened.connect(lambda _song: self._show_box())

    def open(self, line: EditLine) -> None:
        """Open the dialog on an edit that clashes."""
        from pluto_desktop.desktop.views.conflict.dialog import ConflictDialog  # noqa: PLC0415 - rarely wanted

        if self.dialog is None:
            self.dialog = ConflictDialog(self._window.theme, self._window)
            self.dialog.decided.connect(self._decide)
        self.dialog.show_line(line)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def take(self, error: KnownError) -> bool:
        """Ask about an edit that was not done, if that is what an error is about; say whether it is."""
        line = None if self._here is None else self._here().take(error)
        if line is None:
            return False
        self.open(line)
        return True

    def _show_lines(self, lines: Sequence[EditLine]) -> None:
        self._lines = lines
        self._show_box()
        if self.dialog is not None and self.dialog.isVisible() and self.dialog.box.line is not None:
            shown = self.dialog.box.line.op_id
            self.dialog.show_line(next((line for line in lines if line.op_id == shown), None))

    def _show_box(self) -> None:
        if self.box is not None and self._form is not None:
            song = self._form.song
            clashing = (line for line in self._lines if line.song_id == song and line.clash is not None)
            self.box.show_line(next(clashing, None))

    def _decide(self, line: EditLine, choices: Choices) -> None:
        if self._edits is not None:
            self._edits.resolve(line, choices)
        elif self._here is not None:
            here = self._here
            self._runner.run(
                self, "resolve", Lane.WRITE, lambda _token: here().resolve(line.op_id, choices),
                lambda changes: self._done(line, changes), self._failed,
            )  # fmt: skip

    def _done(self, line: EditLine, changes: Changes) -> None:
        if self.dialog is not None:
            self.dialog.show_line(None)
        self.settled.emit(line.song_id, line.op_id)
        self.changed.emit(changes)

    def _failed(self, error: Exception) -> None:
        if self.dialog is not None:
            self.dialog.box.setEnabled(True)
        self._notifier.fail(error)
