"""Telling what became of an operation on many songs, and letting it be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts
from pluto_desktop.desktop.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from pluto_desktop.domain.batches import Batch


class BatchTelling(QObject):
    """Tells of operations that are done, or wait. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of an operation, or of its being taken back."""

    def __init__(self, parts: Parts, runner: TaskRunner, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._runner, self._notifier = parts, runner, notifier

    def tell(self, batch: Batch, text: str, *, offers_undo: bool = True) -> None:
        """Say what was done, what was left alone and whether it waits; *Undo* takes it back, where that is offered."""
        self.changed.emit(batch.changes)
        kind = Kind.INFO
        if batch.waits:
            text = f"{text} {self.tr('It waits on this device until it is sent.')}"
        if batch.left:
            kind = Kind.WARN
            left = self.tr("%1 left unchanged: somebody else changed the same meanwhile.")
            text = f"{text} {left.replace('%1', songs_text(len(batch.left)))}"
        if batch.songs and offers_undo:
            self._notifier.say(text, kind, self.tr("Undo"), lambda: self._take_back(batch))
        else:
            self._notifier.say(text, kind)

    def _take_back(self, batch: Batch) -> None:
        make = self._parts.many.edit
        self._runner.run(
            self, f"undo {batch.op_id}", Lane.LONG, lambda token: make().revert(batch.op_id, cancel=token),
            self._taken_back, self._notifier.fail,
        )  # fmt: skip

    def _taken_back(self, batch: Batch) -> None:
        self.changed.emit(batch.changes)
        if batch.left:
            text = self.tr("Taken back, but for what was changed since: %1 left unchanged.")
            self._notifier.say(text.replace("%1", songs_text(len(batch.left))), Kind.WARN)
