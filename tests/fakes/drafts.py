"""Drafts of editors, kept in memory."""

from __future__ import annotations

import json
from dataclasses import replace

from pluto_desktop.domain.drafts import Draft, DraftKind


class FakeDrafts:
    """Fulfils Drafts; its clock goes on by a millisecond with each draft."""

    def __init__(self) -> None:
        self._drafts: dict[tuple[str, str], Draft] = {}
        self._now_ms = 1_700_000_000_000

    def keep_draft(self, draft: Draft) -> int:
        self._now_ms += 1
        body = json.loads(json.dumps(draft.body))
        self._drafts[draft.kind, draft.id] = replace(draft, body=body, updated_at_ms=self._now_ms)
        return self._now_ms

    def find_draft(self, kind: DraftKind, id_: str) -> Draft | None:
        return self._drafts.get((kind, id_))

    def list_drafts(self, kind: DraftKind) -> list[Draft]:
        found = [draft for draft in self._drafts.values() if draft.kind is kind]
        return sorted(found, key=lambda draft: -draft.updated_at_ms)

    def forget_draft(self, kind: DraftKind, id_: str) -> None:
        self._drafts.pop((kind, id_), None)
