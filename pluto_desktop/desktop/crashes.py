"""Bugs: the trace goes into a file, the person gets one sentence."""

from __future__ import annotations

import logging
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QObject, Signal

from pluto_desktop import __version__
from pluto_desktop.desktop.notifier import Kind, Notifier
from pluto_desktop.domain.errors import Cancelled, KnownError

_log = logging.getLogger(__name__)
_KEPT = 20


class CrashReporter(QObject):
    """Writes a report for every exception nobody handled and says so once. The hooks work from any thread."""

    _caught = Signal(object)

    def __init__(self, folder: Path, notifier: Notifier, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._notifier = notifier
        self._seen: set[str] = set()
        self._caught.connect(self._tell)
        notifier.crashed.connect(self.report)

    def install(self) -> None:
        """Take over Python's hooks for exceptions that nobody handled."""
        sys.excepthook = self._hook
        threading.excepthook = lambda caught: self._hook(caught.exc_type, caught.exc_value, caught.exc_traceback)

    def report(self, error: BaseException) -> None:
        """Write a bug down and tell the person; a known error is told in its own words instead. Any thread."""
        if isinstance(error, Cancelled):
            return
        self._caught.emit(error)

    def _hook(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        if error is None or issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error or kind(), trace)
            return
        self.report(error)

    def _tell(self, error: BaseException) -> None:
        if isinstance(error, KnownError):
            self._notifier.fail(error)
            return
        text = "".join(traceback.format_exception(error))
        _log.error("a bug: %s", text)
        last = traceback.extract_tb(error.__traceback__)[-1:]
        place = f"{type(error).__name__}{[(frame.filename, frame.lineno) for frame in last]}"
        if place in self._seen:
            return
        self._seen.add(place)
        path = self._write(text)
        said = QCoreApplication.translate(
            "crashes", "Something in Pluto went wrong that should not. Your library is not affected."
        )
        if path is not None:
            told = QCoreApplication.translate("crashes", "What happened is written down in “%1”; please send it to us.")
            said += " " + told.replace("%1", str(path))
        self._notifier.say(said, Kind.ERROR)

    def _write(self, text: str) -> Path | None:
        import datetime as dt  # noqa: PLC0415 - a start without a crash waits for neither
        import platform  # noqa: PLC0415

        now = dt.datetime.now().astimezone()
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        head = f"Pluto {__version__}, Python {platform.python_version()}, {platform.platform()}\n{now.isoformat()}\n\n"
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(head + text, encoding="utf-8", errors="replace")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            _log.exception("the report could not be written")
            return None
        return path
