"""What only a real PostgreSQL shows of who is editing what: clocks, names, many songs, an older library."""

from __future__ import annotations

import time
from contextlib import closing
from datetime import timedelta
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2 import sql
from sqlalchemy import text

from pluto_desktop.adapters.sql.shared.postgres import PostgresShared
from pluto_desktop.domain.editors import Work
from pluto_desktop.domain.errors import Denied, Offline
from pluto_desktop.domain.ids import SongId, new_id
from pluto_desktop.domain.shared import SongFields
from tests.contract.conftest import postgres_shared
from tests.contract.shared_library import SharedServer, add, change
from tests.faults import FaultProxy
from tests.servers import Postgres

__all__ = ["postgres_shared"]

SEAT, OTHER = new_id(), new_id()


def url_of(postgres: Postgres, shared: SharedServer, user: str) -> str:
    """Return the address of the library for one of its people."""
    with shared.admin.engine.connect() as connection:
        return postgres.url(connection.exec_driver_sql("SELECT current_database()").scalar_one(), user)


def names(person: PostgresShared, song: SongId) -> list[str]:
    return [each.name for each in person.list_editors(OTHER, [song])]


def test_the_clock_of_a_device_makes_no_difference(postgres_shared: SharedServer, monkeypatch: pytest.MonkeyPatch):
    song, decade_s = SongId(new_id()), 10 * 365 * 86_400
    for wrong_s in (decade_s, -decade_s):
        now = time.time
        with monkeypatch.context() as patched:
            patched.setattr(time, "time", lambda now=now, by=wrong_s: now() + by)
            postgres_shared.curator.hold_editing(SEAT, Work.FIELDS, [song])
            postgres_shared.curator.renew_editing(SEAT)
        with postgres_shared.admin.engine.connect() as connection:
            left = connection.scalar(text("SELECT lease_until - clock_timestamp() FROM editing"))
        assert timedelta(seconds=5) < left <= timedelta(seconds=30)
        assert len(names(postgres_shared.other, song)) == 1


def test_nobody_holds_a_song_for_longer_than_some_minutes(postgres_shared: SharedServer):
    longest = text("SELECT max(lease_until) - clock_timestamp() FROM editing")
    hold = "SELECT hold_editing(:seat, 'words', ARRAY[gen_random_uuid()], '9 years')"
    for statement in (hold, "SELECT renew_editing(:seat, '9 years')"):
        with postgres_shared.curator.engine.begin() as connection:
            connection.execute(text(statement), {"seat": SEAT})
        with postgres_shared.admin.engine.connect() as connection:
            assert timedelta(0) < connection.scalar(longest) < timedelta(hours=1)


PEOPLE = ("సీతా రామ్", 'O\'Brien; "DROP" %1 <b>', "x" * 500)
"""PostgreSQL itself cuts names after 63 bytes."""


def test_people_are_told_by_the_names_they_have_on_the_server(postgres: Postgres, postgres_shared: SharedServer):
    song = SongId(new_id())
    with closing(psycopg2.connect(postgres.admin_url)) as raw, raw.cursor() as cursor:
        raw.autocommit = True
        for name in PEOPLE:
            make = sql.SQL("CREATE ROLE {} LOGIN PASSWORD {} IN ROLE pluto_curator")
            cursor.execute(make.format(sql.Identifier(name), sql.Literal(postgres.password)))
            with closing(PostgresShared(url_of(postgres, postgres_shared, name[:63]))) as person:
                person.hold_editing(SEAT, Work.FIELDS, [song])
        assert sorted(names(postgres_shared.other, song)) == sorted(name[:63] for name in PEOPLE)
        for name in PEOPLE:
            cursor.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(name)))


def rows_written(shared: SharedServer, statement: str, **given: object) -> dict[str, tuple[int, int, int]]:
    """Return how many rows of each table a curator's statement adds, changes and deletes."""
    counted = text(
        "SELECT relname, n_tup_ins, n_tup_upd, n_tup_del FROM pg_stat_xact_user_tables WHERE relname LIKE 'editing%'"
    )
    with shared.curator.engine.begin() as connection:
        before = {name: counts for name, *counts in connection.execute(counted)}
        connection.execute(text(statement), given)
        after = {name: counts for name, *counts in connection.execute(counted)}
    return {name: tuple(now - was for was, now in zip(before[name], after[name], strict=True)) for name in after}


def test_a_heart_beat_of_ten_thousand_songs_writes_one_row(postgres_shared: SharedServer):
    many = [SongId(new_id()) for _ in range(10_000)]
    postgres_shared.curator.hold_editing(SEAT, Work.FIELDS, many)
    beat = rows_written(postgres_shared, "SELECT renew_editing(:seat, '30 s')", seat=SEAT)
    assert beat == {"editing": (0, 1, 0), "editing_songs": (0, 0, 0)}
    assert [each.song for each in postgres_shared.other.list_editors(OTHER, [many[7]])] == [many[7]]
    # A choice of songs that grows or shrinks writes what it gained or lost.
    hold = "SELECT hold_editing(:seat, 'fields', CAST(:songs AS uuid[]), '30 s')"
    written = rows_written(postgres_shared, hold, seat=SEAT, songs=[*many[1:], new_id()])
    assert written["editing_songs"] == (1, 0, 1)


def test_an_older_library_is_edited_all_the_same_and_brought_up_to_date(postgres_shared: SharedServer):
    shared = postgres_shared
    with shared.admin.engine.begin() as connection:
        for function in ("hold_editing", "renew_editing", "list_editors"):
            connection.exec_driver_sql(f"DROP FUNCTION {function}")
        connection.exec_driver_sql("DROP TABLE editing_songs, editing")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0002'")
    done = add(shared.curator, SongFields(title="a"))
    assert shared.curator.commit(change(done.song_id, 1, title="b")).version == 2
    with pytest.raises(Denied, match="schema_too_old"):
        shared.curator.hold_editing(SEAT, Work.FIELDS, [done.song_id])
    assert shared.admin.initialise().schema_version == 3
    shared.curator.hold_editing(SEAT, Work.FIELDS, [done.song_id])
    assert len(names(shared.other, done.song_id)) == 1
    with shared.admin.engine.connect() as connection:
        oldest = connection.execute(text("SELECT min_reader_version, min_writer_version FROM library")).one()
    assert tuple(oldest) == (1, 1), "programs that know nothing of it go on reading and writing"


def test_who_is_cut_off_is_gone_after_the_lease_and_there_again_when_the_network_is(
    postgres: Postgres, postgres_shared: SharedServer
):
    song = SongId(new_id())
    address, lease = url_of(postgres, postgres_shared, "pluto_test_ravi"), timedelta(milliseconds=200)
    server = urlsplit(address)
    with (
        FaultProxy(server.hostname or "", server.port or 0) as proxy,
        closing(PostgresShared(proxy.through(address), editing_lease=lease)) as cut_off,
    ):
        cut_off.hold_editing(SEAT, Work.WORDS, [song])
        proxy.refuse()
        with pytest.raises(Offline):
            cut_off.renew_editing(SEAT)
        while names(postgres_shared.other, song):
            time.sleep(0.01)
        proxy.clear()
        cut_off.hold_editing(SEAT, Work.WORDS, [song])
        assert len(names(postgres_shared.other, song)) == 1
