"""Bytes on their way to the media store, and published ones held while a command is made."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, func, insert, literal, select

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.errors import Conflict
from pluto_desktop.domain.ids import MediaHash, OperationId, new_id
from pluto_desktop.domain.shared import Published, Upload


def begin(connection: Connection, op_id: OperationId, sha256: MediaHash, lease: timedelta) -> Upload:
    """Announce an upload under a fresh file id, or hold the bytes that are published."""
    published = hold(connection, sha256)
    file_id = None if published else new_id()
    values = {"op_id": op_id, "sha256": sha256, "file_id": file_id, "lease_until": _until(lease)}
    upload_id = connection.scalar(insert(t.uploads).values(**values).returning(t.uploads.c.upload_id))
    return Upload(str(upload_id), sha256, published or file_id or "", present=published is not None)


def extend(connection: Connection, upload: Upload, lease: timedelta) -> None:
    """Extend a lease by the server's clock. Raises Conflict("upload_expired")."""
    u = t.uploads
    extended = u.update().where(u.c.upload_id == upload.upload_id).values(lease_until=_until(lease))
    if connection.execute(extended).rowcount == 0:
        raise Conflict("upload_expired")


def expire(connection: Connection, upload: Upload) -> None:
    """Let a lease end now: the sweeper takes the row first and then the file, which curators may not delete."""
    u = t.uploads
    if upload.present:
        connection.execute(u.delete().where(u.c.upload_id == upload.upload_id))
    else:
        ended = u.update().where(u.c.upload_id == upload.upload_id).values(lease_until=func.clock_timestamp())
        connection.execute(ended)


def hold(connection: Connection, sha256: MediaHash) -> str | None:
    """Return the file of published bytes, which the sweeper lets be until the transaction ends; None for others."""
    return connection.scalar(select(func.hold_medium(sha256)))


def publish(connection: Connection, published: Published) -> bool:
    """Make uploaded bytes visible; False where the sweeper has taken them."""
    m = published.medium
    said = func.publish_medium(
        m.sha256, published.file_id, literal(m.size), m.format, m.kind.value, literal(m.duration_ms), m.sound_hash,
        literal(m.gain_db), literal(m.peak),
    )  # fmt: skip
    return bool(connection.scalar(select(said)) == "present")


def _until(lease: timedelta) -> ColumnElement[object]:
    return func.clock_timestamp() + literal(lease)
