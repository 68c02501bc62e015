"""Bringing what is kept, for as long as the window is open: one medium after the other, and on after a stop."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.errors import Cancelled, Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.keeping import Fetching, FetchState, SongMedium
from pluto_desktop.services.shared.keeping import Keeping
from pluto_desktop.services.shared.told import Told

Tell = Callable[[FetchState], None]

_LOOK_S = 0.2
_TRY_AGAIN_S = 15.0
_LONG_S = 24 * 3600.0
_TELL_BYTES = 256 * 1024
"""How often what comes is told of."""


class KeepOn:
    """Fetches what is missing of what is kept, and keeps the rest within the budget.

    :meth:`run` belongs to a worker, the rest to any thread. What comes is gone on with after a restart: what is
    missing is read from what is kept, and bytes that are here are not asked for again.
    """

    def __init__(self, keeping: Keeping, tell_changes: Callable[[Changes], None], budget: int) -> None:
        """``budget`` in bytes; ``tell_changes`` is called on the worker."""
        self._keeping, self._tell_changes, self._budget = keeping, tell_changes, budget
        self._wake = threading.Event()
        self._guard = threading.Lock()
        self._state = Told(FetchState())
        self._paused = False
        self._looked = False
        self._lost: set[MediaHash] = set()
        self._current = CancelToken()

    # -- what a person wants --

    def watch(self, tell: Tell) -> Callable[[], None]:
        """Tell every new state from now on, the present one at once; call what is returned to end that."""
        return self._state.watch(tell)

    def look_again(self) -> None:
        """Something else is kept now, or something came or changed: see what is to be done."""
        self._wake.set()

    def leave_current(self) -> None:
        """Stop bringing what comes just now, perhaps nobody wants it any more, and see what is to be done."""
        self._wake.set()  # first: whatever is begun after this sees it
        with self._guard:
            self._current.cancel()

    def pause(self) -> None:
        """Bring nothing until :meth:`go_on`; what is half here is gone on with then."""
        self._paused = True
        self.leave_current()

    def go_on(self) -> None:
        """Bring what is missing, also what could not be had before."""
        self._paused = False
        with self._guard:
            self._lost.clear()
        self._wake.set()

    def set_budget(self, budget: int) -> None:
        """Let all that is here take so many bytes."""
        self._budget = budget
        self._wake.set()

    # -- the worker --

    def run(self, cancel: CancelToken) -> None:
        """Do what is to be done until cancelled."""
        self._keeping.trim_covers()
        while not cancel.cancelled:
            self._wake.clear()
            try:
                seconds = self._round(cancel)
            except Cancelled:
                continue
            self._rest(cancel, seconds)

    def _rest(self, cancel: CancelToken, seconds: float) -> None:
        left = seconds
        while left > 0 and not self._wake.is_set() and not cancel.wait(min(_LOOK_S, left)):
            left -= _LOOK_S

    def _round(self, cancel: CancelToken) -> float:
        """Bring everything that can be had; return how long to rest."""
        if not self._looked or self._keeping.count().size > self._budget:
            self._told(self._keeping.trim(self._budget))
            self._looked = True
        missing = [one for one in self._keeping.list_missing() if one.medium.sha256 not in self._lost]
        if not missing:
            self._state.show(FetchState())
            return _LONG_S
        total = sum(one.medium.size for one in missing)
        state = FetchState(Fetching.PAUSED, total=total, left=len(missing))
        if self._paused:
            self._state.show(state)
            return _LONG_S
        for one in missing:
            state = replace(state, doing=Fetching.FETCHING, title=one.title)
            try:
                self._bring(one, state, cancel)
            except (Offline, Timeout) as error:
                self._state.show(replace(state, doing=Fetching.OFFLINE, error=error))
                return _TRY_AGAIN_S
            except (NotFound, Invalid) as error:
                if error.code not in {"medium_lost", "medium_changed"}:  # a password is needed
                    self._state.show(replace(state, doing=Fetching.OFFLINE, error=error))
                    return _LONG_S
                self._lost.add(one.medium.sha256)
            except (Denied, KnownError) as error:
                self._state.show(replace(state, doing=Fetching.STOPPED, error=error))
                return _LONG_S
            state = replace(state, done=state.done + one.medium.size, left=state.left - 1)
        return 0.0

    def _bring(self, one: SongMedium, state: FetchState, cancel: CancelToken) -> None:
        with self._guard:
            self._current = CancelToken()
            current = self._current
        if self._wake.is_set():
            raise Cancelled
        self._state.show(state)
        told = 0

        def tell(here: int) -> None:
            nonlocal told
            if cancel.cancelled:
                current.cancel()
            if here - told >= _TELL_BYTES:
                told = here
                self._state.show(replace(state, done=state.done + here))

        self._told(self._keeping.bring(one, current, tell))

    def _told(self, changes: Changes) -> None:
        if changes:
            self._tell_changes(changes)
