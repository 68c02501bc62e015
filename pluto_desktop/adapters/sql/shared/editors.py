"""Who is editing what just now. Functions of the server keep the rows: see ``schema_editing.py``."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta

from sqlalchemy import ARRAY, Connection, func, literal, select

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.editors import Editor, Work
from pluto_desktop.domain.ids import SongId

_IDS = ARRAY(t.ID)


def hold(connection: Connection, seat: str, work: Work, songs: Collection[SongId], lease: timedelta) -> None:
    """Let a seat hold these songs and no others."""
    given = literal(seat, t.ID), literal(work.value), literal(list(songs), _IDS), literal(lease)
    connection.execute(select(func.hold_editing(*given)))


def renew(connection: Connection, seat: str, lease: timedelta) -> frozenset[Work]:
    """Renew the leases of a seat; return those that were there."""
    renewed = select(func.renew_editing(literal(seat, t.ID), literal(lease)))
    return frozenset(Work(work) for work in connection.scalars(renewed))


def list_others(connection: Connection, seat: str, songs: Collection[SongId]) -> list[Editor]:
    """Return the editors besides a seat."""
    found = func.list_editors(literal(seat, t.ID), literal(list(songs), _IDS)).table_valued(
        "name", "own", "of_work", "song"
    )
    return [
        Editor(row.name, row.own, Work(row.of_work), None if row.song is None else SongId(str(row.song)))
        for row in connection.execute(select(found))
    ]
