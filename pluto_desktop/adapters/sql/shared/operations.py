"""What was done to the shared library, operation by operation."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, select, text

from pluto_desktop.adapters.sql.shared import tables as t
from pluto_desktop.domain.batches import ArtistName, BatchCommand, OperationLine
from pluto_desktop.domain.errors import NotFound
from pluto_desktop.domain.ids import ArtistId, OperationId, SongId
from pluto_desktop.domain.operations import done_edit

# An operation on one song names it in its result; what it did is in the revisions, or it added the song.
_PAGE = text("""SELECT o.op_id, o.actor, o.kind, o.title, o.at, coalesce((o.result ->> 'songs')::int, 1) AS songs,
  m.id AS song_id, m.song_name
FROM operations o LEFT JOIN metadata m ON m.id = (o.result ->> 'song')::uuid
WHERE o.result IS NOT NULL AND (CAST(:before AS uuid) IS NULL OR (o.at, o.op_id) < (
  SELECT at, op_id FROM operations WHERE op_id = CAST(:before AS uuid)))
AND (EXISTS (SELECT FROM changes c WHERE c.op_id = o.op_id AND c.entity = 'metadata')
  OR EXISTS (SELECT FROM revisions r WHERE r.op_id = o.op_id AND r.entity = 'metadata'))
ORDER BY o.at DESC, o.op_id DESC LIMIT :limit""")
_EDITED = text("""SELECT r.entity_id AS id, r.kind, r.before, coalesce(n.before, song_fields(m)) AS after, m.merged_into
FROM revisions r JOIN metadata m ON m.id = r.entity_id
LEFT JOIN revisions n ON n.entity_id = r.entity_id AND n.entity = 'metadata' AND n.version = r.version + 1
WHERE r.op_id = :op AND r.entity = 'metadata' ORDER BY r.id""")
_ADDED = text("""SELECT c.id, 'insert' AS kind, '{}'::jsonb AS before, coalesce(n.before, song_fields(m)) AS after,
  NULL::uuid AS merged_into
FROM changes c JOIN metadata m ON m.id = c.id
LEFT JOIN revisions n ON n.entity_id = c.id AND n.entity = 'metadata' AND n.version = 1
WHERE c.op_id = :op AND c.entity = 'metadata' AND c.kind = 'insert' ORDER BY c.seq""")
_NAMED = text("""SELECT r.entity_id AS id, r.before ->> 'artist_name' AS before,
  coalesce(i.artist_name, n.before ->> 'artist_name', a.artist_name) AS name
FROM revisions r JOIN artists a ON a.id = r.entity_id
LEFT JOIN revisions n ON n.entity_id = r.entity_id AND n.entity = 'artists' AND n.version = r.version + 1
LEFT JOIN artists i ON i.id = CASE WHEN n.id IS NULL THEN a.merged_into ELSE (n.before ->> 'merged_into')::uuid END
WHERE r.op_id = :op AND r.entity = 'artists' ORDER BY r.id""")


def list_operations(connection: Connection, limit: int, before: OperationId | None) -> list[OperationLine]:
    """Return operations that changed songs, the newest first."""
    rows = connection.execute(_PAGE, {"limit": limit, "before": before})
    return [
        OperationLine(
            OperationId(str(row.op_id)),
            row.actor,
            int(row.at.timestamp() * 1000),
            row.kind,
            row.title or row.song_name or "",
            row.songs,
            None if row.song_id is None else SongId(str(row.song_id)),
        )
        for row in rows
    ]


def get_operation(connection: Connection, op_id: OperationId) -> BatchCommand:
    """Return what an operation did. Raises NotFound("operation_not_found")."""
    o = t.operations.c
    found = None
    if t.is_id(op_id):
        found = connection.execute(select(o.kind, o.title).where(o.op_id == op_id)).first()
    if found is None:
        raise NotFound("operation_not_found", name=op_id)
    rows = [*connection.execute(_ADDED, {"op": op_id}), *connection.execute(_EDITED, {"op": op_id})]
    names = connection.execute(_NAMED, {"op": op_id})
    artists = tuple(ArtistName(ArtistId(str(row.id)), row.name, row.before) for row in names)
    edits = tuple(edit for row in rows if (edit := _edit(row)) is not None)
    return BatchCommand(op_id, found.kind, found.title, edits, artists)


def _edit(row: Row[Any]) -> Any:
    merged = SongId(str(row.merged_into)) if row.kind == "delete" and row.merged_into is not None else None
    return done_edit(SongId(str(row.id)), row.kind, row.before, row.after, merged)
