"""Edits as the rows of ``device.db`` hold them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from pluto_desktop.adapters.sql.batch_json import command_from_json, edit_from_json, edit_to_json, head_to_json
from pluto_desktop.adapters.sql.songs_read import path_of
from pluto_desktop.domain.batches import SongEdit
from pluto_desktop.domain.edits import EditState, clash_from_json, clash_to_json, error_from_json, error_to_json
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, SongCommand
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json, medium_from_json, medium_to_json
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium, edit_command

SENT = "sent"
"""The state of an edit that was committed and that the feed has not passed; nobody waits for it any more."""

_EDITS = "SELECT op_id, entity_id, base_version, base, command, state, created_at FROM device.pending_edits"
_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_IN_ORDER = "ORDER BY coalesce(place, rid), rid"


def values_of(edit: PendingEdit, sent: int | None = None) -> dict[str, Any]:
    """Return the columns of an edit; ``sent`` is its number in the feed, once it was committed."""
    command = edit.command
    said = {
        "kind": command.kind.value,
        "fields": fields_to_json(command.fields),
        "media": [medium_to_json(pending.medium) for pending in edit.media],
        "clash": None if edit.clash is None else clash_to_json(edit.clash),
        "error": None if edit.error is None else error_to_json(edit.error),
        "restores": edit.restores,
        "sent": sent,
        "into": command.merged_into,
        "batch": None if edit.batch is None else head_to_json(edit.batch),
        "count": edit.count,
    }
    return {
        "op_id": command.op_id,
        "entity": "metadata" if edit.batch is None else "batch",
        "entity_id": command.song_id,
        "base_version": command.base_version,
        "base": None if edit.base is None else json.dumps(dict(edit.base), ensure_ascii=False),
        "command": json.dumps(said, ensure_ascii=False),
        "state": edit.state.value if sent is None else SENT,
    }


def waiting_edits(connection: sqlite3.Connection) -> list[PendingEdit]:
    """Return the edits that are not done, in the order they were made; batches without their songs."""
    rows = connection.execute(f"{_EDITS} WHERE state <> ? {_IN_ORDER}", (SENT,)).fetchall()
    return [_edit(connection, row, json.loads(row[4])) for row in rows]


def find_waiting(connection: sqlite3.Connection, op_id: OperationId) -> PendingEdit | None:
    """Return an edit that is not done, a batch with its songs, or None."""
    edit = find_head(connection, op_id)
    return None if edit is None else _with_songs(connection, edit)


def find_head(connection: sqlite3.Connection, op_id: OperationId) -> PendingEdit | None:
    """Return an edit that is not done, a batch without its songs, or None."""
    row = connection.execute(f"{_EDITS} WHERE op_id = ? AND state <> ?", (op_id, SENT)).fetchone()
    return None if row is None else _edit(connection, row, json.loads(row[4]))


def shown_edits(connection: sqlite3.Connection) -> list[tuple[PendingEdit, int | None]]:
    """Return all edits in the order they were made, those that were sent with their numbers in the feed.

    A batch is told song by song, under its operation. One that is to be done whole and cannot be is not told of, nor
    what was done since to songs that it adds: what others made of its songs is to be seen.
    """
    rows = connection.execute(f"{_EDITS} {_IN_ORDER}").fetchall()
    edits: list[tuple[PendingEdit, int | None]] = []
    absent = set[SongId]()
    for row in rows:
        said = json.loads(row[4])
        edit = _edit(connection, row, said)
        if edit.batch is None:
            if edit.command.song_id not in absent:
                edits.append((edit, said.get("sent")))
            continue
        songs = list(_songs_of(connection, edit.command.op_id))
        if edit.batch.whole and edit.state is EditState.FAILED:
            absent |= {one.song_id for one in songs if one.kind is CommandKind.ADD}
            continue
        for one in songs:
            whole = PendingEdit(
                edit_command(edit, one), base=one.base, state=edit.state, created_at_ms=edit.created_at_ms
            )
            if one.song_id not in absent:
                edits.append((whole, said.get("sent")))
    return edits


def kept_edits(connection: sqlite3.Connection) -> list[PendingEdit]:
    """Return all edits in the order they were made, sent ones too; batches with their songs."""
    rows = connection.execute(f"{_EDITS} {_IN_ORDER}").fetchall()
    return [_with_songs(connection, _edit(connection, row, json.loads(row[4]))) for row in rows]


def put_songs_of(connection: sqlite3.Connection, edit: PendingEdit) -> None:
    """Write what a batch does to its songs; nothing for another edit. The connection is that of ``device.db``."""
    if edit.batch is None:
        return
    op_id = edit.command.op_id
    connection.execute("DELETE FROM pending_songs WHERE op_id = ?", (op_id,))
    connection.executemany(
        "INSERT INTO pending_songs (op_id, position, song_id, edit) VALUES (?, ?, ?, ?)",
        ((op_id, place, one.song_id, _JSON(edit_to_json(one))) for place, one in enumerate(edit.batch.edits)),
    )


def _with_songs(connection: sqlite3.Connection, edit: PendingEdit) -> PendingEdit:
    if edit.batch is None:
        return edit
    songs = tuple(_songs_of(connection, edit.command.op_id))
    return replace(edit, batch=replace(edit.batch, edits=songs), count=len(songs))


def _songs_of(connection: sqlite3.Connection, op_id: str) -> Iterator[SongEdit]:
    rows = connection.execute("SELECT edit FROM device.pending_songs WHERE op_id = ? ORDER BY position", (op_id,))
    return (edit_from_json(json.loads(text)) for (text,) in rows.fetchall())


def _edit(connection: sqlite3.Connection, row: Sequence[Any], command: dict[str, Any]) -> PendingEdit:
    op_id, song_id, base_version, base, _, state, created_at = row
    paths = dict(
        connection.execute("SELECT sha256, path FROM device.pending_media WHERE op_id = ?", (op_id,)).fetchall()
    )
    clash, error = command.get("clash"), command.get("error")
    return PendingEdit(
        SongCommand(
            OperationId(op_id),
            CommandKind(command["kind"]),
            SongId(song_id),
            base_version,
            fields_from_json(command["fields"]),
            merged_into=command.get("into"),
        ),
        tuple(
            PendingMedium(medium, path_of(paths[medium.sha256])) for medium in map(medium_from_json, command["media"])
        ),
        None if base is None else json.loads(base),
        EditState.WAITING if state == SENT else EditState(state),
        created_at,
        None if clash is None else clash_from_json(clash),
        None if error is None else error_from_json(error),
        command.get("restores") or None,
        None if command.get("batch") is None else command_from_json(op_id, command["batch"], ()),
        command.get("count", 1),
    )
