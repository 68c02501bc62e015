"""Covers of a shared library, fetched while they are looked at."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, QTimer

from pluto_desktop.desktop.keep_parts import KeepParts
from pluto_desktop.desktop.models.covers import CoverLoader
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.errors import KnownError
from pluto_desktop.domain.ids import MediaHash

_AT_ONCE = 2
_TOGETHER = 4
"""Covers asked for in one go: the place of each is found by one question."""
_MOST_WAITING = 32
_TRY_AGAIN_MS = 15_000


class CoverFetching(QObject):
    """Brings the covers that a :class:`CoverLoader` misses, the last one looked at first. GUI thread.

    At most two questions are under way, and 32 covers wait: what was scrolled away long ago makes room, and is asked
    for again when it comes back into sight. While the servers are away nothing is asked.
    """

    def __init__(self, covers: CoverLoader, keeps: KeepParts, runner: TaskRunner, parent: QObject) -> None:
        super().__init__(parent)
        self._covers, self._bring, self._runner = covers, keeps.bring_covers, runner
        self._waiting: OrderedDict[MediaHash, None] = OrderedDict()
        self._coming: dict[int, frozenset[MediaHash]] = {}
        self._failed: set[MediaHash] = set()
        self._came: set[MediaHash] = set()
        self._offline = False
        self._number = 0
        self._again = QTimer(self, singleShot=True, interval=_TRY_AGAIN_MS)
        self._again.timeout.connect(lambda: self.set_offline(offline=False))
        covers.missed.connect(self._want)

    def set_offline(self, *, offline: bool) -> None:
        """Say whether the servers are away; when they are back, what was missed is asked for where it is in sight."""
        was, self._offline = self._offline, offline
        if was and not offline:
            self._failed.clear()
            self._covers.look_again()
            self._next()

    def _want(self, cover: MediaHash) -> None:
        if cover in self._came:  # it is here, and no picture
            return
        if cover in self._failed or any(cover in coming for coming in self._coming.values()):
            return
        self._waiting[cover] = None
        self._waiting.move_to_end(cover)
        if len(self._waiting) > _MOST_WAITING:
            self._waiting.popitem(last=False)
        self._next()

    def _next(self) -> None:
        while self._waiting and not self._offline and len(self._coming) < _AT_ONCE:
            self._ask([self._waiting.popitem(last=True)[0] for _ in range(min(_TOGETHER, len(self._waiting)))])

    def _ask(self, wanted: list[MediaHash]) -> None:
        self._number += 1
        number, bring = self._number, self._bring
        self._coming[number] = frozenset(wanted)
        self._runner.run(
            self,
            f"covers {number}",
            Lane.NETWORK,
            lambda token: bring(wanted, token),
            lambda came: self._take(number, came),
            lambda error: self._fail(number, error),
        )

    def _take(self, number: int, came: list[MediaHash]) -> None:
        self._failed |= self._coming.pop(number).difference(came)
        self._came.update(came)
        for cover in came:
            self._covers.came(cover)
        self._next()

    def _fail(self, number: int, error: Exception) -> None:
        """Let covers be: the servers tell by other ways that they are away, and a gradient stands there."""
        self._failed |= self._coming.pop(number)
        if not isinstance(error, KnownError):
            self._runner.crashed.emit(error)
            return
        self._offline = True
        self._again.start()
