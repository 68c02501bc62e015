"""The log file, and the report of a bug."""

from __future__ import annotations

import datetime as dt
import logging
import platform
import sys
import tempfile
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from pluto_desktop import __version__

_KEPT_BYTES = 1_000_000
_KEPT_FILES = 3
_KEPT_REPORTS = 20


def start_log(folder: Path, *, level: int = logging.INFO) -> logging.Handler:
    """Write log records of ``level`` and above to ``pluto.log`` in a folder, four megabytes at most.

    The file is made with the first record. Where the folder cannot be written, records are dropped: the log is never a
    reason to fail. Returns the handler, for taking it off again.
    """
    handler: logging.Handler
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "pluto.log", maxBytes=_KEPT_BYTES, backupCount=_KEPT_FILES, encoding="utf-8", delay=True
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setLevel(level)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(min(level, root.level or level))
    return handler


def write_crash_report(error: BaseException, folder: Path) -> Path | None:
    """Write what is known of a bug to a file of its own and return it; None where no file can be written.

    Without rights in ``folder`` the platform's folder for temporary files is used. Old reports are cleared away.
    """
    now = dt.datetime.now().astimezone()
    text = "\n".join(
        [
            f"Pluto Desktop {__version__}, {now:%Y-%m-%d %H:%M:%S %z}",
            f"Python {platform.python_version()} on {platform.platform()}",
            f"Command: {' '.join(sys.argv[:1])} with {len(sys.argv) - 1} arguments",
            "",
            "".join(traceback.format_exception(error)),
        ]
    )
    for place in (folder, Path(tempfile.gettempdir())):
        path = place / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            place.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        _clear_old(place)
        return path
    return None


def _clear_old(folder: Path) -> None:
    for old in sorted(folder.glob("crash-????????-??????-*.txt"))[:-_KEPT_REPORTS]:
        old.unlink(missing_ok=True)
