"""The servers that the tests stand on are real ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import psycopg2
import pytest
from pymongo import MongoClient
from pymongo.errors import OperationFailure

from pluto_desktop.adapters.devserver.postgres import PostgresServer
from pluto_desktop.adapters.devserver.process import name_and_state, server_user, wait_until_gone
from tests.servers import open_folder


def test_each_database_is_fresh(postgres):
    one, other = postgres.make_database(), postgres.make_database()
    connection = psycopg2.connect(one)
    with connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE here (id uuid DEFAULT gen_random_uuid())")
    connection.close()
    connection = psycopg2.connect(other)
    with connection, connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('here')")
        assert cursor.fetchone() == (None,)
    connection.close()


@pytest.mark.skipif("PLUTO_TEST_POSTGRES_URL" in os.environ, reason="a server of yours has rules of its own")
def test_a_user_is_let_in_by_password_only(postgres):
    with pytest.raises(psycopg2.OperationalError, match="password"):
        psycopg2.connect(postgres.admin_url.replace(postgres.password, "another"))


def test_mongo_keeps_what_it_was_given(mongo):
    name = mongo.make_database()
    with MongoClient(mongo.uri) as client:
        client[name].songs.insert_one({"_id": 1})
        assert client[name].songs.find_one() == {"_id": 1}
        client.drop_database(name)


@pytest.mark.skipif("PLUTO_TEST_MONGO_URI" in os.environ, reason="a server of yours has rules of its own")
def test_mongo_asks_for_a_password(mongo):
    with (
        MongoClient(mongo.uri.replace("root:secret@", "")) as client,
        pytest.raises(OperationFailure),
    ):
        client[mongo.make_database()].songs.find_one()


def test_a_number_that_another_program_has_by_now_keeps_no_server_from_starting():
    with open_folder() as folder:
        server = PostgresServer(folder / "postgres", "secret", durable=False)
        server.start()
        pid_file = folder / "postgres" / "data" / "postmaster.pid"
        left = pid_file.read_text()
        server.stop()
        with subprocess.Popen(["sleep", "60"], user=server_user()) as another:
            try:
                pid_file.write_text(left.replace(left.split()[0], str(another.pid), 1))
                server.start()
                assert server.running
                assert another.poll() is None
            finally:
                server.stop()
                another.kill()


_KILLED = """
import os, signal
from tests.servers import MongoServer, PostgresServer, open_folder, running
with open_folder() as folder:
    media = MongoServer(folder / "mongo", "secret")
    catalogue = PostgresServer(folder / "postgres", "secret", durable=False)
    with running(media), running(catalogue):
        media.kill()
        media.start()
        print(media.pid, catalogue.pid, folder, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what a process is called is read from /proc")
def test_servers_end_with_the_tests_even_where_they_are_killed():
    root = Path(__file__).resolve().parents[2]
    told = subprocess.run([sys.executable, "-c", _KILLED], cwd=root, capture_output=True, text=True, check=False)
    *pids, folder = told.stdout.split()
    for pid in map(int, pids):
        wait_until_gone(pid, 60)
        assert name_and_state(pid)[1] in {"", "Z"}
    until = time.monotonic() + 60
    while Path(folder).exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not Path(folder).exists()
