"""Two edits of the same words made into one, three ways by line; documents in their stored form (JSON). Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pluto_desktop.lyrics.document import Document

Json = Mapping[str, Any]
_GONE = object()


class _ClashError(Exception):
    pass


def merge_documents(base: Json | None, theirs: Json | None, mine: Json | None) -> dict[str, Any] | None:
    """Return both edits as one document, None where they clash.

    They clash where both changed one line to different things, one changed what the other took out, both put
    something into the same place, or both moved lines.
    """
    if base is None or theirs is None or mine is None:
        return None
    parts = [{line.get("id"): line for line in document["lines"]} for document in (base, theirs, mine)]
    if any(len(lines) != len(each["lines"]) for lines, each in zip(parts, (base, theirs, mine), strict=True)):
        return None
    try:
        lines = _merged(*parts)
        order = _order(*(list(part) for part in parts))
        metadata = _merged(*(each.get("metadata", {}) for each in (base, theirs, mine)))
    except _ClashError:
        return None
    whole = {**theirs, "metadata": metadata, "lines": [lines[each] for each in order if each in lines]}
    return whole | {"timing": Document.from_json(whole).timing.value}


def _merged(base: Mapping[Any, Any], theirs: Mapping[Any, Any], mine: Mapping[Any, Any]) -> dict[Any, Any]:
    """Return what has become of each value; those that are gone are left out."""
    merged = {}
    for key in {**base, **theirs, **mine}:
        was, there, here = (each.get(key, _GONE) for each in (base, theirs, mine))
        if there not in (was, here) and here != was:
            raise _ClashError
        value = here if there == was else there
        if value is not _GONE:
            merged[key] = value
    return merged


def _order(base: Sequence[Any], theirs: Sequence[Any], mine: Sequence[Any]) -> list[Any]:
    """Return all ids in an order that keeps both sides' moves and new lines."""
    old = set(base) & set(theirs) & set(mine)
    was, there, here = ([each for each in side if each in old] for side in (base, theirs, mine))
    if there == was:
        leading, following = mine, theirs
    elif was in (here, there) or here == there:
        leading, following = theirs, mine
    else:
        raise _ClashError
    new = {each for each in following if each not in set(base) | set(leading)}
    placed = list(leading)
    taken = {_before(each, leading, old) for each in leading if each not in set(base) | set(following)}
    for place, each in enumerate(following):
        if each in new:
            if _before(each, following, old) in taken:
                raise _ClashError
            at = next((placed.index(other) + 1 for other in reversed(following[:place]) if other in placed), 0)
            placed.insert(at, each)
    return placed


def _before(line: Any, side: Sequence[Any], old: set[Any]) -> Any:
    """Return the old line that a new one stands behind, None at the beginning."""
    return next((each for each in reversed(side[: side.index(line)]) if each in old), None)
