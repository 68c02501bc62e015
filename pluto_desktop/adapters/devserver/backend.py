"""Both servers of a shared library in one folder, with two people who may use it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from pluto_desktop.adapters.devserver.mongo import MongoServer
from pluto_desktop.adapters.devserver.postgres import PostgresServer
from pluto_desktop.adapters.devserver.process import LOOPBACK, make_password, server_user
from pluto_desktop.domain.errors import Denied, Invalid, Offline
from pluto_desktop.domain.shared import Role

DATABASE = "pluto"
_STATE = "backend.json"
_PEOPLE = (Role.LISTENER, Role.CURATOR)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name on both servers, and the addresses to give them; these hold the password.

    ``line`` is what a client connects by; the other two are for programs that speak to one server.
    """

    role: Role
    line: str
    postgresql: str
    mongodb: str


@dataclass(slots=True)
class _State:
    """What is kept from one start to the next: passwords are made once, ports stay while they are free."""

    postgres_password: str
    mongo_password: str
    listener_password: str
    curator_password: str
    postgres_port: int = 0
    mongo_port: int = 0

    def password_of(self, role: Role) -> str:
        return self.curator_password if role is Role.CURATOR else self.listener_password


class DevBackend:
    """A shared library's servers on loopback. Used by one thread; only one at a time may have the folder."""

    def __init__(self, folder: Path) -> None:
        """Read what the folder keeps, or make passwords; the folder is there, and nobody else uses it.

        Raises Denied("server_folder_unwritable"), Invalid("dev_backend_unreadable"), NotFound where a server's
        programs are missing.
        """
        self.folder = folder
        try:
            self._state = _read_state(folder)
        except OSError as error:
            raise Denied("server_folder_unwritable", path=str(folder)) from error
        state = self._state
        self._postgres = PostgresServer(folder / "postgres", state.postgres_password, port=state.postgres_port)
        self._mongo = MongoServer(folder / "mongo", state.mongo_password, port=state.mongo_port)

    def start(self, initialise: Callable[[str, str, Mapping[Role, str]], object]) -> None:
        """Start both servers and let ``initialise`` make the library, at the administrator's addresses.

        It is told the people's passwords too, whose names are those of their roles: MongoDB's users it makes itself,
        for it knows what rights a role has there.

        Raises Offline("server_not_started"), Denied("server_folder_closed"); call :meth:`stop` then, too.
        """
        self._postgres.start()
        self._mongo.start()
        self._state.postgres_port, self._state.mongo_port = self._postgres.port, self._mongo.port
        _write_state(self.folder, self._state)
        self._postgres.make_database(DATABASE)
        passwords = {role: self._state.password_of(role) for role in _PEOPLE}
        initialise(self._postgres.url(DATABASE), self._mongo.uri, passwords)
        for role, password in passwords.items():
            self._postgres.make_user(role, password, member_of=f"pluto_{role}")

    def people(self) -> list[Person]:
        """Return who may use the library."""
        return [self._person(role) for role in _PEOPLE]

    def check(self) -> None:
        """Raise Offline("server_ended") if a server is not there any more."""
        for name, server in (("PostgreSQL", self._postgres), ("MongoDB", self._mongo)):
            if not server.running:
                raise Offline("server_ended", server=name, path=str(self.folder))

    def stop(self) -> None:
        """Stop both servers cleanly."""
        self._mongo.stop()
        self._postgres.stop()

    def _person(self, role: Role) -> Person:
        password = self._state.password_of(role)
        return Person(
            role,
            f"pluto://{role}:{password}@{LOOPBACK}:{self._postgres.port}/{DATABASE}"
            f"?mongo={LOOPBACK}:{self._mongo.port}/{DATABASE}&tls=off",
            self._postgres.url(DATABASE, role, password),
            self._mongo.uri_of(role, password, DATABASE),
        )


def make_folder(folder: Path) -> None:
    """Make the folder of a backend, for nobody else to look into. Raises Denied("server_folder_unwritable")."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700 if server_user() is None else 0o711)  # PostgreSQL's user has to get to its own part
    except OSError as error:
        raise Denied("server_folder_unwritable", path=str(folder)) from error


def _read_state(folder: Path) -> _State:
    path = folder / _STATE
    if not path.exists():
        state = _State(make_password(), make_password(), make_password(), make_password())
        _write_state(folder, state)
        return state
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return _State(**{field.name: kept[field.name] for field in fields(_State)})
    except (ValueError, KeyError, TypeError) as error:
        raise Invalid("dev_backend_unreadable", path=str(path)) from error


def _write_state(folder: Path, state: _State) -> None:
    """Write at once or not at all, for nobody else to read."""
    new = folder / f"{_STATE}.new"
    new.unlink(missing_ok=True)
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(asdict(state), file)
        file.flush()
        os.fsync(file.fileno())
    new.replace(folder / _STATE)
