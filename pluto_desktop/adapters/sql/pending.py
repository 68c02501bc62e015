"""Edits as the rows of ``device.db`` hold them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from pluto_desktop.adapters.sql.songs_read import path_of
from pluto_desktop.domain.edits import EditState, clash_from_json, clash_to_json, error_from_json, error_to_json
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, SongCommand
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json, medium_from_json, medium_to_json
from pluto_desktop.ports.outbox import PendingEdit, PendingMedium

SENT = "sent"
"""The state of an edit that was committed and that the feed has not passed; nobody waits for it any more."""

_EDITS = "SELECT op_id, entity_id, base_version, base, command, state, created_at FROM device.pending_edits"


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
    }
    return {
        "op_id": command.op_id,
        "entity_id": command.song_id,
        "base_version": command.base_version,
        "base": None if edit.base is None else json.dumps(dict(edit.base), ensure_ascii=False),
        "command": json.dumps(said, ensure_ascii=False),
        "state": edit.state.value if sent is None else SENT,
    }


def waiting_edits(connection: sqlite3.Connection) -> list[PendingEdit]:
    """Return the edits that are not done, in the order they were made."""
    rows = connection.execute(f"{_EDITS} WHERE state <> ? ORDER BY rid", (SENT,)).fetchall()
    return [_edit(connection, row, json.loads(row[4])) for row in rows]


def find_waiting(connection: sqlite3.Connection, op_id: OperationId) -> PendingEdit | None:
    """Return an edit that is not done, or None."""
    row = connection.execute(f"{_EDITS} WHERE op_id = ? AND state <> ?", (op_id, SENT)).fetchone()
    return None if row is None else _edit(connection, row, json.loads(row[4]))


def shown_edits(connection: sqlite3.Connection) -> list[tuple[PendingEdit, int | None]]:
    """Return all edits in the order they were made, those that were sent with their numbers in the feed."""
    rows = connection.execute(f"{_EDITS} ORDER BY rid").fetchall()
    edits = []
    for row in rows:
        said = json.loads(row[4])
        edits.append((_edit(connection, row, said), said.get("sent")))
    return edits


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
    )
