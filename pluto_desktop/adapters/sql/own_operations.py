"""What this person did on this device, in ``device.db``: what undo and redo go by."""

from __future__ import annotations

import json
import sqlite3

from pluto_desktop.adapters.sql.batch_json import command_from_json, edit_from_json, edit_to_json, head_to_json
from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.domain.batches import BatchCommand, BatchKind, OperationLine
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.ports.batches import OwnOperation, Undoable

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_KEPT = 200
"""Operations that can be undone; older ones are forgotten."""

# What was noted counts where it was done. A library of this device alone has its operations in the file that a batch
# is done in; in a shared one a batch is noted in the very transaction that keeps it, and the mirror has no operations.
_TRUE = """SELECT o.rid, o.op_id, o.at, o.kind, o.command, o.by_id,
  CASE WHEN mirrored OR by_id IS NULL OR EXISTS (SELECT 1 FROM operations WHERE op_id = by_id)
    THEN o.undone ELSE NOT o.undone END AS undone
FROM (SELECT *, json_extract(command, '$.by') AS by_id, EXISTS (SELECT 1 FROM library WHERE key GLOB 'mirror_*')
    AS mirrored FROM device.own_operations) o
WHERE mirrored OR EXISTS (SELECT 1 FROM operations WHERE op_id = o.op_id)"""
_LINE = f"""SELECT o.op_id, o.at, o.kind, o.command, (SELECT count(*) FROM device.own_songs WHERE op_id = o.op_id),
  (SELECT json_extract(edit, '$.song') FROM device.own_songs WHERE op_id = o.op_id LIMIT 1)
FROM ({_TRUE}) o WHERE o.undone = ? ORDER BY o.rid"""  # noqa: S608 - constant parts only
_UNDONE = f"SELECT op_id FROM ({_TRUE}) WHERE undone"  # noqa: S608 - constant parts only
_FIND = f"SELECT command, at, undone, by_id FROM ({_TRUE}) WHERE op_id = ?"  # noqa: S608 - constant parts only
_TURN = "UPDATE own_operations SET undone = ?, command = json_set(command, '$.by', ?) WHERE op_id = ?"
_FORGET = """DELETE FROM own_operations
WHERE op_id IN (SELECT value FROM json_each(?)) OR rid <= (SELECT max(rid) FROM own_operations) - ?"""


_MERGES = """SELECT o.op_id FROM device.own_operations o JOIN device.own_songs s ON s.op_id = o.op_id
WHERE o.kind = ? AND NOT o.undone AND json_extract(s.edit, '$.song') = ? AND json_extract(s.edit, '$.kind') = ?
ORDER BY o.rid DESC LIMIT 1"""


class SqlOwnOperations:
    """Fulfils OwnOperations. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def add(self, command: BatchCommand) -> None:
        """Remember an operation as the newest."""
        rows = ((command.op_id, place, _JSON(edit_to_json(edit))) for place, edit in enumerate(command.edits))
        with self._connections.reading() as connection:
            undone = [op_id for (op_id,) in connection.execute(_UNDONE)]
        with self._connections.writing(DEVICE) as connection:
            connection.execute(_FORGET, (_JSON(undone), _KEPT - 1))
            connection.execute(
                "INSERT INTO own_operations (op_id, kind, command, at) VALUES (?, ?, ?, ?)",
                (command.op_id, str(command.kind), _JSON(head_to_json(command)), now_ms()),
            )
            connection.executemany("INSERT INTO own_songs (op_id, position, edit) VALUES (?, ?, ?)", rows)

    def remove(self, op_id: OperationId) -> None:
        """Forget an operation that came to nothing."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute("DELETE FROM own_operations WHERE op_id = ?", (op_id,))

    def find(self, op_id: OperationId) -> OwnOperation | None:
        """Return an operation of this person, or None."""
        with self._connections.reading() as connection:
            row = connection.execute(_FIND, (op_id,)).fetchone()
            songs = connection.execute(
                "SELECT edit FROM device.own_songs WHERE op_id = ? ORDER BY position", (op_id,)
            ).fetchall()
        if row is None:
            return None
        command = command_from_json(op_id, json.loads(row[0]), (edit_from_json(json.loads(text)) for (text,) in songs))
        return OwnOperation(command, row[1], bool(row[2]), None if row[3] is None else OperationId(row[3]))

    def find_merge(self, song_id: SongId) -> BatchCommand | None:
        """Return the operation that merged a song into another."""
        wanted = (BatchKind.MERGE.value, song_id, CommandKind.DELETE.value)
        with self._connections.reading() as connection:
            row = connection.execute(_MERGES, wanted).fetchone()
        own = None if row is None else self.find(OperationId(row[0]))
        return None if own is None else own.command

    def peek(self) -> Undoable:
        """Return what would be undone and what would be done again."""
        with self._connections.reading() as connection:
            done = connection.execute(f"{_LINE} DESC LIMIT 1", (0,)).fetchone()
            undone = connection.execute(f"{_LINE} LIMIT 1", (1,)).fetchone()
            return Undoable(_line(connection, done), _line(connection, undone))

    def set_undone(self, op_id: OperationId, undone: bool, by: OperationId | None = None) -> None:
        """Note that an operation was undone, or done again, by another one."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute(_TURN, (int(undone), by, op_id))


def _line(
    connection: sqlite3.Connection, row: tuple[str, int, str, str, int, str | None] | None
) -> OperationLine | None:
    if row is None:
        return None
    op_id, at_ms, kind, head, songs, song_id = row
    title, only = json.loads(head)["title"], None
    if songs == 1 and song_id is not None:
        only = SongId(song_id)
        named = connection.execute("SELECT song_name FROM metadata WHERE id = ?", (song_id,)).fetchone()
        title = title or ("" if named is None else named[0])
    return OperationLine(OperationId(op_id), "", at_ms, kind, title, songs, only)
