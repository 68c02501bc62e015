"""Telling what became of operations on songs: every notice with an *Undo* goes this way, and is taken back this way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.models.formatting import songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts

if TYPE_CHECKING:
    from pluto_desktop.domain.batches import Batch
    from pluto_desktop.domain.changes import Changes
    from pluto_desktop.domain.ids import OperationId


class BatchTelling(QObject):
    """Tells of operations that are done, or wait. GUI thread."""

    changed = Signal(object)
    """The :class:`Changes` of an operation, or of its being taken back."""

    def __init__(self, parts: Parts, work: LongWork, notifier: Notifier, parent: QObject) -> None:
        super().__init__(parent)
        self._parts, self._work, self._notifier = parts, work, notifier

    def tell(self, batch: Batch, text: str, *, offers_undo: bool = True) -> None:
        """Say what was done, what was left alone and whether it waits; *Undo* takes it back, where that is offered."""
        kind = Kind.INFO
        if batch.waits:
            text = f"{text} {self.tr('It waits on this device until it is sent.')}"
        if batch.left:
            kind = Kind.WARN
            left = self.tr("%1 left unchanged: somebody else changed the same meanwhile.")
            text = f"{text} {left.replace('%1', songs_text(len(batch.left)))}"
        if batch.songs and offers_undo:
            self.tell_edit(batch.op_id, batch.changes, text, kind, batch.songs)
        else:
            self.changed.emit(batch.changes)
            self._notifier.say(text, kind)

    def tell_edit(
        self, op_id: OperationId, changes: Changes, text: str, kind: Kind = Kind.INFO, songs: int = 1
    ) -> None:
        """Say what was done by an operation of this person to so many songs; *Undo* takes it back."""
        self.changed.emit(changes)
        make = self._parts.undo

        def taken_back(batch: Batch) -> None:
            self.changed.emit(batch.changes | changes)
            if batch.left:
                left = self.tr("Taken back, but for what was changed since: %1 left unchanged.")
                self._notifier.say(left.replace("%1", songs_text(len(batch.left))), Kind.WARN)

        def take_back() -> None:
            said = self.tr("Undoing what was done to %1").replace("%1", songs_text(songs))
            self._work.run(
                said, songs, lambda token, report: make().undo_one(op_id, token, report), taken_back
            )  # fmt: skip

        self._notifier.say(text, kind, self.tr("Undo"), take_back)
