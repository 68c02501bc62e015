"""Batches of a shared library that go out by themselves: how far one is that takes long, and what of one was let be."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from pluto_desktop.desktop.history_desk import HistoryDesk
from pluto_desktop.desktop.long_work import LongWork
from pluto_desktop.desktop.models.formatting import one_line, songs_text
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.desktop.parts import Parts, Sharing
from pluto_desktop.desktop.tasks import Lane, TaskRunner

if TYPE_CHECKING:
    from pluto_desktop.domain.ids import OperationId
    from pluto_desktop.domain.jobs import Job
    from pluto_desktop.domain.songs import SongRow
    from pluto_desktop.services.shared.edits import EditLine
    from pluto_desktop.services.shared.send_batches import LeftAlone

_NAMED = 2
"""Songs that are named of those that were let be."""


class SendsDesk(QObject):
    """Tells of them. GUI thread."""

    def __init__(
        self,
        parts: Parts,
        sharing: Sharing,
        history: HistoryDesk,
        work: LongWork,
        runner: TaskRunner,
        notifier: Notifier,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._parts, self._sharing, self._history, self._work = parts, sharing, history, work
        self._runner, self._notifier = runner, notifier
        self._put_off: set[OperationId] = set()
        """Batches of which it is said that they were not sent."""
        sharing.watch_sending(self._begun, self._left)

    def send_now(self) -> None:
        """Send everything that waits, also what was put off."""
        self._withdraw(set(self._put_off))
        self._sharing.send_now()

    def follow_edits(self, lines: Sequence[EditLine]) -> None:
        """Say no more of batches that do not wait any longer: they were given up."""
        self._withdraw(self._put_off - {line.op_id for line in lines})

    def _withdraw(self, over: AbstractSet[OperationId]) -> None:
        self._put_off -= over
        for op_id in over:
            self._notifier.withdraw(op_id)

    def _begun(self, job: Job) -> None:
        self._withdraw(self._put_off & {job.op_id})
        self._work.watch(self.tr("Sending “%1”").replace("%1", _name(job.title, job.songs)), job, self._ended)

    def _ended(self, job: Job) -> None:
        if job.stopped and job.op_id is not None:
            self._put_off.add(job.op_id)
            text = self.tr("“%1” was not sent. Nothing of it is in the shared library; it waits on this device.")
            said = text.replace("%1", _name(job.title, job.songs))
            self._notifier.say(said, Kind.INFO, self.tr("Send it now"), self.send_now, family=job.op_id)

    def _left(self, told: LeftAlone) -> None:
        browse, ids = self._parts.browse, [one.song_id for one in told.left]
        self._runner.run(
            self, f"left {told.operation.op_id}", Lane.READ, lambda _token: browse.list_song_rows(ids[:_NAMED]),
            partial(self._tell_left, told), self._notifier.fail,
        )  # fmt: skip

    def _tell_left(self, told: LeftAlone, rows: Sequence[SongRow]) -> None:
        line = told.operation
        names = [f"“{one_line(row.title)}”" for row in rows]
        if len(told.left) > len(names):
            names.append(songs_text(len(told.left) - len(names)))
        text = self.tr("“%1” was sent: %2 changed. Left unchanged, as somebody else changed the same meanwhile: %3.")
        text = text.replace("%1", _name(line.title, line.songs)).replace("%2", songs_text(line.songs))
        self._notifier.say(
            text.replace("%3", ", ".join(names)), Kind.WARN, self.tr("Show"), partial(self._show, told, rows)
        )

    def _show(self, told: LeftAlone, rows: Sequence[SongRow]) -> None:
        """Open what was done; where that is nothing, or all but one song, what others did to the song."""
        if rows and (len(told.left) == 1 or not told.operation.songs):
            self._history.show_song(rows[0].id, rows[0].title)
        else:
            self._history.show_operation(told.operation)


def _name(title: str, songs: int) -> str:
    return one_line(title) or songs_text(songs)
