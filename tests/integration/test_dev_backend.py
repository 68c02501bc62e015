"""``pluto dev-backend`` as a process: what it holds stays, however it ends."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
from contextlib import closing

import psycopg2
import pytest
from psycopg2 import errors
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.ids import OperationId, SongId, new_id
from pluto_desktop.domain.shared import CommandKind, SongCommand, SongFields
from tests.commands import answer, pluto, start
from tests.servers import open_folder


@pytest.fixture(scope="module")
def folder():
    """Return the folder of a backend that all tests resume in turn: making one takes seconds."""
    with open_folder() as folder:
        yield folder / "backend"


@pytest.fixture
def backend(folder, library_folder):
    """Give a function that starts the backend and returns its process and what it told."""
    processes = []

    def run() -> tuple[subprocess.Popen[str], dict]:
        process = start("dev-backend", "--folder", folder, "--json", library=library_folder)
        processes.append(process)
        return process, json.loads(process.stdout.readline())

    yield run
    for process in processes:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)


def _stop(process, number=signal.SIGINT):
    process.send_signal(number)
    _, err = process.communicate(timeout=60)
    return process.returncode, err


def _write(told):
    """Add to both servers and return what they hold then."""
    shared = PostgresShared(told["curator"]["postgresql"])
    with closing(shared):
        fields = SongFields(title="Ilaya Nila", given=frozenset({"title"}))
        shared.commit(SongCommand(OperationId(new_id()), CommandKind.ADD, SongId(new_id()), fields=fields))
    with MongoClient(told["curator"]["mongodb"]) as client:
        client.get_default_database().kept.insert_one({})
    titles, files = _read(told)
    assert titles
    assert files
    return titles, files


def _read(told):
    with closing(psycopg2.connect(told["listener"]["postgresql"])) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT song_name FROM metadata")
        rows = cursor.fetchall()
    with MongoClient(told["listener"]["mongodb"]) as client:
        return rows, client.get_default_database().kept.count_documents({})


def _check_that_a_listener_only_reads(told):
    listener = told["listener"]
    with (
        closing(psycopg2.connect(listener["postgresql"])) as connection,
        connection.cursor() as cursor,
        pytest.raises(errors.InsufficientPrivilege),
    ):
        cursor.execute("DELETE FROM metadata")
    with MongoClient(listener["mongodb"]) as client, pytest.raises(OperationFailure):
        client.get_default_database().kept.insert_one({})


def test_it_resumes_with_its_data_at_the_same_addresses(backend, folder):
    process, told = backend()
    held = _write(told)
    _check_that_a_listener_only_reads(told)
    assert _stop(process) == (0, "")
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        psycopg2.connect(told["curator"]["postgresql"])

    process, again = backend()
    assert again == told
    assert _read(again) == held
    assert _stop(process, signal.SIGTERM) == (0, "")
    readable = [path for path in folder.iterdir() if path.is_file() and stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert [path.name for path in readable] == ["dev-backend.lock"]


def test_killed_it_finds_its_servers_running_and_resumes(backend):
    process, told = backend()
    held = _write(told)
    process.kill()
    process.communicate()
    process, again = backend()
    assert again == told
    assert _read(again) == held
    assert _stop(process, signal.SIGHUP) == (0, ""), "as when its terminal is closed"
    with pytest.raises(psycopg2.OperationalError, match="refused"):
        psycopg2.connect(told["curator"]["postgresql"])


def test_everything_killed_it_resumes(backend, folder):
    process, told = backend()
    held = _write(told)
    server = int((folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
    mongo = int((folder / "mongo" / "pid").read_text().split()[0])
    for pid in (process.pid, server, mongo):
        os.kill(pid, signal.SIGKILL)
    process.communicate()
    _, again = backend()
    assert _read(again) == held


def test_a_second_one_is_refused_and_a_server_lost_is_told(backend, folder, library_folder):
    process, _ = backend()
    code, said = answer("dev-backend", "--folder", folder, library=library_folder)
    assert (code, said["error"]["code"]) == (2, "dev_backend_running")
    os.kill(int((folder / "mongo" / "pid").read_text().split()[0]), signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert json.loads(out)["error"]["code"] == "server_ended"
    assert "MongoDB" in err


def test_a_damaged_file_of_passwords_is_told(tmp_path, library_folder):
    (tmp_path / "backend.json").write_text("{")
    code, said = answer("dev-backend", "--folder", tmp_path, library=library_folder)
    assert (code, said["error"]["code"]) == (2, "dev_backend_unreadable")


def test_a_folder_that_is_a_file_is_told(tmp_path, library_folder):
    (tmp_path / "file").write_text("")
    code, _, err = pluto("dev-backend", "--folder", tmp_path / "file", library=library_folder)
    assert code == 2
    assert "cannot be written" in err
