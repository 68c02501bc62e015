"""Work on more than one core: worker processes that are there at once and cost nothing when they are not needed.

Processes, not threads: mutagen is Python from end to end and holds the interpreter's lock. Where it is safe (one
thread, Linux) workers are forked, which takes a few milliseconds; elsewhere they are spawned, which takes a tenth of
a second, during which this process works too if it may.
"""

from __future__ import annotations

import multiprocessing
import os
import pickle
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from pluto_desktop.adapters.files.pool_worker import GIVING_WAY, serve
from pluto_desktop.domain.cancel import CancelToken

Item = TypeVar("Item")
Result = TypeVar("Result")

_WORTH_IT = 24
_AHEAD = 2
_WAITING_BYTES = 64 * 1024 * 1024
_MOST_WORKERS = 4
_INLINE = 4
_LONGEST_CHUNK = 16
_SHARE = 8
"""A chunk is at most this part of what waits: towards the end chunks get short, and all cores end together."""


class ProcessPool:
    """Fulfils WorkPool. ``help_out``: the calling thread works as well while no results wait for it.

    A window must not help out: its work would hold the lock that the window needs to draw. For the same reason the
    workers then give way to every other process: on two cores they would keep the window from its own.
    """

    def __init__(self, *, help_out: bool, workers: int | None = None, worth_it: int = _WORTH_IT) -> None:
        self._help_out = help_out
        self._worth_it = worth_it
        self._workers = max(1, min(_MOST_WORKERS, _cores() - 1)) if workers is None else workers

    def each(
        self, work: Callable[[Item], Result], items: Iterable[Item], cancel: CancelToken
    ) -> Iterator[list[Result]]:
        """Yield the results in small lists as they come; the workers begin while the last items are still sought."""
        source = iter(items)
        first = list(islice(source, self._worth_it))
        if len(first) < self._worth_it or self._workers == 0 or cancel.cancelled:
            yield from _inline(work, [*first, *source], cancel)
            return
        exchange = _Exchange(work, gives_way=not self._help_out)
        exchange.start(self._workers)
        try:
            found = chain(first, source)
            while listed := list(islice(found, _LONGEST_CHUNK)):
                exchange.give(listed)
                if cancel.cancelled:
                    return
            exchange.all_given()
            while not cancel.cancelled:
                batch = exchange.take(wait=not (self._help_out and exchange.pending))
                if batch is not None:
                    yield batch
                elif exchange.finished:
                    return
                elif (self._help_out or exchange.deserted) and (own := exchange.next_chunk(wait=False)) is not None:
                    yield from _inline(work, own, cancel)
        finally:
            exchange.close()


def _inline(work: Callable[[Item], Result], items: Sequence[Item], cancel: CancelToken) -> Iterator[list[Result]]:
    for at in range(0, len(items), _INLINE):
        if cancel.cancelled:
            return
        yield [work(item) for item in items[at : at + _INLINE]]


