"""What the administrator's sweeper and verification ask of the catalogue.

Row locks put writers and the sweeper in an order; what is found before a lock is asked again after it.
"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, Text, and_, cast, delete, exists, func, literal, or_, select, union
from sqlalchemy.dialects.postgresql import ARRAY

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.ids import MediaHash, SongId
from pluto_desktop.domain.shared import Upload

_PARTS = ((t.songs, "song_id"), (t.bgm, "bgm_id"), (t.covers, "cover_id"))


def take_expired(connection: Connection, limit: int) -> list[Upload]:
    """Delete the rows of uploads whose lease has passed and return them; of mere holds, all are deleted."""
    u = t.uploads.c
    over = u.lease_until <= func.clock_timestamp()
    connection.execute(delete(t.uploads).where(over, u.file_id.is_(None)))
    passed = (
        select(u.upload_id)
        .where(over, u.file_id.is_not(None))
        .order_by(u.lease_until)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    gone = delete(t.uploads).where(u.upload_id.in_(passed)).returning(u.upload_id, u.sha256, u.file_id)
    return [Upload(row.upload_id, row.sha256, row.file_id) for row in connection.execute(gone)]


def let_go(connection: Connection, grace: timedelta, limit: int) -> None:
    """Take from deleted songs and from old revisions the media they kept for the grace period."""
    before = func.now() - literal(grace)
    m = t.metadata.c
    past = (
        select(m.id, m.song_id, m.bgm_id, m.cover_id)
        .where(m.deleted_at < before, ~m.purged)
        .order_by(m.deleted_at)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    rows = connection.execute(past).all()
    if rows:
        nothing = {"song_id": None, "bgm_id": None, "cover_id": None, "purged": True}
        connection.execute(t.metadata.update().where(m.id.in_([row.id for row in rows])).values(**nothing))
        for part, referring in _PARTS:
            connection.execute(part.delete().where(part.c.id.in_([getattr(row, referring) for row in rows])))
    old = select(t.revisions.c.id).where(t.revisions.c.at < before)
    connection.execute(t.revision_media.delete().where(t.revision_media.c.revision_id.in_(old)))


def condemn(connection: Connection, grace: timedelta, limit: int) -> list[tuple[MediaHash, str]]:
    """Condemn media that nothing refers to; return them, and those that were condemned before."""
    m = t.media.c
    earlier = select(m.sha256, m.file_id).where(m.state == "condemned").limit(limit)
    found = list(connection.execute(earlier))
    unused = and_(m.state == "present", ~_referred(), m.created_at < func.now() - literal(grace))
    candidates = select(m.sha256).where(unused).order_by(m.sha256).limit(limit).with_for_update(skip_locked=True)
    locked = list(connection.scalars(candidates))
    if locked:
        # A statement of its own: it sees what was committed until the rows were locked.
        mark = (
            t.media.update()
            .where(m.sha256.in_(locked), unused)
            .values(state="condemned")
            .returning(m.sha256, m.file_id)
        )
        found += connection.execute(mark)
    return [(MediaHash(sha256), file_id) for sha256, file_id in found]


def forget(connection: Connection, sha256: MediaHash) -> None:
    """Delete the row of a condemned medium; one that was sent again meanwhile stays."""
    connection.execute(delete(t.media).where(t.media.c.sha256 == sha256, t.media.c.state == "condemned"))


def forget_changes(connection: Connection, keep: timedelta, limit: int) -> int:
    """Delete the oldest changes, up to the first that is younger than ``keep``; return how many, at most ``limit``.

    The newest stays in any case: who has come so far must be known by the next change.
    """
    c, o = t.changes.c, t.operations.c
    young = (
        select(func.min(c.seq))
        .join_from(t.changes, t.operations, o.op_id == c.op_id)
        .where(o.at >= func.now() - literal(keep))
        .scalar_subquery()
    )
    newest = select(t.feed_head.c.seq).scalar_subquery()
    old = select(c.seq).where(c.seq < func.coalesce(young, newest)).order_by(c.seq).limit(limit)
    return connection.execute(delete(t.changes).where(c.seq.in_(old))).rowcount


def list_media(
    connection: Connection, after: MediaHash | None, limit: int
) -> list[tuple[MediaHash, str, int, tuple[SongId, ...]]]:
    """Return published media by hash, with the songs that have them."""
    m = t.media.c
    having = union(
        *(
            select(t.metadata.c.id)
            .join(part, part.c.id == t.metadata.c[referring])
            .where(part.c.media_sha256 == m.sha256)
            .correlate(t.media)
            for part, referring in _PARTS
        )
    ).subquery()
    ids = select(func.array_agg(cast(having.c.id, Text), type_=ARRAY(Text))).scalar_subquery()
    page = select(m.sha256, m.file_id, m.size, ids).where(m.state == "present").order_by(m.sha256).limit(limit)
    if after is not None:
        page = page.where(m.sha256 > after)
    return [
        (MediaHash(sha256), file_id, size, tuple(SongId(song_id) for song_id in sorted(songs or ())))
        for sha256, file_id, size, songs in connection.execute(page)
    ]


def list_upload_files(connection: Connection) -> list[str]:
    """Return the files of all uploads under way."""
    u = t.uploads.c
    return [file_id for file_id in connection.scalars(select(u.file_id).where(u.file_id.is_not(None))) if file_id]


def _referred() -> ColumnElement[bool]:
    m = t.media.c
    return or_(
        *(exists().where(part.c.media_sha256 == m.sha256) for part, _ in _PARTS),
        exists().where(t.revision_media.c.sha256 == m.sha256),
        exists().where(t.uploads.c.sha256 == m.sha256, t.uploads.c.lease_until > func.clock_timestamp()),
    )
