"""Ctrl+C in the terminal, and the end of a person's session: the window closes as if its person had closed it."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, Signal


class Farewell(QObject):
    """Turns the system's requests to end into :attr:`asked`. Made and closed on the main thread.

    Python itself would notice them only when Qt next calls into it, and in the middle of whatever that is. Windows
    tells its windows in its own way; there this does nothing.
    """

    asked = Signal()
    """The process is asked to end."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._before: dict[int, object] = {}
        self._ends: tuple[int, int] | None = None
        if sys.platform == "win32":
            return
        self._ends = os.pipe()
        for end in self._ends:
            os.set_blocking(end, False)
        self._listener = QSocketNotifier(self._ends[0], QSocketNotifier.Type.Read, self)
        self._listener.activated.connect(self._heard)
        self._fd_before = signal.set_wakeup_fd(self._ends[1], warn_on_full_buffer=False)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            # One that is ignored (nohup, a shell's background) stays so.
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._before[number] = signal.signal(number, _leave_to_the_pipe)

    def close(self) -> None:
        """Give the signals back."""
        if self._ends is None:
            return
        for number, handler in self._before.items():
            signal.signal(number, handler)  # type: ignore[arg-type]
        signal.set_wakeup_fd(self._fd_before)
        self._listener.setEnabled(False)  # or Qt would go on listening to an end that is closed
        for end in self._ends:
            os.close(end)
        self._ends = None

    def _heard(self) -> None:
        if self._ends is None:
            return
        try:
            numbers = set(os.read(self._ends[0], 512))
        except BlockingIOError:
            return
        if numbers & self._before.keys():
            self.asked.emit()


def _leave_to_the_pipe(_number: int, _frame: FrameType | None) -> None:
    """Do nothing here: what follows must not happen in the middle of something else."""
