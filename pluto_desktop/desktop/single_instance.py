"""One window for each library: a second start hands its files to the first one, raises its window and ends."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCryptographicHash, QDeadlineTimer, QDir, QLockFile, QObject, QTimer, Signal

# Speaking with other processes takes a moment to load: a window listens a little after it stands.
if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer, QLocalSocket

_WAIT_MS = 800
_LISTEN_MS = 700
_AGAIN_MS = 100
_GIVE_UP_MS = 10_000
_ANSWER_MS = 5_000
"""How long a window that listens may take to answer: it may be busy."""
_LONGEST = 4 * 1024 * 1024


def server_name(folder: Path) -> str:
    """Return the name under which the window of a library can be spoken to; links to one folder give one name."""
    name = str(folder.resolve()).encode("utf-8", "surrogateescape")
    digest = QCryptographicHash.hash(name, QCryptographicHash.Algorithm.Sha256)
    return "pluto-" + bytes(digest.toHex().data()).decode("ascii")[:24]


class SingleInstance(QObject):
    """Listens for later starts. GUI thread; needs a QCoreApplication."""

    called = Signal(object)
    """A second Pluto was started: the files (list of Path) it was given."""

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = server_name(folder)
        # A folder in memory where there is one: Qt waits until the lock is on the disk.
        locks = QDir(os.environ.get("XDG_RUNTIME_DIR") or QDir.tempPath())
        self._lock = QLockFile(locks.filePath(f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)  # held for as long as the window is open; the lock of a dead process is none
        self._soon = QTimer(self, interval=_LISTEN_MS, singleShot=True)
        self._soon.timeout.connect(self.listen)
        self._server: QLocalServer | None = None
        self._heard: dict[QLocalSocket, bytearray] = {}

    def claim(self, files: Sequence[Path]) -> bool:
        """Be the window of the library and soon answer later starts; False where a window took the files instead.

        A lock decides, for of two that ask and then listen in the same moment Qt lets the second take the first
        one's name. Who has it may not listen yet, so it is asked again. One that never answers is left alone, and
        where there is no place for a lock, one that does not answer at once.
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
        if self._server is not None:
            return
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415 - see above

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._accept)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def hand_over(self, files: Sequence[Path]) -> bool:
        """Hand files to a window that listens; False where none does."""
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415 - see above

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(_WAIT_MS):
            return False
        socket.write(json.dumps([str(path.absolute()) for path in files]).encode("ascii") + b"\n")
        sent = socket.waitForBytesWritten(_WAIT_MS)
        answered = sent and socket.waitForReadyRead(_ANSWER_MS)
        socket.disconnectFromServer()
        return answered

    def close(self) -> None:
        """Answer no more."""
        self._soon.stop()
        self._heard.clear()
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _accept(self) -> None:
        assert self._server is not None
        while (socket := self._server.nextPendingConnection()) is not None:
            self._heard[socket] = bytearray()
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(lambda socket=socket: self._forget(socket))

    def _read(self, socket: QLocalSocket) -> None:
        heard = self._heard.get(socket)
        if heard is None:
            return
        heard += bytes(socket.readAll().data())
        if len(heard) > _LONGEST:
            socket.abort()
            return
        if not heard.endswith(b"\n"):
            return
        files = _paths(bytes(heard))
        heard.clear()
        if files is not None:
            socket.write(b"ok\n")
            socket.flush()
            self.called.emit(files)

    def _forget(self, socket: QLocalSocket) -> None:
        if self._heard.pop(socket, None) is not None:
            socket.deleteLater()


def _paths(message: bytes) -> list[Path] | None:
    try:
        said = json.loads(message)
    except ValueError:
        return None
    if not isinstance(said, list) or not all(isinstance(item, str) for item in said):
        return None
    return [Path(item) for item in said]