class _Exchange:
    """Chunks out, results in. One thread for each worker sends and receives, so that no worker ever waits for us."""

    def __init__(self, work: Callable[[Any], Any], *, gives_way: bool) -> None:
        self._work = work
        self._gives_way = gives_way
        self._pending: deque[Any] = deque()
        self._complete = False
        self._ready: deque[bytes | Sequence[Any]] = deque()
        self._bytes = 0
        self._open = 0
        self._closed = False
        self._changed = threading.Condition()
        self._processes: list[Any] = []
        self._threads: list[threading.Thread] = []

    @property
    def pending(self) -> bool:
        """Whether there are items that nobody has taken."""
        return bool(self._pending)

    @property
    def finished(self) -> bool:
        """Whether nothing is left to do, to come, or to take; asked once all is given."""
        with self._changed:
            return not self._pending and self._open == 0 and not self._ready

    @property
    def deserted(self) -> bool:
        """Whether no worker is left."""
        with self._changed:
            return self._open == 0

    def start(self, workers: int) -> None:
        """Start so many worker processes, and a thread for each."""
        ends: list[tuple[Connection, Connection]] = [multiprocessing.Pipe() for _ in range(workers)]
        if self._gives_way:
            starter = threading.Thread(target=self._start_giving_way, args=(ends,), name="pluto-starter")
            starter.start()
            starter.join()
        else:
            self._start_processes(_start_method(), ends)
        for ours, theirs in ends:
            theirs.close()
            thread = threading.Thread(target=self._attend, args=(ours,), name="pluto-worker", daemon=True)
            self._open += 1
            self._threads.append(thread)
        for thread in self._threads:
            thread.start()

    def _start_giving_way(self, ends: Sequence[tuple[Connection, Connection]]) -> None:
        """Start them on a thread that gives way, so that they do from their first moment, while they load."""
        if sys.platform == "linux":  # where a thread has a priority of its own, and its processes have that
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), GIVING_WAY)
        self._start_processes("spawn", ends)

    def _start_processes(self, method: str, ends: Sequence[tuple[Connection, Connection]]) -> None:
        context = multiprocessing.get_context(method)
        for _, theirs in ends:
            # A forked worker holds copies of all our ends; it must close them, or no worker would ever see us gone.
            others = [end for pair in ends for end in pair if end is not theirs] if method == "fork" else []
            process = context.Process(target=serve, args=(theirs, self._work, others, self._gives_way), daemon=True)  # type: ignore[attr-defined]
            process.start()
            self._processes.append(process)

    def give(self, items: Iterable[Any]) -> None:
        """Add items to be done."""
        with self._changed:
            self._pending.extend(items)
            self._changed.notify_all()

    def all_given(self) -> None:
        """Say that no further item will come."""
        with self._changed:
            self._complete = True
            self._changed.notify_all()

    def next_chunk(self, *, wait: bool) -> Sequence[Any] | None:
        """Return a chunk to be done, or None: there is none now, or (having waited) there will be none."""
        with self._changed:
            while wait and not self._pending and not self._complete:
                self._changed.wait()
            count = min(len(self._pending), max(1, min(_LONGEST_CHUNK, len(self._pending) // _SHARE)))
            return [self._pending.popleft() for _ in range(count)] or None

    def take(self, *, wait: bool) -> list[Any] | None:
        """Return a list of results, or None: nothing there yet, or (having waited) nothing there for a while."""
        with self._changed:
            if wait and not self._ready and self._open:
                self._changed.wait(0.1)
            if not self._ready:
                return None
            data = self._ready.popleft()
            if isinstance(data, bytes):
                self._bytes -= len(data)
                self._changed.notify_all()
        if not isinstance(data, bytes):
            return [self._work(item) for item in data]
        results, error = pickle.loads(data)  # noqa: S301 - from our own worker
        if error is not None:
            raise error
        return list(results)

    def close(self) -> None:
        with self._changed:
            self._closed = self._complete = True
            self._pending.clear()
            self._changed.notify_all()
        for process in self._processes:
            process.terminate()
        for thread in self._threads:
            thread.join()
        for process in self._processes:
            process.join()
            process.close()

    def _attend(self, connection: Connection) -> None:
        sent: deque[Sequence[Any]] = deque()
        try:
            while True:
                while len(sent) < _AHEAD and (chunk := self.next_chunk(wait=not sent)) is not None:
                    sent.append(chunk)
                    connection.send(chunk)
                if not sent:
                    break
                data = connection.recv_bytes()
                sent.popleft()
                self._put(data)
        except (EOFError, OSError):
            pass  # the worker is gone (out of memory, say): what it had is done here
        finally:
            connection.close()
            with self._changed:
                if not self._closed:
                    self._ready.extend(sent)
                self._open -= 1
                self._changed.notify_all()

    def _put(self, data: bytes) -> None:
        with self._changed:
            while self._bytes > _WAITING_BYTES and not self._closed:
                self._changed.wait(0.5)
            self._ready.append(data)
            self._bytes += len(data)
            self._changed.notify_all()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _start_method() -> str:
    return "fork" if sys.platform == "linux" and threading.active_count() == 1 else "spawn"
