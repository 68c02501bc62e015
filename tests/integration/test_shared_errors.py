"""Each way of not getting to a shared library is told as what it is."""

from __future__ import annotations

import socket
import threading
from contextlib import closing
from urllib.parse import urlsplit

import psycopg2
import pytest

from pluto_desktop.adapters.sql.shared.engine import Limits
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.adapters.sql.shared.translate import known_errors
from pluto_desktop.domain.errors import Denied, Invalid, KnownError, NotFound, Offline, Timeout
from pluto_desktop.domain.ids import new_id
from pluto_desktop.domain.shared import BEGINNING, CommandKind, SongFields
from tests.contract.conftest import postgres_shared
from tests.contract.shared_library import SharedServer, add, change, command
from tests.servers import Postgres

__all__ = ["postgres_shared"]


def identify(address: str, password: str | None = None, **limits: float):
    with closing(PostgresShared(address, password, limits=Limits(**limits))) as shared:
        return shared.identify()


def at(address: str, **parts: str) -> str:
    split = urlsplit(address)
    user, host = parts.get("user", split.netloc.split("@")[0]), parts.get("host", split.netloc.split("@")[1])
    return f"postgresql://{user}@{host}/{parts.get('database', split.path[1:])}?{parts.get('query', '')}"


@pytest.fixture
def closed_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def test_a_name_nobody_knows():
    with pytest.raises(Offline, match="server_unknown"):
        identify("postgresql://ana@no-such-host.invalid/songs?sslmode=prefer")


def test_nothing_listens(closed_port: int):
    with pytest.raises(Offline, match="server_refused"):
        identify(f"postgresql://ana@127.0.0.1:{closed_port}/songs")


def test_a_server_that_accepts_and_is_silent():
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(Timeout, match="server_timeout"):
        identify(f"postgresql://ana@127.0.0.1:{silent.getsockname()[1]}/songs", connect_s=0.2)


def test_the_first_of_several_hosts_may_hang(postgres: Postgres):
    address = postgres.make_database()
    host = urlsplit(address).netloc.split("@")[1]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        both = at(address, host=f"127.0.0.1:{silent.getsockname()[1]},{host}")
        with pytest.raises(NotFound, match="no_shared_library"):
            identify(both, connect_s=0.1)


def test_a_server_that_hangs_in_the_middle(postgres_shared: SharedServer):
    """What the server's own limits do not end is given up here; the connection is not used again."""
    shared = postgres_shared.listener
    with shared.engine.connect() as connection:
        connection.connection.driver_connection.limit_s = 0.1
        with pytest.raises(Timeout, match="server_timeout"), known_errors("here"):
            connection.exec_driver_sql("SET statement_timeout = 0; SELECT pg_sleep(60)")
    assert shared.head() == BEGINNING


def test_a_long_answer_is_no_silence(postgres_shared: SharedServer):
    with postgres_shared.listener.engine.connect() as connection:
        connection.connection.driver_connection.limit_s = 1
        slow = "SELECT repeat('x', 100000), pg_sleep(0.05) FROM generate_series(1, 30)"
        assert len(connection.exec_driver_sql(slow).all()) == 30


def test_a_wrong_password_and_a_stranger(postgres: Postgres):
    address = postgres.make_database()
    for user in ("postgres:wrong", f"{new_id()}:wrong"):
        with pytest.raises(Denied, match="wrong_password") as caught:
            identify(at(address, user=user))
        assert "wrong" not in str(caught.value.params)
        assert caught.value.__cause__ is None


def test_a_password_may_come_beside_the_address(postgres: Postgres):
    address = postgres.make_database()
    with pytest.raises(NotFound, match="no_shared_library"):
        identify(at(address, user=urlsplit(address).username or ""), postgres.password)


def test_a_server_without_encryption(postgres: Postgres):
    with pytest.raises(Denied, match=r"no_tls|certificate_refused"):
        identify(at(postgres.admin_url, query="sslmode=verify-full"))


def test_a_database_that_is_not_there_or_not_a_library(postgres: Postgres):
    for address in (at(postgres.admin_url, database="no_such_library"), postgres.make_database()):
        with pytest.raises(NotFound, match="no_shared_library"):
            identify(address)


