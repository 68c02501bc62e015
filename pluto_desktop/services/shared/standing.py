"""How this device stands with its shared library, for whoever shows it: following and sending told as one state."""

from __future__ import annotations

import threading
from collections.abc import Callable

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.connections import PillState, Standing
from pluto_desktop.domain.edits import EditCounts
from pluto_desktop.domain.errors import Cancelled, KnownError
from pluto_desktop.services.shared.follow import Follow, SyncKind, SyncState
from pluto_desktop.services.shared.told import Told

Tell = Callable[[PillState], None]
MakeFollow = Callable[[Callable[[SyncState], None], Callable[[CancelToken, float], bool], Callable[[], bool]], Follow]
"""Makes what follows the library: who hears of its states, how it rests between two tries, whether it is to look now.

On a worker.
"""

_STANDINGS = {
    SyncKind.IN_SYNC: Standing.IN_SYNC,
    SyncKind.SYNCING: Standing.SYNCING,
    SyncKind.OFFLINE: Standing.OFFLINE,
    SyncKind.STOPPED: Standing.OFFLINE,
}
_LOOK_S = 0.2
_LONG_S = 24 * 3600.0


class SharedStanding:
    """Runs the following of one library and tells how it stands. :meth:`run` belongs to a worker, the rest to any."""

    def __init__(
        self,
        library: str,
        make_follow: MakeFollow,
        count_waiting: Callable[[], EditCounts],
        may_write: bool,
        note_rights: Callable[[bool], None],
    ) -> None:
        """``count_waiting`` counts the edits that wait on this device; on the worker.

        ``may_write`` is whether the person may change the library, as far as is known here; ``note_rights`` is told, on
        the worker, when its servers say otherwise.
        """
        self._library, self._count_waiting = library, count_waiting
        self._may_write, self._note_rights = may_write, note_rights
        self._make_follow = make_follow
        self._again = threading.Event()
        self._state = Told(PillState(Standing.SYNCING, library, may_write=may_write))
        self._heard = SyncState(SyncKind.SYNCING)
        self._noticed: KnownError | None = None

    def watch(self, tell: Tell) -> Callable[[], None]:
        """Tell every new state from now on, the present one at once; call what is returned to end that."""
        return self._state.watch(tell)

    @property
    def may_write(self) -> bool:
        """Whether the person may change the library, as its servers said last."""
        return self._may_write

    @property
    def offline(self) -> bool:
        """Whether the servers could not be reached, or let nobody in, when they were asked last."""
        return self._state.state.standing is Standing.OFFLINE

    def try_again(self) -> None:
        """Ask the servers at once instead of when it is due."""
        self._again.set()

    def notice(self, what: KnownError) -> None:
        """Tell of something that happened, for as long as nothing is wrong. Any thread."""
        self._noticed = what

    def count_again(self) -> None:
        """Tell how many edits wait now, where that is not what was told. On a worker."""
        self._hear(self._heard)

    def run(self, cancel: CancelToken) -> None:
        """Follow the library until cancelled; where that cannot begin (no password), when it is tried again."""
        while not cancel.cancelled:
            try:
                self._make_follow(self._hear, self._rest, self._asked).run(cancel)
            except Cancelled:  # the window closes, or the connections are made anew with another password
                self._rest(cancel, _LOOK_S)
            except KnownError as error:
                self._hear(SyncState(SyncKind.STOPPED, error=error))
                self._rest(cancel, _LONG_S)

    def _asked(self) -> bool:
        asked = self._again.is_set()
        self._again.clear()
        return asked

    def _rest(self, cancel: CancelToken, seconds: float) -> bool:
        """Rest for some seconds, unless somebody wants it tried again; whether it was cancelled."""
        self._again.clear()
        left = seconds
        while left > 0 and not self._again.is_set():
            if cancel.wait(min(_LOOK_S, left)):
                return True
            left -= _LOOK_S
        return cancel.cancelled

    def _hear(self, state: SyncState) -> None:
        standing = _STANDINGS[state.kind]
        if standing is Standing.IN_SYNC and state.read_only:
            standing = Standing.READ_ONLY
        if state.kind is SyncKind.IN_SYNC and self._may_write is state.read_only:
            self._may_write = not state.read_only
            self._note_rights(self._may_write)
        edits = self._count_waiting()
        self._heard = state
        self._state.show(
            PillState(
                standing,
                self._library,
                waiting=edits.waiting,
                since_ms=state.since_ms,
                reason=state.error or self._noticed,
                stuck=edits.stuck,
                held=edits.held,
                may_write=self._may_write,
            )
        )
