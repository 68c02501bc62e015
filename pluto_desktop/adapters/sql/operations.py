"""What was done to this device's own library, operation by operation."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.stored_fields import list_stored, read_fields
from pluto_desktop.domain.batches import ArtistName, BatchCommand, OperationLine
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId
from pluto_desktop.domain.operations import done_edit

# Operations are few beside their changes: what was done to songs is counted along the primary key of the changes.
_PAGE = """SELECT op_id, actor, kind, at, result FROM operations
WHERE (:at IS NULL OR (at, op_id) < (:at, :before))
AND op_id IN (SELECT op_id FROM changes WHERE entity = 'metadata') ORDER BY at DESC, op_id DESC LIMIT :limit"""
_COUNTS = """SELECT op_id, count(*), min(id) FROM changes
WHERE entity = 'metadata' AND op_id IN (SELECT value FROM json_each(?)) GROUP BY op_id"""
_TITLE = "SELECT song_name FROM metadata WHERE id = ?"
_TOUCHED = "SELECT id, kind FROM changes WHERE op_id = ? AND entity = ? ORDER BY seq"
_REVISION = "SELECT version, before FROM revisions WHERE entity_id = ? AND entity = ? AND op_id = ?"
_NEXT = "SELECT before FROM revisions WHERE entity_id = ? AND entity = ? AND version = ?"


class SqlOperations:
    """Fulfils OperationHistory for a library of this device alone. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def list_operations(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations that changed songs, the newest first."""
        with self._connections.reading() as connection:
            at = None
            if before is not None:
                at = connection.execute("SELECT at FROM operations WHERE op_id = ?", (before,)).fetchone()
            values = {"at": None if at is None else at[0], "before": before, "limit": limit}
            rows = connection.execute(_PAGE, values).fetchall()
            counted = connection.execute(_COUNTS, (json.dumps([row[0] for row in rows]),)).fetchall()
            counts = {op_id: (count, song_id) for op_id, count, song_id in counted}
            return [_line(connection, row, *counts[row[0]]) for row in rows]

    def get_operation(self, op_id: OperationId) -> BatchCommand:
        """Return what an operation did."""
        with self._connections.reading() as connection:
            row = connection.execute("SELECT kind, result FROM operations WHERE op_id = ?", (op_id,)).fetchone()
            if row is None:
                raise NotFound("operation_not_found", name=op_id)
            songs = connection.execute(_TOUCHED, (op_id, "metadata")).fetchall()
            edits = [edit for song_id, kind in songs if (edit := _edit(connection, op_id, song_id, kind))]
            artists = [
                name
                for artist_id, kind in connection.execute(_TOUCHED, (op_id, "artists")).fetchall()
                if kind != "insert" and (name := _name(connection, op_id, artist_id))
            ]
        return BatchCommand(op_id, row[0], _titled(row[1]), tuple(edits), tuple(artists))


def _line(connection: sqlite3.Connection, row: tuple[Any, ...], count: int, song_id: str) -> OperationLine:
    op_id, actor, kind, at_ms, result = row
    title, only = _titled(result), None
    if count == 1:
        only = SongId(song_id)
        named = connection.execute(_TITLE, (song_id,)).fetchone()
        title = title or (str(named[0]) if named is not None else "")
    return OperationLine(OperationId(op_id), actor, at_ms, kind, title, count, only)


def _titled(result: str | None) -> str:
    return "" if result is None else str(json.loads(result).get("title", ""))


def _edit(connection: sqlite3.Connection, op_id: OperationId, song_id: str, kind: str) -> Any:
    present = list_stored(connection, [song_id])
    if not present:
        return None
    row = connection.execute(_REVISION, (song_id, "metadata", op_id)).fetchone()
    if row is None:
        if kind != "insert":
            return None
        first = connection.execute(_NEXT, (song_id, "metadata", 1)).fetchone()
        added = read_fields(first[0]) if first is not None else {}
        return done_edit(SongId(song_id), kind, {}, added or json.loads(present[0].fields))
    version, kept = row
    was = json.loads(kept)
    later = connection.execute(_NEXT, (song_id, "metadata", version + 1)).fetchone()
    now = read_fields(later[0]) if later is not None else json.loads(present[0].fields)
    gone = later is not None and json.loads(later[0])["deleted_at"] is not None
    gone = gone if later is not None else bool(present[0].deleted)
    was_gone = was["deleted_at"] is not None
    what = "update" if gone == was_gone else "delete" if gone else "restore"
    merged = _merged_into(connection, song_id, later) if what == "delete" else None
    return done_edit(SongId(song_id), what, was.get("fields", {}), now, merged)


def _merged_into(connection: sqlite3.Connection, song_id: str, later: tuple[str] | None) -> SongId | None:
    if later is not None:
        into = json.loads(later[0])["merged_into"]
    else:
        (into,) = connection.execute("SELECT merged_into FROM metadata WHERE id = ?", (song_id,)).fetchone()
    return None if into is None else SongId(into)


def _name(connection: sqlite3.Connection, op_id: OperationId, artist_id: str) -> ArtistName | None:
    """Return the name an artist got; of one merged away, the name of the one they became."""
    row = connection.execute(_REVISION, (artist_id, "artists", op_id)).fetchone()
    if row is None:
        return None
    version, kept = row
    before = json.loads(kept)["artist_name"]
    later = connection.execute(_NEXT, (artist_id, "artists", version + 1)).fetchone()
    if later is not None:
        now = json.loads(later[0])
        name, into = now["artist_name"], now["merged_into"]
    else:
        name, into = connection.execute(
            "SELECT artist_name, merged_into FROM artists WHERE id = ?", (artist_id,)
        ).fetchone()
    if into is not None:
        (name,) = connection.execute("SELECT artist_name FROM artists WHERE id = ?", (into,)).fetchone()
    return ArtistName(ArtistId(artist_id), name, before)
