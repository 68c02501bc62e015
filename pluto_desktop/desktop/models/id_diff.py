"""What happened between two lists of ids, in as few steps as a view can follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_MOST_STEPS = 32


@dataclass(frozen=True, slots=True)
class Steps:
    """First remove the ranges (positions in the old list), then insert the ranges (positions in the new list)."""

    removed: tuple[tuple[int, int], ...]
    inserted: tuple[tuple[int, int], ...]


def diff_ids(old: Sequence[str], new: Sequence[str]) -> Steps | None:
    """Return the removals and insertions that make ``new`` of ``old``.

    None where the lists are too different to be followed row by row: another order, ids that stand more than once, or
    more than 32 ranges. Takes time in proportion to the lists (100,000 ids: some 10 ms).
    """
    if not old or not new:
        return None
    in_old, in_new = set(old), set(new)
    if len(in_old) != len(old) or len(in_new) != len(new):
        return None
    removed = _ranges(_places(old, in_old - in_new))
    inserted = _ranges(_places(new, in_new - in_old))
    if removed is None or inserted is None:
        return None
    return Steps(removed, inserted) if _without(old, removed) == _without(new, inserted) else None


def _places(ids: Sequence[str], wanted: set[str]) -> list[int]:
    return [at for at, one in enumerate(ids) if one in wanted] if wanted else []


def _without(ids: Sequence[str], ranges: Sequence[tuple[int, int]]) -> list[str]:
    rest = list(ids)
    for first, last in reversed(ranges):
        del rest[first : last + 1]
    return rest


def _ranges(positions: Sequence[int]) -> tuple[tuple[int, int], ...] | None:
    found: list[tuple[int, int]] = []
    for at in positions:
        if found and found[-1][1] + 1 == at:
            found[-1] = (found[-1][0], at)
            continue
        if len(found) == _MOST_STEPS:
            return None
        found.append((at, at))
    return tuple(found)
