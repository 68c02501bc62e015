"""Drafts of editors, in ``device.db``."""

from __future__ import annotations

import json
from typing import Any

from pluto_desktop.adapters.sql.connections import DEVICE, Connections
from pluto_desktop.adapters.sql.operation import now_ms
from pluto_desktop.domain.drafts import Draft, DraftKind

_SELECT = "SELECT entity, entity_id, base_version, body, updated_at FROM device.drafts WHERE entity = ?"


class SqlDrafts:
    """Fulfils Drafts. Any worker thread."""

    def __init__(self, connections: Connections) -> None:
        self._connections = connections

    def keep_draft(self, draft: Draft) -> int:
        """Keep a draft in place of the one before."""
        at = now_ms()
        body = json.dumps(draft.body, ensure_ascii=False, separators=(",", ":"))
        with self._connections.writing(DEVICE) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO drafts (entity, entity_id, base_version, body, updated_at)"
                " VALUES (?, ?, ?, ?, ?)",
                (draft.kind, draft.id, draft.base_version, body, at),
            )
        return at

    def find_draft(self, kind: DraftKind, id_: str) -> Draft | None:
        """Return a draft, or None."""
        with self._connections.reading() as connection:
            row = connection.execute(f"{_SELECT} AND entity_id = ?", (kind, id_)).fetchone()
        return None if row is None else _draft(row)

    def list_drafts(self, kind: DraftKind) -> list[Draft]:
        """Return all drafts of a kind, the newest first."""
        with self._connections.reading() as connection:
            rows = connection.execute(f"{_SELECT} ORDER BY updated_at DESC, entity_id", (kind,)).fetchall()
        return [_draft(row) for row in rows]

    def forget_draft(self, kind: DraftKind, id_: str) -> None:
        """Forget a draft, if there is one."""
        with self._connections.writing(DEVICE) as connection:
            connection.execute("DELETE FROM drafts WHERE entity = ? AND entity_id = ?", (kind, id_))


def _draft(row: tuple[Any, ...]) -> Draft:
    kind, id_, base_version, body, at = row
    return Draft(DraftKind(kind), id_, base_version, json.loads(body), at)
