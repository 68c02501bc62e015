"""Questions to the full-text tables, in FTS5's language: what a person typed is always quoted."""

from __future__ import annotations

from collections.abc import Sequence

Terms = Sequence[Sequence[tuple[str, bool]]]
"""For each group, terms of which one must be there: (skeleton, whether it is only a beginning)."""


def match_of(terms: Terms) -> str:
    """Return the match for rows that hold one term of every group; "" where no group has one."""
    return " AND ".join(
        "(" + " OR ".join(quoted(term, prefix=prefix) for term, prefix in group) + ")" for group in terms if group
    )


def quoted(term: str, *, prefix: bool) -> str:
    """Return a term as FTS5 takes it, whatever is in it."""
    escaped = term.replace('"', '""')
    return f'"{escaped}"*' if prefix else f'"{escaped}"'
