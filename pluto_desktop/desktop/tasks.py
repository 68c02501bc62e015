"""One way to run services off the GUI thread and to bring their values back.

Work runs on lanes: ``WRITE``, ``MANY`` and ``AHEAD`` one at a time and in order, the others in small pools.
The same key cancels its predecessor, a generation number drops stale answers, and the owner's destruction cancels.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled

T = TypeVar("T")
Work = Callable[[CancelToken], T]

_log = logging.getLogger(__name__)


class Lane(StrEnum):
    """Where work runs."""

    WRITE = "write"
    READ = "read"
    NETWORK = "network"
    FOLLOW = "follow"
    """What goes on for as long as the window is open: following a shared library, bringing what is kept of it, telling
    who edits it. Each has a thread to itself."""
    CPU = "cpu"
    LONG = "long"
    """Work of minutes (imports, archives, upkeep), which short work of the CPU lane never waits behind."""
    MANY = "many"
    """What is done to very many songs, one at a time and in order, behind nothing else."""
    AHEAD = "ahead"
    """What nobody waits for yet: what was listed of a shared library's history is fetched before it is opened."""


_THREADS = {
    Lane.WRITE: 1, Lane.READ: 2, Lane.NETWORK: 3, Lane.FOLLOW: 3, Lane.CPU: 1, Lane.LONG: 2, Lane.MANY: 1, Lane.AHEAD: 1
}  # fmt: skip


@dataclass(slots=True)
class _Task:
    slot: tuple[int, str]
    lane: Lane
    generation: int
    token: CancelToken
    done: Callable[[Any], None] | None
    failed: Callable[[Exception], None] | None


class TaskRunner(QObject):
    """Runs work on worker threads; ``done`` and ``failed`` are called on the GUI thread, where it is used from only."""

    crashed = Signal(object)
    """An exception that nobody handles: a bug. Carries the exception."""

    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pools = {lane: ThreadPoolExecutor(count, f"pluto-{lane}") for lane, count in _THREADS.items()}
        self._newest: dict[tuple[int, str], _Task] = {}
        self._running: set[int] = set()
        self._watched: set[int] = set()
        self._generation = 0
        self._closed = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        owner: QObject,
        key: str,
        lane: Lane,
        work: Work[T],
        done: Callable[[T], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> CancelToken:
        """Run ``work`` on a lane and hand its value to ``done``, unless newer work of the same owner and key came.

        ``failed`` gets a known error or a bug; without it every error goes to :attr:`crashed`. The WRITE lane never
        drops an answer: what was written must be shown. Returns the token that cancels the work.
        """
        assert QThread.currentThread() is self.thread(), "TaskRunner.run belongs to the GUI thread"
        if self._closed:  # the window is going; nobody waits for an answer
            token = CancelToken()
            token.cancel()
            return token
        self._watch(owner)
        self._generation += 1
        slot = (id(owner), key)
        task = _Task(slot, lane, self._generation, CancelToken(), done, failed)
        if lane is Lane.WRITE:
            slot = (id(owner), f"{key}#{self._generation}")
            task.slot = slot
        if (previous := self._newest.get(slot)) is not None:
            previous.token.cancel()
        self._newest[slot] = task
        if lane is not Lane.FOLLOW:
            self._running.add(task.generation)
        self._pools[lane].submit(self._perform, task, work)
        return task.token

    @property
    def idle(self) -> bool:
        """Whether nothing runs or waits to be delivered, but what goes on for as long as the window is open."""
        return not self._running

    def close(self) -> None:
        """Cancel everything but writes, wait for what is running and for every write; for the end of the program."""
        self._closed = True
        for task in self._newest.values():
            if task.lane is not Lane.WRITE:
                task.token.cancel()
        self._newest.clear()
        for lane, pool in self._pools.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.WRITE)

    def _perform(self, task: _Task, work: Work[Any]) -> None:
        try:
            task.token.raise_if_cancelled()
            value, error = work(task.token), None
        except Exception as caught:  # noqa: BLE001 - handed to the GUI thread, where a bug is told from a known error
            value, error = None, caught
        try:
            self._finished.emit(task, value, error)
        except RuntimeError:
            _log.debug("the window is gone; an answer was dropped")

    @Slot(object, object, object)
    def _deliver(self, task: _Task, value: object, error: Exception | None) -> None:
        self._running.discard(task.generation)
        newest = self._newest.get(task.slot)
        if newest is None or newest.generation != task.generation:
            return
        del self._newest[task.slot]
        if isinstance(error, Cancelled):
            return
        if error is None:
            if task.done is not None:
                task.done(value)
        elif task.failed is not None:
            task.failed(error)
        else:
            self.crashed.emit(error)

    def _watch(self, owner: QObject) -> None:
        key = id(owner)
        if key in self._watched:
            return
        self._watched.add(key)
        owner.destroyed.connect(lambda _=None, key=key: self._forget(key))

    def _forget(self, owner: int) -> None:
        self._watched.discard(owner)
        for slot in [slot for slot in self._newest if slot[0] == owner]:
            task = self._newest.pop(slot)
            if task.lane is not Lane.WRITE:  # what a person asked to keep is kept, even if its view is gone
                task.token.cancel()
