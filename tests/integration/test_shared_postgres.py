"""What only a real PostgreSQL can show: locks, interleaved transactions, rights, one statement."""

from __future__ import annotations

import threading
import time
from contextlib import closing, contextmanager

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import event, func, select, text
from sqlalchemy.exc import ProgrammingError

from pluto_desktop.adapters.sql.shared import sweeping, tables, uploads
from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.batches import BatchCommand, BatchKind, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.errors import Conflict, Denied, Offline
from pluto_desktop.domain.ids import OperationId, new_id
from pluto_desktop.domain.shared import BEGINNING, CommandKind, Credits, Role, SongFields
from tests.contract.conftest import postgres_shared
from tests.contract.shared_library import SharedServer, add, change, command
from tests.factories import make_document, make_medium, sha256
from tests.servers import Postgres

__all__ = ["postgres_shared"]


@contextmanager
def counted(engine):
    statements = []

    def note(_connection, _cursor, statement, *_rest):
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    yield statements
    event.remove(engine, "before_cursor_execute", note)


@contextmanager
def before_finishing(engine, action):
    """Run something in the middle of the next command, after its rows are written and before it ends."""

    done = []

    def run(_connection, _cursor, statement, *_rest):
        if "finish_operation" in statement and not done:
            done.append(statement)
            action()

    event.listen(engine, "before_cursor_execute", run)
    yield
    event.remove(engine, "before_cursor_execute", run)


def until_waiting(shared: SharedServer) -> None:
    """Wait until a statement of another connection waits for a lock."""
    waiting = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with shared.admin.engine.connect() as connection:
        while not connection.scalar(waiting):
            connection.rollback()
            time.sleep(0.01)


def test_the_tables_are_those_the_program_names(postgres_shared: SharedServer):
    made = text("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public'")
    with postgres_shared.admin.engine.connect() as connection:
        columns = {(table, column) for table, column in connection.execute(made)}
    assert columns == {(table.name, each.name) for table in tables.schema.sorted_tables for each in table.c}


