"""What both servers need of the system: a port, a user that is not root, a process and its log."""

from __future__ import annotations

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from pluto_desktop.domain.errors import Denied, Offline

LOOPBACK = "127.0.0.1"
_START_S = 60.0
_LOOK_AGAIN_S = 0.05
_TAIL = 4000
"""So many characters of a log are looked at for why a server ended."""


class ServerProcess:
    """One server with its data in a folder: started and stopped as often as you like, from one thread."""

    def __init__(self, folder: Path, password: str, port: int) -> None:
        """Prepare a server; nothing starts yet. ``password`` is the administrator's, ``port`` a wish."""
        self.folder = folder
        self.port = port
        self._password = password
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The process; a started server only."""
        assert self._process is not None
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def kill(self) -> None:
        """End a started server as a loss of power would, and return when it is gone."""
        process = self._process
        assert process is not None
        process.kill()
        process.wait()


def make_password() -> str:
    """Return a password that nobody guesses and that needs no quoting in an address."""
    return secrets.token_urlsafe(24)


def free_port(wanted: int = 0) -> int:
    """Return ``wanted`` if nothing listens there, any other free port of loopback if not."""
    for port in (wanted, 0):
        with socket.socket() as probe:
            if sys.platform != "win32":  # a port closed a moment ago is free; Windows means something else by this
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise Offline("no_free_port")


def server_user() -> str | None:
    """Return the user to run PostgreSQL as, which refuses root; None for the one we are."""
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    import pwd  # noqa: PLC0415 - not there on Windows

    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def make_folder_for(user: str | None, folder: Path) -> None:
    """Make a folder that only ``user`` may look into. Raises Denied where that user cannot get there."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if user is None:
        return
    for above in folder.resolve().parents:
        if not above.stat().st_mode & 0o001:
            raise Denied("server_folder_closed", path=str(folder), user=user, above=str(above))
    shutil.chown(folder, user)


def launch(command: Sequence[str | Path], log: Path, user: str | None = None) -> subprocess.Popen[bytes]:
    """Start a server that Ctrl+C in our terminal does not reach: it is ours to stop. Its output goes to ``log``."""
    private = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(private, "wb") as output:
        return subprocess.Popen(  # noqa: S603 - programs that we found, arguments that we made
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            cwd=log.parent,
            env={**os.environ, "LC_ALL": "C"},
            user=user,
            start_new_session=True,
        )


def run(command: Sequence[str | Path], folder: Path, user: str | None = None) -> bool:
    """Run a program of a server to its end, in a folder; whether it succeeded."""
    log = folder.parent / f"{Path(command[0]).stem}.log"
    return launch(command, log, user).wait() == 0


def wait_until_ready(process: subprocess.Popen[bytes], ready: Callable[[], bool]) -> bool:
    """Wait until a server answers; False where it ended instead or took longer than a minute."""
    until = time.monotonic() + _START_S
    while process.poll() is None and time.monotonic() < until:
        if ready():
            return True
        time.sleep(_LOOK_AGAIN_S)
    return False


def name_and_state(pid: int) -> tuple[str, str]:
    """Return a process's name and state as Linux tells them, empty where it does not; "Z" has ended, unreaped."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "", ""
    name, _, rest = stat.partition("(")[2].rpartition(")")
    return name, rest.split()[0]


def wait_until_gone(pid: int, limit_s: float) -> None:
    """Wait for the end of a process that is not our child, a while at most."""
    until = time.monotonic() + limit_s
    while sys.platform != "win32" and time.monotonic() < until and name_and_state(pid)[1] != "Z":
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return
        time.sleep(_LOOK_AGAIN_S)


def tail(log: Path) -> str:
    """Return the end of a log."""
    return log.read_text(encoding="utf-8", errors="replace")[-_TAIL:] if log.exists() else ""
