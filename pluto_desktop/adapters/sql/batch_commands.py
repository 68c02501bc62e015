"""Batches done on this device's own library: what the shared library's server does, in SQLite, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from pluto_desktop.adapters.sql.artist_rows import name_artist
from pluto_desktop.adapters.sql.batch_results import done_of, said_of
from pluto_desktop.adapters.sql.connections import Connections
from pluto_desktop.adapters.sql.followed import follow_merges
from pluto_desktop.adapters.sql.kept_fields import kept
from pluto_desktop.adapters.sql.names import Names
from pluto_desktop.adapters.sql.operation import Operation
from pluto_desktop.adapters.sql.search_tables import index_songs
from pluto_desktop.adapters.sql.song_media import list_missing
from pluto_desktop.adapters.sql.song_put import change_song, insert_song
from pluto_desktop.adapters.sql.song_rows import update_song
from pluto_desktop.adapters.sql.stored_fields import StoredSong, list_stored, read_fields
from pluto_desktop.domain.batch_plan import Plan, check_whole, plan_edit
from pluto_desktop.domain.batches import BatchCommand, BatchDone, Left, PlainSong, SongEdit
from pluto_desktop.domain.cancel import CancelToken
from pluto_desktop.domain.ids import SongId
from pluto_desktop.domain.progress import Progress, ReportProgress
from pluto_desktop.domain.shared import CommandKind
from pluto_desktop.domain.song_fields import Plain
from pluto_desktop.lyrics.merging import merge_documents

_PAGE = 200
_WAS = """SELECT entity_id, before FROM revisions
WHERE entity = 'metadata' AND entity_id = ? AND version = ?"""


class SqlBatches:
    """Fulfils BatchWriter for a library of this device alone. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def commit_batch(self, command: BatchCommand, cancel: CancelToken, report: ReportProgress) -> BatchDone:
        """Do a batch in one transaction, once, however often it is given; what is this person's own follows."""
        with self._connections.writing() as connection:
            row = connection.execute("SELECT result FROM operations WHERE op_id = ?", (command.op_id,)).fetchone()
            if row is not None:
                return done_of(command.op_id, json.loads(row[0]))
            result = _Running(connection, command).do(cancel, report)
            said = json.dumps({**result, "title": command.title}, ensure_ascii=False)
            connection.execute("UPDATE operations SET result = ? WHERE op_id = ?", (said, command.op_id))
        follow_merges(self._connections, [edit.song_id for edit in command.edits])
        return done_of(command.op_id, result)


class _Running:
    """A batch in its transaction."""

    def __init__(self, connection: sqlite3.Connection, command: BatchCommand) -> None:
        self._connection, self._command = connection, command
        self._running = Operation(connection, command.kind, command.op_id)
        self._names = Names(self._running)
        self._changed: dict[str, list[SongId]] = {"insert": [], "update": [], "delete": []}
        self._rids: list[int] = []
        self._left: list[Left] = []

    def do(self, cancel: CancelToken, report: ReportProgress) -> dict[str, object]:
        """Do everything of it and return what came of it."""
        edits = self._command.edits
        for artist in self._command.artists:
            name_artist(self._running, artist)
        page = len(edits) if self._command.whole else _PAGE
        for start in range(0, len(edits), page):
            cancel.raise_if_cancelled()
            self._page(edits[start : start + page])
            report(Progress(min(start + page, len(edits)), len(edits)))
        for kind, ids in self._changed.items():
            self._running.changed("metadata", ids, kind)
        index_songs(self._connection, self._rids)
        self._running.finish()
        report(Progress(len(edits), len(edits), final=True))
        cancel.raise_if_cancelled()
        head = self._connection.execute("SELECT seq, change_id FROM changes ORDER BY seq DESC LIMIT 1").fetchone()
        seq, change_id = head or (0, "")
        return {**said_of(len(self._rids), self._left), "seq": seq, "change": change_id}

    def _page(self, edits: Sequence[SongEdit]) -> None:
        rows = {row.song_id: row for row in list_stored(self._connection, [edit.song_id for edit in edits])}
        plans = [self._plan(edit, rows.get(edit.song_id)) for edit in edits]
        check_whole(self._command, plans, "split_clashes")
        missing = list_missing(self._connection, {sha256 for plan in plans for sha256 in plan.media})
        plans = [plan.without(missing, lets_be=self._command.lets_be) for plan in plans]
        check_whole(self._command, plans, "split_media_gone")
        for plan in plans:
            if plan.left is not None:
                self._left.append(plan.left)
            if plan.does:
                self._carry_out(plan, rows.get(plan.edit.song_id))

    def _plan(self, edit: SongEdit, row: StoredSong | None) -> Plan:
        song = None if row is None else PlainSong(row.version, json.loads(row.fields), bool(row.deleted))
        was = None
        if song is not None and edit.base_version not in {None, song.version}:
            was = self._was(edit)
        mine, command = kept(edit.mine), self._command
        return plan_edit(edit, song, mine, was, merge_documents, lets_be=command.lets_be, whole=command.whole)

    def _was(self, edit: SongEdit) -> Plain | None:
        row = self._connection.execute(_WAS, (edit.song_id, edit.base_version)).fetchone()
        return None if row is None else read_fields(row[1]) or None

    def _carry_out(self, plan: Plan, row: StoredSong | None) -> None:
        edit, deletes = plan.edit, plan.edit.kind is CommandKind.DELETE
        if row is None:
            self._rids.append(insert_song(self._running, edit.song_id, dict(plan.changes)))
            self._changed["insert"].append(edit.song_id)
            return
        if plan.marks:
            merged_into = edit.merged_into if deletes else None
            marks = {"deleted_at": self._running.at if deletes else None, "merged_into": merged_into}
            update_song(self._running, row.rid, marks, row.fields)
        else:
            theirs = json.loads(row.fields)
            change_song(self._running, row.rid, theirs, plan.changes, was=row.fields, names=self._names)
        self._rids.append(row.rid)
        self._changed["delete" if plan.marks and deletes else "update"].append(edit.song_id)
