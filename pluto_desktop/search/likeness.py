"""How alike two words are, by the slips of the finger between them."""

from __future__ import annotations

from rapidfuzz.distance import OSA


def likeness(one: str, other: str) -> float:
    """Return 1.0 for equal words down to 0.0: edits (left out, put in, changed, swapped) against the longer length."""
    return OSA.normalized_similarity(one, other)
