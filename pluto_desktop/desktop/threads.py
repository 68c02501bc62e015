"""Ways for services that are not Qt's to get work done on workers and to come back to the GUI thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot

from pluto_desktop.desktop.tasks import Lane, TaskRunner

T = TypeVar("T")


class Poster(QObject):
    """Runs calls soon on the thread it was made on, in order; :meth:`post` may be called from any thread."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)

    def post(self, call: Callable[[], None]) -> None:
        """Run ``call`` soon; dropped where the window is gone."""
        try:
            self._posted.emit(call)
        except RuntimeError:
            return

    @Slot(object)
    def _run(self, call: Callable[[], None]) -> None:
        call()


class LaneSubmit:
    """Submits to one lane of the task runner. GUI thread only."""

    def __init__(self, runner: TaskRunner, owner: QObject, lane: Lane) -> None:
        self._runner = runner
        self._owner = owner
        self._lane = lane

    def __call__(self, key: str, work: Callable[[], T], done: Callable[[T], None], /) -> None:
        """Run ``work`` on the lane, then ``done`` with its value on the GUI thread; newer work of a key wins."""
        self._runner.run(self._owner, key, self._lane, lambda _token: work(), done)
