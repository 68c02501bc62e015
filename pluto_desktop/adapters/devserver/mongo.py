"""A server that speaks MongoDB's protocol on loopback, with its data in one folder."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from pymongo import MongoClient
from pymongo.errors import PyMongoError

from pluto_desktop.adapters.devserver.process import (
    LOOPBACK,
    ServerProcess,
    free_port,
    launch,
    wait_until_gone,
    wait_until_ready,
)
from pluto_desktop.domain.errors import NotFound, Offline

ADMIN = "root"
"""The administrator's name."""

_STOP_S = 20.0


class MongoServer(ServerProcess):
    """A server that speaks MongoDB's protocol."""

    def __init__(self, folder: Path, password: str, *, port: int = 0) -> None:
        """Prepare a server in ``folder``; nothing starts yet. Raises NotFound("mongo_missing")."""
        super().__init__(folder, password, port)
        self._program = find_program()

    @property
    def uri(self) -> str:
        """The administrator's address."""
        return self.uri_of(ADMIN, self._password, "admin")

    def uri_of(self, user: str, password: str, database: str) -> str:
        """Return the address of a user whom a database keeps, and of that database."""
        name = f"{quote(user, safe='')}:{quote(password, safe='')}"
        return f"mongodb://{name}@{LOOPBACK}:{self.port}/{database}?directConnection=true"

    def start(self) -> None:
        """Start; make the administrator the first time. Returns when it answers. Raises Offline("server_not_started").

        Some servers let nobody in to make the first user once they ask for passwords: the first time it starts twice.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._stop_left_over()
        if not self._made.exists():
            self._launch(auth=False)
            with contextlib.suppress(PyMongoError):  # made by a start that was killed before it could note it
                self._command(self._open_uri, "createUser", ADMIN, pwd=self._password, roles=["root"])
            self.stop()
            self._made.touch()
        self._launch(auth=True)

    def stop(self) -> None:
        """Stop cleanly. Nothing happens if it does not run."""
        process, self._process = self._process, None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        self._pid_file.unlink(missing_ok=True)

    @property
    def _made(self) -> Path:
        return self.folder / "administrator-made"

    @property
    def _pid_file(self) -> Path:
        return self.folder / "pid"

    @property
    def _log(self) -> Path:
        return self.folder.parent / "mongo.log"

    @property
    def _open_uri(self) -> str:
        return f"mongodb://{LOOPBACK}:{self.port}/?directConnection=true"

    def _launch(self, *, auth: bool) -> None:
        self.port = free_port(self.port)
        command = [*self._program, "--port", str(self.port), _data_option(self._program), str(self.folder / "data")]
        (self.folder / "data").mkdir(exist_ok=True)
        self._process = launch([*command, *(["--auth"] if auth else [])], self._log)
        self._pid_file.write_text(f"{self._process.pid} {self.port}", encoding="utf-8")
        uri = self.uri if auth else self._open_uri
        if not wait_until_ready(self._process, lambda: self._answers(uri)):
            self.stop()
            raise Offline("server_not_started", server="MongoDB", path=str(self._log))

    def _answers(self, uri: str) -> bool:
        try:
            # listing needs rights, so that only a server with our administrator in it answers
            self._command(uri, "listDatabases", 1)
        except PyMongoError:
            return False
        return True

    def _command(self, uri: str, name: str, value: Any, **more: Any) -> None:
        with MongoClient[dict[str, Any]](uri, serverSelectionTimeoutMS=1000) as client:
            client.admin.command(name, value, **more)

    def _stop_left_over(self) -> None:
        """Stop the server that a killed program left running: the one that lets us in with our password."""
        try:
            pid, port = map(int, self._pid_file.read_text(encoding="utf-8").split())
        except (OSError, ValueError):
            return
        wish, self.port = self.port, port
        if self._answers(self.uri):
            os.kill(pid, signal.SIGTERM)
            wait_until_gone(pid, _STOP_S)  # until then nobody else may open its files
        self.port = wish


def find_program() -> Sequence[str]:
    """Return how to start the system's mongod, else the server that came as a Python package, durable on loopback.

    Raises NotFound("mongo_missing").
    """
    mongod = shutil.which("mongod")
    if mongod is not None:
        return [mongod, "--bind_ip", LOOPBACK]
    if importlib.util.find_spec("secantus") is None:
        raise NotFound("mongo_missing")
    # by its module: the script beside the interpreter is on no PATH
    start = "import sys; from secantus.cli import main; sys.exit(main())"
    return [sys.executable, "-c", start, "--host", LOOPBACK, "--sync-on-commit", "--cache-size", "256M"]


def _data_option(program: Sequence[str]) -> str:
    return "--dbpath" if Path(program[0]).stem == "mongod" else "--storage-path"
