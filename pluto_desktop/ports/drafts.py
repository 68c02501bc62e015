"""Drafts of editors, which stay on this device and are visible to nobody else. Implemented by SQLite."""

from __future__ import annotations

from typing import Protocol

from pluto_desktop.domain.drafts import Draft, DraftKind


class Drafts(Protocol):
    """Keeps one draft of each kind and id. Each call is on the disk when it returns. Any worker thread."""

    def keep_draft(self, draft: Draft) -> int:
        """Keep a draft in place of the one before; return when that was (ms since 1970), whatever the draft says."""
        ...

    def find_draft(self, kind: DraftKind, id_: str) -> Draft | None:
        """Return a draft, or None."""
        ...

    def list_drafts(self, kind: DraftKind) -> list[Draft]:
        """Return all drafts of a kind, the newest first."""
        ...

    def forget_draft(self, kind: DraftKind, id_: str) -> None:
        """Forget a draft, if there is one."""
        ...
