"""Work on many songs: done off the GUI thread, and where it takes long told in a card that lets it be cancelled."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from pluto_desktop.desktop.main_window import MainWindow
from pluto_desktop.desktop.notifier import Notifier
from pluto_desktop.desktop.tasks import Lane, TaskRunner
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Cancelled
from pluto_desktop.domain.jobs import Job
from pluto_desktop.domain.progress import ReportProgress

if TYPE_CHECKING:
    from pluto_desktop.desktop.views.common.work_card import WorkCard

T = TypeVar("T")

MANY = 200
"""So many songs take long enough for short work (a heart, a play) not to wait behind them."""
_SHOWN_S = 0.5
_LOOK_MS = 100


@dataclass(slots=True)
class _Watched:
    """A job that is watched: what it is called, who else shows it, since when (s), and its card once it takes long."""

    text: str
    job: Job
    ended: Callable[[Job], None] | None
    show: ReportProgress | None
    since_s: float
    card: WorkCard | None = None


class LongWork(QObject):
    """Runs such work and watches it, and what others run of it. GUI thread."""

    def __init__(self, window: MainWindow, runner: TaskRunner, notifier: Notifier) -> None:
        super().__init__(window)
        self._window, self._runner, self._notifier = window, runner, notifier
        self._watched: list[_Watched] = []
        self._count = 0
        self._clock = QTimer(self, interval=_LOOK_MS)
        self._clock.timeout.connect(self._look)

    def run(
        self,
        text: str,
        songs: int,
        work: Callable[[CancelToken, ReportProgress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None] | None = None,
        *,
        stopped: Callable[[], None] | None = None,
        lane: Lane | None = None,
        show: ReportProgress | None = None,
    ) -> CancelToken:
        """Do something to so many songs; ``text`` says what, for its card.

        Exactly one of ``done``, ``failed`` (else the notifier tells) and ``stopped`` is called. Where it was cancelled,
        that is said, too. Without a ``lane`` little work is done on the writing one, in order. With ``show`` that is
        told how far it is, on the GUI thread, in place of a card. Returns what cancels it.
        """
        job = Job("", songs, CancelToken())

        def act(token: CancelToken) -> tuple[T] | None:
            token.carry(job.cancel)
            try:
                return (work(job.cancel, job.report),)
            except Cancelled:
                return None

        def over(value: tuple[T] | None) -> None:
            job.end(stopped=value is None)
            self._look()
            if value is not None:
                done(value[0])
                return
            self._notifier.say(self.tr("Cancelled. Nothing was changed."))
            if stopped is not None:
                stopped()

        def broke(error: Exception) -> None:
            job.end()
            self._look()
            (failed or self._notifier.fail)(error)

        self._count += 1  # under a key of its own: what was done is told, whatever else has begun
        lane = lane or (Lane.WRITE if songs < MANY else Lane.MANY)
        self._runner.run(self, f"work {self._count}", lane, act, over, broke)
        self._watch(_Watched(text, job, None, show, time.monotonic()))
        return job.cancel

    def watch(self, text: str, job: Job, ended: Callable[[Job], None]) -> None:
        """Show a job where it takes long; ``ended`` is called with it when it is over."""
        self._watch(_Watched(text, job, ended, None, time.monotonic()))

    def _watch(self, one: _Watched) -> None:
        self._watched.append(one)
        self._clock.start()

    def _look(self) -> None:
        """Show how far everything is, and forget what is over."""
        over = [one for one in self._watched if one.job.ended]
        self._watched = [one for one in self._watched if not one.job.ended]
        for one in self._watched:
            if one.show is not None:
                one.show(one.job.progress)
            elif one.card is None and time.monotonic() - one.since_s >= _SHOWN_S:
                one.card = self._card(one)
            if one.card is not None:
                one.card.show_progress(one.job.progress)
        for one in over:
            if one.card is not None:
                self._window.toasts.take_card(one.card)
            if one.ended is not None:
                one.ended(one.job)
        if not self._watched:
            self._clock.stop()

    def _card(self, one: _Watched) -> WorkCard:
        from pluto_desktop.desktop.views.common.work_card import WorkCard  # noqa: PLC0415 - for long work only

        card = WorkCard(one.text, self._window.theme, self._window)
        card.cancel_wanted.connect(partial(CancelToken.cancel, one.job.cancel))
        self._window.toasts.put_card(card)
        return card