def test_a_person_without_a_role(postgres: Postgres, postgres_shared: SharedServer):
    with postgres_shared.admin.engine.connect() as connection:
        database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
    with closing(psycopg2.connect(postgres.admin_url)) as raw, raw, raw.cursor() as cursor:
        cursor.execute("SELECT FROM pg_roles WHERE rolname = 'pluto_test_nobody'")
        if cursor.fetchone() is None:
            cursor.execute("CREATE ROLE pluto_test_nobody LOGIN PASSWORD %s", [postgres.password])
    with pytest.raises(Denied, match="rights_missing"):
        identify(postgres.url(database, "pluto_test_nobody"))


def test_a_schema_too_old(postgres_shared: SharedServer):
    with postgres_shared.admin.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0000'")
    with pytest.raises(Denied, match="schema_too_old"):
        postgres_shared.curator.identify()


def test_the_first_of_several_hosts_may_be_down(postgres: Postgres, closed_port: int):
    address = postgres.make_database()
    host = urlsplit(address).netloc.split("@")[1]
    with closing(PostgresShared(at(address, host=f"127.0.0.1:{closed_port},{host}"))) as shared:
        assert shared.initialise() == shared.identify()


def test_a_server_that_only_reads_is_a_pause(postgres: Postgres):
    address = at(postgres.make_database(), query="target_session_attrs=standby")
    with pytest.raises(Offline, match="server_standby"):
        identify(address)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("0A000", "cannot access temporary or unlogged relations during recovery"),
        ("25006", "cannot execute UPDATE in a read-only transaction"),
    ],
)
def test_what_a_standby_cannot_do_is_a_pause(postgres: Postgres, code: str, said: str):
    with closing(PostgresShared(postgres.make_database())) as shared:
        refuse = f"DO $$ BEGIN RAISE EXCEPTION '{said}' USING ERRCODE = '{code}'; END $$"
        with pytest.raises(Offline, match="server_standby"), known_errors("x"), shared.engine.begin() as connection:
            connection.exec_driver_sql(refuse)


def test_an_address_that_is_none():
    with pytest.raises(Invalid, match="address_unreadable"):
        PostgresShared("postgresql://[half/open")


def test_a_song_that_another_writer_holds_for_too_long(postgres: Postgres, postgres_shared: SharedServer):
    shared = postgres_shared
    done = add(shared.admin, SongFields(title="a"))
    with shared.admin.engine.begin() as connection:
        database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql("SELECT FROM metadata FOR UPDATE")
        impatient = PostgresShared(postgres.url(database), limits=Limits(lock_ms=50))
        with closing(impatient), pytest.raises(Timeout, match="server_busy"):
            impatient.commit(change(done.song_id, 1, title="b"))
    assert shared.listener.get_song(done.song_id).song.title == "a"


def test_a_statement_that_takes_too_long(postgres_shared: SharedServer, postgres: Postgres):
    with postgres_shared.admin.engine.begin() as connection:
        database = connection.exec_driver_sql("SELECT current_database()").scalar_one()
        connection.exec_driver_sql("LOCK TABLE metadata IN ACCESS EXCLUSIVE MODE")
        impatient = PostgresShared(postgres.url(database), limits=Limits(statement_ms=50))
        with closing(impatient), pytest.raises(Timeout, match="server_timeout"):
            impatient.list_songs(None, 1)


def test_a_value_the_server_cannot_keep(postgres_shared: SharedServer):
    with pytest.raises(Invalid, match="value_refused"):
        add(postgres_shared.curator, SongFields(title="a", place=(1, 1 << 40)))
    assert add(postgres_shared.curator, SongFields(title="a\0b", notes="\ud800", lyrics={"lines": [], "by": "\0"}))


def test_a_connection_that_was_cut_is_told_and_the_next_is_a_new_one(postgres_shared: SharedServer):
    shared = postgres_shared
    add(shared.curator, SongFields(title="a"))
    cut = "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
    cut += " AND datname = current_database()"
    heard: list[KnownError] = []

    def wait():
        try:
            shared.listener.wait_for_news(30)
        except KnownError as error:
            heard.append(error)

    shared.listener.wait_for_news(0)
    waiting = threading.Thread(target=wait)
    waiting.start()
    with shared.admin.engine.connect() as connection:
        connection.exec_driver_sql(cut)
    waiting.join()
    assert [error.code for error in heard] == ["server_lost"]
    assert not shared.listener.wait_for_news(0)
    with pytest.raises(Offline, match="server_lost"):
        shared.curator.head()
    assert shared.curator.commit(command(CommandKind.ADD, SongFields(title="b"))).version == 1