def test_initialising_twice_at_once_is_initialising_once(postgres_shared: SharedServer):
    found = []
    threads = [threading.Thread(target=lambda: found.append(postgres_shared.admin.initialise())) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [postgres_shared.admin.identify()] * 3


def test_a_keeper_who_is_no_superuser_makes_the_library_and_another_upgrades_it(postgres: Postgres):
    owner, database = f"owner_{new_id()}", f"pluto_test_{new_id()}"
    second = f"second_{new_id()}"
    with closing(psycopg2.connect(postgres.admin_url)) as raw, raw.cursor() as cursor:
        raw.autocommit = True
        for user, rights in ((owner, "CREATEROLE"), (second, "NOCREATEROLE")):
            make = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
            cursor.execute(make.format(sql.Identifier(user), sql.SQL(rights), sql.Literal(postgres.password)))
        cursor.execute(sql.SQL("CREATE DATABASE {} OWNER {}").format(*map(sql.Identifier, (database, owner))))
        # The roles are the whole server's: here they may have been made by somebody else already.
        if postgres_knows(cursor, "pluto_admin"):
            cursor.execute(sql.SQL("GRANT pluto_admin TO {}").format(sql.Identifier(owner)))
        with closing(PostgresShared(postgres.url(database, owner))) as keeper:
            made = keeper.initialise()
        assert made.role is Role.ADMIN
        cursor.execute(sql.SQL("GRANT pluto_admin TO {}").format(sql.Identifier(second)))
    with closing(PostgresShared(postgres.url(database, second))) as keeper:
        assert keeper.initialise().id == made.id


def postgres_knows(cursor, role: str) -> bool:
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
    return cursor.fetchone() is not None


def test_a_songs_page_is_one_statement(postgres_shared: SharedServer):
    words = make_document("hello").to_json()
    done = add(postgres_shared.curator, SongFields(title="a", song=sha256("a"), lyrics=words), make_medium("a"))
    with counted(postgres_shared.listener.engine) as statements:
        postgres_shared.listener.get_song(done.song_id)
    assert len(statements) == 1


def test_the_two_texts_follow_the_document(postgres_shared: SharedServer):
    done = add(postgres_shared.curator, SongFields(title="a", lyrics=make_document("one", "two").to_json()))
    texts = select(tables.lyrics.c.english_lyrics, tables.lyrics.c.telugu_lyrics)
    with postgres_shared.listener.engine.connect() as connection:
        assert connection.execute(texts).one() == ("one\ntwo", "")
        postgres_shared.curator.commit(change(done.song_id, 1, lyrics=make_document("జో", lang="te").to_json()))
        assert connection.execute(texts).one() == ("", "జో")


def test_a_change_that_began_first_and_came_last_is_not_skipped(postgres_shared: SharedServer):
    shared, seen = postgres_shared, []

    def meanwhile():
        add(shared.other, SongFields(title="quick"))
        seen.append(shared.listener.pull(BEGINNING))

    with before_finishing(shared.curator.engine, meanwhile):
        add(shared.curator, SongFields(title="slow"))
    assert [each.song.title for each in seen[0].songs] == ["quick"]
    assert [each.song.title for each in shared.listener.pull(seen[0].position).songs] == ["slow"]


def test_numbers_are_without_gaps_where_commands_fail(postgres_shared: SharedServer):
    shared = postgres_shared

    def fail():
        raise KeyboardInterrupt

    add(shared.curator, SongFields(title="a"))
    with before_finishing(shared.curator.engine, fail), pytest.raises(KeyboardInterrupt):
        add(shared.curator, SongFields(title="lost"))
    last = add(shared.other, SongFields(title="b"))
    with shared.admin.engine.connect() as connection:
        numbers = list(connection.scalars(select(tables.changes.c.seq).order_by(tables.changes.c.seq)))
        assert connection.scalar(select(func.count()).select_from(tables.operations)) == 2
    assert numbers == list(range(1, last.position.seq + 1))


@pytest.mark.parametrize(
    "happened",
    ["UPDATE changes SET change_id = gen_random_uuid()", "DELETE FROM changes WHERE seq <= 2"],
    ids=["restored from a backup", "older than what is kept"],
)
def test_a_feed_that_is_not_the_one_seen_before_is_lost(postgres_shared: SharedServer, happened: str):
    shared = postgres_shared
    first = add(shared.curator, SongFields(title="a"))
    for title in "bc":
        last = add(shared.curator, SongFields(title=title))
    with shared.admin.engine.begin() as connection:
        connection.execute(text(happened))
    with pytest.raises(Conflict, match="feed_lost"):
        shared.listener.pull(first.position)
    assert shared.listener.pull(last.position).position == last.position


def test_a_medium_that_a_writer_holds_is_not_condemned(postgres_shared: SharedServer):
    shared = postgres_shared
    add(shared.curator, SongFields(title="unused"), make_medium("one"))
    found = []
    with before_finishing(shared.curator.engine, lambda: found.append(shared.admin.condemn_unreferenced(0, 10))):
        add(shared.curator, SongFields(title="a", song=sha256("one")))
    assert found == [[]]
    assert shared.admin.condemn_unreferenced(0, 10) == []


def test_a_writer_waits_for_the_sweeper_and_then_knows(postgres_shared: SharedServer):
    shared, caught = postgres_shared, []
    add(shared.curator, SongFields(title="unused"), make_medium("one"))

    def write():
        with pytest.raises(Conflict, match="media_condemned") as raised:
            add(shared.curator, SongFields(title="a", song=sha256("one")))
        caught.append(raised.value)

    writer = threading.Thread(target=write)
    with shared.admin.engine.begin() as connection:
        assert len(sweeping.condemn(connection, sweeping.timedelta(0), 10)) == 1
        writer.start()
        until_waiting(shared)
    writer.join()
    assert [each.params["media"] for each in caught] == [(sha256("one"),)]


def test_writers_and_the_sweeper_side_by_side_break_nothing(postgres_shared: SharedServer):
    shared, stop, wrong = postgres_shared, threading.Event(), []

    def sweep():
        while not stop.is_set():
            for sha, _ in shared.admin.condemn_unreferenced(0, 10):
                shared.admin.forget_medium(sha)
            shared.admin.list_expired_uploads(10)

    def write(person, seed):
        for turn in range(15):
            try:
                op = [make_medium(f"both {turn % 2}"), make_medium(f"{seed} {turn}")]
                done = add(person, SongFields(title="a", song=op[0].sha256, bgm=op[1].sha256), *op)
                person.commit(change(done.song_id, 1, song=None, title=f"{seed} {turn}"))
            except Conflict as error:
                if error.code != "media_condemned":
                    wrong.append(error)
            except Exception as error:
                wrong.append(error)

    sweeper = threading.Thread(target=sweep)
    writers = [threading.Thread(target=write, args=each) for each in ((shared.curator, "a"), (shared.other, "b"))]
    for thread in (sweeper, *writers):
        thread.start()
    for thread in writers:
        thread.join()
    stop.set()
    sweeper.join()
    assert wrong == []
    with shared.admin.engine.connect() as connection:
        broken = text(
            "SELECT count(*) FROM media m WHERE state <> 'present' AND EXISTS"
            " (SELECT FROM songs WHERE media_sha256 = m.sha256 UNION ALL SELECT FROM bgm WHERE media_sha256 = m.sha256)"
        )
        assert connection.scalar(broken) == 0


def test_artists_in_another_order_make_no_deadlock(postgres_shared: SharedServer):
    shared, wrong = postgres_shared, []

    def write(person, names):
        try:
            for turn in range(10):
                add(person, SongFields(title="a", credits=Credits(tuple(f"{name}{turn}" for name in names))))
        except Exception as error:
            wrong.append(error)

    threads = [
        threading.Thread(target=write, args=each) for each in ((shared.curator, "abcdef"), (shared.other, "fedcba"))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(shared.listener.pull(BEGINNING).artists) == 60


FORBIDDEN = (
    "UPDATE metadata SET song_name = 'x'",
    "UPDATE metadata SET version = 9",
    "UPDATE metadata SET purged = true",
    "DELETE FROM metadata",
    "INSERT INTO artists (artist_name, folded) VALUES ('x', 'x')",
    "UPDATE operations SET result = '{}'",
    "INSERT INTO operations (op_id, kind, actor) VALUES (gen_random_uuid(), 'x', 'somebody')",
    "DELETE FROM revisions",
    "UPDATE feed_head SET seq = 0",
    "DELETE FROM changes",
    "UPDATE media SET state = 'condemned'",
    "INSERT INTO media (sha256, file_id, size, format, kind) VALUES (repeat('a', 64), 'f', 1, 'mp3', 'song')",
    "UPDATE library SET min_reader_version = 9",
    "SELECT publish_medium(repeat('a', 64), 'f', 1, 'mp3', 'song', 1, '', 1, 1)",
    "INSERT INTO uploads (op_id, sha256, lease_until, actor) VALUES (gen_random_uuid(), 'x', now(), 'somebody')",
    "SELECT * FROM editing",
    "UPDATE editing SET lease_until = 'infinity'",
    "INSERT INTO editing (actor, seat, work, lease_until) VALUES ('somebody', gen_random_uuid(), 'words', now())",
    "DELETE FROM editing_songs",
    "CREATE TABLE mine (id int)",
    "SET ROLE pluto_admin",
)


def test_a_curator_cannot_go_round_the_rules(postgres_shared: SharedServer):
    add(postgres_shared.curator, SongFields(title="a"))
    for statement in FORBIDDEN:
        with postgres_shared.curator.engine.connect() as connection, pytest.raises(ProgrammingError) as caught:
            # What is deferred to the end of a transaction is asked for at once.
            connection.execute(text(f"SET CONSTRAINTS ALL IMMEDIATE; {statement}"))
        assert isinstance(caught.value.orig, psycopg2.errors.InsufficientPrivilege), statement


def test_a_curator_does_not_touch_the_uploads_of_another(postgres_shared: SharedServer):
    shared = postgres_shared
    upload = shared.curator.begin_upload(OperationId(new_id()), sha256("one"))
    with pytest.raises(Conflict, match="upload_expired"):
        shared.other.extend_upload(upload)
    shared.other.drop_upload(upload)
    assert shared.admin.list_expired_uploads(10) == []


def test_a_server_of_a_newer_program_is_not_written_to_and_then_not_read(postgres_shared: SharedServer):
    shared = postgres_shared
    done = add(shared.curator, SongFields(title="a"))
    with shared.admin.engine.begin() as connection:
        connection.execute(tables.library.update().values(min_writer_version=99))
    library = shared.curator.identify()
    assert (library.readable, library.writable) == (True, False)
    with pytest.raises(Denied, match="schema_too_new"):
        shared.curator.commit(change(done.song_id, 1, title="b"))
    assert len(shared.curator.pull(BEGINNING).songs) == 1
    with shared.admin.engine.begin() as connection:
        connection.execute(tables.library.update().values(min_reader_version=99))
    assert not shared.curator.identify().readable
    for read in (lambda: shared.listener.pull(BEGINNING), lambda: shared.listener.list_songs(None, 1)):
        with pytest.raises(Denied, match="schema_too_new"):
            read()


def test_a_library_of_the_first_schema_takes_single_edits_and_says_so_of_batches(postgres_shared: SharedServer):
    shared = postgres_shared
    done = add(shared.curator, SongFields(title="a"))
    with shared.admin.engine.begin() as connection:
        connection.execute(tables.alembic_version.update().values(version_num="0001"))
    assert shared.curator.commit(change(done.song_id, 1, title="b")).version == 2
    many = BatchCommand(OperationId(new_id()), BatchKind.EDIT, "t", (SongEdit(done.song_id),))
    asked = (
        lambda: shared.curator.commit_batch(many, CancelToken(), lambda _: None),
        lambda: shared.listener.list_operations(5),
        lambda: shared.listener.get_operation(done.op_id),
    )
    for ask in asked:
        with pytest.raises(Denied, match="schema_too_old"):
            ask()


def test_the_changes_of_a_batch_have_numbers_without_gaps_and_none_waits_on(postgres_shared: SharedServer):
    shared = postgres_shared
    ids = [add(shared.curator, SongFields(title=f"{n}", credits=Credits(("A",)))).song_id for n in range(3)]
    before = shared.listener.head()
    said = SongFields(title="new", credits=Credits(("B",)), given=frozenset({"title", "credits"}))
    edits = tuple(SongEdit(song_id, said, 1) for song_id in ids)
    many = BatchCommand(OperationId(new_id()), BatchKind.EDIT, "t", edits)
    done = shared.curator.commit_batch(many, CancelToken(), lambda _: None)
    assert done.position == shared.listener.head()
    assert done.position.seq == before.seq + 4, "three songs and an artist"
    pulled = shared.listener.pull(before)
    assert {song.song.id for song in pulled.songs} == set(ids)
    with shared.listener.engine.connect() as connection:
        c = tables.changes.c
        kept = connection.execute(select(c.seq, c.op_id).where(c.seq > before.seq).order_by(c.seq)).all()
        waiting = connection.scalar(select(func.count()).select_from(tables.changing))
    assert [seq for seq, _ in kept] == list(range(before.seq + 1, before.seq + 5))
    assert {op_id for _, op_id in kept} == {many.op_id}
    assert waiting == 0


def test_a_lost_answer_is_asked_for_again(postgres_shared: SharedServer):
    """The server is gone between the commit and its answer: the command given again finds its result."""
    shared = postgres_shared
    once = command(CommandKind.ADD, SongFields(title="a"))

    def lose(connection):
        raw = connection.connection.driver_connection
        raw.commit()
        raw.cursor().execute("SELECT 1")
        with shared.admin.engine.connect() as admins:
            admins.execute(select(func.pg_terminate_backend(raw.info.backend_pid)))

    event.listen(shared.curator.engine, "commit", lose)
    with pytest.raises(Offline, match="server_lost"):
        shared.curator.commit(once)
    event.remove(shared.curator.engine, "commit", lose)
    done = shared.curator.commit(once)
    assert (done.version, len(shared.listener.list_songs(None, 10).songs)) == (1, 1)


def test_a_hold_ends_with_its_command(postgres_shared: SharedServer):
    shared = postgres_shared
    add(shared.curator, SongFields(title="a", song=sha256("one")), make_medium("one"))
    add(shared.curator, SongFields(title="b", song=sha256("one")), make_medium("one"))
    with shared.admin.engine.connect() as connection:
        assert connection.scalar(select(func.count()).select_from(tables.uploads)) == 0
        assert uploads.hold(connection, sha256("none")) is None
