"""Doing a batch in the running transaction: songs by the hundred with each statement."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, column, func, literal, select, tuple_
from sqlalchemy.dialects.postgresql import JSONB, insert

from pluto_desktop.adapters.sql.batch_results import done_of, said_of
from pluto_desktop.adapters.sql.kept_fields import kept
from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.adapters.sql.shared.artists import name_artist
from pluto_desktop.adapters.sql.shared.batch_put import Put, change_songs, mark_songs
from pluto_desktop.adapters.sql.shared.identify import check_does_batches, check_writable
from pluto_desktop.adapters.sql.shared.put import insert_song
from pluto_desktop.adapters.sql.shared.uploads import hold
from pluto_desktop.domain.batch_plan import check_whole, plan_edit
from pluto_desktop.domain.batches import BatchCommand, BatchDone, Left, PlainSong, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import MediaHash
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.lyrics.merging import merge_documents

_PAGE = 500


def commit_batch(
    connection: Connection, command: BatchCommand, server: str, cancel: CancelToken, report: ReportProgress
) -> BatchDone:
    """Do a batch, or return what came of it before. Raises Cancelled: the transaction is then to be rolled back."""
    check_writable(connection, server)
    check_does_batches(connection, server)
    # First of all: a batch given twice waits here for the one under way, and then finds its result.
    begun = connection.scalar(
        insert(t.operations)
        .values(op_id=command.op_id, kind=str(command.kind), title=command.title)
        .on_conflict_do_nothing()
        .returning(t.operations.c.op_id)
    )
    if begun is None:
        stored = connection.scalar(select(t.operations.c.result).where(t.operations.c.op_id == command.op_id))
        assert stored is not None, "an operation is committed with its result"
        return done_of(command.op_id, stored)
    for artist in command.artists:
        name_artist(connection, artist)
    # In the order of their ids, so that two writers never wait for each other crosswise.
    edits = sorted(command.edits, key=lambda edit: edit.song_id)
    songs, told = 0, dict[str, Left]()
    at_once = len(edits) if command.whole else _PAGE
    for start in range(0, len(edits), at_once):
        cancel.raise_if_cancelled()
        page = edits[start : start + at_once]
        songs += _do_page(connection, command, page, told)
        report(Progress(start + len(page), len(edits)))
    report(Progress(len(edits), len(edits), final=True))
    cancel.raise_if_cancelled()
    left = [told[edit.song_id] for edit in command.edits if edit.song_id in told]
    result = connection.scalar(select(func.finish_batch(literal(said_of(songs, left), JSONB), type_=JSONB)))
    assert result is not None
    return done_of(command.op_id, result)


def _do_page(connection: Connection, command: BatchCommand, edits: Sequence[SongEdit], told: dict[str, Left]) -> int:
    """Do what can be done of some edits, note what cannot, and return how many songs were changed."""
    rows = _locked(connection, [edit.song_id for edit in edits if t.is_id(edit.song_id)])
    fields, was = _fields(connection, edits, rows), _earlier(connection, edits, rows)
    songs = {
        song_id: PlainSong(row.version, fields[song_id], row.deleted_at is not None, row.purged)
        for song_id, row in rows.items()
    }
    plans = [
        plan_edit(
            edit, songs.get(edit.song_id), kept(edit.mine), was.get(edit.song_id), merge_documents,
            lets_be=command.lets_be, whole=command.whole,
        )
        for edit in edits
    ]  # fmt: skip
    check_whole(command, plans, "split_clashes")
    media = sorted({sha256 for plan in plans for sha256 in plan.media})
    missing = {sha256 for sha256 in media if hold(connection, MediaHash(sha256)) is None}
    plans = [plan.without(missing, lets_be=command.lets_be) for plan in plans]
    check_whole(command, plans, "split_media_gone")
    told |= {plan.edit.song_id: plan.left for plan in plans if plan.left is not None}
    changed = [plan for plan in plans if plan.changes]
    for plan in changed:
        if plan.edit.kind is CommandKind.ADD:
            insert_song(connection, plan.edit.song_id, plan.changes)
    change_songs(connection, [Put(rows[p.edit.song_id], p.changes) for p in changed if p.edit.song_id in rows])
    mark_songs(connection, [plan.edit for plan in plans if plan.marks])
    return sum(plan.does for plan in plans)


def _locked(connection: Connection, ids: Sequence[str]) -> dict[str, Any]:
    """Return the rows of songs, held against other writers."""
    m = t.metadata.c
    columns = (m.id, m.version, m.deleted_at, m.purged, m.song_id, m.bgm_id, m.cover_id, m.lyrics_id)
    rows = connection.execute(select(*columns).where(m.id.in_(ids)).order_by(m.id).with_for_update())
    return {row.id: row for row in rows}


def _fields(connection: Connection, edits: Sequence[SongEdit], rows: Mapping[str, Any]) -> dict[str, Plain]:
    """Return the fields of locked songs in plain form.

    Of a song that is at the version the person saw they know what they change, and nothing else is asked for. The
    others are read by a statement of its own, after the wait for the locks: these are the fields of the rows.
    """
    seen: dict[str, Plain] = {
        edit.song_id: dict(edit.base)
        for edit in edits
        if edit.base is not None
        and edit.song_id in rows
        and edit.base_version == rows[edit.song_id].version
        and edit.fields.given <= edit.base.keys()
    }
    unseen = [song_id for song_id in rows if song_id not in seen]
    if not unseen:
        return seen
    m = t.metadata.c
    plain = func.song_fields(column("metadata"), type_=JSONB)
    read = connection.execute(select(m.id, plain).select_from(t.metadata).where(m.id.in_(unseen)))
    return {**seen, **dict(read.all())}


def _earlier(connection: Connection, edits: Sequence[SongEdit], rows: Mapping[str, Any]) -> dict[str, Plain]:
    """Return what songs were at the versions that edits began from, of those that have another one now."""
    wanted = [
        (edit.song_id, edit.base_version)
        for edit in edits
        if edit.song_id in rows and edit.base_version not in {None, rows[edit.song_id].version}
    ]
    if not wanted:
        return {}
    r = t.revisions.c
    found = connection.execute(
        select(r.entity_id, r.before).where(r.entity == "metadata", tuple_(r.entity_id, r.version).in_(wanted))
    )
    return dict(found.all())
