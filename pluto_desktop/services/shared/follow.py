"""Following the shared library for as long as the window is open: pull, wait for news, rest while it is offline."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import KnownError, Offline, Timeout
from pluto_desktop.domain.progress import Progress
from pluto_desktop.domain.shared import Role
from pluto_desktop.ports.shared import SharedReader
from pluto_desktop.services.shared.sync import Sync

_LOOK_S = 1.0
"""How long one wait for a hint is: a cancelled worker ends within it."""
_POLL_S = 5.0
"""After how long without a hint the feed is looked at all the same."""
_FIRST_REST_S = 1.0
_LONGEST_REST_S = 15.0


class SyncKind(StrEnum):
    """How the mirror stands to the shared library."""

    IN_SYNC = "in_sync"
    SYNCING = "syncing"
    OFFLINE = "offline"
    STOPPED = "stopped"
    """Something that a person must see to: ``error`` says what."""


@dataclass(frozen=True, slots=True)
class SyncState:
    """What the status shows. ``since_ms`` is when the servers were lost (ms since 1970), None where they were not.

    ``read_only`` is whether this person, or this version of the program, may not change the shared library; False
    until a server has said so.
    """

    kind: SyncKind
    read_only: bool = False
    progress: Progress | None = None
    since_ms: int | None = None
    error: KnownError | None = None


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


def _send_nothing(_cancel: CancelToken) -> None:
    pass


def _nobody() -> bool:
    return False


class Follow:
    """Keeps the mirror up to date by itself. One thread, a worker's; ``listen`` is called on it."""

    def __init__(
        self,
        sync: Sync,
        reader: SharedReader,
        listen: Callable[[SyncState], None],
        *,
        now_ms: Callable[[], int] = _now_ms,
        rest: Callable[[CancelToken, float], bool] = CancelToken.wait,
        send: Callable[[CancelToken], object] = _send_nothing,
        asked: Callable[[], bool] = _nobody,
    ) -> None:
        """``send`` sends the edits that wait here, each time the mirror is up to date and may be written to.

        ``asked`` tells whether somebody wants it looked at now instead of when it is due.
        """
        self._sync = sync
        self._reader = reader
        self._listen = listen
        self._now_ms = now_ms
        self._rest = rest
        self._send, self._asked = send, asked
        self._state: SyncState | None = None
        self._failed = 0

    def run(self, cancel: CancelToken) -> None:
        """Go on until cancelled."""
        while not cancel.cancelled:
            self.run_once(cancel)

    def run_once(self, cancel: CancelToken) -> None:
        """Bring the mirror up to date and wait until it is time to look again. Raises Cancelled."""
        try:
            self._bring_up_to_date(cancel)
            self._failed = 0
            for _ in range(round(_POLL_S / _LOOK_S)):
                cancel.raise_if_cancelled()
                if self._reader.wait_for_news(_LOOK_S) or self._asked():
                    return
        except KnownError as error:
            self._say(self._failed_state(error))
            self._rest(cancel, self._next_rest_s())

    def _bring_up_to_date(self, cancel: CancelToken) -> None:
        read_only = self._state is not None and self._state.read_only

        def report(progress: Progress) -> None:
            self._say(SyncState(SyncKind.SYNCING, read_only, progress))

        library = self._sync.run_once(cancel, report).library
        read_only = library.role is Role.LISTENER or not library.writable
        if not read_only:
            self._send(cancel)
        self._say(SyncState(SyncKind.IN_SYNC, read_only))

    def _failed_state(self, error: KnownError) -> SyncState:
        before = self._state or SyncState(SyncKind.SYNCING)
        if not isinstance(error, Offline | Timeout):
            return SyncState(SyncKind.STOPPED, before.read_only, error=error)
        since_ms = before.since_ms if before.kind is SyncKind.OFFLINE else self._now_ms()
        return SyncState(SyncKind.OFFLINE, before.read_only, since_ms=since_ms, error=error)

    def _next_rest_s(self) -> float:
        """Return how long to rest: longer each time, and not all clients at the same moment."""
        longest = min(_LONGEST_REST_S, _FIRST_REST_S * 2.0 ** min(self._failed, 10))
        self._failed += 1
        return longest * random.uniform(0.5, 1.0)  # noqa: S311 - no secret

    def _say(self, state: SyncState) -> None:
        if state != self._state:
            self._state = state
            self._listen(state)
