"""One window for each library: a second start hands its files to the first one, raises its window and ends."""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QDir, QLockFile, QObject, Qt, QTimer, Signal

# Speaking with other processes takes a moment to load: a window listens a little after it stands.
if TYPE_CHECKING:
    from multiprocessing.connection import Connection

_LISTEN_MS = 700
_AGAIN_MS = 100
_GIVE_UP_MS = 10_000
_ANSWER_S = 5.0
"""How long a window that listens may take to answer: it may be busy. And a start to say what it was given."""
_LONGEST = 4 * 1024 * 1024
_LONGEST_ADDRESS = 100
"""Bytes that the path of a socket may have; some systems take 103, others 107."""


def window_name(folder: Path) -> str:
    """Return the name of the window of a library; links to one folder give one name."""
    name = str(folder.resolve()).encode("utf-8", "surrogateescape")
    digest = QCryptographicHash.hash(name, QCryptographicHash.Algorithm.Sha256)
    return "pluto-" + bytes(digest.toHex().data()).decode("ascii")[:24]


def _address(name: str) -> str:
    """Return where the window of that name can be spoken to: a named pipe on Windows, else a socket's path."""
    if sys.platform == "win32":
        return rf"\\.\pipe\{name}"
    own = Path(os.environ.get("XDG_RUNTIME_DIR") or QDir.tempPath()) / name
    fits = own.parent.is_dir() and len(os.fsencode(own)) <= _LONGEST_ADDRESS
    return str(own if fits else Path(QDir.tempPath()) / name)


class SingleInstance(QObject):
    """Claims the window of a library, and hears of later starts. GUI thread; needs a QCoreApplication."""

    called = Signal(object)
    """A second Pluto was started: the files (list of Path) it was given."""

    _heard = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = window_name(folder)
        self._address = _address(name)
        # A folder in memory where there is one: Qt waits until the lock is on the disk.
        locks = QDir(os.environ.get("XDG_RUNTIME_DIR") or QDir.tempPath())
        self._lock = QLockFile(locks.filePath(f"{name}.lock"))
        self._lock.setStaleLockTime(0)  # held for as long as the window is open; the lock of a dead process is none
        self._soon = QTimer(self, interval=_LISTEN_MS, singleShot=True)
        self._soon.timeout.connect(self.listen)
        self._heard.connect(self.called, Qt.ConnectionType.QueuedConnection)
        self._ear: _Ear | None = None

    def claim(self, files: Sequence[Path]) -> bool:
        """Be the window of the library and soon answer later starts; False where a window took the files instead.

        A lock decides, for of two that ask and then listen in the same moment the second would take the first one's
        place. Who has it may not listen yet, so it is asked again. One that never answers is left alone, and where
        there is no place for a lock, one that does not answer at once.
        """
        given_up = QDeadlineTimer(_GIVE_UP_MS)
        held = self._lock.tryLock(0)
        while not held and not given_up.hasExpired():
            if self.hand_over(files):
                return False
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                break
            held = self._lock.tryLock(_AGAIN_MS)
        self._soon.start()
        return True

    def listen(self) -> None:
        """Begin to answer, unless that has begun."""
        if self._ear is None:
            self._ear = _Ear(self._address, self._heard.emit)
            self._ear.start()

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Hand files to a window that listens; False where none does."""
        from multiprocessing.connection import Client  # noqa: PLC0415 - see above

        try:
            with Client(self._address) as window:
                window.send_bytes(json.dumps([str(path.absolute()) for path in files]).encode("ascii"))
                return window.poll(_ANSWER_S) and window.recv_bytes(_LONGEST) == _Ear.THANKS
        except (OSError, EOFError):
            return False

    def close(self) -> None:
        """Answer no more."""
        self._soon.stop()
        if self._ear is not None:
            self._ear.close()
            self._ear = None
        self._lock.unlock()


class _Ear(threading.Thread):
    """Answers whoever speaks to an address, each on a thread of its own: one that says nothing is in nobody's way.

    ``tell`` is called with each list of files, on such a thread.
    """

    THANKS = b"ok"

    def __init__(self, address: str, tell: Callable[[list[Path]], object]) -> None:
        super().__init__(name="single-instance", daemon=True)
        self._address, self._tell = address, tell
        self._closing = threading.Event()
        self._telling = threading.Lock()
        """Held while files are told and thanked for: closing comes before both or after both."""

    def run(self) -> None:
        """Listen until closed; where the address cannot be had, not at all: then every start has its own window."""
        from multiprocessing.connection import Listener  # noqa: PLC0415 - see above

        with suppress(OSError):
            if sys.platform != "win32":
                Path(self._address).unlink(missing_ok=True)  # of a window that was killed: the lock is ours
            with Listener(self._address, backlog=16) as listener:
                if sys.platform != "win32":
                    Path(self._address).chmod(0o600)
                while not self._closing.is_set():
                    with suppress(OSError, EOFError):
                        caller = listener.accept()
                        threading.Thread(target=self._hear, args=(caller,), daemon=True).start()

    def _hear(self, caller: Connection) -> None:
        with suppress(OSError, EOFError), caller:
            if not caller.poll(_ANSWER_S):
                return
            files = _paths(caller.recv_bytes(_LONGEST))
            with self._telling:
                if files is not None and not self._closing.is_set():
                    self._tell(files)
                    caller.send_bytes(self.THANKS)

    def close(self) -> None:
        """Listen no more; returns when that is so: who was heard has been thanked, and nobody is told of later."""
        from multiprocessing.connection import Client  # noqa: PLC0415 - see above

        with self._telling:
            self._closing.set()
        with suppress(OSError, EOFError):
            Client(self._address).close()  # it waits for a caller, and nothing else wakes it
        self.join(_ANSWER_S)


def _paths(message: bytes) -> list[Path] | None:
    try:
        said = json.loads(message)
    except ValueError:
        return None
    if not isinstance(said, list) or not all(isinstance(item, str) for item in said):
        return None
    return [Path(item) for item in said]
