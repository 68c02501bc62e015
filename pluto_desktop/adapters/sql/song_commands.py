"""Commands done on this device's own library: the very ones that the shared library's server does, in SQLite."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from pluto_desktop.adapters.sql import songs_read
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.followed import follow_merges
from pluto_desktop.adapters.sql.kept_fields import kept
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.search_tables import index_songs
from pluto_desktop.adapters.sql.song_media import Placed, find_cover_medium, place_media, take_media
from pluto_desktop.adapters.sql.song_put import change_song, insert_song
from pluto_desktop.adapters.sql.song_rows import update_song
from pluto_desktop.adapters.sql.stored_fields import plain_fields_of, read_fields
from pluto_desktop.domain.errors import Conflict, NotFound
from pluto_desktop.domain.ids import OperationId, SongId
from pluto_desktop.domain.shared import (
    FIELDS,
    CommandKind,
    Committed,
    FeedPosition,
    Revision,
    SharedSong,
    SongCommand,
)
from pluto_desktop.domain.song_fields import Plain, merge, overlaid, plain_fields
from pluto_desktop.lyrics.merging import merge_documents

_REVISIONS = """
SELECT r.op_id, o.actor, r.at, r.version, json_extract(r.before, '$.deleted_at') IS NOT NULL, r.before
FROM revisions r JOIN operations o ON o.op_id = r.op_id
WHERE r.entity = 'metadata' AND r.entity_id = ? ORDER BY r.version DESC"""
_ADDED = """
SELECT o.op_id, o.actor, o.at FROM changes c JOIN operations o ON o.op_id = c.op_id
WHERE c.entity = 'metadata' AND c.id = ? AND c.kind = 'insert' ORDER BY c.seq LIMIT 1"""


_LIVE = {"deleted_at": None, "merged_into": None}


class SqlSongs:
    """Fulfils SongWriter and SongHistory for a library of this device alone. Any worker thread.

    The bytes of a command's media lie on this device already; the ``file_id`` of each is its path.
    """

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def commit(self, command: SongCommand) -> Committed:
        """Do a command in one transaction, once, however often it is given."""
        placed = place_media(command.media)
        with self._connections.writing() as connection:
            row = connection.execute("SELECT result FROM operations WHERE op_id = ?", (command.op_id,)).fetchone()
            if row is not None:
                return _committed(command, json.loads(row[0]))
            running = Operation(connection, command.kind.value, command.op_id)
            _do(running, command, placed)
            running.finish()
            result = _result(connection, command.song_id)
            connection.execute("UPDATE operations SET result = ? WHERE op_id = ?", (json.dumps(result), command.op_id))
        if command.kind is CommandKind.RESTORE:
            follow_merges(self._connections, [command.song_id])
        return _committed(command, result)

    def get_song(self, song_id: SongId) -> SharedSong:
        """Return a song with its words; a deleted one is returned as such."""
        with self._connections.reading() as connection:
            found = _find_song(connection, song_id)
        if found is None:
            raise NotFound("song_not_found", name=song_id)
        return found

    def list_revisions(self, song_id: SongId) -> list[Revision]:
        """Return the edits of a song, the newest first."""
        with self._connections.reading() as connection:
            rows = connection.execute(_REVISIONS, (song_id,)).fetchall()
            added = connection.execute(_ADDED, (song_id,)).fetchone()
            state = connection.execute(
                "SELECT deleted_at IS NOT NULL FROM metadata WHERE id = ?", (song_id,)
            ).fetchone()
        told, gone = [], state is not None and bool(state[0])
        for op_id, actor, at_ms, version, was_gone, before in rows:
            kind = "update" if was_gone == gone else "restore" if was_gone else "delete"
            told.append(Revision(OperationId(op_id), actor, at_ms, kind, version, read_fields(before)))
            gone = bool(was_gone)
        if added is not None:
            told.append(Revision(OperationId(added[0]), added[1], added[2], "add", 0, {}))
        return told


def _do(running: Operation, command: SongCommand, placed: Mapping[str, Placed]) -> None:
    connection = running.connection
    row = connection.execute(
        "SELECT rid, version, deleted_at IS NOT NULL FROM metadata WHERE id = ?", (command.song_id,)
    ).fetchone()
    if command.kind is CommandKind.ADD:
        mine = kept(plain_fields(command.fields))
        if row is not None:
            raise _conflict(connection, command, mine, None)
        take_media(running, placed, mine)
        rid = insert_song(running, command.song_id, mine)
        running.changed("metadata", [command.song_id], "insert")
        index_songs(connection, [rid])
        return
    if row is None:
        raise NotFound("song_not_found", name=command.song_id)
    rid, version, gone = row
    if command.kind is CommandKind.UPDATE:
        done = _update(running, command, rid, version, gone=bool(gone), placed=placed)
    elif command.kind is CommandKind.DELETE:
        done = not gone
        if done and command.base_version not in {None, version}:
            raise _conflict(connection, command, {}, _base(connection, command))
    else:
        done = bool(gone)
    if not done:
        return
    if command.kind is not CommandKind.UPDATE:
        taken = {"deleted_at": running.at, "merged_into": command.merged_into}
        marks: Mapping[str, Any] = taken if command.kind is CommandKind.DELETE else _LIVE
        update_song(running, rid, marks)
    running.changed("metadata", [command.song_id], "delete" if command.kind is CommandKind.DELETE else "update")
    index_songs(connection, [rid])


def _update(
    running: Operation, command: SongCommand, rid: int, version: int, *, gone: bool, placed: Mapping[str, Placed]
) -> bool:
    """Change a song and return whether there was anything to change."""
    connection = running.connection
    theirs = plain_fields_of(connection, rid)
    mine = kept(plain_fields(command.fields, sorted(command.fields.given)))
    base: Plain | None = theirs if command.base_version in {None, version} else _base(connection, command)
    merged = merge(base, theirs, mine, merge_documents)
    if merged.clashes or gone:
        raise _conflict(connection, command, mine, base)
    take_media(running, placed, merged.changes)
    if merged.changes:
        change_song(running, rid, theirs, merged.changes)
    return bool(merged.changes)


def _base(connection: sqlite3.Connection, command: SongCommand) -> Plain | None:
    """Return the fields of the song as the person saw it, None where that is not kept."""
    row = connection.execute(
        "SELECT before FROM revisions WHERE entity_id = ? AND version = ? AND entity = 'metadata'",
        (command.song_id, command.base_version),
    ).fetchone()
    return None if row is None else read_fields(row[0]) or None


def _conflict(connection: sqlite3.Connection, command: SongCommand, mine: Plain, base: Plain | None) -> Conflict:
    theirs = _find_song(connection, command.song_id)
    assert theirs is not None
    wished = overlaid(theirs, mine, (published.medium for published in command.media))
    if command.kind is CommandKind.DELETE:
        wished = SharedSong(theirs.song, theirs.lyrics, theirs.cover, deleted=True)
    before = {name: base[name] for name in FIELDS if name in base} if base else {}
    return Conflict("song_changed", name=theirs.song.title, mine=wished, theirs=theirs, base=before)


def _find_song(connection: sqlite3.Connection, song_id: SongId) -> SharedSong | None:
    song = songs_read.find_song(connection, song_id, gone=True)
    if song is None:
        return None
    document, gone, merged_into = connection.execute(
        "SELECT ly.document, m.deleted_at IS NOT NULL, m.merged_into FROM metadata m"
        " LEFT JOIN lyrics ly ON ly.id = m.lyrics_id WHERE m.id = ?",
        (song_id,),
    ).fetchone()
    words = None if document is None else json.loads(document)
    return SharedSong(song, words, find_cover_medium(connection, song.cover), bool(gone), merged_into)


def _result(connection: sqlite3.Connection, song_id: SongId) -> dict[str, Any]:
    """Return what came of a command, as it is stored with its operation."""
    (version,) = connection.execute("SELECT version FROM metadata WHERE id = ?", (song_id,)).fetchone()
    head: Sequence[Any] = connection.execute(
        "SELECT seq, change_id FROM changes ORDER BY seq DESC LIMIT 1"
    ).fetchone() or (0, "")
    return {"version": version, "seq": head[0], "change": head[1]}


def _committed(command: SongCommand, result: Mapping[str, Any]) -> Committed:
    position = FeedPosition(result["seq"], result["change"])
    return Committed(command.op_id, command.song_id, result["version"], position)
