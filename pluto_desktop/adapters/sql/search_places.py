"""Places: row numbers of the full-text tables, whose order is the order of popularity."""

from __future__ import annotations

RID_MASK = (1 << 40) - 1
"""What of a place is the row number in the catalogue."""


def place_of(rid: int, popularity: int) -> int:
    """Return the row number in the full-text tables: what is more popular has a smaller one.

    Popularity counts by powers of two, so that a play more seldom moves a song.
    """
    return ((40 - min(max(popularity, 0).bit_length(), 40)) << 40) | rid
