"""Undo and redo of what this person did to songs: two actions whose texts say what they would do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from pluto_desktop.desktop.batch_telling import BatchTelling
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.changes import Changes

if TYPE_CHECKING:
    from pluto_desktop.domain.batches import Batch, OperationLine
    from pluto_desktop.domain.cancel import CancelToken
    from pluto_desktop.domain.progress import ReportProgress
    from pluto_desktop.services.undo import Undoable

_SOON_MS = 60
_LONGEST = 40


def batch_name(batch: Batch) -> str:
    """Return what an operation is called within a sentence."""
    title = one_line(batch.title)
    return f"“{_short(title)}”" if title else songs_text(batch.songs)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class UndoDesk(QObject):
    """Keeps the two actions true and does what they say, one at a time. GUI thread."""

    def __init__(
        self,
        window: MainWindow,
        parts: Parts,
        telling: BatchTelling,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
        *,
        offered: bool,
    ) -> None:
        super().__init__(window)
        self._parts, self._telling, self._work = parts, telling, work
        self._runner, self._notifier = runner, notifier
        self._lines: tuple[OperationLine | None, OperationLine | None] = (None, None)
        self._busy = False
        group, add = self.tr("Curate"), window.actions_.add
        self.undo = add("undo", group, self.tr("Undo"), ["Ctrl+Z"], self._undo, icon="arrow-back-up")
        self.redo = add("redo", group, self.tr("Redo"), ["Ctrl+Shift+Z", "Ctrl+Y"], self._redo, icon="arrow-forward-up")
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self._peek)
        self._offered = False
        self._show(None)
        self.offer(offered=offered)

    def offer(self, *, offered: bool) -> None:
        """Offer both, or neither to who may change nothing."""
        begins = offered and not self._offered
        self._offered = offered
        self.undo.setVisible(offered)
        self.redo.setVisible(offered)
        if begins:
            self._soon.start()
        elif not offered:
            self._show(None)

    def apply_changes(self, changes: Changes) -> None:
        """See what there is to be undone now."""
        if self._offered and (changes.songs or changes.lyrics or changes.everything):
            self._soon.start()

    # -- inside --

    def _peek(self) -> None:
        peek = self._parts.undoable
        self._runner.run(self, "peek", Lane.READ, lambda _token: peek(), self._show, self._notifier.fail)

    def _show(self, found: Undoable | None) -> None:
        undo, redo = self._lines = (None, None) if found is None or not self._offered else (found.undo, found.redo)
        for action, line, bare, said in (
            (self.undo, undo, self.tr("Undo"), self.tr("Undo: %1")),
            (self.redo, redo, self.tr("Redo"), self.tr("Redo: %1")),
        ):
            action.setEnabled(line is not None and not self._busy)
            text = bare if line is None else said.replace("%1", _named(line))
            action.setText(text.replace("&", "&&"))

    def _undo(self) -> None:
        undo, (line, _) = self._parts.undo, self._lines
        if line is not None:
            said = self.tr("Undoing: %1"), self.tr("Undone: %1")
            self._do(line, lambda token, report: undo().undo(token, report), *said)

    def _redo(self) -> None:
        undo, (_, line) = self._parts.undo, self._lines
        if line is not None:
            said = self.tr("Doing again: %1"), self.tr("Done again: %1")
            self._do(line, lambda token, report: undo().redo(token, report), *said)

    def _do(
        self,
        line: OperationLine,
        work: Callable[[CancelToken, ReportProgress], Batch],
        doing: str,
        said: str,
    ) -> None:
        if self._busy:
            return
        self._busy = True
        self.undo.setEnabled(False)
        self.redo.setEnabled(False)

        def over() -> None:
            self._busy = False
            self._soon.start()

        def done(batch: Batch) -> None:
            over()
            self._telling.tell(batch, said.replace("%1", batch_name(batch)), offers_undo=False)

        def failed(error: Exception) -> None:
            over()
            self._notifier.fail(error)

        self._work.run(doing.replace("%1", _named(line)), line.songs, work, done, failed, stopped=over)


def _named(line: OperationLine) -> str:
    """Return what an operation was, for a menu: ``changed “Maa Telugu Talliki”``."""
    from pluto_desktop.desktop.models.history_texts import what_was_done  # noqa: PLC0415 - not needed to start

    done = what_was_done(line)
    title = one_line(line.title)
    if not title:
        return done
    if line.song_id is not None:
        return done.replace(songs_text(line.songs), f"“{_short(title)}”")
    return f"{done} (“{_short(title)}”)"
