"""Edits that wait for the shared library, in ``device.db``."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.adapters.sql.songs_read import path_bytes, path_of
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind, SongCommand
from pluto_desktop.domain.shared_json import fields_from_json, fields_to_json, medium_from_json, medium_to_json
from pluto_desktop.ports.outbox import EditState, PendingEdit, PendingMedium

_EDITS = "SELECT op_id, entity_id, base_version, base, command, state, created_at FROM device.pending_edits"


class SqlOutbox:
    """Fulfils Outbox. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, edit: PendingEdit) -> None:
        """Keep an edit with its media, behind those that are here."""
        command = edit.command
        said = {
            "kind": command.kind.value,
            "fields": fields_to_json(command.fields),
            "media": [medium_to_json(pending.medium) for pending in edit.media],
        }
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT INTO pending_edits (op_id, entity, entity_id, base_version, base, command, state, created_at)"
                " VALUES (?, 'metadata', ?, ?, ?, ?, ?, ?)",
                (
                    command.op_id,
                    command.song_id,
                    command.base_version,
                    None if edit.base is None else json.dumps(dict(edit.base), ensure_ascii=False),
                    json.dumps(said, ensure_ascii=False),
                    edit.state.value,
                    edit.created_at_ms or now_ms(),
                ),
            )
            connection.executemany(
                "INSERT OR REPLACE INTO pending_media (op_id, sha256, path) VALUES (?, ?, ?)",
                [(command.op_id, pending.medium.sha256, path_bytes(pending.path)) for pending in edit.media],
            )

    def list_edits(self) -> list[PendingEdit]:
        """Return all edits in the order they were made."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"{_EDITS} ORDER BY rid").fetchall()
            return [_edit(connection, row) for row in rows]

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        """Return an edit, or None."""
        with self._connections.reading() as connection:
            row = connection.execute(f"{_EDITS} WHERE op_id = ?", (op_id,)).fetchone()
            return None if row is None else _edit(connection, row)

    def set_state(self, op_id: OperationId, state: EditState) -> None:
        """Say why an edit waits."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute("UPDATE pending_edits SET state = ? WHERE op_id = ?", (state.value, op_id))

    def remove(self, op_id: OperationId) -> None:
        """Forget an edit and what it held."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute("DELETE FROM pending_edits WHERE op_id = ?", (op_id,))


def _edit(connection: sqlite3.Connection, row: tuple[Any, ...]) -> PendingEdit:
    op_id, song_id, base_version, base, said, state, created_at = row
    command = json.loads(said)
    paths = dict(
        connection.execute("SELECT sha256, path FROM device.pending_media WHERE op_id = ?", (op_id,)).fetchall()
    )
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
        EditState(state),
        created_at,
    )
