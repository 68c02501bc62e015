"""Doing a command in the running transaction: everything of it, or an error that takes all of it back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from sqlalchemy import Connection, Row, column, func, select
from sqlalchemy.dialects.postgresql import JSONB, insert

from pluto_desktop.adapters.sql.kept_fields import kept
from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.identify import check_writable
from pluto_desktop.adapters.sql.shared.put import change_song, insert_song
from pluto_desktop.adapters.sql.shared.songs import find_song
from pluto_desktop.adapters.sql.shared.uploads import hold, publish
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.shared import FIELDS, CommandKind, Committed, FeedPosition, SharedSong, SongCommand
from pluto_desktop.domain.song_fields import Plain, merge, overlaid, plain_fields
from pluto_desktop.lyrics.merging import merge_documents

_REFERRING = ("song", "bgm", "cover")


def commit(connection: Connection, command: SongCommand, server: str) -> Committed:
    """Do a command, or return what came of it before."""
    check_writable(connection, server)
    # First of all: a command given twice waits here for the one under way, and then finds its result.
    begun = connection.scalar(
        insert(t.operations)
        .values(op_id=command.op_id, kind=command.kind.value)
        .on_conflict_do_nothing()
        .returning(t.operations.c.op_id)
    )
    if begun is None:
        stored = connection.scalar(select(t.operations.c.result).where(t.operations.c.op_id == command.op_id))
        assert stored is not None, "an operation is committed with its result"
        return _committed(command, stored)
    _do(connection, command)
    result = connection.scalar(select(func.finish_operation(command.song_id, type_=JSONB)))
    assert result is not None
    return _committed(command, result)


def _committed(command: SongCommand, result: Mapping[str, Any]) -> Committed:
    position = FeedPosition(result["seq"], result["change"])
    return Committed(command.op_id, SongId(result["song"]), result["version"], position)


def _do(connection: Connection, command: SongCommand) -> None:
    row = _locked(connection, command.song_id)
    if command.kind is CommandKind.ADD:
        mine = kept(plain_fields(command.fields))
        if row is not None:
            raise _conflict(connection, command, mine, None)
        _take_media(connection, command, mine)
        insert_song(connection, command.song_id, mine)
        return
    if row is None:
        raise NotFound("song_not_found", name=command.song_id)
    if command.kind is CommandKind.RESTORE:
        _restore(connection, command, row)
    elif command.kind is CommandKind.DELETE:
        _delete(connection, command, row)
    else:
        _update(connection, command, row)


def _update(connection: Connection, command: SongCommand, row: Row[Any]) -> None:
    mine = kept(plain_fields(command.fields, sorted(command.fields.given)))
    if command.base_version in {None, row.version}:
        base: Plain | None = row.fields
    else:
        base = _base(connection, command)
    merged = merge(base, row.fields, mine, merge_documents)
    if merged.clashes or row.deleted_at is not None:
        raise _conflict(connection, command, mine, base)
    _take_media(connection, command, merged.changes)
    if merged.changes:
        change_song(connection, row, merged.changes)


def _delete(connection: Connection, command: SongCommand, row: Row[Any]) -> None:
    if row.deleted_at is not None:
        return
    if command.base_version not in {None, row.version}:
        raise _conflict(connection, command, {}, _base(connection, command))
    gone = {"deleted_at": func.now(), "merged_into": command.merged_into}
    connection.execute(t.metadata.update().where(t.metadata.c.id == row.id).values(**gone))


def _restore(connection: Connection, command: SongCommand, row: Row[Any]) -> None:
    if row.purged:
        raise NotFound("song_not_found", name=command.song_id)
    if row.deleted_at is not None:
        connection.execute(
            t.metadata.update().where(t.metadata.c.id == row.id).values(deleted_at=None, merged_into=None)
        )


def _locked(connection: Connection, song_id: SongId) -> Row[Any] | None:
    """Return a song's row and its fields in plain form, held against other writers until the transaction ends.

    The fields are read by a statement of their own, after the wait for the lock: they are those of the row.
    """
    if not t.is_id(song_id):
        return None
    m = t.metadata.c
    connection.execute(select(m.id).where(m.id == song_id).with_for_update())
    row = connection.execute(
        select(
            m.id, m.version, m.deleted_at, m.purged, m.song_id, m.bgm_id, m.cover_id, m.lyrics_id,
            func.song_fields(column("metadata"), type_=JSONB).label("fields"),
        ).select_from(t.metadata).where(m.id == song_id)
    ).one_or_none()  # fmt: skip
    return cast("Row[Any] | None", row)


def _base(connection: Connection, command: SongCommand) -> Plain | None:
    """Return the fields of the song as the person saw it, None where that is not kept."""
    r = t.revisions.c
    fields: Plain | None = connection.scalar(
        select(r.before).where(
            r.entity == "metadata", r.entity_id == command.song_id, r.version == command.base_version
        )
    )
    return fields


def _conflict(connection: Connection, command: SongCommand, mine: Plain, base: Plain | None) -> Conflict:
    theirs = find_song(connection, command.song_id)
    assert theirs is not None
    wished = overlaid(theirs, mine, (published.medium for published in command.media))
    if command.kind is CommandKind.DELETE:
        wished = SharedSong(theirs.song, theirs.lyrics, theirs.cover, deleted=True)
    before = {name: base[name] for name in FIELDS if name in base} if base else {}
    return Conflict("song_changed", name=theirs.song.title, mine=wished, theirs=theirs, base=before)


def _take_media(connection: Connection, command: SongCommand, changes: Mapping[str, Any]) -> None:
    """Make the command's media visible and hold the others it refers to, by hash so that no two writers cross."""
    published = {each.medium.sha256: each for each in command.media}
    wanted = {changes[name] for name in _REFERRING if changes.get(name) is not None}
    missing = []
    for sha256 in sorted(wanted | published.keys()):
        there = publish(connection, published[sha256]) if sha256 in published else hold(connection, sha256) is not None
        if not there:
            missing.append(sha256)
    if missing:
        raise Conflict("media_condemned", media=tuple(missing))
