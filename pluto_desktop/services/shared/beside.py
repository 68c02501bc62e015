"""What is edited in this window told to the others of a shared library, and what is edited there told here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.editors import AtWork, Editor, Work
from pluto_desktop.domain.errors import Cancelled, KnownError, Offline, Timeout
from pluto_desktop.domain.ids import SongId
from pluto_desktop.ports.editors import Editors
from pluto_desktop.services.shared.told import Told
from pluto_desktop.services.shared.within import within

BEAT_S = 10.0
"""How often leases are renewed and others looked for: three times within a lease."""
_REFUSED_S = 300.0
"""When it is tried again where the server refused: rights may be given, a library brought up to date."""
_PATIENCE_S = 3.0
"""How long one exchange may take: the window does not close while one is under way."""
_PARTING_S = 1.0
"""How long letting go may take when it closes."""
_LOOK_S = 1.0
"""How soon it is seen that the servers are there again, and how far apart exchanges are at least."""

_Held = dict[Work, frozenset[SongId]]


def _nobody(_seat: str) -> str | None:
    return None


class Beside:
    """Keeps one seat up to date: :meth:`run` is a worker's, with a thread to itself, the rest is any thread's.

    Nobody waits for it and nothing depends on it: where a server does not answer, nothing is known of others, and the
    others learn by the lease that nothing is known of this window.
    """

    def __init__(
        self,
        seat: str,
        library: str,
        editors: Callable[[], Editors],
        reachable: Callable[[], bool],
        clock: Callable[[], float] = time.monotonic,
        sit_down: Callable[[str], str | None] = _nobody,
    ) -> None:
        """``library`` is its name, for errors; ``editors`` may connect, and raises KnownError.

        ``reachable`` tells whether the person may edit and the servers answered others: else they are not asked.
        ``clock`` gives seconds that never run backwards. ``sit_down`` remembers the seat and returns the one before of
        this device, whose window died or was closed; on the worker, may raise KnownError.
        """
        self._seat, self._library, self._sit_down = seat, library, sit_down
        self._died: str | None = None
        self._editors, self._reachable, self._clock = editors, reachable, clock
        self._woken = threading.Event()
        self._work = AtWork()
        self._held: _Held = {}
        self._due = self._rests_until = 0.0
        self._others: Told[tuple[Editor, ...]] = Told(())

    def watch(self, tell: Callable[[tuple[Editor, ...]], None]) -> Callable[[], None]:
        """Tell who else edits what is shown here, from now on; call what is returned to end that.

        The present editors are told at once, others on the worker.
        """
        return self._others.watch(tell)

    def show(self, work: AtWork) -> None:
        """Say what this window edits and shows now. Returns at once."""
        if work != self._work:
            self._work = work
            self._woken.set()

    def run(self, cancel: CancelToken) -> None:
        """Go on until cancelled, and leave then: after :meth:`wake` that is soon."""
        with suppress(KnownError):  # a full disk: the lease of who died ends by itself
            self._died = self._sit_down(self._seat)
        while not cancel.cancelled:
            asked = self._woken.wait(_LOOK_S)
            self._woken.clear()
            if cancel.cancelled:
                break
            self.run_once(asked=asked)
            if asked:
                cancel.wait(_LOOK_S)  # what is typed or chosen quickly is told together
        self._part()

    def wake(self) -> None:
        """Let :meth:`run` see now that it is cancelled."""
        self._woken.set()

    def run_once(self, *, asked: bool = False) -> None:
        """Exchange with the server where that is due, or ``asked`` for."""
        work, now = self._work, self._clock()
        if not self._reachable() or not (work or self._held):
            self._forget(now)
        elif now >= self._rests_until and (asked or now >= self._due):
            self._exchange(work)

    def _exchange(self, work: AtWork) -> None:
        now, held, died = self._clock(), self._held, self._died
        try:
            others = within(_PATIENCE_S, self._library, lambda: self._bring(work, held, died), give_up=lambda _: None)
        except (Offline, Timeout, Cancelled):
            self._forget(now + BEAT_S)
        except KnownError:
            self._forget(now + _REFUSED_S)
        else:
            self._died = None
            self._held, self._due = {kind: songs for kind, songs in work.edited.items() if songs}, now + BEAT_S
            self._others.show(tuple(sorted(others, key=lambda one: (one.own, one.name, one.work, one.song or ""))))

    def _bring(self, work: AtWork, held: _Held, died: str | None = None) -> Sequence[Editor]:
        """Let the server have what is edited here and not what a window that died did; return what others edit."""
        editors, seat = self._editors(), self._seat
        if died is not None:
            for kind in Work:
                editors.hold_editing(died, kind, ())
        kept = editors.renew_editing(seat)
        for kind in Work:
            songs = work.edited.get(kind, frozenset())
            if songs != held.get(kind, frozenset()) or bool(songs) != (kind in kept):
                editors.hold_editing(seat, kind, songs)
        return editors.list_editors(seat, work.shown) if work else ()  # who leaves wants to know nothing

    def _forget(self, until: float) -> None:
        """Know nothing until then, neither of others nor of what the server has of this seat: its lease ends."""
        self._held, self._due, self._rests_until = {}, until, until
        self._others.show(())

    def _part(self) -> None:
        """Leave nothing held, if that takes no time."""
        held = self._held
        if held and self._reachable():
            try:
                within(_PARTING_S, self._library, lambda: self._bring(AtWork(), held), give_up=lambda _: None)
            except (KnownError, Cancelled):
                return
