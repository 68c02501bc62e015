"""What was done to a song."""

from __future__ import annotations

from sqlalchemy import Connection, select

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import Revision


def list_revisions(connection: Connection, song_id: SongId) -> list[Revision]:
    """Return the edits of a song, the newest first; the last is its adding, while the feed knows of it."""
    if not t.is_id(song_id):
        return []
    r = t.revisions.c
    rows = connection.execute(
        select(r.op_id, r.actor, r.at, r.kind, r.version, r.before)
        .where(r.entity == "metadata", r.entity_id == song_id)
        .order_by(r.version.desc())
    )
    told = [
        Revision(OperationId(row.op_id), row.actor, int(row.at.timestamp() * 1000), row.kind, row.version, row.before)
        for row in rows
    ]
    c, o = t.changes.c, t.operations.c
    added = connection.execute(
        select(o.op_id, o.actor, o.at)
        .join(t.changes, c.op_id == o.op_id)
        .where(c.entity == "metadata", c.id == song_id, c.kind == "insert")
    ).first()
    if added is not None:
        told.append(Revision(OperationId(added.op_id), added.actor, int(added.at.timestamp() * 1000), "add", 0, {}))
    return told
