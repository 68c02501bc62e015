"""Edits that wait for the shared library, in ``device.db``; what they say is laid over the mirror."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.mirror import SqlMirror
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.adapters.sql.pending import (
    SENT,
    find_head,
    find_waiting,
    kept_edits,
    put_songs_of,
    values_of,
    waiting_edits,
)
from pluto_desktop.adapters.sql.songs_read import path_bytes
from pluto_desktop.domain.changes import Changes
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.ports.outbox import PendingEdit, no_note, split_off

_INSERT = """INSERT INTO pending_edits (op_id, entity, entity_id, base_version, base, command, state, created_at)
VALUES (:op_id, :entity, :entity_id, :base_version, :base, :command, :state, :created_at)"""
_SPLIT = """INSERT OR IGNORE INTO pending_edits
  (op_id, entity, entity_id, base_version, base, command, state, created_at, place)
SELECT :op_id, :entity, :entity_id, :base_version, :base, :command, :state, created_at, coalesce(place, rid)
FROM pending_edits WHERE op_id = :batch"""
_SONGS = """SELECT entity_id FROM device.pending_edits WHERE op_id = :op AND entity = 'metadata'
UNION ALL SELECT song_id FROM device.pending_songs WHERE op_id = :op"""
_NOT_TURNED = """UPDATE own_operations SET undone = NOT undone, command = json_remove(command, '$.by')
WHERE json_extract(command, '$.by') = ?"""
_UPDATE = """UPDATE pending_edits SET base_version = :base_version, base = :base, command = :command, state = :state
WHERE op_id = :op_id"""


class SqlOutbox:
    """Fulfils Outbox. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections
        self._mirror = SqlMirror(connections)

    def add(self, edit: PendingEdit, *, show: bool = True, note: Callable[[], None] = no_note) -> Changes:
        """Keep an edit with its media, behind those that are here, and what is noted with it."""
        op_id = edit.command.op_id
        with self._connections.writing(DEVICE) as connection:
            connection.execute(_INSERT, {**values_of(edit), "created_at": edit.created_at_ms or now_ms()})
            put_songs_of(connection, edit)
            connection.executemany(
                "INSERT OR REPLACE INTO pending_media (op_id, sha256, path) VALUES (?, ?, ?)",
                [(op_id, pending.medium.sha256, path_bytes(pending.path)) for pending in edit.media],
            )
            note()
        return self.show() if show else Changes()

    def show(self) -> Changes:
        """Lay everything that is kept over the mirror."""
        return self._mirror.settle(sure=True)

    def list_edits(self) -> list[PendingEdit]:
        """Return all edits that are not done, in the order they were made."""
        with self._connections.reading() as connection:
            return waiting_edits(connection)

    def list_songs(self, op_id: OperationId) -> frozenset[SongId]:
        """Return the songs of an edit."""
        with self._connections.reading() as connection:
            rows = connection.execute(_SONGS, {"op": op_id}).fetchall()
        return frozenset(SongId(song_id) for (song_id,) in rows)

    def split(self, op_id: OperationId, songs: Collection[SongId]) -> Changes:
        """Take songs out of a batch, each as an edit of its own."""
        whole = self.find_edit(op_id)
        if whole is None or whole.batch is None:
            return Changes()
        off = [split_off(whole, edit) for edit in whole.batch.edits if edit.song_id in songs]
        with self._connections.writing(DEVICE) as connection:
            for one in off:
                connection.execute(_SPLIT, {**values_of(one), "batch": op_id})
            connection.executemany(
                "DELETE FROM pending_songs WHERE op_id = ? AND song_id = ?",
                [(op_id, one.command.song_id) for one in off],
            )
            connection.execute(_UPDATE, values_of(replace(whole, count=whole.count - len(off))))
        return self._mirror.settle(sure=True)

    def find_edit(self, op_id: OperationId) -> PendingEdit | None:
        """Return an edit, or None."""
        with self._connections.reading() as connection:
            return find_waiting(connection, op_id)

    def change(self, edit: PendingEdit) -> Changes:
        """Keep an edit otherwise than before."""
        if self._head(edit.command.op_id) is None:
            return Changes()
        with self._connections.writing(DEVICE) as connection:
            connection.execute(f"{_UPDATE} AND state <> :sent", {**values_of(edit), "sent": SENT})
        return self._mirror.settle()

    def done(self, op_id: OperationId, seq: int) -> Changes:
        """Say that an edit was committed."""
        edit = self._head(op_id)
        if edit is None:
            return Changes()
        with self._connections.writing(DEVICE) as connection:
            connection.execute(_UPDATE, values_of(edit, seq))
        return self._mirror.settle()

    def hold_all(self) -> int:
        """Hold every edit, also what was sent and the feed has not passed."""
        with self._connections.reading() as connection:
            edits = [edit.held() for edit in kept_edits(connection)]
        with self._connections.writing(DEVICE) as connection:
            connection.executemany(_UPDATE, [values_of(edit) for edit in edits])
            for edit in edits:
                put_songs_of(connection, edit)
        self._mirror.settle()
        return len(edits)

    def remove(self, op_id: OperationId) -> Changes:
        """Forget an edit and what it held."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(_NOT_TURNED, (op_id,))
            connection.execute("DELETE FROM pending_edits WHERE op_id = ?", (op_id,))
        return self._mirror.settle()

    def _head(self, op_id: OperationId) -> PendingEdit | None:
        with self._connections.reading() as connection:
            return find_head(connection, op_id)
