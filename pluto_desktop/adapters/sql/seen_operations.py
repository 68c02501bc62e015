"""What was seen of a shared library's history, in ``catalogue.db`` beside its mirror."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Sequence
from typing import Any

from pluto_desktop.adapters.sql.batch_json import command_from_json, edit_from_json, edit_to_json, head_to_json
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.domain.batches import BatchCommand, OperationLine, SongEdit
from pluto_desktop.domain.ids import OperationId, SongId

MOST_BYTES = 64 * 1024 * 1024
"""How much is kept of what operations did."""
MOST_LINES = 5000
"""Operations that are kept."""

_JSON = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_LINE = "op_id, actor, at, kind, title, songs, song_id"
_PUT = f"""INSERT INTO seen_operations ({_LINE}, listed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (op_id) DO UPDATE SET actor = excluded.actor, at = excluded.at, kind = excluded.kind,
  title = excluded.title, songs = excluded.songs, song_id = excluded.song_id,
  listed_at = max(listed_at, excluded.listed_at)"""  # noqa: S608 - constant parts only
# Of what is told for a song the line says no more than who and when; of what was opened without being listed, not even
# that, until it is told.
_PUT_BARE = f"""INSERT INTO seen_operations ({_LINE}) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (op_id) DO UPDATE SET actor = excluded.actor, at = excluded.at WHERE seen_operations.at = 0"""  # noqa: S608
_PUT_EDIT = """INSERT INTO seen_edits (op_id, song_id, position, edit) VALUES (?, ?, ?, ?)
ON CONFLICT (op_id, song_id) DO UPDATE SET position = excluded.position, edit = excluded.edit"""
_PAGE = f"""SELECT {_LINE} FROM seen_operations WHERE listed_at AND (:before IS NULL OR (at, op_id) < (
  SELECT at, op_id FROM seen_operations WHERE op_id = :before)) ORDER BY at DESC, op_id DESC LIMIT :limit"""  # noqa: S608
_OF_SONG = """SELECT o.op_id, o.actor, o.at, json_extract(e.edit, '$.kind'),
  coalesce(m.song_name, json_extract(e.edit, '$.fields.title'), ''), 1, e.song_id
FROM seen_edits e JOIN seen_operations o ON o.op_id = e.op_id LEFT JOIN metadata m ON m.id = e.song_id
WHERE e.song_id = ? AND o.at > 0 ORDER BY o.at DESC, o.op_id DESC"""
# An older page may be told later: it says nothing of what is new.
_SEEN_AT = "SELECT listed_at FROM seen_operations WHERE listed_at ORDER BY at DESC, op_id DESC LIMIT 1"
_SONG_SEEN_AT = "SELECT seen_at FROM seen_songs WHERE song_id = ?"


class SqlSeenOperations:
    """Fulfils SeenOperations. Any worker thread. What is opened for reading only keeps nothing."""

    def __init__(self, connections: Connections, most_bytes: int = MOST_BYTES) -> None:
        self._connections, self._most_bytes = connections, most_bytes

    def keep_lines(self, lines: Sequence[OperationLine], before: OperationId | None = None) -> None:
        """Keep a page of the library's operations."""
        if not lines or self._connections.read_only:
            return
        listed_at, joining = now_ms(), [line.op_id for line in lines] if before is None else [before]
        with self._connections.writing() as connection:
            joined = connection.execute(
                "SELECT 1 FROM seen_operations WHERE listed_at AND op_id IN (SELECT value FROM json_each(?))",
                (_JSON(joining),),
            ).fetchone()
            if not joined and before is None:
                connection.execute("UPDATE seen_operations SET listed_at = 0 WHERE listed_at")
            elif not joined:
                listed_at = 0
            connection.executemany(_PUT, [(*_row(line), listed_at) for line in lines])
            connection.execute(
                """DELETE FROM seen_operations WHERE op_id IN (
  SELECT op_id FROM seen_operations ORDER BY at DESC, op_id DESC LIMIT -1 OFFSET ?)""",
                (MOST_LINES,),
            )

    def keep_operation(self, command: BatchCommand) -> bool:
        """Keep what an operation did; returns whether there was room for it."""
        edits = [_JSON(edit_to_json(edit)) for edit in command.edits]
        size = sum(map(len, edits))
        if size > self._most_bytes or self._connections.read_only:
            return False
        line = OperationLine(command.op_id, "", 0, command.kind, command.title, len(edits))
        with self._connections.writing() as connection:
            connection.execute(_PUT_BARE, _row(line))
            rows = [
                (command.op_id, edit.song_id, place, text)
                for place, (edit, text) in enumerate(zip(command.edits, edits, strict=True))
            ]
            connection.executemany(_PUT_EDIT, rows)
            connection.execute(
                "UPDATE seen_operations SET head = ?, bytes = ? WHERE op_id = ?",
                (_JSON(head_to_json(command)), size, command.op_id),
            )
            self._make_room(connection)
            return bool(_head(connection, command.op_id))

    def keep_song(self, song_id: SongId, done: Sequence[tuple[OperationLine, SongEdit]]) -> None:
        """Keep the history of one song."""
        if self._connections.read_only:
            return
        with self._connections.writing() as connection:
            connection.execute("INSERT OR REPLACE INTO seen_songs VALUES (?, ?)", (song_id, now_ms()))
            for line, edit in done:
                connection.execute(_PUT_BARE, _row(line))
                if not _head(connection, line.op_id):
                    text = _JSON(edit_to_json(edit))
                    connection.execute(_PUT_EDIT, (line.op_id, song_id, 0, text))
                    connection.execute(
                        """UPDATE seen_operations SET bytes = (
  SELECT sum(length(edit)) FROM seen_edits WHERE op_id = seen_operations.op_id) WHERE op_id = ?""",
                        (line.op_id,),
                    )
            self._make_room(connection)

    def list_lines(self, limit: int, before: OperationId | None = None) -> list[OperationLine]:
        """Return operations of the library, the newest first, those ``before`` one."""
        with self._connections.reading() as connection:
            return [_line(row) for row in connection.execute(_PAGE, {"limit": limit, "before": before})]

    def list_song(self, song_id: SongId) -> list[OperationLine]:
        """Return what is known to have been done to one song, the newest first."""
        with self._connections.reading() as connection:
            return [_line(row) for row in connection.execute(_OF_SONG, (song_id,))]

    def seen_at_ms(self, song_id: SongId | None = None) -> int:
        """Return until when the library's history, or that of a song, is known without a gap."""
        asked = (_SEEN_AT, ()) if song_id is None else (_SONG_SEEN_AT, (song_id,))
        with self._connections.reading() as connection:
            row = connection.execute(*asked).fetchone()
        return 0 if row is None else int(row[0])

    def find_operation(self, op_id: OperationId) -> BatchCommand | None:
        """Return what an operation did, if all of it is kept."""
        with self._connections.reading() as connection:
            head = _head(connection, op_id)
            if head is None:
                return None
            rows = connection.execute("SELECT edit FROM seen_edits WHERE op_id = ? ORDER BY position", (op_id,))
            edits = [edit_from_json(json.loads(text)) for (text,) in rows]
        return command_from_json(op_id, json.loads(head), edits)

    def find_edit(self, op_id: OperationId, song_id: SongId) -> SongEdit | None:
        """Return what an operation did to one song, if that is kept."""
        with self._connections.reading() as connection:
            row = connection.execute(
                "SELECT edit FROM seen_edits WHERE op_id = ? AND song_id = ?", (op_id, song_id)
            ).fetchone()
        return None if row is None else edit_from_json(json.loads(row[0]))

    def list_lacking(self, ids: Collection[OperationId]) -> list[OperationId]:
        """Return those of some operations whose doings are not kept whole."""
        with self._connections.reading() as connection:
            rows = connection.execute(
                """SELECT op_id FROM seen_operations
WHERE head IS NOT NULL AND op_id IN (SELECT value FROM json_each(?))""",
                (_JSON(list(ids)),),
            )
            kept = {row[0] for row in rows}
        return [op_id for op_id in ids if op_id not in kept]

    def _make_room(self, connection: sqlite3.Connection) -> None:
        """Forget what the oldest operations did, until what is kept of the others is no more than may be."""
        (total,) = connection.execute("SELECT sum(bytes) FROM seen_operations").fetchone()
        oldest = connection.execute("SELECT op_id, bytes FROM seen_operations WHERE bytes ORDER BY at, op_id")
        gone: list[tuple[str]] = []
        while total > self._most_bytes and (row := oldest.fetchone()):
            gone.append((row[0],))
            total -= row[1]
        connection.executemany("DELETE FROM seen_edits WHERE op_id = ?", gone)
        connection.executemany("UPDATE seen_operations SET head = NULL, bytes = 0 WHERE op_id = ?", gone)


def forget_seen(connection: sqlite3.Connection) -> None:
    """Forget what was seen of the history, within a transaction on the catalogue."""
    connection.execute("DELETE FROM seen_songs")
    connection.execute("DELETE FROM seen_edits")
    connection.execute("DELETE FROM seen_operations")


def _head(connection: sqlite3.Connection, op_id: OperationId) -> str | None:
    row = connection.execute("SELECT head FROM seen_operations WHERE op_id = ?", (op_id,)).fetchone()
    return None if row is None else row[0]


def _row(line: OperationLine) -> tuple[Any, ...]:
    return (line.op_id, line.actor, line.at_ms, line.kind, line.title, line.songs, line.song_id)


def _line(row: tuple[Any, ...]) -> OperationLine:
    op_id, actor, at_ms, kind, title, songs, song_id = row
    return OperationLine(
        OperationId(op_id), actor, at_ms, kind, title, songs, None if song_id is None else SongId(song_id)
    )
